from __future__ import annotations

import pytest

from xianfeng.engine.amounts import ONE
from xianfeng.facts.catalogue import packaged
from xianfeng.facts.entry.outcomes import WORDS, codes_of
from xianfeng.facts.entry.quantities import is_like_a_quantity, quantity_of
from xianfeng.people.members.importing.titles import plain_title
from xianfeng.workbooks.files.cells import Wrong


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("到会", "present"), ("出席", "present"), ("✓", "present"), ("√", "present"), (" Present ", "present"),
        ("线上", "online"), ("線上", "online"), ("缺席", "absent"), ("×", "absent"), ("✗", "absent"), ("X", "absent"),
        ("Ｘ", "absent"), ("请假", "leave"), ("請假", "leave"), ("请假（出差）", "leave"), ("○", "leave"),
        ("on leave", "leave"), ("不要求", "not_required"), ("not_required", "not_required"), ("not required", "not_required"),
    ],
)  # fmt: skip
def test_a_word_for_attendance_is_understood(word: str, code: str) -> None:
    assert codes_of(packaged()["meeting.theme_day"])[plain_title(word)] == code


def test_the_same_mark_means_what_the_kind_expects() -> None:
    assert codes_of(packaged()["dues.month"])["✓"] == "on_time"
    assert codes_of(packaged()["task.assigned"])["×"] == "missed"
    assert codes_of(packaged()["badge.check"])["免"] == "excused"


def test_within_a_kind_no_word_stands_for_two_outcomes() -> None:
    for kind in packaged().values():
        meant: dict[str, set[str]] = {}
        for code in kind.outcomes:
            for word in WORDS.get(code, ()):
                meant.setdefault(plain_title(word), set()).add(code)
        assert [word for word, codes in meant.items() if len(codes) > 1] == [], kind.code


def test_every_outcome_that_has_further_words_is_one_of_the_catalogue() -> None:
    assert WORDS.keys() <= {code for kind in packaged().values() for code in kind.outcomes}


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("2", 2 * ONE),
        ("２．５", 250),
        ("2.5学时", 250),
        ("3 小時", 300),
        ("1.25h", 125),
        ("2 hours", 200),
        ("0", 0),
    ],
)
def test_an_amount_is_read_with_its_unit_and_in_full_width(written: str, amount: int) -> None:
    assert quantity_of(written) == amount
    assert is_like_a_quantity(written)


@pytest.mark.parametrize("written", ["-1", "1.234", "1e3", "两小时", "100000", "1,5", "9" * 5000])
def test_what_is_no_amount_is_refused(written: str) -> None:
    assert isinstance(quantity_of(written), Wrong)
