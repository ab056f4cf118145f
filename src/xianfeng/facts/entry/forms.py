"""The forms of entering many: the kind and the day, the text, the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.amounts import ONE
from xianfeng.engine.scheme import Kind
from xianfeng.facts.entries import YEARS_BACK
from xianfeng.facts.entry.pasting import LONGEST_LINE, MOST_LINES, MOST_PASTED
from xianfeng.facts.entry.workbook import Read, read_upload
from xianfeng.facts.forms import AmountField
from xianfeng.people.members.importing.files import MOST_UPLOADED
from xianfeng.people.members.importing.words import said, sentence
from xianfeng.site.forms import Dropdown
from xianfeng.workbooks.files.refusals import Refused


class ChoosingForm(forms.Form):
    """One kind, one day and one quantity; for the grid all of it is needed."""

    kind = forms.ChoiceField(label=_("The kind"), widget=Dropdown)
    on = forms.DateField(label=_("On which day"), initial=timezone.localdate)
    quantity = AmountField(
        label=_("How much for each"), required=False, help_text=_("Such as hours; empty is 1.")
    )

    def __init__(self, kinds: Mapping[str, Kind], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.kinds = kinds
        field: Any = self.fields["kind"]
        field.choices = [("", _("Choose")), *_grouped(kinds)]

    def clean_on(self) -> date | None:
        day: date | None = self.cleaned_data["on"]
        today = timezone.localdate()
        if day is not None and day > today:
            raise forms.ValidationError(_("This day has not come yet."))
        if day is not None and day.year < today.year - YEARS_BACK:
            first = date(today.year - YEARS_BACK, 1, 1)
            raise forms.ValidationError(_("Facts are recorded from %(day)s on.") % {"day": first.isoformat()})
        return day

    @property
    def kind_chosen(self) -> Kind | None:
        return self.kinds.get(self.cleaned_data.get("kind", ""))

    @property
    def quantity_chosen(self) -> int:
        """Return the quantity, one where none is written or the kind has no unit."""
        kind, quantity = self.kind_chosen, self.cleaned_data.get("quantity")
        return ONE if quantity is None or kind is None or kind.unit is None else int(quantity)


class PasteForm(ChoosingForm):
    """A text; kind and day may stand in its lines."""

    text = forms.CharField(
        label=_("The lines"),
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "A member in each line, by name or staff number, and the outcome or the quantity. Columns may be in"
            " any order; copy them from a spreadsheet, or type commas or blanks between them."
        ),
    )

    def __init__(self, kinds: Mapping[str, Kind], *args: Any, **options: Any) -> None:
        super().__init__(kinds, *args, **options)
        for name in ("kind", "on"):
            self.fields[name].required = False
        self.fields["kind"].help_text = _("Empty if the lines say it.")
        self.fields["on"].help_text = _("For lines that have no date.")

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        lines = [line for line in text.splitlines() if line.strip()]
        if not lines:
            raise forms.ValidationError(_("There is nothing in it yet."))
        if len(lines) > MOST_LINES:
            words = _("At most %(most)s lines at once; these are %(count)s. A file may have more.")
            raise forms.ValidationError(words % {"most": MOST_LINES, "count": len(lines)})
        if any(len(line) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(_("A line has at most %(most)s characters.") % {"most": LONGEST_LINE})
        return text


class FileForm(forms.Form):
    """A workbook or a CSV file; `read` is what it holds."""

    file = forms.FileField(
        label=_("Workbook or CSV"),
        help_text=format_lazy(
            _("A workbook (.xlsx) or CSV, up to {most} MB. The file is not kept."), most=MOST_UPLOADED
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    read: Read

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "file" in values:
            try:
                self.read = read_upload(values["file"])
            except Refused as refused:
                self.add_error("file", sentence(refused.what, refused.fix))
        return values


def _grouped(kinds: Mapping[str, Kind]) -> list[Any]:
    counted = [(code, said(kind.title)) for code, kind in kinds.items() if not kind.outcomes]
    judged = [(code, said(kind.title)) for code, kind in kinds.items() if kind.outcomes]
    return [(_("With an outcome"), judged), (_("With a quantity"), counted)]
