"""What is removed when its time is over: a register of purgers, filled by the apps that keep the data."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation
from xianfeng.people.privacy.notices import Words
from xianfeng.people.privacy.retention import SUBJECTS, cutoff, lengths


@dataclass(frozen=True, slots=True)
class Purger:
    """Removes one kind of rows of a retention subject.

    `due` counts what would go when everything before a moment goes; `remove` does it and returns how many.
    """

    code: str
    subject: str
    title: Words
    due: Callable[[datetime], int]
    remove: Callable[[Actor, datetime], int]


PURGERS: dict[str, Purger] = {}


def register(purgers: Iterable[Purger]) -> None:
    """Add purgers; a code registered again replaces the former."""
    PURGERS.update({purger.code: purger for purger in purgers})


def of_rows(code: str, subject: str, title: Words, rows: Callable[[datetime], QuerySet[Any]]) -> Purger:
    """Return a purger that deletes the rows of a query and nothing else."""

    def remove(actor: Actor, before: datetime) -> int:
        due = rows(before)
        _, by_model = due.delete()
        return by_model.get(due.model._meta.label, 0)

    return Purger(code, subject, title, lambda before: rows(before).count(), remove)


def what_is_due(at: datetime) -> dict[str, int]:
    """Return how many rows each purger would remove at a moment."""
    before = _cutoffs(at)
    return {code: purger.due(before[purger.subject]) for code, purger in PURGERS.items()}


@operation
def purge(actor: Actor, at: datetime) -> dict[str, int]:
    """Remove what is due at a moment, all or nothing, and log how many of each; return the counts."""
    before = _cutoffs(at)
    counts = {code: purger.remove(actor, before[purger.subject]) for code, purger in PURGERS.items()}
    record(actor, "privacy.purge", counts=counts)
    return counts


def _cutoffs(at: datetime) -> dict[str, datetime]:
    kept = lengths()
    return {code: cutoff(subject, kept[code], at) for code, subject in SUBJECTS.items()}
