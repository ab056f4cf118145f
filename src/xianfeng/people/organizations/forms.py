"""Forms about units and teams. They read what was typed; what is allowed, operations say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Team, Unit, UnitChange
from xianfeng.people.organizations.operations.teams import MOST_EMPLOYEES
from xianfeng.people.organizations.rules import TERM_YEARS, needs_document


def _text(model: Any, field: str, **options: Any) -> forms.CharField:
    found = model._meta.get_field(field)
    label = capfirst(found.verbose_name)
    return forms.CharField(**{"label": label, "max_length": found.max_length, **options})


def _code() -> forms.CharField:
    return _text(
        Unit, "code", help_text=_("Letters and figures by which lists are ordered, for example TH-01-003.")
    )


def _sector() -> forms.ChoiceField:
    return forms.ChoiceField(label=capfirst(_("sector")), choices=Unit.Sector.choices)


def _document() -> forms.CharField:
    return _text(UnitChange, "document")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, initial=timezone.localdate)


class FoundForm(forms.Form):
    """A unit to be founded under another, or at the top."""

    kind = forms.ChoiceField(label=capfirst(_("kind")))
    name = _text(Unit, "name")
    code = _code()
    sector = _sector()
    founded_on = _day(capfirst(_("founded on")))
    document = _text(
        UnitChange, "document", required=False, help_text=_("May be empty where it is not known.")
    )
    term_years = forms.IntegerField(
        label=capfirst(_("term of office in years")),
        min_value=TERM_YEARS[0],
        max_value=TERM_YEARS[-1],
        required=False,
        help_text=_("Empty: five years in villages and communities, three elsewhere."),
    )

    def __init__(self, *args: Any, kinds: Iterable[Unit.Kind], above: Unit | None, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        self.initial.setdefault("kind", choices[0][0] if len(choices) == 1 else None)
        self.initial.setdefault("sector", above.sector if above else None)


class ChangeForm(forms.Form):
    """The day and the document of a change; a group needs no document."""

    on = _day(_("From which day"))
    document = _document()

    def __init__(self, *args: Any, unit: Unit, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["document"].required = needs_document(unit.kind)


class RenameForm(ChangeForm):
    """The new name of a unit."""

    name = _text(Unit, "name", label=_("New name"))
    field_order = ("name",)


class SplitForm(ChangeForm):
    """Name and code of the unit that splits off."""

    name = _text(Unit, "name", label=_("Name of the new organisation"))
    code = _code()
    field_order = ("name", "code")


class CorrectForm(forms.Form):
    """What was entered about a unit and may be wrong."""

    code = _code()
    sector = _sector()
    term_years = forms.IntegerField(
        label=capfirst(_("term of office in years")), min_value=TERM_YEARS[0], max_value=TERM_YEARS[-1]
    )


class TeamForm(forms.Form):
    """A team and how many employees work in it."""

    name = _text(Team, "name")
    employees = forms.IntegerField(
        label=capfirst(_("employees who are not members")),
        min_value=0,
        max_value=MOST_EMPLOYEES,
        help_text=_("Only the number; no names are kept."),
    )


class EndTeamForm(forms.Form):
    """The day on which a team ends."""

    on = _day(_("From which day"))


class DayForm(forms.Form):
    """A day in the past to look at."""

    on = forms.DateField(label=_("Day"))
