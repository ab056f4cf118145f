"""The forms of rounds, slips, printed ballots and receipts; what is allowed, operations say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.facts.forms import TakenForm
from xianfeng.merit.reviews.models import LOWEST_MINIMUM, MINIMUM
from xianfeng.merit.reviews.operations.raters import WANTED
from xianfeng.people.organizations.models import Team


class ReceiptForm(forms.Form):
    """One receipt, or many pasted at once."""

    receipt = forms.CharField(
        label=_("Receipts"),
        max_length=20_000,
        widget=forms.Textarea(
            attrs={"rows": 4, "class": "xf-hash", "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text=_("Letters and digits as they were shown. Several are kept apart by spaces or lines."),
    )


class DrawUpForm(TakenForm):
    """The last day of a round and the smallest group that rates."""

    closes_on = forms.DateField(label=_("Last day for ballots"), widget=forms.DateInput())
    minimum = forms.IntegerField(
        label=_("Smallest group that rates"), min_value=LOWEST_MINIMUM, max_value=50, initial=MINIMUM,
        help_text=_("Five by default, never below three. Where fewer may rate a member, nobody is asked, so that no single ballot can be found out."),
    )  # fmt: skip


class DrawForm(TakenForm):
    """From which team, and how many."""

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none())
    wanted = forms.IntegerField(
        label=_("How many are drawn"), min_value=1, max_value=200, initial=WANTED,
        help_text=_("Ten by default. At least the smallest group, and some more: not everybody will rate."),
    )  # fmt: skip

    def __init__(self, teams: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class SlipsForm(TakenForm):
    """How many slips are printed for a team."""

    count = forms.IntegerField(label=_("How many slips"), min_value=1, max_value=200)


class PaperForm(TakenForm):
    """How many printed ballots of which kind; those of employees are for one team."""

    kind = forms.ChoiceField(label=_("For whom"))
    team = forms.ModelChoiceField(
        label=_("Team"), queryset=Team.objects.none(), required=False,
        help_text=_("For the ballots of employees."),
    )  # fmt: skip
    count = forms.IntegerField(label=_("How many ballots"), min_value=1, max_value=200, initial=5)

    def __init__(self, kinds: list[tuple[str, Any]], teams: Any, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams  # type: ignore[attr-defined]


class ReasonForm(TakenForm):
    """Why something is not valid."""

    reason = forms.CharField(label=_("Reason"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class RepeatForm(ReasonForm):
    """Why a round is repeated, and until when the new one collects."""

    closes_on = forms.DateField(label=_("Last day for ballots"), widget=forms.DateInput())


class SlipCodeForm(forms.Form):
    """The code of a slip, as it was typed."""

    code = forms.CharField(
        label=_("Code on the slip"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "class": "xf-code"}),
        help_text=_("Capitals or not, dashes or not: it is all the same."),
    )  # fmt: skip
