"""Units by what people write."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from xianfeng.people.members.importing.names import Names, Unknown


@dataclass(frozen=True)
class Thing:
    name: str
    code: str = ""


UNITS = [
    Thing("采油一站党支部", "A1"),
    Thing("采油二站党支部", "A2"),
    Thing("机关支部", "B1"),
    Thing("机关", "B2"),
    Thing("第一党支部", "C1"),
    Thing("第一党支部", "C2"),
]


def find(written: str) -> object:
    return Names.of(UNITS, lambda thing: thing.name, lambda thing: thing.code).find(written)


@pytest.mark.parametrize(
    "written",
    [
        "采油一站党支部",
        "采油一站支部",
        "采油一站",
        " 采油 一站 ",
        "採油一站黨支部",
        "a1",
        "Ａ１",
        "采油一站党支部（试点）",
    ],
)
def test_a_unit_is_found_by_name_code_and_shorter_name(written: str) -> None:
    assert find(written) == UNITS[0]


def test_a_whole_name_comes_before_a_shorter_one() -> None:
    assert find("机关") == UNITS[3]
    assert find("机关支部") == UNITS[2]


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    found = find("采油一战党支部")
    assert isinstance(found, Unknown)
    assert "采油一站党支部" in found.fix.zh
    assert "采油一站党支部" in found.fix.en


def test_a_name_of_two_units_asks_for_the_code() -> None:
    found = find("第一党支部")
    assert isinstance(found, Unknown)
    assert "2" in found.what.en
    assert find("C2") == UNITS[5]


def test_a_name_near_to_nothing_is_answered_without_a_guess() -> None:
    found = find("xyz")
    assert isinstance(found, Unknown)
    assert "站" not in found.fix.zh
