"""What tests of the register begin with."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import register_member
from xianfeng.people.organizations.models import Unit

JOINED = date(2015, 7, 1)
DOCUMENT = "北风党〔2026〕12号"
_numbers = count(1)


def values(**other: Any) -> dict[str, Any]:
    """Return what registers a member without complaint."""
    return {
        "name": "周文海", "staff_no": f"N{next(_numbers):05}", "joined_on": JOINED, "full_on": date(2016, 7, 1),
        "from_on": JOINED, **other,
    }  # fmt: skip


def registered(unit: Unit, **other: Any) -> Member:
    return register_member(PROGRAM, unit=unit, **values(**other))


def refused(act: Any, *args: Any, **options: Any) -> dict[str, list[str]]:
    """Return the problems, by field, for which the operation refused."""
    with pytest.raises(ValidationError) as refusal:
        act(*args, **options)
    return dict(refusal.value.message_dict)
