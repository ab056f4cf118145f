"""Messages of Django in our own words: short, with what was entered. Said before any form or model is defined."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

OF_VALIDATORS: dict[type, Any] = {
    validators.MaxValueValidator: _("At most %(limit_value)s; you entered %(show_value)s."),
    validators.MinValueValidator: _("At least %(limit_value)s; you entered %(show_value)s."),
    validators.MaxLengthValidator: ngettext_lazy(
        "At most %(limit_value)d character; you entered %(show_value)d.",
        "At most %(limit_value)d characters; you entered %(show_value)d.",
        "limit_value",
    ),
    validators.EmailValidator: _("Enter an e-mail address, such as name@example.com."),
}
OF_FIELDS: dict[type[forms.Field], dict[str, Any]] = {
    forms.Field: {"required": _("Please fill this in.")},
    forms.ChoiceField: {"required": _("Please choose."), "invalid_choice": _("Choose one of those offered.")},
    forms.ModelChoiceField: {"invalid_choice": _("Choose one of those offered.")},
    forms.IntegerField: {"invalid": _("Enter a whole number.")},
    forms.DecimalField: {"invalid": _("Enter a number.")},
    forms.DateField: {"invalid": _("Enter a date, such as 2026-07-01.")},
    forms.FileField: {
        "required": _("Choose a file."),
        "missing": _("No file arrived. Choose it again."),
        "empty": _("The file is empty."),
    },
    forms.ImageField: {"invalid_image": _("This is not a picture, or it is damaged.")},
}


def reword() -> None:
    """Put our words in the place of Django's."""
    for validator, message in OF_VALIDATORS.items():
        validator.message = message  # type: ignore[attr-defined]
    for field, messages in OF_FIELDS.items():
        field.default_error_messages = {**field.default_error_messages, **messages}
