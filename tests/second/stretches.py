"""Months, quarters, half-years and years (3)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


class Stretch(NamedTuple):
    """One unit of a year; `number` counts from 0."""

    unit: str
    year: int
    number: int


def containing(unit: str, day: date) -> Stretch:
    return Stretch(unit, day.year, (day.month - 1) // MONTHS[unit])


def parse(code: str) -> Stretch:
    """Return the stretch written 2025, 2025-H2, 2025-Q3 or 2025-08."""
    year, _, rest = code.partition("-")
    if not rest:
        return Stretch("year", int(year), 0)
    unit = {"H": "half_year", "Q": "quarter"}.get(rest[0], "month")
    return Stretch(unit, int(year), int(rest.lstrip("HQ")) - 1)


def code(stretch: Stretch) -> str:
    unit, year, number = stretch
    if unit == "year":
        return f"{year}"
    if unit == "month":
        return f"{year}-{number + 1:02d}"
    return f"{year}-{'H' if unit == 'half_year' else 'Q'}{number + 1}"


def first(stretch: Stretch) -> date:
    return date(stretch.year, stretch.number * MONTHS[stretch.unit] + 1, 1)


def last(stretch: Stretch) -> date:
    months = (stretch.number + 1) * MONTHS[stretch.unit]
    following = date(stretch.year + months // 12, months % 12 + 1, 1)
    return following - timedelta(days=1)


def parts(stretch: Stretch, unit: str) -> list[Stretch]:
    """Return the stretches of a unit, not longer, that make up this one."""
    share = MONTHS[stretch.unit] // MONTHS[unit]
    return [Stretch(unit, stretch.year, stretch.number * share + n) for n in range(share)]
