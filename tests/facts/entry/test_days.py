from __future__ import annotations

from datetime import date

import pytest

from xianfeng.facts.entry.days import day_of, is_like_a_day
from xianfeng.people.members.importing.dates import Day
from xianfeng.workbooks.files.cells import Wrong

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        ("2026/3/5", date(2026, 3, 5)),
        ("2026.3.5", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("２０２６年３月５日", date(2026, 3, 5)),
        ("2026年3月5号", date(2026, 3, 5)),
        ("2026 年 3 月 5 日", date(2026, 3, 5)),
        ("2026年3月5日（周四）", date(2026, 3, 5)),
        ("2026-03-05 星期四", date(2026, 3, 5)),
        ("二〇二六年三月五日", date(2026, 3, 5)),
        ("二零二六年十月二十三日", date(2026, 10, 23)),
        ("二○二五年十二月三十一日", date(2025, 12, 31)),
        ("二〇二六年十月廿三日", date(2026, 10, 23)),
        ("3月5日", date(2026, 3, 5)),
        ("十月十日", date(2026, 10, 10)),
        ("11月21日", TODAY),
        ("11月22日", date(2025, 11, 22)),
        ("12/31", date(2025, 12, 31)),
    ],
)
def test_a_day_is_read_as_people_write_it(written: str, on: date) -> None:
    assert day_of(written, TODAY) == Day(on)
    assert is_like_a_day(written)


def test_a_month_alone_is_known_to_be_one() -> None:
    assert day_of("2026年3月", TODAY) == Day(date(2026, 3, 1), is_month=True)


@pytest.mark.parametrize(
    "written",
    ["昨天", "2026-02-30", "13月1日", "2月30日", "二〇二六年三月五十六日", "十十月一日", "", "2026"],
)
def test_what_is_no_day_is_refused(written: str) -> None:
    assert isinstance(day_of(written, TODAY), Wrong)


@pytest.mark.parametrize("written", ["2", "2.5", "46318", "12345678", "出席", "周文海", "1月份的"])
def test_a_plain_number_or_a_word_is_not_taken_for_a_day(written: str) -> None:
    assert not is_like_a_day(written)
