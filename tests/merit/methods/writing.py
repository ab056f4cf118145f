"""What the tests of methods have in common: texts of methods with something else in them, and their versions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.operations import draft_version, publish_version
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit
from xianfeng.schemes import library

YEAR, NEXT_YEAR = date(2026, 1, 1), date(2027, 1, 1)


def text_of(code: str, **instead: str) -> str:
    """Return a packaged text with some words in the place of others."""
    return written(library.read(code)[0], **instead)


def written(text: str, **instead: str) -> str:
    for old, new in instead.items():
        assert text.count(old) >= 1, old
        text = text.replace(old, new)
    return text


def draft(owner: Unit, text: str = "", from_on: date = YEAR, **options: Any) -> SchemeVersion:
    return draft_version(PROGRAM, owner, text=text or text_of("ten-ones"), from_on=from_on, **options)


def published(owner: Unit, text: str = "", from_on: date = YEAR, **options: Any) -> SchemeVersion:
    return publish_version(PROGRAM, draft(owner, text, from_on, **options))


def refused(write: Callable[..., Any], *args: Any, **options: Any) -> ValidationError:
    """Return what the operation refuses; nothing may have been written."""
    before = (list(SchemeVersion.objects.unscoped().values()), AuditEntry.objects.count())
    with pytest.raises(ValidationError) as refusal:
        write(*args, **options)
    assert (list(SchemeVersion.objects.unscoped().values()), AuditEntry.objects.count()) == before
    return refusal.value
