"""When facts are written down: on working days, after they happened, before the day that is today."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from random import Random

import pytest
from django.utils.timezone import localtime

from xianfeng.demo.history.spans import moment, spans, workday_before, workday_from
from xianfeng.engine.calendar import Unit
from xianfeng.people.privacy.workdays import is_workday

YEAR = date(2025, 1, 1)
DAYS = [date(2025, month, day) for month in range(1, 13) for day in (1, 2, 8, 15, 28)]


@pytest.mark.parametrize("length", list(Unit))
@pytest.mark.parametrize("before", DAYS, ids=str)
def test_spans_follow_each_other_and_are_written_down_on_a_working_day_before_today(
    before: date, length: Unit
) -> None:
    found = list(spans(length, YEAR, before))
    for span in found:
        assert YEAR <= span.first <= span.last <= span.written_on < before
        assert is_workday(span.written_on)
    for one, next_one in pairwise(found):
        assert one.last < next_one.first
        assert one.written_on <= next_one.written_on


def test_a_month_is_written_down_on_the_first_working_day_after_it_and_the_present_one_yesterday() -> None:
    *_, september, october = spans(Unit.MONTH, YEAR, date(2025, 10, 25))
    assert (september.last, september.written_on) == (date(2025, 9, 30), date(2025, 10, 9))
    assert (october.first, october.last) == (date(2025, 10, 1), date(2025, 10, 24))


def test_a_record_goes_on_within_a_span() -> None:
    first, *_ = spans(Unit.QUARTER, date(2025, 8, 1), date(2025, 12, 1))
    assert (first.first, first.last) == (date(2025, 8, 1), date(2025, 9, 30))


def test_holidays_are_passed_over() -> None:
    assert workday_from(date(2025, 10, 1)) == date(2025, 10, 9)
    assert workday_before(date(2025, 10, 9)) == date(2025, 9, 30)


def test_moments_lie_in_the_hours_asked_for() -> None:
    rng = Random(1)
    hours = {localtime(moment(rng, YEAR, (9, 11))).hour for _ in range(50)}
    assert hours == {9, 10, 11}
