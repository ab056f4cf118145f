"""Months, quarters, half-years and years: the stretches in which facts are counted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache


class Unit(StrEnum):
    """A calendar unit, aligned to January."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        return _MONTHS[self]


_MONTHS = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.HALF_YEAR: 6, Unit.YEAR: 12}
_CODE = re.compile(r"(\d{4})(?:-(?:(H)([12])|(Q)([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


@dataclass(frozen=True, order=True)
class Period:
    """One calendar unit, such as the third quarter of 2025. Number counts from 1 within the year.

    What a settlement asks again and again for thousands of members is kept.
    """

    year: int
    number: int
    unit: Unit

    @classmethod
    def parse(cls, code: str) -> Period:
        """Return the period written 2025, 2025-H1, 2025-Q3 or 2025-08. Raises ValueError otherwise."""
        found = _CODE.fullmatch(code)
        if not found or not date.min.year <= int(found[1]) < date.max.year:
            raise ValueError(code)
        year, half, quarter, month = int(found[1]), found[3], found[5], found[6]
        if half:
            return cls(year, int(half), Unit.HALF_YEAR)
        if quarter:
            return cls(year, int(quarter), Unit.QUARTER)
        return cls(year, int(month), Unit.MONTH) if month else cls(year, 1, Unit.YEAR)

    @classmethod
    def containing(cls, unit: Unit, day: date) -> Period:
        return _known(day.year, (day.month - 1) // unit.months + 1, unit)

    @cached_property
    def code(self) -> str:
        letter = {Unit.HALF_YEAR: "-H", Unit.QUARTER: "-Q"}.get(self.unit, "")
        if self.unit is Unit.YEAR:
            return f"{self.year:04d}"
        if self.unit is Unit.MONTH:
            return f"{self.year:04d}-{self.number:02d}"
        return f"{self.year:04d}{letter}{self.number}"

    @cached_property
    def start(self) -> date:
        return date(self.year, (self.number - 1) * self.unit.months + 1, 1)

    @cached_property
    def end(self) -> date:
        month = self.number * self.unit.months
        following = date(self.year + 1, 1, 1) if month == 12 else date(self.year, month + 1, 1)
        return following - timedelta(days=1)

    def split(self, unit: Unit) -> tuple[Period, ...]:
        """Return the units of this period in order; unit must not be longer than the period."""
        return _split(self, unit)


@lru_cache(1024)
def _known(year: int, number: int, unit: Unit) -> Period:
    return Period(year, number, unit)


@lru_cache(1024)
def _split(period: Period, unit: Unit) -> tuple[Period, ...]:
    ratio = period.unit.months // unit.months
    first = (period.number - 1) * ratio + 1
    return tuple(_known(period.year, number, unit) for number in range(first, first + ratio))
