"""What operations ask of their input. Everything wrong is collected and refused together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from xianfeng.people.organizations.models import Unit, UnitChange
from xianfeng.people.organizations.rules import TERM_YEARS, kinds_below, needs_document
from xianfeng.people.organizations.scope import subtree


class Problems:
    """What is wrong, by field."""

    def __init__(self) -> None:
        self.found: dict[str, list[str]] = defaultdict(list)

    def add(self, field: str, message: str) -> None:
        self.found[field].append(message)


@contextmanager
def all_at_once() -> Iterator[Problems]:
    """Collect problems. Raises ValidationError with all of them at the end, if there are any."""
    problems = Problems()
    yield problems
    if problems.found:
        raise ValidationError(dict(problems.found))


def tidy(text: str) -> str:
    """Return the text without spaces around it and with single ones inside."""
    return " ".join(text.split())


def check_text(problems: Problems, model: type[Model], field: str, text: str) -> None:
    """Refuse a text that is empty or longer than the field of the model holds."""
    if not text:
        problems.add(field, _("Fill this in."))
    check_length(problems, model, field, text)


def check_length(problems: Problems, model: type[Model], field: str, text: str) -> None:
    """Refuse a text longer than the field of the model holds."""
    longest = model._meta.get_field(field).max_length  # type: ignore[union-attr]
    if longest is not None and len(text) > longest:
        words = _("At most %(longest)s characters; you entered %(length)s.")
        problems.add(field, words % {"longest": longest, "length": len(text)})


def check_code(problems: Problems, code: str, of: Unit | None = None) -> None:
    """Refuse a code that is empty, too long, broken by spaces, or that another unit has or had."""
    check_text(problems, Unit, "code", code)
    if " " in code:
        problems.add("code", _("A code has no spaces."))
    taken = Unit.objects.filter(code__iexact=code).exclude(pk=of.pk if of else None).first()
    if taken:
        problems.add("code", _("“%(name)s” has this code already.") % {"name": taken.name})


def check_choice(problems: Problems, field: str, value: str, allowed: Any) -> None:
    """Refuse a value that is not among those allowed."""
    if value not in allowed:
        problems.add(field, _("Choose one of those listed."))


def check_term(problems: Problems, years: int) -> None:
    """Refuse a term of office that is not one to five years."""
    if years not in TERM_YEARS:
        problems.add("term_years", _("A term of office is one to five years; you entered %s.") % years)


def check_document(problems: Problems, document: str, kind: str) -> None:
    """Refuse a document number that is too long, or missing for anything but a group."""
    if needs_document(kind) and not document:
        problems.add("document", _("Give the number of the document that decided it."))
    check_length(problems, UnitChange, "document", document)


def check_place(problems: Problems, field: str, kind: str, above: Unit | None) -> None:
    """Refuse a place where this kind cannot stand: under a dissolved unit or one of the wrong kind."""
    if above is not None and above.dissolved_on:
        problems.add("__all__", _("“%(name)s” has been dissolved and takes nothing.") % {"name": above.name})
    if kind in kinds_below(above):
        return
    if above is None:
        problems.add(field, _("A group cannot stand at the top."))
        return
    words = _("A unit of the kind “%(kind)s” cannot stand under one of the kind “%(above)s”.")
    label = dict(Unit.Kind.choices).get(kind, kind)
    problems.add(field, words % {"kind": label, "above": above.get_kind_display()})


def check_standing(problems: Problems, unit: Unit) -> None:
    """Refuse to change a unit that has been dissolved."""
    if unit.dissolved_on:
        words = _("“%(name)s” has been dissolved on %(day)s.")
        problems.add("__all__", words % {"name": unit.name, "day": date_format(unit.dissolved_on)})


def check_day(problems: Problems, on: date, *since: date | None, field: str = "on") -> None:
    """Refuse a day in the future, or before any of the days given."""
    if on > timezone.localdate():
        problems.add(field, _("This day is still to come."))
    first = max((day for day in since if day), default=on)
    if on < first:
        words = _("Not before %(day)s: the units and their history begin or last changed then.")
        problems.add(field, words % {"day": date_format(first)})


def last_change(unit: Unit, with_below: bool = False) -> date:
    """Return the last day in a unit's history, if wanted of those below it too: no earlier day fits in."""
    units = subtree("unit__path", (unit.path,)) if with_below else {"unit": unit}
    changes = UnitChange.objects.filter(units) if with_below else unit.changes.all()
    last = changes.aggregate(last=Max("on"))["last"]
    return max(last or unit.founded_on, unit.founded_on)


def list_obstacles(unit: Unit) -> list[str]:
    """Return why a unit cannot be dissolved yet: who and what is still in it."""
    units = Unit.objects.unscoped().directly_below(unit).standing().count()
    members, teams = unit.members_today.count(), unit.teams.standing().count()
    reasons = (
        (units, ngettext("%s unit stands below it.", "%s units stand below it.", units)),
        (members, ngettext("%s member belongs to it.", "%s members belong to it.", members)),
        (teams, ngettext("It keeps %s team.", "It keeps %s teams.", teams)),
    )
    return [words % count for count, words in reasons if count]
