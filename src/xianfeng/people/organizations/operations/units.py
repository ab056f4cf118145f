"""Founding a unit, renaming it, and correcting what was entered about it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.checks import (
    all_at_once,
    check_choice,
    check_code,
    check_day,
    check_document,
    check_length,
    check_place,
    check_standing,
    check_term,
    check_text,
    last_change,
    tidy,
)
from xianfeng.people.organizations.models import Adoption, Unit, UnitChange
from xianfeng.people.organizations.operations.tree import lock_tree, note
from xianfeng.people.organizations.rules import usual_term
from xianfeng.people.organizations.scope import operation
from xianfeng.people.organizations.signals import unit_founded


@operation
def found_unit(
    actor: Actor,
    *,
    kind: str,
    name: str,
    code: str,
    founded_on: date,
    above: Unit | None = None,
    sector: str = "",
    document: str = "",
    term_years: int | None = None,
    scheme: str = "",
    scheme_from: date | None = None,
) -> Unit:
    """Found a unit under another, or at the top without `above`.

    Without `sector` it is of the sector of the unit above; without `term_years` its term of office is the
    usual one of the sector. It goes by `scheme` from the day it was founded, or from `scheme_from`. The document may be empty, since of old units it is often not known. Raises
    ValidationError with everything that is wrong.
    """
    lock_tree(above)
    name, code, document = tidy(name), tidy(code), tidy(document)
    sector = sector or (above.sector if above else Unit.Sector.PRODUCTION)
    term = usual_term(sector) if term_years is None else term_years
    with all_at_once() as problems:
        check_choice(problems, "kind", kind, Unit.Kind.values)
        check_place(problems, "kind", kind, above)
        check_text(problems, Unit, "name", name)
        check_code(problems, code)
        check_choice(problems, "sector", sector, Unit.Sector.values)
        check_day(problems, founded_on, above.founded_on if above else None, field="founded_on")
        check_length(problems, UnitChange, "document", document)
        check_term(problems, term)
        check_length(problems, Adoption, "scheme", scheme)
    made = Unit(kind=kind, name=name, code=code, sector=sector, founded_on=founded_on, term_years=term)
    add_unit(actor, made, above, document)
    if scheme:
        Adoption.objects.create(unit=made, scheme=scheme, from_on=scheme_from or founded_on)
    place = above.pk if above else None
    record(
        actor, "organizations.found_unit", made, made.pk, kind=kind, code=code, above=place, document=document
    )
    return made


def add_unit(actor: Actor, made: Unit, above: Unit | None, document: str) -> None:
    """Put a new unit into the tree as the last of its neighbours, and its founding into its history."""
    if above is None:
        Unit.objects.add_root(instance=made)
    else:
        Unit.objects.add_child(above, instance=made)
    note(made, UnitChange.Kind.FOUNDED, made.founded_on, document, above, new_name=made.name)
    unit_founded.send(Unit, actor=actor, unit=made, above=above, on=made.founded_on, document=document)


@operation
def rename_unit(actor: Actor, unit: Unit, *, name: str, on: date, document: str = "") -> None:
    """Give a unit another name from a day on; the old one stays in its history. Raises ValidationError."""
    lock_tree(unit)
    old, name, document = unit.name, tidy(name), tidy(document)
    with all_at_once() as problems:
        check_standing(problems, unit)
        check_text(problems, Unit, "name", name)
        if name == old:
            problems.add("name", _("This is the name it has."))
        check_day(problems, on, last_change(unit))
        check_document(problems, document, unit.kind)
    unit.name = name
    unit.save(update_fields=["name"])
    note(unit, UnitChange.Kind.RENAMED, on, document, old_name=old, new_name=name)
    record(actor, "organizations.rename_unit", unit, unit.pk, on=on.isoformat(), document=document)


@operation
def correct_unit(actor: Actor, unit: Unit, *, code: str, sector: str, term_years: int) -> None:
    """Correct what was entered about a unit: no event in its life, so only the audit knows. Raises ValidationError."""
    lock_tree(unit)
    code = tidy(code)
    with all_at_once() as problems:
        check_standing(problems, unit)
        check_code(problems, code, of=unit)
        check_choice(problems, "sector", sector, Unit.Sector.values)
        check_term(problems, term_years)
    new = {"code": code, "sector": sector, "term_years": term_years}
    changed = [field for field, value in new.items() if getattr(unit, field) != value]
    for field in changed:
        setattr(unit, field, new[field])
    if changed:
        unit.save(update_fields=changed)
        record(actor, "organizations.correct_unit", unit, unit.pk, fields=changed)
