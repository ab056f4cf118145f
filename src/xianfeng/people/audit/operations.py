"""The one way to write an audit entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from xianfeng.people.audit.models import AuditEntry


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something: the account's id (None for the program itself) and the network address."""

    user_id: int | None = None
    address: str | None = None


PROGRAM = Actor()
"""The program itself: demo data, jobs, commands on the machine."""


def record(
    actor: Actor, action: str, subject: models.Model | None = None, unit: int | None = None, **details: Any
) -> AuditEntry:
    """Write an entry in the transaction of the deed; `action` is "app.operation".

    Raises RuntimeError outside a transaction: a deed and its entry stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"{action} was to be recorded outside a transaction")
    return AuditEntry.objects.create(
        actor=actor.user_id,
        address=actor.address,
        action=action,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject=subject.pk if subject is not None else None,
        unit=unit,
        details=details,
    )
