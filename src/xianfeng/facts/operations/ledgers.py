"""The end of a branch's record: locked by whoever writes, so that writes come one after the other.

Its two statements are written out: with the ORM's, a fact would cost more than twice a bare insert (measured).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from xianfeng.facts.chain import digest_of
from xianfeng.facts.models import Fact, Ledger

A_BATCH = 1000
READ = "SELECT id, last_number, last_digest FROM facts_ledger WHERE unit_id = %s"
WRITE = "UPDATE facts_ledger SET last_number = %s, last_digest = %s WHERE id = %s"


@dataclass(slots=True)
class End:
    """Where a branch's record ends: its last fact's number and digest."""

    unit_id: int
    ledger_id: int
    number: int
    digest: str


def locked(unit_id: int) -> End:
    """Return the end of a branch's record, locked until the transaction ends."""
    found = _read(unit_id)
    if found is None:
        Ledger.objects.get_or_create(unit_id=unit_id)
        found = _read(unit_id)
        assert found is not None
    return found


def _read(unit_id: int) -> End | None:
    # SQLite needs no lock: each transaction of ours begins as the one that writes.
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(READ + lock, [unit_id])
        row = cursor.fetchone()
    return End(unit_id, *row) if row else None


def append(end: End, facts: Sequence[Fact]) -> None:
    """Write facts, at least one, at the end of a branch's chain."""
    for fact in facts:
        end.number += 1
        fact.number = end.number
        reverses = fact.reverses.number if fact.reverses else None
        end.digest = fact.digest = digest_of(end.digest, fact, reverses)
    if len(facts) == 1:
        facts[0].save(force_insert=True)
    else:
        Fact.objects.bulk_create(facts, batch_size=A_BATCH)
    # After the facts: a ledger may only move on to a fact that is there.
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [end.number, end.digest, end.ledger_id])
