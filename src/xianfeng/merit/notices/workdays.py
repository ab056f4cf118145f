"""Working days: the public calendar, corrected by days entered here, with a warning where neither knows the year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from xianfeng.merit.notices.models import CalendarDay
from xianfeng.people.privacy import workdays as known

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are worked; `own` are the days that were entered, and come first."""

    own: Mapping[date, bool] = field(default_factory=dict)

    def is_workday(self, day: date) -> bool:
        return self.own.get(day, known.is_workday(day))

    def last_of(self, first: date, count: int) -> date:
        """Return the day on which a number of working days is over; `first` counts if it is one."""
        return self.after(first - DAY, count)

    def after(self, day: date, count: int) -> date:
        """Return the day on which a number of working days after `day` is over."""
        while count:
            day += DAY
            count -= self.is_workday(day)
        return day

    def count(self, first: date, last: date) -> int:
        """Return how many working days there are from one day to another, both included."""
        days = (first + DAY * number for number in range((last - first).days + 1))
        return sum(self.is_workday(day) for day in days)

    def is_estimate(self, *days: date) -> bool:
        """Return whether the holidays of one of these years are not known, so that Monday to Friday was counted.

        A year for which days were entered here counts as known.
        """
        entered = {day.year for day in self.own}
        return any(known.is_estimate(day) and day.year not in entered for day in days)


def calendar() -> Calendar:
    """Return the calendar with the days that were entered. One query."""
    return Calendar(dict(CalendarDay.objects.values_list("day", "is_worked")))
