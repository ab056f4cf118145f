"""Moving, merging, splitting and dissolving units. What follows for members hangs on the signals."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.checks import (
    Problems,
    all_at_once,
    check_code,
    check_day,
    check_document,
    check_place,
    check_standing,
    check_text,
    last_change,
    list_obstacles,
    tidy,
)
from xianfeng.people.organizations.models import Adoption, Unit, UnitChange
from xianfeng.people.organizations.operations.tree import lock_tree, note, unit_above
from xianfeng.people.organizations.operations.units import add_unit
from xianfeng.people.organizations.scope import operation
from xianfeng.people.organizations.signals import unit_dissolved, unit_merged, unit_moved


@operation
def move_unit(actor: Actor, unit: Unit, *, above: Unit, on: date, document: str = "") -> None:
    """Put a unit, with all below it, under another unit from a day on. Raises ValidationError."""
    lock_tree(unit, above)
    document, old = tidy(document), unit_above(unit)
    with all_at_once() as problems:
        check_standing(problems, unit)
        check_place(problems, "above", unit.kind, above)
        if above.path.startswith(unit.path):
            problems.add("above", _("A unit cannot stand under itself or a unit below it."))
        if above == old:
            problems.add("above", _("It stands there already."))
        check_day(problems, on, last_change(unit), above.founded_on)
        check_document(problems, document, unit.kind)
    _move(actor, unit, above, on, document)
    places = {"old": old.pk if old else None, "new": above.pk}
    record(actor, "organizations.move_unit", unit, unit.pk, on=on.isoformat(), document=document, **places)


def _move(actor: Actor, unit: Unit, above: Unit, on: date, document: str) -> None:
    old = unit_above(unit)
    Unit.objects.move(unit, above, "last-child")
    note(unit, UnitChange.Kind.MOVED, on, document, above)
    unit_moved.send(
        Unit, actor=actor, unit=unit, old_above=old, above=above, on=on, document=document
    )  # fmt: skip


@operation
def merge_units(actor: Actor, unit: Unit, *, into: Unit, on: date, document: str = "") -> None:
    """Let a unit go up in another of its kind: its units, teams and members are the other's from `on` on.

    Raises ValidationError.
    """
    lock_tree(unit, into)
    document = tidy(document)
    with all_at_once() as problems:
        check_standing(problems, unit)
        _check_match(problems, unit, into)
        _check_teams(problems, unit, into)
        check_day(problems, on, last_change(unit, with_below=True), into.founded_on)
        check_document(problems, document, unit.kind)
    below = list(Unit.objects.directly_below(unit).standing())
    for child in below:
        _move(actor, child, into, on, document)
    teams = unit.teams.standing().update(unit=into)
    _end(unit, UnitChange.Kind.MERGED, on, document, into, old_name=unit.name, new_name=into.name)
    unit_merged.send(Unit, actor=actor, unit=unit, into=into, on=on, document=document)
    counts = {"units": len(below), "teams": teams}
    record(
        actor, "organizations.merge_units", unit, unit.pk,
        into=into.pk, on=on.isoformat(), document=document, **counts,
    )  # fmt: skip


def _check_match(problems: Problems, unit: Unit, into: Unit) -> None:
    if into.dissolved_on:
        problems.add("into", _("“%(name)s” has been dissolved and takes nothing.") % {"name": into.name})
    if into.path.startswith(unit.path):
        problems.add("into", _("A unit cannot go up in itself or a unit below it."))
    if into.kind != unit.kind:
        problems.add("into", _("Only units of the same kind are merged."))


def _check_teams(problems: Problems, unit: Unit, into: Unit) -> None:
    names = set(into.teams.standing().values_list("name", flat=True))
    for name in unit.teams.standing().filter(name__in=names).values_list("name", flat=True):
        problems.add("into", _("Both have a team “%(name)s”. Rename one of them first.") % {"name": name})


@operation
def split_unit(actor: Actor, unit: Unit, *, name: str, code: str, on: date, document: str = "") -> Unit:
    """Found a new unit beside an old one, alike but for name and code. Raises ValidationError.

    Nobody goes over by this: which groups and members do is said afterwards, by moving them.
    """
    lock_tree(unit)
    name, code, document, above = tidy(name), tidy(code), tidy(document), unit_above(unit)
    with all_at_once() as problems:
        check_standing(problems, unit)
        check_text(problems, Unit, "name", name)
        check_code(problems, code)
        check_day(problems, on, last_change(unit), above.founded_on if above else None)
        check_document(problems, document, unit.kind)
    alike = {field: getattr(unit, field) for field in ("kind", "sector", "term_years")}
    made = Unit(name=name, code=code, founded_on=on, **alike)
    add_unit(actor, made, above, document)
    _adopt_alike(unit, made, on)
    note(made, UnitChange.Kind.SPLIT, on, document, unit, old_name=unit.name, new_name=name)
    record(
        actor, "organizations.split_unit", made, made.pk,
        old=unit.pk, code=code, on=on.isoformat(), document=document,
    )  # fmt: skip
    return made


def _adopt_alike(unit: Unit, made: Unit, on: date) -> None:
    """Let a unit split off go by its source's own method."""
    own = unit.adoptions.filter(from_on__lte=on).order_by("-from_on").first()
    if own is not None:
        Adoption.objects.create(unit=made, scheme=own.scheme, from_on=on)


@operation
def dissolve_unit(actor: Actor, unit: Unit, *, on: date, document: str = "") -> None:
    """End a unit that nobody belongs to and that has no unit or team below it. Raises ValidationError."""
    lock_tree(unit)
    document = tidy(document)
    with all_at_once() as problems:
        check_standing(problems, unit)
        for obstacle in list_obstacles(unit):
            problems.add("__all__", obstacle)
        check_day(problems, on, last_change(unit, with_below=True))
        check_document(problems, document, unit.kind)
    _end(unit, UnitChange.Kind.DISSOLVED, on, document)
    unit_dissolved.send(Unit, actor=actor, unit=unit, on=on, document=document)
    record(actor, "organizations.dissolve_unit", unit, unit.pk, on=on.isoformat(), document=document)


def _end(
    unit: Unit, kind: UnitChange.Kind, on: date, document: str, other: Unit | None = None, **names: str
) -> None:
    unit.dissolved_on = on
    unit.save(update_fields=["dissolved_on"])
    note(unit, kind, on, document, other, **names)
