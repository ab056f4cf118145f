"""What waits for confirmation: kept for a day at most, seen by who made it alone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.importing.files import remove_left_over
from xianfeng.people.members.importing.findings import Findings, Places
from xianfeng.people.members.importing.history import add_absent, check_history, note_namesakes
from xianfeng.people.members.importing.memory import collector_resting
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.importing.planning import Planner
from xianfeng.people.members.importing.plans import Options, Plan
from xianfeng.people.members.importing.reading import Read
from xianfeng.people.members.importing.register import Register, read_register
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope, operation

KEPT = timedelta(hours=24)


@operation
def keep_draft(actor: Actor, unit: Unit, read: Read, on: date) -> ImportDraft:
    """Keep what was read from a file until it is confirmed or discarded."""
    draft = ImportDraft(owner=actor.user_id or 0, unit=unit, on=on)
    return _keep(actor, draft, read)


@operation
def read_again(actor: Actor, draft: ImportDraft, read: Read) -> ImportDraft:
    """Put another reading of the file, by other columns, in the place of what was kept."""
    return _keep(actor, draft, read)


def _keep(actor: Actor, draft: ImportDraft, read: Read) -> ImportDraft:
    draft.sheets, draft.sheet, draft.is_file = read.sheets, read.sheet, read.is_file
    draft.columns, draft.rows, draft.digest = list(read.places.items()), read.rows, read.digest
    draft.findings = read.findings.to_json()
    draft.save()
    counts = {"rows": len(read.rows), "problems": read.findings.problems, "columns": sorted(read.places)}
    record(actor, "members.import_read", draft, unit=draft.unit_id, digest=read.digest, **counts)
    return draft


@operation
def set_options(actor: Actor, draft: ImportDraft, options: Options) -> None:
    """Keep what a person adds to the file."""
    draft.on, draft.document = options.on, options.document
    draft.is_complete, draft.closing = options.is_complete, options.closing
    fields = ["on", "document", "is_complete", "closing"]
    draft.save(update_fields=fields)
    record(actor, "members.import_options", draft, unit=draft.unit_id, fields=fields)


@operation
def discard_draft(actor: Actor, draft: ImportDraft) -> None:
    """Forget what was read; nothing was done with it."""
    record(actor, "members.import_discard", draft, unit=draft.unit_id, digest=draft.digest)
    draft.delete()


@operation
def record_download(actor: Actor, draft: ImportDraft) -> None:
    """Record that the list of problems was taken out."""
    record(actor, "members.import_problems", draft, unit=draft.unit_id, digest=draft.digest)


@operation
def purge_drafts(actor: Actor, now: datetime | None = None) -> int:
    """Forget what nobody confirmed within a day, and what killed processes left; return how many drafts."""
    old = ImportDraft.objects.unscoped().filter(made_at__lte=(now or timezone.now()) - KEPT)
    count, _ = old.delete()
    if count:
        record(actor, "members.import_purge", drafts=count)
    remove_left_over()
    return count


def options_of(draft: ImportDraft) -> Options:
    """Return what the person has added."""
    return Options(draft.on, draft.document, draft.is_complete, draft.closing if draft.is_complete else "")


def places_of(draft: ImportDraft) -> Places:
    """Return how findings in the file are named."""
    titles = draft.titles
    return Places(draft.sheet, draft.is_file, {code: titles[at] for code, at in draft.columns})


@collector_resting()
def make_plan(draft: ImportDraft, scope: Scope, *, is_locked: bool = False) -> tuple[Plan, Register]:
    """Return what the draft would do to the register as it stands, and the register.

    With `is_locked` nobody else changes what is compared until the end of the transaction.
    """
    codes, today = [code for code, _ in draft.columns], timezone.localdate()
    at = codes.index("staff_no") + 1
    numbers = [row[at] for row in draft.rows if row[at]]
    register = read_register(scope, draft.unit, numbers, with_present=draft.is_complete, is_locked=is_locked)
    findings = Findings.from_json(draft.findings)
    plan = Planner(register, options_of(draft), findings, today, scope.member_id).plan(
        draft.digest, codes, draft.rows
    )
    add_absent(plan, register, scope.member_id)
    note_namesakes(plan, register)
    check_history(plan, today)
    return plan, register
