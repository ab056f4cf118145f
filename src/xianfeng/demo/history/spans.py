"""When facts are written down: at the end of each span, on a working day, in working hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from xianfeng.engine.calendar import Period, Unit
from xianfeng.people.privacy.workdays import is_workday

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days whose facts are written down together, on a day of their own; what happens after it waits for the next."""

    first: date
    last: date
    written_on: date


def spans(unit: Unit, first: date, before: date) -> Iterator[Span]:
    """Yield the spans of a length from a day on that are written down before another day."""
    year = Period(first.year, 1, Unit.YEAR)
    for period in year.split(unit):
        written = min(workday_from(period.end + DAY), workday_before(before))
        start = max(period.start, first)
        if start <= min(period.end, written):
            yield Span(start, min(period.end, written), written)


def workday_from(day: date) -> date:
    """Return the day, or the first working day after it."""
    while not is_workday(day):
        day += DAY
    return day


def workday_before(day: date) -> date:
    """Return the last working day before a day."""
    day -= DAY
    while not is_workday(day):
        day -= DAY
    return day


def moment(rng: Random, day: date, hours: tuple[int, int] = (9, 16)) -> datetime:
    """Return a moment of a day that begins with one of the hours."""
    return timezone.make_aware(datetime.combine(day, time(rng.randint(*hours), rng.randrange(60))))
