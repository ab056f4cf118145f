"""What is due for a person now: each a title, why, by when, and the page where it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.scope import Scope


@dataclass(frozen=True, slots=True)
class Due:
    """A thing to do; `by` is the last day, None where there is none."""

    title: Any
    why: Any
    url: str
    verb: Any
    by: date | None = None

    def is_late(self, on: date) -> bool:
        return self.by is not None and self.by < on


Source = Callable[[Scope, User], Iterator[Due]]
SOURCES: list[Source] = []


def list_due(scope: Scope, user: User) -> list[Due]:
    """Return what is due, the earliest last day first, what has none at the end."""
    found = [due for source in SOURCES for due in source(scope, user)]
    return sorted(found, key=lambda due: (due.by is None, due.by or date.max))
