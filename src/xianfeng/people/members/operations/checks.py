"""What several operations ask before they write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit

Problems = dict[str, list[Any]]


def lock(member: Member) -> Member:
    """Read the member again and keep others from changing her until the end of the transaction."""
    member.refresh_from_db(from_queryset=Member.objects.unscoped().select_for_update(no_key=True))
    return member


def lock_unit(unit: Unit) -> Unit:
    """Return the unit as it is now, kept from being dissolved until the end of the transaction."""
    locked: Unit = Unit.objects.unscoped().select_for_update(no_key=True).get(pk=unit.pk)
    return locked


def branch_of(unit: Unit) -> Unit:
    """Return the branch itself, or the branch above a group."""
    if unit.is_branch:
        return unit
    branch: Unit = Unit.objects.unscoped().get(path=unit.path[: -Unit.steplen])
    return branch


def problems_with_place(unit: Unit, on: date | None) -> Iterator[Any]:
    """Yield why a member cannot belong to the unit from the day on."""
    if unit.kind not in (Unit.Kind.BRANCH, Unit.Kind.GROUP):
        yield _("Members belong to a branch or to a group.")
    yield from problems_with_life(unit, on)


def problems_with_life(unit: Unit, on: date | None) -> Iterator[Any]:
    """Yield why nothing can begin in the unit on the day."""
    if unit.dissolved_on is not None:
        yield _("%(unit)s has been dissolved.") % {"unit": unit.name}
    elif on is not None and on < unit.founded_on:
        yield _("%(unit)s exists since %(day)s only.") % {
            "unit": unit.name,
            "day": date_format(unit.founded_on),
        }


def together(*found: Mapping[str, Iterable[Any]]) -> Problems:
    """Return problems with those of one field in one list, without fields that have none."""
    joined: Problems = {}
    for problems in found:
        for field, messages in problems.items():
            joined.setdefault(field, []).extend(messages)
    return {field: messages for field, messages in joined.items() if messages}


def refuse(problems: Problems) -> None:
    """Raise ValidationError when there are problems."""
    if problems:
        raise ValidationError(problems)
