"""Writes a plan: all of it or nothing. What concerns oneself, and decisions, become proposals."""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng.facts.entries import Entry
from xianfeng.facts.entry.planning import Plan
from xianfeng.facts.models import Fact
from xianfeng.facts.operations import propose, record_many
from xianfeng.people.audit.operations import Actor
from xianfeng.people.organizations.scope import operation


@dataclass(frozen=True, slots=True)
class Entered:
    """How many facts there are now, how many entries wait for somebody else, how many stood already."""

    recorded: int
    proposed: int
    already: int


@operation
def enter(actor: Actor, plan: Plan, *, source: str = Fact.Source.RECORDED) -> Entered:
    """Record what a plan says and propose the rest of it.

    Raises EntriesRefused or KeyConflict when the record has changed since; then nothing is written.
    """
    recorded = [row.entry for row in plan.recorded if row.entry]
    record_many(actor, recorded, source=source)
    for row in plan.proposed:
        _propose(actor, row.entry)
    return Entered(len(recorded), len(plan.proposed), len(plan.already))


def _propose(actor: Actor, entry: Entry | None) -> None:
    assert entry is not None
    propose(
        actor, member=entry.member, kind=entry.kind, on=entry.on, quantity=entry.quantity, outcome=entry.outcome,
        document=entry.document, note=entry.note, key=entry.key,
    )  # fmt: skip
