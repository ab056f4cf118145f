"""The forms of an import: the file, its columns, and what a person adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.forms import CheckedForm, document_field, words_of
from xianfeng.people.members.importing.columns import COLUMNS
from xianfeng.people.members.importing.files import MOST_UPLOADED
from xianfeng.people.members.importing.history import CLOSINGS
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.importing.reading import NEEDED, Read, read_upload
from xianfeng.people.members.importing.titles import never_read
from xianfeng.people.members.importing.words import said, sentence
from xianfeng.people.members.states import Change
from xianfeng.people.organizations.models import Unit
from xianfeng.site.forms import Dropdown
from xianfeng.workbooks.files.refusals import Refused

NOTHING_READ = _("is not read")


class FileForm(forms.Form):
    """A spreadsheet; `read` is what it holds."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=format_lazy(
            _("A workbook (.xlsx) or CSV, up to {most} MB. The file is not kept."), most=MOST_UPLOADED
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    read: Read

    def reading(self) -> dict[str, Any]:
        """Return how the file is to be read, besides by its titles."""
        return {}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if "file" in values and not self.errors:
            try:
                self.read = read_upload(values["file"], timezone.localdate(), **self.reading())
            except Refused as refused:
                self.add_error("file", sentence(refused.what, refused.fix))
        return values


class UploadForm(FileForm):
    """A file, and the unit whose members it names."""

    unit = forms.ChoiceField(
        label=_("Members of"),
        help_text=_("The file may name members of this organisation and those below it."),
    )
    field_order = ("unit", "file")

    def __init__(self, units: Sequence[Unit], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.units = {str(unit.pk): unit for unit in units}
        unit: Any = self.fields["unit"]
        unit.choices = [(key, each.name) for key, each in self.units.items()]
        unit.initial = next(iter(self.units), None)

    @property
    def chosen(self) -> Unit:
        return self.units[self.cleaned_data["unit"]]


class ColumnsForm(FileForm):
    """Which column of the same file is which; the file comes again, because it was not kept."""

    def __init__(self, draft: ImportDraft, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.draft = draft
        self.fields["file"].label = _("The same spreadsheet again")
        self._add_sheets([name for name, _titles in draft.sheets])
        chosen = {at: code for code, at in draft.columns}
        for at, title in enumerate(draft.titles):
            if title and not never_read(title):
                self.fields[f"column-{at}"] = _column(title, chosen.get(at, ""))
        self.order_fields(["sheet", *(name for name in self.fields if name.startswith("column-")), "file"])

    def _add_sheets(self, names: Sequence[str]) -> None:
        if len(names) > 1:
            choices = [(name, name) for name in names]
            self.fields["sheet"] = forms.ChoiceField(
                label=_("Sheet"), choices=choices, initial=self.draft.sheet, widget=Dropdown,
                help_text=_("The columns of another sheet are recognised by their titles."),
            )  # fmt: skip

    def reading(self) -> dict[str, Any]:
        sheet = self.cleaned_data.get("sheet", self.draft.sheet)
        if sheet != self.draft.sheet:
            return {"sheet": sheet}
        return {"sheet": sheet, "chosen": self._chosen()}

    def _chosen(self) -> dict[int, str]:
        given = {
            name: value for name, value in self.cleaned_data.items() if name.startswith("column-") and value
        }
        return {int(name.removeprefix("column-")): code for name, code in given.items()}

    def clean(self) -> dict[str, Any]:
        self._check_columns()
        values = super().clean()
        if not self.errors and self.read.sheet == self.draft.sheet and self.read.titles != self.draft.titles:
            self.add_error("file", _("This file has other columns than the first one. Start again with it."))
        return values

    def _check_columns(self) -> None:
        if self.cleaned_data.get("sheet", self.draft.sheet) != self.draft.sheet:
            return
        chosen = list(self._chosen().values())
        for column in COLUMNS:
            if chosen.count(column.code) > 1:
                self.add_error(None, _("“%(column)s” was chosen twice.") % {"column": said(column.title)})
            if column.code in NEEDED and column.code not in chosen:
                self.add_error(None, _("Choose the column of “%(column)s”.") % {"column": said(column.title)})


def _column(title: str, chosen: str) -> forms.ChoiceField:
    choices = [("", NOTHING_READ), *((column.code, said(column.title)) for column in COLUMNS)]
    return forms.ChoiceField(label=title, choices=choices, initial=chosen, required=False, widget=Dropdown)


class OptionsForm(CheckedForm):
    """From which day, by which document, and what becomes of members who are not in the file."""

    on = forms.DateField(
        label=_("From which day"),
        help_text=_("New members belong to their branch, and moves and changes hold, from this day."),
    )
    document = document_field(required=False)
    is_complete = forms.BooleanField(
        label=_("The file names everybody: show who is not in it"), required=False
    )
    closing = forms.ChoiceField(label=_("Those who are not in the file"), required=False, widget=Dropdown)

    def __init__(self, draft: ImportDraft, *args: Any, **options: Any) -> None:
        initial = {name: getattr(draft, name) for name in ("on", "document", "is_complete", "closing")}
        super().__init__(*args, **{**options, "initial": initial})
        closing: Any = self.fields["closing"]
        closing.choices = [("", _("stay as they are")), *((key, words_of(_change(key))) for key in CLOSINGS)]

    def problems(self, values: Mapping[str, Any]) -> dict[str, list[Any]]:
        return super().problems({name: value for name, value in values.items() if value})

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("closing") and not values.get("is_complete"):
            self.add_error("is_complete", _("Only a file that names everybody tells who is missing."))
        return values


def _change(key: str) -> Change:
    field, new, *exit = key.split(":")
    return Change(field, "", new, *exit)
