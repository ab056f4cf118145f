"""The sample's year up to a day, and days within it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.problems import InvalidInput, Problem
from xianfeng.engine.text import Text

FEWEST_MONTHS = 4


@dataclass(frozen=True, slots=True)
class Today:
    """The day up to which facts are made, as the place of a problem."""

    words: Text


@dataclass(frozen=True, slots=True)
class Year:
    """A year of which `today` is the last day known."""

    today: date

    def __post_init__(self) -> None:
        if self.ended < FEWEST_MONTHS:
            raise InvalidInput([_too_early(self.today)])

    @property
    def number(self) -> int:
        return self.today.year

    @property
    def code(self) -> str:
        return Period.containing(Unit.YEAR, self.today).code

    @property
    def ended(self) -> int:
        """How many months have ended."""
        return sum(self.month(number).end <= self.today for number in range(1, 13))

    def month(self, number: int) -> Period:
        return Period(self.number, number, Unit.MONTH)

    def day(self, month: int, day: int) -> date:
        """Return that day, or the Monday after it if it falls on a weekend; `day` is 26 at most."""
        on = date(self.number, month, day)
        return on + timedelta(days=(7 - on.weekday()) % 7 if on.weekday() >= 5 else 0)


def random_day(rng: Random, first: date, last: date) -> date:
    """Return a day from first to last, both included."""
    return first + timedelta(days=rng.randint(0, (last - first).days))


def _too_early(today: date) -> Problem:
    what = Text("这一年已满的月份太少", "too few months of the year have ended")
    fix = Text("请选4月30日或以后的日期", "Choose 30 April or a later day")
    return Problem(Today(Text.same(str(today))), what, fix)
