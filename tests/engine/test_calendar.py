from datetime import date

import pytest

from xianfeng.engine.calendar import Period, Unit


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-H1", "2025-01-01", "2025-06-30"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025-12", "2025-12-01", "2025-12-31"),
    ],
)
def test_a_period_code_names_its_first_and_last_day(code: str, start: str, end: str) -> None:
    period = Period.parse(code)
    assert (period.start, period.end) == (date.fromisoformat(start), date.fromisoformat(end))
    assert period.code == code


@pytest.mark.parametrize(
    "code", ["", "25", "2025-13", "2025-0", "2025-Q5", "2025-H3", "2025-q1", "2025-00", "0000", "２０２５"]
)
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(code)


def test_a_half_year_splits_into_its_own_quarters_and_months() -> None:
    half = Period.parse("2025-H2")
    assert [each.code for each in half.split(Unit.QUARTER)] == ["2025-Q3", "2025-Q4"]
    assert [each.code for each in half.split(Unit.MONTH)] == [f"2025-{n:02d}" for n in range(7, 13)]


def test_every_day_of_a_leap_year_lies_in_exactly_one_month_quarter_and_half() -> None:
    for unit in Unit:
        year = Period.parse("2024")
        days = sum((each.end - each.start).days + 1 for each in year.split(unit))
        assert days == 366
        assert Period.containing(unit, date(2024, 2, 29)).start <= date(2024, 2, 29)
