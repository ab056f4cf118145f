"""What the gallery shows: made-up rows and a form with every kind of field, filled in and refused."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """Every kind of field."""

    hours = forms.DecimalField(label=_("Hours"), max_value=8, help_text=_("Half a day is 4, a day is 8."))
    topic = forms.CharField(label=_("Topic"), max_length=40)
    held_on = forms.DateField(label=_("Held on"))
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("lesson", _("Lesson")), ("meeting", _("Meeting")), ("visit", _("Visit"))]
    )
    month = forms.ChoiceField(label=_("Month"), choices=[(n, n) for n in range(1, 13)])
    remarks = forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    minutes = forms.FileField(label=_("Minutes"), required=False)
    is_open = forms.BooleanField(label=_("Open to everybody"), required=False)


REFUSED = {"hours": "80", "topic": "身边无隐患", "held_on": "2026-10-23", "kind": "lesson", "month": "10"}
TREND = ("91.2", "90.4", "88.6", "86.9", "90.8", "92.0", "92.7", "93.5", "93.1", "92.4", "93.6", "94.2")


def samples(request: HttpRequest) -> dict[str, Any]:
    """Return the context of the gallery."""
    return {
        "form": SampleForm(REFUSED),
        "page": Paginator(range(710), 50).get_page(request.GET.get("page", "1")),
        "steps": [_("Draft"), _("Notice"), _("Final")],
        "trend": list(enumerate(TREND, start=1)),
    }
