"""Changes of kind, status and duties: by a document, on a day, along the tables of `states`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members import rules
from xianfeng.people.members.models import Member, StatusChange
from xianfeng.people.members.operations.affiliations import enter, leave, problems_with_day
from xianfeng.people.members.operations.checks import (
    Problems,
    lock,
    lock_unit,
    problems_with_place,
    refuse,
    together,
)
from xianfeng.people.members.operations.offices import end_offices
from xianfeng.people.members.states import (
    HOLDING,
    YEARS_SUSPENDED,
    Change,
    Exit,
    Field,
    Kind,
    Status,
    list_changes,
)
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation


@operation
def change_status(
    actor: Actor,
    member: Member,
    field: str,
    new: str,
    on: date,
    document: str,
    exit: str = "",
    unit: Unit | None = None,
) -> StatusChange:
    """Change kind, status or duties of a member from a day on.

    Who leaves belongs nowhere from that day and holds no office; who is restored belongs to `unit`, without
    it to the unit she left. Raises ValidationError with all problems by field (`new` for the change itself).
    """
    lock(member)
    change = _found(member, field, new, exit)
    back = _place_back(member, change, unit)
    values = rules.tidy({"unit": back, "on": on, "document": document})
    refuse(problems_of_change(values, member, change))
    concerned = member.unit_id or (back.pk if back else None)
    kept = StatusChange.objects.create(
        member=member, field=field, old=change.old, new=new, exit=exit, on=on, document=values["document"]
    )
    ended = _apply(member, change, on, back, values["document"])
    record(actor, "members.status", member, unit=concerned, **_details(kept), offices_ended=ended)
    return kept


def _found(member: Member, field: str, new: str, exit: str) -> Change:
    for change in list_changes(member):
        if (change.field, change.new, change.exit) == (field, new, exit):
            return change
    refuse({"new": [_("This change is not possible from what is registered now.")]})
    raise AssertionError


def _is_return(change: Change) -> bool:
    return change.field == Field.STATUS and change.old == Status.LEFT


def _place_back(member: Member, change: Change, unit: Unit | None) -> Unit | None:
    """Return the unit to which somebody who left comes back, None for any other change."""
    place = unit or member.left_from
    return lock_unit(place) if _is_return(change) and place else None


def problems_of_change(values: Mapping[str, Any], member: Member, change: Change) -> Problems:
    """Return what stands against a change with these tidied values, by field."""
    on, back = values.get("on"), values.get("unit")
    found = rules.problems({**values, "joined_on": member.joined_on}, timezone.localdate())
    moves = _is_return(change) or change.new == Status.LEFT
    days = [*_problems_with_order(member, change, on), *(problems_with_day(member, on) if moves else ())]
    places = problems_with_place(back, on) if back else ()
    return together(found, {"on": days, "unit": places})


def _problems_with_order(member: Member, change: Change, on: date | None) -> Iterator[Any]:
    """Yield why the day does not follow what came before it."""
    last = member.changes.filter(field=change.field).order_by("-on", "-id").first()
    yield from problems_after_change(last, change, on)


def problems_after_change(last: StatusChange | None, change: Change, on: date | None) -> Iterator[Any]:
    """Yield why the day does not follow the last change of the same field."""
    if last is None or on is None:
        return
    if on < last.on:
        yield _("The last change was on %(day)s; choose that day or a later one.") % {
            "day": date_format(last.on)
        }
    elif change.old == Status.SUSPENDED and change.exit == Exit.REMOVED and on < _years_later(last.on):
        yield _("Removal is possible two years after suspension, from %(day)s.") % {
            "day": date_format(_years_later(last.on))
        }


def _years_later(day: date) -> date:
    """Return the same day `YEARS_SUSPENDED` later, 28 February for the 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + YEARS_SUSPENDED, day=28 if is_leap_day else day.day)


def _apply(member: Member, change: Change, on: date, back: Unit | None, document: str) -> int:
    """Write the change into the member; returns how many offices ended."""
    setattr(member, change.field, change.new)
    if change.field == Field.KIND:
        member.full_on = on if change.new == Kind.FULL else None
    if back is not None:
        enter(member, back, on, document)
    elif change.new == Status.LEFT:
        member.team = None
        leave(member, on)
    else:
        member.save()
    keeps = member.kind == Kind.FULL and member.status in HOLDING
    return 0 if keeps else end_offices(member, on)


def _details(change: StatusChange) -> dict[str, Any]:
    """Return what the audit entry says; who reads the trail does not learn whose duties are reduced."""
    details = {"field": change.field, "on": str(change.on), "document": change.document}
    if change.field == Field.DUTIES:
        return details
    return {**details, "old": change.old, "new": change.new, "exit": change.exit}
