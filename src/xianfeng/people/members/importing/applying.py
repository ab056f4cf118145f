"""Does what a plan says, for all rows at once: by the rules of `members.operations`, in few statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError
from django.db.models import Q

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.importing.drafts import make_plan
from xianfeng.people.members.importing.history import BECOMING_FULL
from xianfeng.people.members.importing.memory import collector_resting
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.importing.plans import Absent, Entry, Plan
from xianfeng.people.members.importing.register import Register, in_parts
from xianfeng.people.members.models import Affiliation, Member, Office, StatusChange
from xianfeng.people.members.operations.offices import end_offices, end_offices_left_behind
from xianfeng.people.members.pinyin import keys_of
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import Scope, operation

AT_ONCE = 2_000
"""So many rows go into one statement."""
WRITTEN = (
    "name", "kind", "status", "category", "joined_on", "full_on", "work_post", "work_phone", "work_email",
    "team", "unit", "branch", "left_from", "sort_key", "search_keys",
)  # fmt: skip
"""The fields of a registered member that an import may change."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it: the plan, and whether it was done."""

    plan: Plan
    is_done: bool


@collector_resting()
def run_import(actor: Actor, draft: ImportDraft, scope: Scope, digest: str) -> Outcome:
    """Do what the plan of that digest says, all of it in one transaction, and forget the draft.

    Nothing is done when the register has changed so that the plan would be another one, or when something
    stands against it: then the plan of now is returned. Raises ImportDraft.DoesNotExist when it was done before.
    """
    try:
        return _run(actor, draft.pk, scope, digest)
    except IntegrityError:  # somebody registered one of the staff numbers in this very moment
        return Outcome(make_plan(draft, scope)[0], is_done=False)


@operation
def _run(actor: Actor, pk: int, scope: Scope, digest: str) -> Outcome:
    draft: ImportDraft = ImportDraft.objects.unscoped().select_for_update().get(pk=pk)
    plan, register = make_plan(draft, scope, is_locked=True)
    if plan.digest != digest or not plan.can_be_done:
        return Outcome(plan, is_done=False)
    ended = _apply(plan, register)
    details: dict[str, Any] = {**plan.counts, "offices_ended": ended, "rows": len(draft.rows)}
    details |= {"on": str(draft.on), "document": draft.document, "closing": plan.options.closing}
    record(actor, "members.import", unit=draft.unit_id, digest=draft.digest, **details)
    draft.delete()
    return Outcome(plan, is_done=True)


def _apply(plan: Plan, register: Register) -> int:
    """Write the plan; return how many offices ended."""
    old = {_known(entry).pk: register.unit_of(_known(entry)) for entry in plan.moved}
    _add(plan.added, register)
    _record_changes(plan)
    _change_affiliations(plan)
    _save([*_with_changes(plan, register), *map(_closed, plan.closed)])
    return _end_offices(plan, old)


def _add(entries: Sequence[Entry], register: Register) -> None:
    made = [_new(entry, register) for entry in entries]
    Member.objects.bulk_create(made, AT_ONCE)
    _open_affiliations(zip(made, entries, strict=True))


def _new(entry: Entry, register: Register) -> Member:
    assert entry.unit is not None
    values = dict(entry.after)
    # By their ids: setting the objects themselves takes as long as all the rest.
    team = values.pop("team", None)
    ids = {"unit_id": entry.unit.pk, "branch_id": register.branch_of(entry.unit).pk}
    return Member(**values, **ids, team_id=team.pk if team else None, **_keys(entry.name))


def _keys(name: str) -> dict[str, str]:
    keys = keys_of(name)
    return {"sort_key": keys.sort_key, "search_keys": keys.search_keys}


def _open_affiliations(entered: Iterable[tuple[Member, Entry]], document: str = "") -> None:
    opened = [
        Affiliation(member_id=member.pk, unit_id=entry.unit.pk, from_on=entry.on, document=document)
        for member, entry in entered
        if entry.unit is not None and entry.on is not None
    ]
    Affiliation.objects.bulk_create(opened, AT_ONCE)


def _record_changes(plan: Plan) -> None:
    document = plan.options.document
    kinds = [(_known(entry), BECOMING_FULL, entry.kind_on) for entry in plan.entries if entry.kind_on]
    closed = [(absent.member, absent.change, plan.options.on) for absent in plan.closed]
    kept = [
        StatusChange(
            member=member, field=change.field, old=change.old, new=change.new, exit=change.exit, on=on,
            document=document,
        )
        for member, change, on in (*kinds, *closed)
        if change is not None
    ]  # fmt: skip
    StatusChange.objects.bulk_create(kept, AT_ONCE)


def _change_affiliations(plan: Plan) -> None:
    """Close those of members who move or leave; one that began on the same day never was."""
    on = plan.options.on
    leaving = [_known(entry).pk for entry in plan.moved] + [absent.member.pk for absent in plan.left]
    for part in in_parts(leaving):
        present = Affiliation.objects.unscoped().filter(member__in=part, to_on=None)
        present.filter(from_on=on).delete()
        present.update(to_on=on - timedelta(days=1))
    _open_affiliations(((_known(entry), entry) for entry in plan.moved), plan.options.document)


def _with_changes(plan: Plan, register: Register) -> Iterator[Member]:
    for entry in plan.entries:
        if entry.member is None:
            continue
        for field, value in entry.after.items():
            setattr(entry.member, field, value)
        if entry.unit is not None:
            entry.member.unit, entry.member.branch = entry.unit, register.branch_of(entry.unit)
        if "name" in entry.after:
            _rename(entry.member)
        else:
            yield entry.member


def _rename(member: Member) -> None:
    """Save her by herself: the account takes its name from the register when a member is saved."""
    for field, value in _keys(member.name).items():
        setattr(member, field, value)
    member.save()


def _closed(absent: Absent) -> Member:
    member, change = absent.member, absent.change
    assert change is not None
    member.status = change.new
    if absent.is_leaving:
        member.left_from_id, member.unit, member.branch, member.team = member.unit_id, None, None, None
    return member


def _save(members: Iterable[Member]) -> None:
    """Save registered members in few statements: as rows that conflict by their numbers, and are updated."""
    rows = []
    for member in members:
        row = copy(member)
        row.pk = None
        rows.append(row)
    Member.objects.bulk_create(
        rows, AT_ONCE, update_conflicts=True, unique_fields=["staff_no"], update_fields=WRITTEN
    )


def _end_offices(plan: Plan, old: Mapping[int, Unit]) -> int:
    """End the offices that members leave behind; few of them hold any."""
    on = plan.options.on
    moved = {_known(entry).pk: _known(entry) for entry in plan.moved}
    left = {absent.member.pk: absent.member for absent in plan.left}
    holders = _holders([*moved, *left], on)
    ended = sum(end_offices_left_behind(moved[pk], old[pk], on) for pk in moved.keys() & holders)
    return ended + sum(end_offices(left[pk], on) for pk in left.keys() & holders)


def _holders(members: Sequence[int], on: date) -> set[int]:
    held = Office.objects.unscoped().filter(Q(to_on=None) | Q(to_on__gte=on))
    return {
        pk
        for part in in_parts(members)
        for pk in held.filter(member__in=part).values_list("member", flat=True)
    }


def _known(entry: Entry) -> Member:
    assert entry.member is not None
    return entry.member
