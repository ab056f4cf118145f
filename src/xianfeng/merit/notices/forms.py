"""The forms of notices, their links, the calendar and templates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from xianfeng.facts.forms import TakenForm
from xianfeng.merit.notices.content import ALWAYS, FIELDS
from xianfeng.merit.notices.models import REASON_LENGTH, WINDOW, Notice
from xianfeng.merit.notices.operations.calendar import NOTE_LENGTH
from xianfeng.merit.notices.operations.drafting import ASPECTS_LENGTH, MOST_WORKDAYS
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Team


class DraftForm(TakenForm):
    """For whom, how long, what is shown, and whether everybody is named."""

    ALL, UPPER = "all", "upper"
    audience = forms.ChoiceField(
        label=pgettext_lazy("notices", "For whom"),
        choices=Notice.Audience.choices,
        initial=Notice.Audience.TEAM,
    )
    workdays = forms.IntegerField(
        label=_("Working days"),
        min_value=1,
        max_value=MOST_WORKDAYS,
        initial=WINDOW,
        help_text=_("Five by default."),
    )
    fields_shown = forms.MultipleChoiceField(
        label=_("What is shown besides the name"), widget=forms.CheckboxSelectMultiple, required=False
    )
    names = forms.ChoiceField(
        label=_("Who is named"),
        choices=[(ALL, _("everybody")), (UPPER, _("the upper grades; the others are counted"))],
        initial=ALL,
    )

    def __init__(
        self, allowed: Iterable[str], usual: Iterable[str], members: Iterable[Member], *sent: Any
    ) -> None:
        super().__init__(*sent)
        offered = [(field, FIELDS[field]) for field in allowed if field not in ALWAYS]
        shown: Any = self.fields["fields_shown"]
        shown.choices, shown.initial = offered, list(usual)
        self.members = list(members)
        if any(code == "aspects" for code, _title in offered):
            for member in self.members:
                widget = forms.TextInput(attrs={"autocomplete": "off"})
                self.fields[f"aspects_{member.pk}"] = forms.CharField(
                    label=member.name, max_length=ASPECTS_LENGTH, required=False, widget=widget
                )

    @property
    def of_aspects(self) -> list[Any]:
        """Return the fields of words on each member."""
        return [self[name] for name in self.fields if name.startswith("aspects_")]

    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "audience": given["audience"],
            "workdays": given["workdays"],
            "fields": given["fields_shown"],
            "names_all": given["names"] == self.ALL,
            "aspects": {one.pk: given.get(f"aspects_{one.pk}", "") for one in self.members},
        }

    def take_back(self, refusal: Any) -> None:
        problems = getattr(refusal, "error_dict", {})
        if "fields" in problems:
            problems["fields_shown"] = problems.pop("fields")
        super().take_back(refusal)


class ReasonForm(TakenForm):
    """Why something is taken back."""

    reason = forms.CharField(
        label=_("Reason"), max_length=REASON_LENGTH, widget=forms.Textarea(attrs={"rows": 3})
    )


class LinkForm(TakenForm):
    """For which team a link is made."""

    team = forms.ChoiceField(label=pgettext_lazy("notices", "For whom"), widget=forms.Select)

    def __init__(self, teams: Iterable[Team], *sent: Any) -> None:
        super().__init__(*sent)
        self.teams = {str(team.pk): team for team in teams}
        choice: Any = self.fields["team"]
        choice.choices = [("all", _("all teams")), *((pk, team.name) for pk, team in self.teams.items())]

    def values(self) -> dict[str, Any]:
        return {"team": self.teams.get(self.cleaned_data["team"])}


class DayForm(TakenForm):
    """A day of the calendar."""

    WORKED, FREE = "worked", "free"
    day = forms.DateField(label=_("Day"), widget=forms.DateInput)
    kind = forms.ChoiceField(
        label=_("It is"), choices=[(FREE, _("free")), (WORKED, _("worked"))], initial=FREE
    )
    note = forms.CharField(label=_("Note"), max_length=NOTE_LENGTH, required=False)

    def values(self) -> dict[str, Any]:
        given: Mapping[str, Any] = self.cleaned_data
        return {"day": given["day"], "is_worked": given["kind"] == self.WORKED, "note": given["note"]}


class TemplateForm(TakenForm):
    """A Word template."""

    subject = forms.ChoiceField(label=_("For notices of"), choices=Notice.Subject.choices)
    file = forms.FileField(
        label=_("File"), widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text=_("A Word document (.docx) of at most 2 MB, with placeholders; without macros, links or embedded files."),
    )  # fmt: skip

    def values(self) -> dict[str, Any]:
        return {"subject": self.cleaned_data["subject"], "content": self.cleaned_data["file"].read()}


class RuleForm(TakenForm):
    """Whether notices may show scores."""

    shows_score = forms.TypedChoiceField(
        label=_("May notices show scores?"), coerce=lambda value: value == "yes",
        choices=[("no", _("no, grades or stars only")), ("yes", _("yes, where the branch chooses so"))],
    )  # fmt: skip
