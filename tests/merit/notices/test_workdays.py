"""Windows in working days, over the national holidays of published calendars (General Office, 2025 and 2026)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people.world import World
from xianfeng.merit.notices import operations, workdays
from xianfeng.merit.notices.workdays import Calendar
from xianfeng.people.audit.operations import PROGRAM


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        (date(2025, 6, 16), 5, date(2025, 6, 20)),  # a plain week, Monday to Friday
        (date(2025, 6, 18), 5, date(2025, 6, 24)),  # over a weekend
        (date(2025, 6, 21), 1, date(2025, 6, 23)),  # from a Saturday on
        (date(2025, 9, 29), 5, date(2025, 10, 11)),  # National Day, 1 to 8 October; 11 October is worked
        (date(2025, 9, 26), 3, date(2025, 9, 29)),  # the Sunday before it, 28 September, is worked
        (date(2025, 4, 30), 2, date(2025, 5, 6)),  # Labour Day, 1 to 5 May; 27 April was worked
        (
            date(2025, 1, 24),
            4,
            date(2025, 2, 5),
        ),  # Spring Festival, 28 January to 4 February; 26 January is worked
    ],
)
def test_a_window_is_counted_over_the_holidays(first: date, count: int, last: date) -> None:
    assert Calendar().last_of(first, count) == last
    assert Calendar().count(first, last) == count


def test_a_year_that_nobody_knows_counts_monday_to_friday_and_says_so() -> None:
    days = Calendar()
    assert days.last_of(date(2040, 10, 1), 5) == date(2040, 10, 5)
    assert days.is_estimate(date(2040, 10, 1))
    assert not days.is_estimate(date(2025, 10, 1))


@pytest.mark.django_db
def test_days_that_were_entered_come_first_and_make_the_year_known(world: World) -> None:
    for day in range(1, 8):
        operations.set_calendar_day(PROGRAM, day=date(2040, 10, day), is_worked=False, note="国庆节")
    kept = operations.set_calendar_day(PROGRAM, day=date(2040, 9, 29), is_worked=True)
    days = workdays.calendar()
    assert days.last_of(date(2040, 9, 28), 4) == date(2040, 10, 9)
    assert not days.is_estimate(date(2040, 10, 1))
    operations.remove_calendar_day(PROGRAM, kept)
    assert not workdays.calendar().is_workday(date(2040, 9, 29))
