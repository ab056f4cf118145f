"""A large screen: where it hangs, and whom it names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.boards.models import PLACE_LENGTH

UPPER, ALL = "upper", "all"
NAMED = [
    (UPPER, _("the upper bands by name, the others as a number (default)")),
    (ALL, _("everybody by name, also who stands alone in the lowest band")),
]


class ScreenForm(forms.Form):
    """Nobody is named in a low band unless somebody chose so."""

    place = forms.CharField(
        label=_("Where it hangs"),
        max_length=PLACE_LENGTH,
        help_text=_("For example: the hall on the ground floor. So that you know which link to take back."),
    )
    named = forms.ChoiceField(
        label=_("Whom it names"),
        choices=NAMED,
        initial=UPPER,
        widget=forms.RadioSelect,
        help_text=_(
            "Everybody who passes reads a screen: colleagues and visitors. A name in a low band is seen by all of them."
        ),
    )

    def values(self) -> dict[str, Any]:
        """Return what the operation takes."""
        return {"place": self.cleaned_data["place"], "names_all": self.cleaned_data["named"] == ALL}
