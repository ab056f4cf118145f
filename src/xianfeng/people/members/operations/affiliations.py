"""Where a member belongs: closing one affiliation and opening the next, never two at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.models import Affiliation, Member
from xianfeng.people.members.operations.checks import branch_of
from xianfeng.people.organizations.models import Unit


def problems_with_day(member: Member, on: date | None) -> Iterator[Any]:
    """Yield why another affiliation cannot begin, or the present one end, on the day."""
    yield from problems_after(member.affiliations.order_by("-from_on").first(), on)


def problems_after(last: Affiliation | None, on: date | None) -> Iterator[Any]:
    """Yield why nothing can begin on the day after the last affiliation."""
    if last is None or on is None:
        return
    if on < last.from_on or (last.to_on is not None and on <= last.to_on):
        day = last.to_on or last.from_on
        yield _("Where the member belongs is registered up to %(day)s; choose a later day.") % {
            "day": date_format(day)
        }


def enter(member: Member, unit: Unit, on: date, document: str = "") -> None:
    """Save that the member belongs to the unit from the day on."""
    member.unit, member.branch, member.left_from = unit, branch_of(unit), None
    member.save()
    Affiliation.objects.create(member=member, unit=unit, from_on=on, document=document)


def leave(member: Member, on: date) -> None:
    """Save that the member belongs nowhere from the day on; an affiliation that began on it never was."""
    present = member.affiliations.get(to_on=None)
    if present.from_on == on:
        present.delete()
    else:
        present.to_on = on - timedelta(days=1)
        present.save(update_fields=["to_on"])
    member.left_from, member.unit, member.branch = member.unit, None, None
    member.save()
