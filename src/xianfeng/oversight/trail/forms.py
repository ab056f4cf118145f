"""What an auditor may ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from xianfeng.oversight.trail.actions import ACTIONS
from xianfeng.oversight.trail.queries import Wanted


class WantedForm(forms.Form):
    """Days, action and account, each optional."""

    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}))
    action = forms.ChoiceField(label=_("What was done"), required=False)
    account = forms.CharField(label=_("Account (staff number)"), required=False, max_length=30)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["action"]
        assert isinstance(chosen, forms.ChoiceField)
        chosen.choices = [("", _("everything")), *sorted(ACTIONS.items(), key=lambda pair: pair[0])]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            raise ValidationError({"until": _("The last day is before the first.")})
        return cleaned

    @property
    def wanted(self) -> Wanted:
        if not self.is_valid():
            return Wanted()
        return Wanted(**self.cleaned_data)
