"""From one group or branch to another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members import rules
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations.affiliations import enter, leave, problems_with_day
from xianfeng.people.members.operations.checks import lock, lock_unit, problems_with_place, refuse
from xianfeng.people.members.operations.offices import end_offices_left_behind
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation


@operation
def move_member(actor: Actor, member: Member, unit: Unit, on: date, document: str = "") -> Member:
    """Let a member belong to another group or branch from the day on.

    Offices of the branch and the group that she leaves end the day before. Raises ValidationError with
    all problems by field.
    """
    lock(member)
    unit = lock_unit(unit)
    values = rules.tidy(
        {"on": on, "joined_on": member.joined_on, **({"document": document} if document else {})}
    )
    places = {"unit": list(_problems_with_unit(member, unit, on))}
    refuse(rules.problems(values, timezone.localdate()), {"on": list(problems_with_day(member, on))}, places)
    old = member.unit
    assert old is not None
    leave(member, on)
    enter(member, unit, on, values.get("document", ""))
    ended = end_offices_left_behind(member, old, on)
    details = {"from": old.pk, "to": unit.pk, "on": str(on), "document": document, "offices_ended": ended}
    record(actor, "members.move", member, unit=unit.pk, **details)
    return member


def _problems_with_unit(member: Member, unit: Unit, on: date | None) -> Iterator[Any]:
    if member.unit_id is None:
        yield _("This member has left the register; restore the membership first.")
    elif member.unit_id == unit.pk:
        yield _("The member belongs there already.")
    yield from problems_with_place(unit, on)
