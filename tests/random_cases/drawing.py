"""Chance: draws that the whole generator is made of, and amounts as people write them."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any, TypeVar

from tests.second.amounts import show

T = TypeVar("T")
Data = dict[str, Any]


class Draw(Random):
    """A source of chance; one seed, one course."""

    def chance(self, share: float) -> bool:
        return self.random() < share

    def pick(self, *things: T) -> T:
        return self.choice(things)

    def some(self, things: Sequence[T], least: int = 1, most: int | None = None) -> list[T]:
        """Return at least `least` different ones of the things, in any order."""
        return self.sample(things, self.randint(least, len(things) if most is None else most))

    def shuffled(self, things: Sequence[T]) -> list[T]:
        return self.sample(things, len(things))

    def alone_or_listed(self, things: Sequence[T]) -> T | list[T]:
        """Return a list; of one thing sometimes that thing alone, which means the same."""
        return things[0] if len(things) == 1 and self.chance(0.5) else list(things)

    def amount(self, hundredths: int) -> str:
        """Return 4.50 as 4.50 or 4.5, and 4.00 as 4.00, 4.0 or 4."""
        text = show(hundredths)
        shorter = [text[:-1]] if text.endswith("0") else []
        return self.choice([text, *shorter, *([text[:-3]] if text.endswith(".00") else [])])

    def split(self, total: int, number: int, step: int = 1) -> list[int]:
        """Return so many amounts above 0 that make up the total, on steps except for the last."""
        cuts = sorted(self.sample(range(step, total, step), number - 1))
        return [end - begin for begin, end in zip([0, *cuts], [*cuts, total], strict=True)]


def upwards(n: int, d: int) -> int:
    """Return n ÷ d, rounded up."""
    return -(-n // d)
