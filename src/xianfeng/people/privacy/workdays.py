"""Working days in China: weekends, public holidays and the days worked in exchange for them."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
from chinese_calendar.constants import holidays


def is_workday(day: date) -> bool:
    """Return whether it is worked; Monday to Friday in years whose holidays are not known yet."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5


def after_workdays(day: date, count: int) -> date:
    """Return the day on which the given number of working days after `day` is over."""
    while count:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def is_estimate(day: date) -> bool:
    """Return whether the holidays of that year were not known, so that the day may be off by some."""
    return bool(day.year > max(holidays).year)
