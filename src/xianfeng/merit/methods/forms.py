"""Forms about methods. They read what was chosen; what is allowed, operations say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.text import Text
from xianfeng.merit.methods.operations.writing import CODE_LENGTH
from xianfeng.people.members.importing.words import said
from xianfeng.site.forms import Dropdown


def _titled(codes: Iterable[str], titles: Mapping[str, Text]) -> list[tuple[str, str]]:
    return [(code, said(titles[code])) for code in codes]


class DayField(forms.TypedChoiceField):
    """One of a few days."""

    def __init__(self, **options: Any) -> None:
        super().__init__(coerce=date.fromisoformat, widget=Dropdown, **options)

    def offer(self, days: Iterable[date]) -> None:
        """Offer these days."""
        self.choices = [("", "—"), *((day.isoformat(), date_format(day)) for day in days)]


class AdoptForm(forms.Form):
    """A method and the day from which a unit goes by it."""

    scheme = forms.ChoiceField(label=_("Method"), widget=forms.RadioSelect)
    from_on = DayField(
        label=_("From which day"),
        help_text=_("The first day of a period of the method: of a year, a half-year, a quarter."),
    )

    def __init__(
        self,
        *args: Any,
        codes: Sequence[str],
        titles: Mapping[str, Text],
        days: Iterable[date],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.fields["scheme"].choices = _titled(codes, titles)  # type: ignore[attr-defined]
        self.fields["from_on"].offer(days)  # type: ignore[attr-defined]


class DraftForm(AdoptForm):
    """From which method a draft begins, from which day on, and whether it becomes a method of its own."""

    code = forms.CharField(
        label=_("Code of a new method"),
        required=False,
        max_length=CODE_LENGTH,
        help_text=_(
            "Leave it empty for a version of the method chosen above. Small letters, figures and hyphens."
        ),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["scheme"].label = _("Begin from")
