"""What would still count, as values: one kind of possibility for each way in which rules count. Amounts are hundredths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Item, Rule


@dataclass(frozen=True, slots=True)
class Deed:
    """Facts that each add points: `left` in all and `times` in number at most; None where there is no end."""

    rule: Rule
    left: int | None
    times: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A share of what was required (numbers of facts): what it gives now, and after one more that is met."""

    rule: Rule
    have: int
    need: int
    value: int
    after_next: int

    @property
    def full_is_out_of_reach(self) -> bool:
        return self.have < self.need


@dataclass(frozen=True, slots=True)
class Grade:
    """The latest of some grades, or their mean: what it gives now, and after the best one."""

    rule: Rule
    number: int
    value: int
    best: str
    after_best: int


@dataclass(frozen=True, slots=True)
class Pace:
    """A target: what is there, what is expected to date and in the whole window.

    `months` are the ended months that count, as (target of a whole window, number of months), of `in_window`
    months; `until` is the end of the last ended month.
    """

    rule: Rule
    window: Period
    have: int
    need: int
    whole: int
    months: tuple[tuple[int, int], ...]
    until: date | None

    @property
    def in_window(self) -> int:
        return self.window.unit.months

    @property
    def behind(self) -> int:
        return max(0, self.need - self.have)


@dataclass(frozen=True, slots=True)
class Before:
    """What is missing and will cost points if it is not there by a day."""

    rule: Rule
    missing: int
    until: date
    costs: int


Chance = Deed | Share | Grade | Pace | Before


@dataclass(frozen=True, slots=True)
class Room:
    """An item with its value now, what it can be worth at most (None: open), and what would still count."""

    component: str
    item: Item
    value: int
    most: int | None
    chances: tuple[Chance, ...]

    @property
    def is_behind(self) -> bool:
        return any(isinstance(chance, Pace) and chance.behind for chance in self.chances)
