"""When things are done: on working days, counted from the one on which ballots are opened or a period is closed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone

from xianfeng.demo.history.spans import DAY, workday_before, workday_from
from xianfeng.engine.calendar import Period, Unit

COLLECTED, BEGUN, LAST_DAY, CLOSED, OPENED, SETTLED, DECIDED, MET, CHECKED, PUBLISHED, OVER = (
    -15, -14, -2, -1, 0, 1, 2, 3, 4, 5, 10,
)  # fmt: skip
"""Working days of a period's way; a notice is on for five of them."""
TO_PUBLISH = 9
"""So many working days after its end a period can be on notice."""


def workday(day: date, count: int = 0) -> date:
    """Return a working day: the first from a day on, or so many after or before that."""
    found = workday_from(day)
    for _ in range(abs(count)):
        found = workday_from(found + DAY) if count > 0 else workday_before(found)
    return found


@dataclass(frozen=True, slots=True)
class Days:
    """The way of a period: `zero` is a working day."""

    zero: date

    @classmethod
    def after(cls, period: Period) -> Days:
        """Return the way of a period whose ballots are opened soon after its end."""
        return cls(workday(period.end + DAY, 1))

    @classmethod
    def to_notice(cls, today: date) -> Days:
        """Return the way of a period that has come on notice on the last working day before today."""
        return cls(workday(workday_before(today), -PUBLISHED))

    def day(self, count: int) -> date:
        return workday(self.zero, count)

    def at(self, count: int, hour: int = 9, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(self.day(count), time(hour, minute)))


def before(period: Period) -> Period:
    """Return the period before another."""
    return Period.containing(period.unit, period.start - DAY)


def after(period: Period) -> Period:
    """Return the period after another."""
    return Period.containing(period.unit, period.end + DAY)


def last_over(unit: Unit, today: date) -> Period:
    """Return the last period that can be on notice today; one that ended a few days ago still collects ballots."""
    period = before(Period.containing(unit, today))
    return period if workday(period.end + DAY, TO_PUBLISH) < today else before(period)


def from_to(first: date, last: Period) -> Iterator[Period]:
    """Yield the periods that begin on a day or later, up to the last and without it."""
    period = Period.containing(last.unit, first)
    while period.start < last.start:
        if period.start >= first:
            yield period
        period = after(period)
