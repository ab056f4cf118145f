"""From one group or branch to another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members import rules
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations.affiliations import enter, leave, problems_with_day
from xianfeng.people.members.operations.checks import (
    Problems,
    branch_of,
    lock,
    lock_unit,
    problems_with_place,
    refuse,
    together,
)
from xianfeng.people.members.operations.offices import end_offices_left_behind
from xianfeng.people.members.operations.registering import problems_with_team
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation


@operation
def move_member(actor: Actor, member: Member, unit: Unit, on: date, document: str = "") -> Member:
    """Let a member belong to another group or branch from the day on.

    Offices of the branch and the group left behind end the day before; a team of the branch left behind is left too, so
    that another can be given. Raises ValidationError with all
    problems by field.
    """
    lock(member)
    unit = lock_unit(unit)
    values = rules.tidy({"unit": unit, "on": on, "document": document})
    refuse(problems_of_move(values, member))
    old = member.unit
    assert old is not None
    leave(member, on)
    _leave_foreign_team(member, unit)
    enter(member, unit, on, values["document"])
    ended = end_offices_left_behind(member, old, on)
    details = {"from": old.pk, "to": unit.pk, "on": str(on), "document": values["document"]}
    record(actor, "members.move", member, unit=unit.pk, **details, offices_ended=ended)
    return member


def _leave_foreign_team(member: Member, unit: Unit) -> None:
    if any(problems_with_team(member.team, branch_of(unit))):
        member.team = None


def problems_of_move(values: Mapping[str, Any], member: Member) -> Problems:
    """Return what is wrong with the tidied values of a move, by field; the document may be empty."""
    unit, on = values.get("unit"), values.get("on")
    asked = {field: value for field, value in values.items() if field != "document" or value}
    found = rules.problems({**asked, "joined_on": member.joined_on}, timezone.localdate())
    places = _problems_with_unit(member, unit, on) if unit else ()
    return together(found, {"on": problems_with_day(member, on), "unit": places})


def _problems_with_unit(member: Member, unit: Unit, on: date | None) -> Iterator[Any]:
    if member.unit_id is None:
        yield _("This member has left the register; restore the membership first.")
    elif member.unit_id == unit.pk:
        yield _("The member belongs there already.")
    yield from problems_with_place(unit, on)
