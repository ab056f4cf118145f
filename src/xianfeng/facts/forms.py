"""The forms of the record: a claim, a reason, a kind of one's own, and what a list is narrowed to."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.amounts import ONE, parse_amount
from xianfeng.engine.scheme import Kind as EngineKind
from xianfeng.facts.evidence import Kept, kept_of
from xianfeng.facts.models import NOTE_LENGTH, REASON_LENGTH
from xianfeng.facts.operations.kinds import MEASURE_LENGTH, MOST_OUTCOMES, TITLE_LENGTH
from xianfeng.facts.showing import plain
from xianfeng.people.members.importing.words import said
from xianfeng.people.members.models import Member
from xianfeng.site.forms import Dropdown

OUTCOME_LENGTH = 20


class AmountField(forms.CharField):
    """A decimal with at most two places, as hundredths."""

    def __init__(self, *, least: int = 1, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 9})
        super().__init__(**{"widget": widget, **options})
        self.least = least

    def clean(self, value: Any) -> int | None:
        typed = unicodedata.normalize("NFKC", super().clean(value)).strip()
        if not typed:
            return None
        try:
            amount = parse_amount(typed)
        except ValueError:
            raise ValidationError(_("A number with at most two decimals, such as 1.5.")) from None
        if amount < self.least:
            raise ValidationError(_("At least %(least)s.") % {"least": plain(self.least)})
        return amount


class TakenForm(forms.Form):
    """A form whose values an operation takes or refuses; what it refuses comes back to its fields."""

    def values(self) -> dict[str, Any]:
        return self.cleaned_data

    def submit(self, write: Callable[..., Any]) -> bool:
        """Give the values to an operation; return whether it took them."""
        if not self.is_valid():
            return False
        try:
            write(**self.values())
        except ValidationError as refusal:
            self.take_back(refusal)
            return False
        return True

    def take_back(self, refusal: ValidationError) -> None:
        problems = refusal.message_dict if hasattr(refusal, "error_dict") else {"": refusal.messages}
        for field, messages in problems.items():
            self.add_error(field if field in self.fields else None, messages)


class ClaimForm(TakenForm):
    """What somebody did: a kind, a day, how much, a few words, and a file if one likes."""

    TODAY, YESTERDAY, OTHER = "today", "yesterday", "other"
    kind = forms.ChoiceField(label=_("What was done"), widget=forms.RadioSelect)
    day = forms.ChoiceField(
        label=_("When"),
        choices=[(TODAY, _("today")), (YESTERDAY, _("yesterday")), (OTHER, _("another day"))],
        initial=TODAY,
    )
    on = forms.DateField(label=_("On which day"), required=False)
    quantity = AmountField(label=_("How much"), initial="1")
    note = forms.CharField(
        label=_("A few words"),
        help_text=_("What and where, so that it can be confirmed. May stay empty."),
        max_length=NOTE_LENGTH,
        required=False,
    )
    file = forms.FileField(
        label=_("A file"),
        help_text=_("JPEG, PNG or PDF, at most 5 MB. Place and camera data of a photo are removed."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
    )
    kept: Kept | None = None

    def __init__(
        self, kinds: Mapping[str, EngineKind], claimable: Collection[str], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.kinds = kinds
        self.today = timezone.localdate()
        kind: Any = self.fields["kind"]
        kind.choices = [(code, said(kinds[code].title)) for code in claimable]
        self.fields["on"].widget.attrs["max"] = self.today.isoformat()

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file:
            self.kept = kept_of(file, file.size)
        return file

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        if "day" in values and "on" in values:
            self._settle_day(values)
        if "kind" in values and self.kinds[values["kind"]].unit is None:
            values["quantity"] = ONE  # only the number of such facts matters
        return values

    def _settle_day(self, values: dict[str, Any]) -> None:
        """Work out the day. A date that was typed while another day is chosen is asked about, never dropped."""
        fixed = {self.TODAY: self.today, self.YESTERDAY: self.today - timedelta(days=1)}.get(values["day"])
        typed = values["on"]
        if fixed is None and typed is None:
            self.add_error("on", _("Say which day it was."))
        elif fixed is not None and typed not in (None, fixed):
            self.add_error("day", _("You also typed another day. Choose “another day”, or empty the date."))
        else:
            values["on"] = fixed or typed

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "on", "quantity", "note")} | {
            "kept": self.kept
        }


class ReasonForm(TakenForm):
    """Why a claim is rejected or a fact reversed."""

    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("The member reads it. Say what is missing or wrong, nothing about the person."),
        max_length=REASON_LENGTH,
    )


class KindForm(TakenForm):
    """A kind of fact of one's own."""

    title = forms.CharField(
        label=_("Title"), max_length=TITLE_LENGTH, help_text=_("Such as “equipment cleaned”.")
    )
    measure = forms.CharField(
        label=_("Unit of quantity"), max_length=MEASURE_LENGTH, required=False,
        help_text=_("Such as “pieces” or “hours”. Empty where only how often matters."),
    )  # fmt: skip
    outcomes = forms.CharField(
        label=_("Outcomes"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, such as “done” and “not done”. With outcomes the committee enters it; members cannot claim it."),
    )  # fmt: skip
    excused = forms.CharField(
        label=_("Outcomes that excuse"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Those of the outcomes above that count neither for nor against, such as “leave”. One a line."),
    )  # fmt: skip

    def clean_outcomes(self) -> dict[str, str]:
        titles = _lines(self.cleaned_data["outcomes"])
        if len(titles) > MOST_OUTCOMES:
            raise ValidationError(_("At most %(most)s outcomes.") % {"most": MOST_OUTCOMES})
        if any(len(title) > OUTCOME_LENGTH for title in titles):
            raise ValidationError(_("Each at most %(most)s characters.") % {"most": OUTCOME_LENGTH})
        if len(set(titles)) < len(titles):
            raise ValidationError(_("The same stands twice here."))
        return {f"outcome_{at}": title for at, title in enumerate(titles, 1)}

    def clean(self) -> dict[str, Any]:
        values = self.cleaned_data
        codes = {title: code for code, title in values.get("outcomes", {}).items()}
        excused = _lines(values.get("excused", ""))
        if "outcomes" in values and set(excused) - set(codes):
            self.add_error(
                "excused", _("Each of these must be one of the outcomes above, in the same words.")
            )
        else:
            values["excused"] = [codes[title] for title in excused if title in codes]
        return values


def _lines(typed: str) -> list[str]:
    return [line.strip() for line in typed.splitlines() if line.strip()]


class FilterForm(forms.Form):
    """What the record of a branch is narrowed to; what makes no sense is left out."""

    member = forms.TypedChoiceField(
        label=_("Member"), required=False, widget=Dropdown, coerce=int, empty_value=None
    )
    kind = forms.ChoiceField(label=_("Kind of fact"), required=False, widget=Dropdown)
    month = forms.DateField(
        label=_("Month"), required=False, input_formats=["%Y-%m"],
        widget=forms.TextInput(attrs={"type": "month", "autocomplete": "off"}),
    )  # fmt: skip
    everything = forms.ChoiceField(
        label=_("Which"), required=False, widget=Dropdown,
        choices=[("", _("in force")), ("1", _("all, reversed ones too"))],
    )  # fmt: skip

    def __init__(
        self, members: Iterable[Member], kinds: Mapping[str, EngineKind], *args: Any, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        member: Any = self.fields["member"]
        kind: Any = self.fields["kind"]
        member.choices = [("", _("all")), *((one.pk, one.name) for one in members)]
        titled = sorted((said(each.title), code) for code, each in kinds.items())
        kind.choices = [("", _("all")), *((code, title) for title, code in titled)]

    @property
    def wanted(self) -> dict[str, Any]:
        """Return what is asked for."""
        self.is_valid()
        asked: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if value}
        if "everything" in asked:
            asked["everything"] = True
        return asked
