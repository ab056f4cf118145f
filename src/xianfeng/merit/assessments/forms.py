"""The forms of periods: which one, rounds, decisions about results, confirmations, reasons."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.amounts import FULL, show
from xianfeng.engine.scheme import Adjust, Component
from xianfeng.facts.forms import AmountField, TakenForm
from xianfeng.facts.showing import plain
from xianfeng.merit.assessments.models import DOCUMENT_LENGTH, REASON_LENGTH
from xianfeng.people.members.importing.words import said

MOST_PEOPLE = 10_000
COLLECTED_FOR = timedelta(days=7)
Choices = Iterable[tuple[str, str]]


class SignedField(AmountField):
    """A decimal with at most two places that may be below zero, as hundredths."""

    def clean(self, value: Any) -> int | None:
        typed = unicodedata.normalize("NFKC", str(value or "")).strip().replace("−", "-")
        found = super().clean(typed.removeprefix("-").removeprefix("+"))
        return -found if found is not None and typed.startswith("-") else found


def _reason(required: bool = True) -> forms.CharField:
    hint = _("The member reads it. Say what was decided and why, nothing about the person.")
    return forms.CharField(label=_("Reason"), help_text=hint, max_length=REASON_LENGTH, required=required)


def _document() -> forms.CharField:
    return forms.CharField(
        label=_("Document number"),
        help_text=_("Of the minutes or the resolution."),
        max_length=DOCUMENT_LENGTH,
    )


def _met_on() -> forms.DateField:
    return forms.DateField(label=_("Met on"))


class PrepareForm(TakenForm):
    """Which period of a branch."""

    code = forms.ChoiceField(label=_("Assessment period"))

    def __init__(self, codes: Choices, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].choices = list(codes)  # type: ignore[attr-defined]


class RepeatForm(TakenForm):
    """Ballots are collected again: why, and until when."""

    reason = _reason()
    closes_on = forms.DateField(label=_("Last day for ballots"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["closes_on"].initial = timezone.localdate() + COLLECTED_FOR


class SettleForm(TakenForm):
    """Why a period is settled again."""

    reason = _reason()


class ReopenForm(TakenForm):
    """Why a final period is taken up again."""

    reason = _reason()


class AdjustForm(TakenForm):
    """A panel moves a member's result, within what the scheme allows."""

    member = forms.ChoiceField(label=_("Member"))
    points = SignedField(label=_("Points"))
    reason = _reason()
    document = _document()

    def __init__(self, adjust: Adjust, members: Choices, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.within = adjust.within
        self.fields["member"].choices = [("", _("Choose a member")), *members]  # type: ignore[attr-defined]
        self.fields["points"].help_text = _("From −%(most)s to %(most)s, by how much the result moves.") % {
            "most": plain(adjust.within)
        }

    def clean_points(self) -> int:
        points: int = self.cleaned_data["points"]
        if abs(points) > self.within:
            raise ValidationError(
                _("At most %(most)s up or down; you entered %(typed)s."),
                params={"most": plain(self.within), "typed": show(points)},
            )
        return points


class ResolveForm(TakenForm):
    """Results of some members are put together by other weights: a component without weight is waived."""

    members = forms.MultipleChoiceField(label=_("Members"), widget=forms.CheckboxSelectMultiple)
    reason = _reason()
    document = _document()

    def __init__(
        self, components: Sequence[Component], members: Choices, weights: Mapping[str, int], *args: Any,
        **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.components = components
        self.fields["members"].choices = list(members)  # type: ignore[attr-defined]
        for component in components:
            self.fields[weight_of(component.code)] = AmountField(
                least=0,
                label=_("Weight of “%(part)s”, in per cent") % {"part": said(component.title)},
                initial=plain(weights[component.code]) if weights[component.code] else "0",
            )
        self.order_fields(["members", *(weight_of(each.code) for each in components), "reason", "document"])

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        given = [values.get(weight_of(component.code)) for component in self.components]
        known = [weight for weight in given if weight is not None]
        if len(known) == len(given) and sum(known) != FULL:
            self.add_error(
                weight_of(self.components[-1].code),
                _("The weights add up to %(sum)s; they must be 100 together.") % {"sum": plain(sum(known))},
            )
        return values

    def values(self) -> dict[str, Any]:
        values = self.cleaned_data
        weights = {each.code: values[weight_of(each.code)] for each in self.components}
        return {
            "members": [int(pk) for pk in values["members"]],
            "weights": {code: weight for code, weight in weights.items() if weight},
            "reason": values["reason"],
            "document": values["document"],
        }


def weight_of(code: str) -> str:
    """Return the name of the field for a component's weight."""
    return f"weight_{code}"


class ConfirmForm(TakenForm):
    """What the meeting of the branch decided about a settlement."""

    document = _document()
    met_on = _met_on()
    present = forms.IntegerField(label=_("Present"), min_value=1, max_value=MOST_PEOPLE)
    entitled = forms.IntegerField(label=_("Entitled to be there"), min_value=1, max_value=MOST_PEOPLE)
    minutes = forms.CharField(
        label=_("Minutes"),
        help_text=_("What was discussed and decided. May stay empty where the document says it."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values.get("present", 0) > values.get("entitled", MOST_PEOPLE):
            self.add_error("present", _("No more can be present than are entitled."))
        return values


class ConfirmAboveForm(TakenForm):
    """What the level above decided about the result of who leads the branch."""

    document = _document()
    met_on = _met_on()


class StartForm(TakenForm):
    """A settlement of all branches below a unit."""

    code = forms.ChoiceField(label=_("Assessment period"))

    def __init__(self, codes: Choices, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["code"].choices = list(codes)  # type: ignore[attr-defined]
