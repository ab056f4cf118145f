from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from xianfeng.engine.calendar import Period
from xianfeng.merit.scores.stretches import after, before, check_fits, month_of, stretch_of, units_of
from xianfeng.schemes import library

TODAY = date(2026, 9, 20)


@pytest.mark.parametrize(("code", "read"), [("", "2026-09"), ("2026-Q3", "2026-Q3"), ("2026", "2026")])
def test_a_stretch_is_read_from_the_address(code: str, read: str) -> None:
    assert stretch_of(code, TODAY).code == read


@pytest.mark.parametrize(
    "code", ["2026-10", "2026-Q4", "2027", "9998", "2026-13", "soon", "2026-9", "２０２６"]
)
def test_what_is_no_stretch_or_has_not_begun_is_refused_in_words(code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        stretch_of(code, TODAY)
    assert refusal.value.messages[0]


def test_half_years_belong_to_the_method_that_settles_them() -> None:
    half = Period.parse("2026-H1")
    check_fits(half, library.load("three-four-one"))
    with pytest.raises(ValidationError):
        check_fits(half, library.load("ten-ones"))
    assert len(units_of(library.load("ten-ones"))) == 3


@pytest.mark.parametrize(
    ("code", "earlier", "later"),
    [("2026-01", "2025-12", "2026-02"), ("2025-12", "2025-11", "2026-01"), ("2026-Q1", "2025-Q4", "2026-Q2"),
     ("2025-H2", "2025-H1", "2026-H1"), ("2025", "2024", "2026")],
)  # fmt: skip
def test_stretches_stand_in_a_row(code: str, earlier: str, later: str) -> None:
    stretch = Period.parse(code)
    following = after(stretch, TODAY)
    assert (before(stretch).code, following and following.code) == (earlier, later)


def test_nothing_comes_after_the_present_month() -> None:
    assert after(Period.parse("2026-09"), TODAY) is None


def test_branches_are_compared_by_the_month() -> None:
    assert month_of("2026-08", TODAY).code == "2026-08"
    with pytest.raises(ValidationError):
        month_of("2026", TODAY)
