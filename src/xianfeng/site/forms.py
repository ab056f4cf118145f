"""How forms are drawn: a summary of errors on top, each error above its field, every value kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

MOST_RADIOS = 5
NATIVE: dict[type[forms.Widget], tuple[str, str]] = {
    forms.DateInput: ("date", "%Y-%m-%d"),
    forms.DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    forms.TimeInput: ("time", "%H:%M"),
}
"""Inputs that the browser draws with a calendar or a clock: their type, and the format it wants."""


class Dropdown(forms.Select):
    """A select that stays one however few its choices are, for filters above a list."""


class Field(BoundField):
    """A field as our templates draw it: up to five choices are radios, dates have the browser's calendar."""

    def __init__(self, form: Any, field: forms.Field, name: str) -> None:
        field.widget = _as_radios(field) or _as_native(field.widget)
        super().__init__(form, field, name)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        widget = widget or self.field.widget
        given = widget.attrs.get("class")
        classes = [name for name in (_class_of(widget), given) if name]
        built = super().build_widget_attrs(attrs, widget)
        return {**built, "class": " ".join(classes)} if classes else built

    @property
    def must(self) -> bool:
        """Return whether the label says that it is required: not where the whole form is."""
        return self.field.required and any(not other.field.required for other in self.form.visible_fields())

    @property
    def is_checkbox(self) -> bool:
        """Return whether it is one box with its label behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def target(self) -> str:
        """Return the id to which the summary of errors leads: the input, or the first of several."""
        return self.id_for_label or f"{self.auto_id}_0"


class Renderer(TemplatesSetting):
    """Draws forms from the site's templates."""

    bound_field_class = Field
    form_template_name = "site/forms/form.html"
    field_template_name = "site/forms/field.html"


def _as_radios(field: forms.Field) -> forms.Widget | None:
    if type(field.widget) is not forms.Select or not isinstance(field, forms.ChoiceField):
        return None
    if isinstance(field, forms.ModelChoiceField):  # counting its choices would be a query
        return None
    every: Iterable[tuple[Any, Any]] = field.choices  # type: ignore[assignment]
    choices = [(value, words) for value, words in every if value not in ("", None)]
    if len(choices) > MOST_RADIOS or any(isinstance(words, list | tuple) for _value, words in choices):
        return None
    blank = [] if field.required else [("", _("Not stated"))]
    radios = forms.RadioSelect(attrs=field.widget.attrs, choices=[*choices, *blank])
    radios.is_required = field.widget.is_required
    return radios


def _as_native(widget: forms.Widget) -> forms.Widget:
    if type(widget) in NATIVE:
        widget.input_type, widget.format = NATIVE[type(widget)]  # type: ignore[attr-defined]
    return widget


def _class_of(widget: forms.Widget) -> str:
    boxes = forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple
    if widget.is_hidden or isinstance(widget, boxes):
        return ""
    return "form-select" if isinstance(widget, forms.Select) else "form-control"
