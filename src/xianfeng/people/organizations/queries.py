"""What pages ask about units. A fixed number of queries each, however large the tree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Substr
from opencc import OpenCC

from xianfeng.people.organizations.models import Unit, UnitChange, UnitQuerySet
from xianfeng.people.organizations.permissions import SEERS
from xianfeng.people.organizations.roles import ABOVE_BRANCH, Role
from xianfeng.people.organizations.rules import BELOW
from xianfeng.people.organizations.scope import Scope, subtree

Kind = Unit.Kind


@dataclass(frozen=True, slots=True)
class Size:
    """How much stands in a unit and below it today."""

    branches: int = 0
    members: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A unit in a list, its size, and whether it may be opened."""

    unit: Unit
    size: Size = Size()
    is_open: bool = True


def units_in_sight(scope: Scope) -> UnitQuerySet:
    """Return the units somebody may open: her own branch and group, and those of her roles but the auditor's."""
    seeing = replace(scope, reaches=tuple(reach for reach in scope.reaches if reach.role in SEERS))
    found: UnitQuerySet = Unit.objects.within(seeing)
    return found


def list_tops(scope: Scope) -> list[Unit]:
    """Return the units where one's sight begins: of each line the highest. One query."""
    at = [reach.unit_id for reach in scope.reaches] + [scope.branch_id, scope.group_id]
    found = list(units_in_sight(scope).filter(pk__in=[pk for pk in at if pk]))
    paths = {unit.path for unit in found}
    return [unit for unit in found if not paths.intersection(unit.paths_above)]


def with_sizes(units: list[Unit]) -> list[Row]:
    """Return units in sight with their sizes. One query."""
    if not units:
        return []
    of_each = Case(*(When(subtree("path", (unit.path,)), then=Value(unit.path)) for unit in units))
    sizes = _sizes(units, of_each)
    return [Row(unit, sizes.get(unit.path, Size())) for unit in units]


def list_children(scope: Scope, unit: Unit, with_dissolved: bool = False) -> list[Row]:
    """Return the units directly below one that was reached, by code, with their sizes. Two queries.

    A member finds all groups of her branch named here, though she may open only her own.
    """
    below = Unit.objects.unscoped().directly_below(unit).order_by("code")
    children = list(below if with_dissolved else below.standing())
    sizes = _sizes([unit], Substr("path", 1, len(unit.path) + Unit.steplen)) if children else {}
    own = (scope.branch_id, scope.group_id)
    return [
        Row(child, sizes.get(child.path, Size()), child.pk in own or scope.covers(child.path, *SEERS))
        for child in children
    ]


def size_of(unit: Unit, children: Iterable[Row]) -> Size:
    """Return the size of a unit from those of its children. One query for a branch or group, else none.

    Nobody belongs directly to a unit above the branches.
    """
    direct = 0 if unit.kind in ABOVE_BRANCH else unit.members_today.count()
    sizes = [row.size for row in children]
    return Size(sum(size.branches for size in sizes), sum(size.members for size in sizes) + direct)


def _sizes(within: list[Unit], head: Any) -> dict[str, Size]:
    """Return sizes by the path that `head` works out for each unit in or below those `within`.

    Above the branches, members are counted branch by branch over the index and then added up: joining every
    member to the tree takes three times as long.
    """
    above = all(unit.kind in ABOVE_BRANCH for unit in within)
    relation, counted = ("branch_members", Q(kind=Kind.BRANCH)) if above else ("members_today", Q())
    each = Unit.objects.unscoped().filter(pk=OuterRef("pk")).order_by().values("pk")
    members = Subquery(each.annotate(n=Count(relation)).values("n"), output_field=IntegerField())
    rows = Unit.objects.unscoped().filter(subtree("path", tuple(unit.path for unit in within)), counted)
    branches = Count("pk", filter=Q(kind=Kind.BRANCH, dissolved_on=None))
    summed = rows.order_by().annotate(head=head).values("head").annotate(b=branches, m=Sum(members))
    return {row["head"]: Size(row["b"], row["m"]) for row in summed}


def list_above(scope: Scope, unit: Unit) -> list[Row]:
    """Return the units above one that was reached, from the top down. One query.

    Their names are no secret; only those in sight may be opened.
    """
    above = Unit.objects.unscoped().filter(path__in=unit.paths_above).order_by("path")
    return [Row(each, is_open=scope.covers(each.path, *SEERS)) for each in above]


def search_units(scope: Scope, typed: str) -> UnitQuerySet:
    """Return the units in sight with every typed word in their name, a name they had, or their code."""
    found = with_words(units_in_sight(scope), typed)
    return found.order_by(F("dissolved_on").asc(nulls_first=True), "code")


def with_words(units: UnitQuerySet, typed: str) -> UnitQuerySet:
    """Return those of the units that every typed word fits, also when it is typed in traditional characters."""
    for word in typed.split():
        fits = Q()
        for spelling in {word, _simplified().convert(word)}:
            had = UnitChange.objects.filter(kind=UnitChange.Kind.RENAMED, old_name__icontains=spelling)
            fits |= Q(name__icontains=spelling) | Q(code__icontains=spelling) | Q(pk__in=had.values("unit"))
        units = units.filter(fits)
    return units


@cache
def _simplified() -> OpenCC:
    return OpenCC("t2s")


def names_above(units: Iterable[Unit]) -> dict[str, str]:
    """Return the names of all units above some units, by path. One query."""
    paths = {path for unit in units for path in unit.paths_above}
    return dict(Unit.objects.unscoped().filter(path__in=paths).values_list("path", "name"))


def with_places(units: Iterable[Unit]) -> list[tuple[Unit, list[str]]]:
    """Return units each with the names of those above it, without the one at the top if there is more. One query."""
    found = list(units)
    names = names_above(found)
    return [(unit, [names[path] for path in unit.paths_above[1:] or unit.paths_above]) for unit in found]


def list_changes(unit: Unit) -> models.QuerySet[UnitChange]:
    """Return a unit's history, latest first; what merged into it and split off from it too."""
    received = Q(other=unit, kind__in=(UnitChange.Kind.MERGED, UnitChange.Kind.SPLIT))
    return UnitChange.objects.filter(Q(unit=unit) | received).select_related("unit", "other")


def list_new_places(scope: Scope, unit: Unit) -> UnitQuerySet:
    """Return the units of one's charge under which a unit may be moved, the nearest first."""
    kinds = [kind for kind, below in BELOW.items() if unit.kind in below]
    above = Q(path=unit.path[: -Unit.steplen])
    return _in_charge(scope, unit).filter(kind__in=kinds).exclude(above)


def list_partners(scope: Scope, unit: Unit) -> UnitQuerySet:
    """Return the units of one's charge into which a unit may be merged, the nearest first."""
    return _in_charge(scope, unit).filter(kind=unit.kind)


def _in_charge(scope: Scope, unit: Unit) -> UnitQuerySet:
    roles = (Role.OFFICER, Role.SECRETARY) if unit.kind == Kind.GROUP else (Role.OFFICER,)
    found = Unit.objects.within(scope, *roles).standing().exclude(subtree("path", (unit.path,)))
    neighbours = subtree("path", (unit.path[: -Unit.steplen],))
    ordered: UnitQuerySet = found.order_by(Case(When(neighbours, then=0), default=1), "code")
    return ordered
