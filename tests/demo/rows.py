"""All rows of the platform as plain values, to compare two databases by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import DateTimeField, ForeignKey, Model

from xianfeng.people.audit.models import AuditEntry

VALID = ("organizations", "members", "accounts", "identity", "privacy")
"""The apps whose rows are few enough to be checked one by one."""
APPS = (*VALID, "facts")
SECRETS = {"password", "code_hash", "file"}
"""Drawn anew each time, as they must be."""
NUMBERED = {"digest", "last_digest", "key", "recorded_by", "confirmed_by", "proposed_by", "decided_by"}
"""What is told by numbers that only the database gives, or computed from such."""


def digest() -> str:
    """Return a digest of all rows: without secrets, moments, and numbers that only the database gives."""
    seen = hashlib.sha256()
    for row in every_row():
        seen.update(f"{row}\n".encode())
    return seen.hexdigest()


def every_row() -> Iterator[tuple[Any, ...]]:
    places = {model: _places(model) for model in models()}
    for model in models():
        for row in model._default_manager.order_by("pk"):
            yield (model._meta.label, *(_value(row, field, places) for field in _fields(model)))
    yield from AuditEntry.objects.order_by("pk").values_list("action", "subject_type")


def models(among: tuple[str, ...] = APPS) -> list[type[Model]]:
    return [model for app in among for model in apps.get_app_config(app).get_models()]


def _places(model: type[Model]) -> dict[int, int]:
    return {
        pk: at for at, pk in enumerate(model._default_manager.order_by("pk").values_list("pk", flat=True))
    }


def _fields(model: type[Model]) -> list[Any]:
    fields = [
        field
        for field in model._meta.fields
        if not field.primary_key and field.name not in SECRETS | NUMBERED
    ]
    return [field for field in fields if not isinstance(field, DateTimeField)]


def _value(row: Model, field: Any, places: dict[type[Model], dict[int, int]]) -> Any:
    value = getattr(row, field.attname)
    return places[field.related_model][value] if isinstance(field, ForeignKey) and value else value
