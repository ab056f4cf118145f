"""Lists of units: what is in them, how large each is, and in how many queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.organizations.asking import DAY, found
from tests.people.world import World, account, appoint, member, office, unit
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.operations import dissolve_unit, rename_unit
from xianfeng.people.organizations.queries import (
    Row,
    list_above,
    list_children,
    list_new_places,
    list_partners,
    list_tops,
    search_units,
    size_of,
    with_sizes,
    with_words,
)
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import Scope, answering

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 1)


def scope(world: World, who: str) -> Scope:
    return scope_of(world.users[who], TODAY)


def sizes(rows: list[Row]) -> dict[str, tuple[int, int]]:
    return {row.unit.name: (row.size.branches, row.size.members) for row in rows}


def test_children_come_with_the_branches_and_members_below_them(world: World) -> None:
    with answering():
        rows = list_children(scope(world, "officer"), world.committee)
    assert sizes(rows) == {"第一党总支": (2, 8), "机关党支部": (1, 3)}
    assert size_of(world.committee, rows) == size_of(world.committee, with_sizes([world.committee]))
    assert (size_of(world.committee, rows).branches, size_of(world.committee, rows).members) == (3, 11)


def test_groups_come_with_their_members_and_the_branch_counts_those_without_a_group(world: World) -> None:
    member("何永顺", world.first)
    with answering():
        rows = list_children(scope(world, "secretary"), world.first)
        assert sizes(rows) == {"第一党小组": (0, 3), "第二党小组": (0, 3)}
        assert size_of(world.first, rows).members == 7
        assert size_of(world.one, []).members == 3


def test_a_dissolved_unit_is_listed_when_asked_for_and_counts_no_branch(world: World) -> None:
    gone = unit("采油三站党支部", "branch", world.general)
    dissolve_unit(PROGRAM, gone, on=date(2025, 1, 1), document="1号")
    officer = scope(world, "officer")
    assert len(list_children(officer, world.general)) == 2
    assert len(list_children(officer, world.general, with_dissolved=True)) == 3
    assert sizes(list_children(officer, world.committee))["第一党总支"] == (2, 8)


def test_children_are_ordered_by_code() -> None:
    top = found("committee")
    for code in ("B", "C", "A"):
        found("branch", top, code=code)
    assert [row.unit.code for row in list_children(Scope(), top)] == ["A", "B", "C"]


def test_a_member_may_open_only_her_own_group(world: World) -> None:
    with answering():
        rows = list_children(scope(world, "member"), world.first)
    assert {row.unit.name: row.is_open for row in rows} == {"第一党小组": True, "第二党小组": False}


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("member", ["采油一站党支部"]),
        ("secretary", ["采油一站党支部"]),
        ("general_officer", ["第一党总支", "机关党支部"]),
        ("officer", ["北风党委"]),
        ("administrator", ["北风党委"]),
        ("auditor", []),
    ],
)
def test_sight_begins_at_the_highest_unit_of_each_line(world: World, who: str, names: list[str]) -> None:
    with answering():
        assert [top.name for top in list_tops(scope(world, who))] == names


def test_several_beginnings_each_have_their_size(world: World) -> None:
    person = account()
    for where in (world.general, world.other):
        appoint(person, Role.INSPECTOR, where)
    tops = list_tops(scope_of(person, TODAY))
    assert sizes(with_sizes(tops)) == {"第一党总支": (2, 8), "清水党委": (1, 2)}
    appoint(person, Role.INSPECTOR, world.third)
    assert sizes(with_sizes(list_tops(scope_of(person, TODAY))))["机关党支部"] == (1, 3)


def test_units_above_are_named_and_open_only_in_sight(world: World) -> None:
    with answering():
        above = list_above(scope(world, "general_officer"), world.first)
    assert [(row.unit.name, row.is_open) for row in above] == [("北风党委", False), ("第一党总支", True)]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("一站", {"采油一站党支部"}),
        ("采油 党支部", {"采油一站党支部", "采油二站党支部"}),
        ("採油一站黨支部", {"采油一站党支部"}),
        ("机关 一站", set()),
        ("河东村", set()),
        ("%", set()),
    ],
)
def test_search_finds_every_typed_word_within_sight(world: World, typed: str, names: set[str]) -> None:
    with answering():
        assert {found.name for found in search_units(scope(world, "officer"), typed)} == names


def test_search_finds_codes_and_names_of_the_past_and_dissolved_units_last(world: World) -> None:
    rename_unit(PROGRAM, world.third, name="综合党支部", on=date(2025, 1, 1), document="1号")
    officer = scope(world, "officer")
    assert [found.name for found in search_units(officer, "机关")] == ["综合党支部"]
    assert [found.name for found in search_units(officer, world.second.code.lower())] == ["采油二站党支部"]
    Unit.objects.filter(pk=world.first.pk).update(dissolved_on=TODAY)
    assert [found.name for found in search_units(officer, "采油")] == ["采油二站党支部", "采油一站党支部"]


def test_a_unit_is_moved_to_a_place_of_its_kind_in_ones_charge(world: World) -> None:
    second_general = unit("第二党总支", "general_branch", world.committee)
    for place in (world.committee, world.general):
        place.refresh_from_db()
    with answering():
        assert list(list_new_places(scope(world, "officer"), world.first)) == [
            world.committee,
            second_general,
        ]
        assert list(list_new_places(scope(world, "general_officer"), world.one)) == [world.second]
        assert list(list_new_places(scope(world, "secretary"), world.one)) == []
        assert list(list_new_places(scope(world, "officer"), world.committee)) == []


def test_a_unit_is_merged_into_one_of_its_kind_in_ones_charge_the_nearest_first(world: World) -> None:
    with answering():
        assert list(list_partners(scope(world, "officer"), world.second)) == [world.first, world.third]
        assert list(list_partners(scope(world, "general_officer"), world.second)) == [world.first]
        assert list(list_partners(scope(world, "secretary"), world.one)) == [world.two]
        assert list(list_partners(scope(world, "inspector"), world.one)) == []
        partners = list_partners(scope(world, "officer"), world.second)
        assert list(with_words(partners, "机关")) == [world.third]


def test_the_number_of_queries_does_not_grow_with_the_units() -> None:
    def queries(top: Unit) -> int:
        with (
            CaptureQueriesContext(
                connection,
            ) as asked,
            answering(),
        ):
            size_of(top, list_children(Scope(), top))
        return len(asked)

    small, large = found("committee"), found("committee")
    found("branch", small)
    for at in range(12):
        general = found("general_branch", large)
        branches = [found("branch", general) for _ in range(1 + at % 3)]
        member(f"周{at}", branches[0])
    assert queries(large) == queries(small) == 2


def test_a_reader_of_two_trees_finds_both_at_once(world: World) -> None:
    office(world.members["far_secretary"], world.third, Post.PUBLICITY_OFFICER)
    tops = list_tops(scope(world, "far_secretary"))
    assert {top.name for top in tops} == {"机关党支部", "河东村党支部"}
    assert DAY < TODAY
