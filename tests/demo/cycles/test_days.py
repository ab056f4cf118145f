"""Which period is on notice, which runs: on any day of the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from xianfeng.demo.cycles.days import PUBLISHED, Days, after, before, from_to, last_over, workday
from xianfeng.engine.calendar import Period, Unit
from xianfeng.people.privacy.workdays import is_workday

EVERY_DAY = [date(2025, 1, 1) + timedelta(days=days) for days in range(365)]
LENGTHS = [Unit.QUARTER, Unit.HALF_YEAR, Unit.YEAR]


@pytest.mark.parametrize("length", LENGTHS)
def test_what_is_on_notice_was_over_before_its_ballots_were_opened(length: Unit) -> None:
    for today in EVERY_DAY:
        days = Days.to_notice(today)
        assert last_over(length, today).end < days.zero < days.day(PUBLISHED) < today
        assert is_workday(days.day(PUBLISHED))


@pytest.mark.parametrize("length", LENGTHS)
def test_the_day_lies_in_the_running_period_or_soon_after_it(length: Unit) -> None:
    for today in EVERY_DAY:
        running = after(last_over(length, today))
        assert running.start <= today <= running.end + timedelta(days=30)


def test_a_notice_came_out_on_the_last_working_day_before_today() -> None:
    assert Days.to_notice(date(2025, 11, 24)).day(PUBLISHED) == date(2025, 11, 21)
    assert Days.to_notice(date(2025, 10, 9)).day(PUBLISHED) == date(2025, 9, 30)


def test_working_days_are_counted_past_holidays_in_both_directions() -> None:
    assert workday(date(2025, 10, 1)) == date(2025, 10, 9)
    assert workday(date(2025, 9, 30), 1) == date(2025, 10, 9)
    assert workday(date(2025, 10, 9), -1) == date(2025, 9, 30)


def test_a_period_ended_a_few_days_ago_still_runs() -> None:
    assert last_over(Unit.QUARTER, date(2025, 7, 8)).code == "2025-Q1"
    assert last_over(Unit.QUARTER, date(2025, 7, 31)).code == "2025-Q2"


def test_periods_follow_each_other_over_the_end_of_a_year() -> None:
    last = Period.parse("2025-Q1")
    assert before(last).code == "2024-Q4"
    assert after(before(last)) == last
    assert [period.code for period in from_to(date(2024, 5, 1), last)] == ["2024-Q3", "2024-Q4"]
