"""Requests and their answers, lengths of time, and the erasing of somebody who left."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.people.privacy.models import DataRequest
from xianfeng.people.privacy.retention import Subject

STEPS = {"months": _("How many months"), "days": _("How many days"), "hours": _("How many hours")}


class AskForm(forms.Form):
    """What is to be corrected or erased."""

    kind = forms.ChoiceField(
        label=_("What do you ask for?"), choices=DataRequest.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What is it about?"),
        help_text=_("Write only about your own data, and only what is needed to find it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class AnswerForm(forms.Form):
    """The answer, which always has a reason."""

    accept = forms.TypedChoiceField(
        label=_("Decision"),
        choices=[("1", _("accepted")), ("0", _("declined"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("What was done, or why not"), max_length=1000, widget=forms.Textarea(attrs={"rows": 5})
    )


class RuleForm(forms.Form):
    """How long a subject is kept."""

    length = forms.IntegerField()

    def __init__(self, subject: Subject, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["length"]
        field.label = STEPS[subject.step]
        bounds = {"least": subject.least, "most": subject.most, "default": subject.default}
        field.help_text = _("From %(least)d to %(most)d; default %(default)d.") % bounds


class EraseForm(forms.Form):
    """Who is to be erased, and by which document it was decided."""

    staff_no = forms.CharField(label=_("Staff number"), max_length=30)
    document = forms.CharField(label=_("Document number of the decision"), max_length=60)
