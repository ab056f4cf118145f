"""Things that are due for a person. The site knows no domain: each app registers, in its `due.py`, what it knows of.

    from xianfeng.site.due import Due, register

    register(talks_to_hold)

A source takes the scope of whoever asks and yields what is due for that person. These modules are imported when the
site is ready.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any


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


Source = Callable[[Any], Iterator[Due]]
_sources: list[Source] = []


def register(*found: Source) -> None:
    """Add what yields things that are due."""
    _sources.extend(found)


def sources() -> tuple[Source, ...]:
    """Return what was registered."""
    return tuple(_sources)
