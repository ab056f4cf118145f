"""Whether the record still stands as it was written: numbers, digests, ledgers, reversals, triggers.

All is read by one statement, so that it is of one moment while people go on recording, and row by row, so that a
million facts need no more memory than one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, QuerySet

from xianfeng.engine.text import Text
from xianfeng.facts.chain import digest_of
from xianfeng.facts.models import Fact, Ledger
from xianfeng.facts.triggers import wanting
from xianfeng.people.organizations.models import Unit

GAP = Text("编号不连续：这里应是第{wanted}号", "the numbers have a gap: number {wanted} should stand here")
CHANGED = Text(
    "内容与摘要不符：这一条或其前面被改过",
    "it does not match its digest: it, or what stood before it, was changed",
)
REVERSES_ANOTHER = Text(
    "冲正的不是本支部同一名党员更早的一条",
    "what it reverses is no earlier fact of the same branch and member",
)
REVERSES_REVERSAL = Text("冲正了一条冲正", "it reverses a reversal")
NO_LEDGER = Text("支部没有台账", "the branch has no ledger")
ENDS_ELSEWHERE = Text(
    "台账记到第{last}号：末尾被删或被加过",
    "the ledger ends at number {last}: the end was removed or added to",
)
OTHER_DIGEST = Text("台账里的摘要不同", "the ledger has another digest")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place at which a branch's record is not what it says; `number` is of a fact, 0 of none."""

    unit_id: int
    branch: str
    number: int
    what: Text


@dataclass(slots=True)
class Verdict:
    """What was looked at, the first difference, and the triggers that are not in place."""

    branches: int = 0
    facts: int = 0
    reversals: int = 0
    difference: Difference | None = None
    triggers: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return self.difference is None and not self.triggers


Wrong = tuple[int, Text]


def verify() -> Verdict:
    """Recompute the record of every branch, up to the first difference."""
    verdict = Verdict(triggers=wanting(connection))
    for unit_id, facts in groupby(_facts().iterator(chunk_size=1000), key=lambda fact: fact.unit_id):
        verdict.branches += 1
        wrong = _wrong_in_branch(facts, verdict)
        if wrong is not None:
            verdict.difference = _difference(unit_id, wrong)
            return verdict
    emptied = _emptied()
    if emptied is not None:
        wrong = 0, ENDS_ELSEWHERE.fill(last=emptied.last_number)
        verdict.difference = _difference(emptied.unit_id, wrong)
    return verdict


def _facts() -> QuerySet[Any]:
    """Return all facts with what they reverse and the ledger of their branch."""
    facts: QuerySet[Any] = Fact.objects.unscoped().order_by("unit_id", "number").annotate(
        ledger_number=F("unit__ledger__last_number"), ledger_digest=F("unit__ledger__last_digest"),
        undone_number=F("reverses__number"), undone_unit=F("reverses__unit_id"),
        undone_member=F("reverses__member_id"), undone_reverses=F("reverses__reverses_id"),
    )  # fmt: skip
    return facts


def _wrong_in_branch(facts: Iterable[Any], verdict: Verdict) -> Wrong | None:
    """Recompute one branch, its facts in order, and return what is wrong first."""
    number, digest = 0, ""
    for fact in facts:
        number += 1
        digest = digest_of(digest, fact, fact.undone_number)
        wrong = _wrong_in_fact(fact, number, digest)
        if wrong is not None:
            return fact.number, wrong
        verdict.facts += 1
        verdict.reversals += fact.reverses_id is not None
    wrong = _wrong_in_ledger(fact)
    return None if wrong is None else (number, wrong)


def _wrong_in_fact(fact: Any, number: int, digest: str) -> Text | None:
    if fact.number != number:
        return GAP.fill(wanted=number)
    if fact.digest != digest:
        return CHANGED
    if fact.reverses_id is None:
        return None
    if (fact.undone_unit, fact.undone_member) != (fact.unit_id, fact.member_id):
        return REVERSES_ANOTHER
    if fact.undone_number >= number:
        return REVERSES_ANOTHER
    return REVERSES_REVERSAL if fact.undone_reverses is not None else None


def _wrong_in_ledger(last: Any) -> Text | None:
    if last.ledger_number is None:
        return NO_LEDGER
    if last.ledger_number != last.number:
        return ENDS_ELSEWHERE.fill(last=last.ledger_number)
    return OTHER_DIGEST if last.ledger_digest != last.digest else None


def _emptied() -> Ledger | None:
    """Return the first ledger that tells of facts, of which none is there."""
    left = Fact.objects.unscoped().filter(unit=OuterRef("unit"))
    return Ledger.objects.filter(~Exists(left), last_number__gt=0).order_by("unit_id").first()


def _difference(unit_id: int, wrong: Wrong) -> Difference:
    unit = Unit.objects.unscoped().get(pk=unit_id)
    return Difference(unit_id, unit.name, *wrong)
