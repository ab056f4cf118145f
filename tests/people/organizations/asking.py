"""What the tests of units have in common: what was refused, and a founding with all that it needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.operations import found_unit

DAY = date(2020, 5, 1)
_codes = count(1)


def found(kind: str, above: Unit | None = None, **values: Any) -> Unit:
    number = next(_codes)
    fields = {"name": f"组织{number}", "code": f"F-{number:04}", "founded_on": DAY, **values}
    return found_unit(PROGRAM, kind=kind, above=above, **fields)


def refused(write: Callable[..., Any], *args: Any, **options: Any) -> dict[str, list[str]]:
    """Return what the operation refuses, by field; nothing may have been written."""
    before = (Unit.objects.count(), AuditEntry.objects.count())
    with pytest.raises(ValidationError) as refusal:
        write(*args, **options)
    assert (Unit.objects.count(), AuditEntry.objects.count()) == before
    return dict(refusal.value.message_dict)


def assert_tree_is_sound() -> None:
    assert Unit.objects.find_problems() == ([], [], [], [], [])


def last_entry() -> AuditEntry:
    return AuditEntry.objects.order_by("-pk")[0]


def children(of: Unit) -> list[Unit]:
    of.refresh_from_db()
    return list(Unit.objects.directly_below(of))
