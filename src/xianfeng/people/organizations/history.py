"""What units were called and where they stood on a day, worked out from their changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit, UnitChange
from xianfeng.people.organizations.queries import units_in_sight
from xianfeng.people.organizations.scope import Scope

Kind = UnitChange.Kind
NAMING = (Kind.FOUNDED, Kind.RENAMED)
PLACING = (Kind.FOUNDED, Kind.MOVED)


@dataclass(frozen=True, slots=True)
class UnitThen:
    """A unit as it was on a day; `above` is the id of the unit above it, `level` counts from 0."""

    unit: Unit
    name: str
    above: int | None
    level: int


STORIES = {
    (Kind.FOUNDED, True): _("Founded as “%(new)s”"),
    (Kind.RENAMED, True): _("Renamed from “%(old)s” to “%(new)s”"),
    (Kind.MOVED, True): _("Moved under “%(other)s”"),
    (Kind.MERGED, True): _("Merged into “%(new)s”"),
    (Kind.MERGED, False): _("“%(old)s” was merged into it"),
    (Kind.SPLIT, True): _("Split off from “%(old)s”"),
    (Kind.SPLIT, False): _("“%(new)s” split off from it"),
    (Kind.DISSOLVED, True): _("Dissolved"),
}
"""What a change is called in the history of its own unit (True) and of the other one."""


def story_of(change: UnitChange, unit: Unit) -> str:
    """Return a change in words, as the history of one of its two units tells it."""
    words = STORIES[Kind(change.kind), change.unit_id == unit.pk]
    other = change.other.name if change.other else ""
    return words % {"old": change.old_name, "new": change.new_name, "other": other}


def name_on(unit: Unit, day: date) -> str:
    """Return the name a unit had on a day; before its founding the one it was founded with."""
    return _name(unit, unit.changes.filter(kind__in=NAMING).order_by("on", "id"), day)


def _name(unit: Unit, changes: Iterable[UnitChange], day: date) -> str:
    name = ""
    for change in changes:
        if change.on > day:
            return name or change.old_name or change.new_name
        name = change.new_name
    return name or str(unit.name)


def standing_on(scope: Scope, day: date) -> list[UnitThen]:
    """Return the units now in sight that stood on a day, each below the unit it stood under then.

    In the order of the tree of that day, neighbours by code. Two queries.
    """
    found = units_in_sight(scope).filter(founded_on__lte=day).exclude(dissolved_on__lte=day).order_by("code")
    units = {unit.pk: unit for unit in found}
    naming, above = _past_of(units, UnitChange.objects.filter(unit__in=found.order_by().values("pk")), day)
    below: dict[int | None, list[UnitThen]] = defaultdict(list)
    for pk, unit in units.items():
        place = above[pk] if above[pk] in units else None
        below[place].append(UnitThen(unit, _name(unit, naming[pk], day), place, 0))
    return list(_outline(below, None, 0))


def _past_of(
    units: dict[int, Unit], changes: QuerySet[UnitChange], day: date
) -> tuple[dict[int, list[UnitChange]], dict[int, int | None]]:
    """Return the changes of name of each unit, and the unit each stood under on the day.

    A unit that was never moved stands where it stands today.
    """
    today = {unit.path: pk for pk, unit in units.items()}
    above = {pk: today.get(unit.path[: -Unit.steplen]) for pk, unit in units.items()}
    naming: dict[int, list[UnitChange]] = defaultdict(list)
    for change in changes.order_by("on", "id"):
        if change.kind in NAMING:
            naming[change.unit_id].append(change)
        if change.kind in PLACING and change.on <= day:
            above[change.unit_id] = change.other_id
    return naming, above


def _outline(below: dict[int | None, list[UnitThen]], above: int | None, level: int) -> Iterator[UnitThen]:
    for then in below[above]:
        yield replace(then, level=level)
        yield from _outline(below, then.unit.pk, level + 1)
