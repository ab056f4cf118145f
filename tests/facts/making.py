"""Facts for tests, in the small world."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection
from django.utils import timezone

from tests.people.world import World
from xianfeng.facts.entries import Entry
from xianfeng.facts.models import Fact, Ledger
from xianfeng.facts.operations import record
from xianfeng.facts.triggers import protect, unprotect
from xianfeng.people.audit.operations import Actor

DEED = "hazard.fixed"
MEETING = "meeting.assembly"


def today() -> date:
    return timezone.localdate()


def actor(world: World, who: str = "secretary") -> Actor:
    return Actor(world.users[who].pk)


def entry(world: World, who: str = "member", **values: Any) -> Entry:
    return Entry(**{"member": world.members[who], "kind": DEED, "on": today(), **values})


def recorded(world: World, who: str = "member", **values: Any) -> Fact:
    return record(actor(world), **{"member": world.members[who], "kind": DEED, "on": today(), **values})


def ledger_of(fact: Fact) -> tuple[int, str]:
    ledger = Ledger.objects.get(unit=fact.unit)
    return ledger.last_number, ledger.last_digest


@contextmanager
def without_triggers() -> Iterator[Any]:
    """What somebody can do who owns the database: take the triggers away, write, and put them back."""
    with connection.cursor() as cursor:
        unprotect(_Editor(cursor))
        yield cursor
        protect(_Editor(cursor))


class _Editor:
    """A schema editor of a kind that SQLite lets work within a test's transaction."""

    def __init__(self, cursor: Any) -> None:
        self.connection, self.execute = connection, cursor.execute
