"""One small branch by each method, with all its periods up to a day."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from xianfeng.demo.cycles import telling
from xianfeng.demo.history.record import keep_record
from xianfeng.demo.life import year_before
from xianfeng.demo.making import Making, get_unit, make_tree
from xianfeng.demo.plans import Category, Kind, Mix, Sector, UnitPlan

ON = date(2025, 11, 21)
MIX = Mix(retired=10, floating=10)
BY_METHOD = {
    "three-platforms": UnitPlan("三台党支部", Kind.BRANCH, "P", size=16, groups=2, mix=MIX, teams=2, employees=16),
    "ten-ones": UnitPlan("十项党支部", Kind.BRANCH, "T", size=16, groups=2, mix=MIX, teams=2, employees=16),
    "three-four-one": UnitPlan(
        "村党支部", Kind.BRANCH, "V", Sector.VILLAGE, size=20, groups=2, mix=Mix(Category.RURAL, floating=25)
    ),
    "one-four-one": UnitPlan("季度党支部", Kind.BRANCH, "Q", size=12, groups=1),
    "study-do": UnitPlan("学做党支部", Kind.BRANCH, "S", size=12, groups=1),
}  # fmt: skip
WAITING = UnitPlan("待办党支部", Kind.BRANCH, "W", size=12, groups=1, teams=1, employees=8)


def make(*methods: str, on: date = ON, seed: int = 710, waiting: bool = False) -> Making:
    """Make a branch by each of some methods (all, without any) below a committee, with its periods and its record.

    With `waiting` there is also one whose last quarter waits for whoever visits.
    """
    making = Making(seed, on, [].append)
    branches = tuple(replace(BY_METHOD[method], scheme=method) for method in methods or BY_METHOD)
    office = UnitPlan("机关党支部", Kind.BRANCH, "O", Sector.OFFICE, size=7, groups=1)
    waits = (replace(WAITING, scheme="three-platforms"),) if waiting else ()
    children = (office, *branches, *waits)
    make_tree(making, UnitPlan("党委", Kind.COMMITTEE, "X", children=children, scheme="ten-ones"))
    for branch in branches:
        tell(making, branch.code)
    if waiting:
        keep_record(making, get_unit(WAITING.code), on, since=year_before(making))
        telling.leave_waiting(making, get_unit(WAITING.code))
    return making


def tell(making: Making, code: str) -> None:
    """Make the periods and the record of a branch, as the whole demonstration does."""
    unit = get_unit(code)
    telling.look_back(making, unit)
    keep_record(making, unit, making.on, since=year_before(making))
    telling.go_on(making, unit)


@contextmanager
def keys_in(folder: Path) -> Iterator[None]:
    """Keep the keys of rounds in a folder of their own."""
    folder.chmod(0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "DATA", folder)
        yield
