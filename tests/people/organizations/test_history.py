"""What units were called and where they stood on a day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people.organizations.asking import DAY, found
from tests.people.world import World
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.history import name_on, standing_on, story_of
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.operations import (
    dissolve_unit,
    merge_units,
    move_unit,
    rename_unit,
    split_unit,
)
from xianfeng.people.organizations.queries import list_changes
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Reach, Scope

pytestmark = pytest.mark.django_db
PAPER = "1号"


def scope_on(unit: Unit) -> Scope:
    return Scope(reaches=(Reach(Role.OFFICER, unit.pk, unit.path),))


def outline(top: Unit, day: date) -> list[tuple[int, str]]:
    return [(then.level, then.name) for then in standing_on(scope_on(top), day)]


def test_a_unit_has_each_name_from_its_day_on() -> None:
    unit = found("branch", name="甲")
    rename_unit(PROGRAM, unit, name="乙", on=date(2022, 1, 1), document=PAPER)
    rename_unit(PROGRAM, unit, name="丙", on=date(2023, 1, 1), document=PAPER)
    for day, name in [
        (date(2019, 1, 1), "甲"), (DAY, "甲"), (date(2021, 12, 31), "甲"), (date(2022, 1, 1), "乙"),
        (date(2022, 12, 31), "乙"), (date(2023, 1, 1), "丙"), (date(2026, 1, 1), "丙"),
    ]:  # fmt: skip
        assert name_on(unit, day) == name


def test_of_two_names_given_on_one_day_the_later_counts() -> None:
    unit = found("branch", name="甲")
    for name in ("乙", "丙"):
        rename_unit(PROGRAM, unit, name=name, on=date(2022, 1, 1), document=PAPER)
    assert name_on(unit, date(2022, 1, 1)) == "丙"


def test_a_unit_whose_founding_was_not_recorded_has_the_name_before_its_first_change(world: World) -> None:
    assert name_on(world.third, DAY) == "机关党支部"
    rename_unit(PROGRAM, world.third, name="机关第一党支部", on=date(2022, 1, 1), document=PAPER)
    assert name_on(world.third, date(2021, 1, 1)) == "机关党支部"
    assert name_on(world.third, date(2022, 1, 1)) == "机关第一党支部"


def test_the_tree_of_a_day_has_the_units_names_and_places_of_that_day() -> None:
    top = found("committee", name="党委", code="A")
    old = found("general_branch", top, name="一总支", code="B")
    new = found("general_branch", top, name="二总支", code="C", founded_on=date(2021, 1, 1))
    branch = found("branch", old, name="甲", code="D")
    group = found("group", branch, name="一组", code="E")
    move_unit(PROGRAM, branch, above=new, on=date(2022, 1, 1), document=PAPER)
    rename_unit(PROGRAM, branch, name="乙", on=date(2023, 1, 1), document=PAPER)
    dissolve_unit(PROGRAM, group, on=date(2024, 1, 1))
    top.refresh_from_db()
    before = [(0, "党委"), (1, "一总支"), (2, "甲"), (3, "一组")]
    assert outline(top, date(2020, 4, 30)) == []
    assert outline(top, DAY) == before
    assert outline(top, date(2021, 12, 31)) == [*before, (1, "二总支")]
    after = [(0, "党委"), (1, "一总支"), (1, "二总支")]
    assert outline(top, date(2022, 1, 1)) == [*after, (2, "甲"), (3, "一组")]
    assert outline(top, date(2023, 12, 31)) == [*after, (2, "乙"), (3, "一组")]
    assert outline(top, date(2024, 1, 1)) == [*after, (2, "乙")]


def test_units_that_were_merged_stand_apart_before() -> None:
    top = found("committee", name="党委", code="A")
    old, into = found("branch", top, name="甲", code="B"), found("branch", top, name="乙", code="C")
    found("group", old, name="一组", code="D")
    merge_units(PROGRAM, old, into=into, on=date(2022, 1, 1), document=PAPER)
    top.refresh_from_db()
    assert outline(top, date(2021, 12, 31)) == [(0, "党委"), (1, "甲"), (2, "一组"), (1, "乙")]
    assert outline(top, date(2022, 1, 1)) == [(0, "党委"), (1, "乙"), (2, "一组")]


def test_only_what_is_in_sight_is_in_the_tree_of_a_day(world: World) -> None:
    def names(who: str) -> list[str]:
        scope = scope_of(world.users[who], date(2026, 1, 1))
        return [then.name for then in standing_on(scope, date(2026, 1, 1))]

    assert names("member") == ["采油一站党支部", "第一党小组"]
    assert names("second_secretary") == ["采油二站党支部"]
    assert names("auditor") == []
    assert "河东村党支部" not in names("officer")


def test_both_units_tell_of_a_merger_and_of_a_split() -> None:
    top = found("committee", name="党委")
    old, into = found("branch", top, name="甲"), found("branch", top, name="乙")
    made = split_unit(PROGRAM, old, name="丙", code="N", on=date(2021, 1, 1), document=PAPER)
    merge_units(PROGRAM, old, into=into, on=date(2022, 1, 1), document=PAPER)
    told = {unit.name: [change.kind for change in list_changes(unit)] for unit in (old, into, made)}
    assert told == {
        "甲": ["merged", "split", "founded"],
        "乙": ["merged", "founded"],
        "丙": ["split", "founded"],
    }
    for unit, names in ((old, ["乙", "丙", "甲"]), (into, ["甲", "乙"]), (made, ["甲", "丙"])):
        words = [story_of(change, unit) for change in list_changes(unit)]
        assert all(name in line for name, line in zip(names, words, strict=True))


def test_a_history_names_the_other_unit_as_it_was_called_then() -> None:
    old, into = (found("branch", name=name) for name in ("甲", "乙"))
    merge_units(PROGRAM, old, into=into, on=date(2022, 1, 1), document=PAPER)
    rename_unit(PROGRAM, into, name="丙", on=date(2023, 1, 1), document=PAPER)
    assert "乙" in story_of(old.changes.get(kind="merged"), old)
