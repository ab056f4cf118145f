"""Who may found and change which unit: by role, and by own, parent, sibling and child unit."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people.world import World, appoint, office
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.permissions import (
    check_can_change,
    check_can_found,
    check_can_keep_teams,
    check_can_merge,
    check_can_move,
    check_can_see_tree,
    check_can_see_unit,
)
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import can, why_not

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 1)
NAMES = ("committee", "general", "first", "second", "third", "one", "two", "other", "far")
IN_THE_TREE = set(NAMES) - {"other", "far"}
NOBODY: set[str] = set()
EVERYBODY = (
    "member", "leader", "committee", "secretary", "second_secretary", "general_officer", "officer",
    "inspector", "administrator", "auditor", "owner",
)  # fmt: skip


def scope(world: World, who: str) -> Scope:
    return scope_of(world.users[who], DAY)


def allowed(world: World, who: str, check: object) -> set[str]:
    return {name for name in NAMES if can(check, scope(world, who), getattr(world, name))}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("who", "units"),
    [
        ("member", {"first", "one"}),
        ("leader", {"first", "one"}),
        ("other_group", {"first", "two"}),
        ("neighbour", {"second"}),
        ("committee", {"first", "one", "two"}),
        ("secretary", {"first", "one", "two"}),
        ("general_officer", {"general", "first", "second", "one", "two", "third"}),
        ("officer", IN_THE_TREE),
        ("inspector", IN_THE_TREE),
        ("administrator", IN_THE_TREE),
        ("owner", IN_THE_TREE),
        ("auditor", NOBODY),
    ],
)
def test_who_sees_which_unit(world: World, who: str, units: set[str]) -> None:
    assert allowed(world, who, check_can_see_unit) == units


CHANGED = {
    "secretary": {"one", "two"},
    "general_officer": {"first", "second", "one", "two"},
    "officer": IN_THE_TREE - {"committee"},
    "administrator": {"committee"},
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_changes_which_unit(world: World, who: str) -> None:
    assert allowed(world, who, check_can_change) == CHANGED.get(who, NOBODY)


FOUNDED_IN = {
    "secretary": {"first"},
    "second_secretary": {"second"},
    "general_officer": {"general", "first", "second"},
    "officer": IN_THE_TREE - {"one", "two"},
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_founds_below_which_unit(world: World, who: str) -> None:
    assert allowed(world, who, check_can_found) == FOUNDED_IN.get(who, NOBODY)


@pytest.mark.parametrize("who", EVERYBODY)
def test_only_an_administrator_founds_at_the_top(world: World, who: str) -> None:
    assert can(check_can_found, scope(world, who), None) is (who == "administrator")


def test_an_administrator_of_a_part_founds_nothing_at_the_top(world: World) -> None:
    appoint(world.users["neighbour"], Role.ADMINISTRATOR, world.general)
    mine = scope(world, "neighbour")
    assert not can(check_can_found, mine, None)
    assert not can(check_can_change, mine, world.general)
    assert not can(check_can_change, mine, world.committee)


def test_an_administrator_changes_her_own_top_only(world: World) -> None:
    assert not can(check_can_change, scope(world, "administrator"), world.other)


KEPT = {
    "secretary": {"first"},
    "second_secretary": {"second"},
    "general_officer": {"first", "second"},
    "officer": {"first", "second", "third"},
}


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_keeps_the_teams_of_which_unit(world: World, who: str) -> None:
    assert allowed(world, who, check_can_keep_teams) == KEPT.get(who, NOBODY)


def test_whoever_moves_a_unit_is_in_charge_of_both_places(world: World) -> None:
    assert can(check_can_move, scope(world, "officer"), world.first, world.committee)
    assert not can(check_can_move, scope(world, "general_officer"), world.first, world.committee)
    assert not can(check_can_move, scope(world, "officer"), world.first, world.other)
    assert can(check_can_move, scope(world, "general_officer"), world.one, world.second)
    assert not can(check_can_move, scope(world, "secretary"), world.one, world.second)


def test_whoever_merges_units_is_in_charge_of_both(world: World) -> None:
    assert can(check_can_merge, scope(world, "secretary"), world.one, world.two)
    assert can(check_can_merge, scope(world, "general_officer"), world.first, world.second)
    assert not can(check_can_merge, scope(world, "general_officer"), world.first, world.third)
    assert not can(check_can_merge, scope(world, "secretary"), world.first, world.second)
    assert not can(check_can_merge, scope(world, "officer"), world.third, world.far)


def test_a_secretary_of_two_branches_moves_a_group_between_them(world: World) -> None:
    office(world.members["secretary"], world.second, Post.DEPUTY_SECRETARY)
    assert can(check_can_move, scope(world, "secretary"), world.one, world.second)


@pytest.mark.parametrize("check", [check_can_change, check_can_found, check_can_keep_teams])
def test_nobody_changes_a_dissolved_unit(world: World, check: object) -> None:
    Unit.objects.filter(pk=world.first.pk).update(dissolved_on=DAY)
    world.first.refresh_from_db()
    assert not can(check, scope(world, "officer"), world.first)  # type: ignore[arg-type]


def test_the_reason_tells_ones_own_unit_from_any_other(world: World) -> None:
    own = why_not(check_can_change, scope(world, "general_officer"), world.general)
    other = why_not(check_can_change, scope(world, "general_officer"), world.third)
    assert own
    assert other
    assert own != other


@pytest.mark.parametrize("who", EVERYBODY)
def test_who_sees_the_tree(world: World, who: str) -> None:
    assert can(check_can_see_tree, scope(world, who)) is (who != "auditor")
    assert not can(check_can_see_tree, Scope(user_id=1))
