"""What a change of the tree begins and ends with: it has the tree to itself, and leaves history."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.people.organizations.models import Unit, UnitChange


def lock_tree(*units: Unit | None) -> None:
    """Make other changes of the tree wait, and whoever is joining these units; read them as they are now.

    Paths of a materialised tree are worked out from each other, so two changes at once would spoil them.
    PostgreSQL locks the rows at the top; SQLite has locked everything when the operation began. Two very
    first units at once have no row to lock: the path, being unique, refuses the second.
    """
    list(Unit.objects.select_for_update(no_key=True).filter(depth=1).values_list("pk", flat=True))
    for unit in units:
        if unit is not None:
            unit.refresh_from_db(from_queryset=Unit.objects.select_for_update())


def hold_unit(unit: Unit) -> None:
    """Read a unit as it is now and keep it from being merged or dissolved until the transaction ends.

    For operations that put somebody into a unit. Raises ValidationError when it has been dissolved.
    """
    unit.refresh_from_db(from_queryset=Unit.objects.select_for_update(no_key=True))
    if unit.dissolved_on:
        words = _("“%(name)s” has been dissolved and takes nothing.")
        raise ValidationError({"__all__": [words % {"name": unit.name}]})


def unit_above(unit: Unit) -> Unit | None:
    """Return the unit directly above, None at the top."""
    above: Unit | None = Unit.objects.filter(path=unit.path[: -Unit.steplen]).first()
    return above


def note(
    unit: Unit, kind: UnitChange.Kind, on: date, document: str, other: Unit | None = None, **names: str
) -> UnitChange:
    """Write a change into the unit's history; `names` are `old_name` and `new_name`."""
    return UnitChange.objects.create(unit=unit, kind=kind, on=on, document=document, other=other, **names)
