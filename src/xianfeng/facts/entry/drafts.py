"""Files of facts that wait for confirmation: kept for a day at most, seen by who read them in alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from xianfeng.facts.entry.entering import Entered, enter
from xianfeng.facts.entry.kinds import Kinds
from xianfeng.facts.entry.lines import Line
from xianfeng.facts.entry.models import EntryDraft
from xianfeng.facts.entry.people import People
from xianfeng.facts.entry.permissions import IMPORTERS
from xianfeng.facts.entry.planning import Plan, Planner
from xianfeng.facts.entry.rows import Row
from xianfeng.facts.entry.understanding import Given, Understanding
from xianfeng.facts.entry.workbook import Read
from xianfeng.facts.models import Fact
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.importing.findings import Finding, Findings, Places
from xianfeng.people.members.importing.memory import collector_resting
from xianfeng.people.members.models import Member
from xianfeng.people.members.reach import belonging
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope, operation

KEPT = timedelta(hours=24)


class Changed(ValidationError):
    """Raised when a draft would come to something else now than what was shown."""


@operation
def keep_draft(actor: Actor, unit: Unit, read: Read) -> EntryDraft:
    """Keep what was read from a file until it is confirmed or discarded."""
    draft = EntryDraft.objects.create(
        owner=actor.user_id or 0, unit=unit, sheet=read.sheet, is_file=read.is_file, titles=dict(read.titles),
        left_out=list(read.left_out), rows=read.rows, findings=read.findings.to_json(), digest=read.digest,
    )  # fmt: skip
    counts: dict[str, Any] = {"rows": len(read.rows), "problems": read.findings.problems}
    record(actor, "facts.import_read", draft, unit=unit.pk, digest=read.digest, **counts)
    return draft


@operation
def discard_draft(actor: Actor, draft: EntryDraft) -> None:
    """Forget what was read; nothing was recorded."""
    record(actor, "facts.import_discard", draft, unit=draft.unit_id, digest=draft.digest)
    draft.delete()


@operation
def purge_drafts(actor: Actor, now: datetime | None = None) -> int:
    """Forget what nobody confirmed within a day; return how many drafts."""
    old = EntryDraft.objects.unscoped().filter(made_at__lte=(now or timezone.now()) - KEPT)
    count, _ = old.delete()
    if count:
        record(actor, "facts.import_purge", drafts=count)
    return count


@operation
def run_draft(actor: Actor, draft: EntryDraft, scope: Scope, digest: str) -> Entered:
    """Record what the plan of that digest says, and forget the draft.

    Raises Changed when the plan is another one now or has problems, EntryDraft.DoesNotExist when it was done before.
    """
    draft = (
        EntryDraft.objects.unscoped().select_for_update(of=("self",)).select_related("unit").get(pk=draft.pk)
    )
    plan = plan_of(draft, scope)
    if plan.digest != digest or not plan.can_be_done or Findings.from_json(draft.findings).problems:
        raise Changed("")
    entered = enter(actor, plan, source=Fact.Source.IMPORTED)
    counts: dict[str, Any] = {
        "recorded": entered.recorded,
        "proposed": entered.proposed,
        "already": entered.already,
    }
    record(actor, "facts.import", unit=draft.unit_id, digest=draft.digest, **counts)
    draft.delete()
    return entered


@collector_resting()
def plan_of(draft: EntryDraft, scope: Scope) -> Plan:
    """Return what the draft would come to now. The number of queries does not depend on that of rows."""
    lines = [Line(number, cells) for number, cells in draft.rows]
    people, kinds = _people(scope, draft.unit, lines), Kinds.around(draft.unit)
    understanding = Understanding(people, kinds, Given(), timezone.localdate())
    spoiled: dict[int, set[str]] = {}
    for finding in Findings.from_json(draft.findings).of(is_note=False):
        spoiled.setdefault(finding.row or 0, set()).update(_about(finding))
    rows = [_row(understanding, line, spoiled.get(line.number, set())) for line in lines]
    return Planner(scope, kinds, "import", is_file=True).plan(rows)


def places_of(draft: EntryDraft) -> Places:
    """Return how findings in the file are named."""
    return Places(draft.sheet, draft.is_file, draft.titles)


def _people(scope: Scope, unit: Unit, lines: list[Line]) -> People:
    """Return the members at or below the unit whom the lines may name."""
    named = {line.cells[code] for line in lines for code in ("member", "name") if code in line.cells}
    reached = Member.objects.reached(scope, *IMPORTERS).filter(belonging("unit", (unit.path,)))
    if not unit.is_branch:
        reached = reached.filter(Q(staff_no__in=named) | Q(name__in=named))
    return People.of(reached.select_related("branch", "unit"))


def _about(finding: Finding) -> set[str]:
    """Return the columns in which a finding makes others needless: who is meant is asked of two together."""
    return {"member", "name"} if finding.code in ("member", "name") else {finding.code}


def _row(understanding: Understanding, line: Line, spoiled: set[str]) -> Row:
    """Understand a row; what is wrong because a cell could not be read is not said a second time."""
    row = understanding.row(line)
    row.problems = [each for each in row.problems if each.code not in spoiled]
    if spoiled:
        row.entry = None
    return row
