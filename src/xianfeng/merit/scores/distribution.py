"""How a branch spreads, so that nobody can be read off it: groups of five members or more. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

FEWEST = 5
"""How many members a group of a distribution has at least (k)."""
STEP = 1000


@dataclass(frozen=True, slots=True)
class Span:
    """How many members have from `low` up to `high`; `high` itself belongs to it only at the very top."""

    low: int
    high: int
    number: int


def distribution(amounts: Iterable[int | None]) -> list[Span]:
    """Return how totals spread, from the top, in steps of ten points merged until each holds at least FEWEST.

    Nothing at all for fewer people.
    """
    known = [amount for amount in amounts if amount is not None]
    if len(known) < FEWEST:
        return []
    most = max(10 * STEP, -(-max(known) // STEP) * STEP)
    spans: list[Span] = []
    high, waiting = most, 0
    for low in range(most - STEP, min(0, *known) - STEP, -STEP):
        top = low + STEP if low + STEP < most else most + 1
        waiting += sum(low <= amount < top for amount in known)
        if waiting >= FEWEST:
            spans.append(Span(low, high, waiting))
            high, waiting = low, 0
    if waiting:
        last = spans.pop()
        spans.append(Span(min(0, *known) // STEP * STEP, last.high, last.number + waiting))
    return spans
