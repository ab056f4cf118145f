"""Days in the forms in which people write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianfeng.people.members.importing.dates import Day, day
from xianfeng.workbooks.files.cells import Wrong

WHOLE = (
    date(2010, 7, 1), datetime(2010, 7, 1), 40360, 40360.0, "40360", "2010-07-01", "2010-7-1", "2010/7/1", "2010.7.1",
    "2010.07.01", "2010年7月1日", "2010年07月01号", " 2010 年 7 月 1 日 ", "20100701", 20100701, 20100701.0, "２０１０-０７-０１",
    "2010-07-01 00:00:00", "2010-07-01T00:00", "2010/7/1 0:00",
)  # fmt: skip
MONTHS = ("2010-07", "2010.7", 2010.7, "2010/07", "2010年7月", "201007", 201007, 201007.0)
WRONG = (
    "", "昨天", "2010", 2010, "2010-13-01", "2010-02-30", "10.7.1", "2010-07-01 08:30", datetime(2010, 7, 1, 8), 40360.5,
    True, -5, 1e30, float("nan"), float("inf"), time(8), "201013", "2010年", "2010-7-1-1", "=TODAY()", "9" * 600,
)  # fmt: skip


@pytest.mark.parametrize("raw", WHOLE)
def test_a_whole_day_is_read(raw: object) -> None:
    assert day(raw) == Day(date(2010, 7, 1))


@pytest.mark.parametrize("raw", MONTHS)
def test_a_month_is_its_first_day_and_told(raw: object) -> None:
    assert day(raw) == Day(date(2010, 7, 1), is_month=True)


@pytest.mark.parametrize("raw", WRONG)
def test_what_is_no_day_is_refused_in_both_languages(raw: object) -> None:
    found = day(raw)
    assert isinstance(found, Wrong)
    assert found.what.zh
    assert found.what.en
    assert found.fix.zh
    assert found.fix.en


def test_october_that_a_spreadsheet_has_shortened_is_asked_for_not_guessed() -> None:
    found = day(2010.1)
    assert isinstance(found, Wrong)
    assert "2010-10" in found.fix.en
    assert day("2010.10") == Day(date(2010, 10, 1), is_month=True)
    assert day("2010.1") == Day(date(2010, 1, 1), is_month=True)


@given(st.dates(date(1927, 6, 1), date(2100, 1, 1)))
def test_every_form_of_a_day_is_the_same_day(on: date) -> None:
    serial = (on - date(1899, 12, 30)).days
    for raw in (
        on.isoformat(),
        f"{on:%Y%m%d}",
        f"{on.year}.{on.month}.{on.day}",
        f"{on.year}年{on.month}月{on.day}日",
        serial,
    ):
        assert day(raw) == Day(on)
