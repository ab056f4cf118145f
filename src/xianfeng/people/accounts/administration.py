"""Forms of an administrator."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import ABOVE_BRANCH, APPOINTED, Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.forms import Dropdown


class State(models.TextChoices):
    """What an account can be filtered by."""

    ACTIVE = "active", _("signed in before")
    NEVER = "never", _("never signed in")
    DISABLED = "disabled", _("disabled")
    LEFT = "left", _("left the register")


class LostFactor(models.TextChoices):
    """Why a second factor is reset; the audit keeps the code."""

    LOST = "lost", _("phone or key lost")
    REPLACED = "replaced", _("phone or key replaced")
    LEAKED = "leaked", _("somebody else may have it")


ROLES = [(role.value, role.label) for role in APPOINTED]


class FilterForm(forms.Form):
    """Which accounts are listed."""

    q = forms.CharField(label=_("Name or staff number"), required=False, max_length=60)
    role = forms.ChoiceField(
        label=_("Appointed as"), required=False, choices=[("", _("any")), *ROLES], widget=Dropdown
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("any")), *State.choices], widget=Dropdown
    )


class UnitField(forms.ModelChoiceField[Any]):
    """A unit, drawn as deep as it lies in the tree."""

    def label_from_instance(self, unit: Any) -> str:
        return f"{'　' * (unit.depth - 1)}{unit.name}"


def units_of(scope: Scope) -> Any:
    """Return the units that an administrator appoints for: committees and general branches, and her own."""
    own = [reach.unit_id for reach in scope.reaches if reach.role == Role.ADMINISTRATOR]
    units = Unit.objects.within(scope, Role.ADMINISTRATOR).standing()
    return units.filter(Q(kind__in=ABOVE_BRANCH) | Q(pk__in=own))


class PersonForm(forms.Form):
    """An account for a person who is no member."""

    name = forms.CharField(label=_("Name"), max_length=40)
    username = forms.RegexField(
        r"^\s*[\w.-]+\s*$",
        label=_("Name to sign in with"),
        max_length=30,
        help_text=_("Letters, digits, dots and dashes, such as a staff number that is no member's."),
    )
    unit = UnitField(Unit.objects.none(), label=_("Kept by"), empty_label=None)

    def __init__(self, scope: Scope, data: Any = None) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units_of(scope)  # type: ignore[attr-defined]


class AppointForm(forms.Form):
    """A role in a unit and everything below it, from one day to another."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES, widget=forms.RadioSelect)
    unit = UnitField(Unit.objects.none(), label=_("Party organisation"), empty_label=None)
    from_on = forms.DateField(label=_("First day"), initial=timezone.localdate)
    to_on = forms.DateField(
        label=_("Last day"), required=False, help_text=_("Leave it empty if it is not known.")
    )

    def __init__(self, scope: Scope, data: Any = None) -> None:
        super().__init__(data)
        self.fields["unit"].queryset = units_of(scope)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of an appointment."""

    to_on = forms.DateField(label=_("Last day"), help_text=_("Yesterday: it ends at once."))


class ResetForm(forms.Form):
    """Why a second factor is reset."""

    reason = forms.ChoiceField(label=_("Reason"), choices=LostFactor.choices, widget=forms.RadioSelect)
