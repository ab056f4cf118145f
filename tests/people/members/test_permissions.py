"""Who may do what, by role and by where the member belongs: own unit, unit above, beside and below."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people.members.making import DOCUMENT, registered
from tests.people.world import World, office
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import change_status
from xianfeng.people.members.permissions import (
    check_can_change_status,
    check_can_correct,
    check_can_end_office,
    check_can_export,
    check_can_give_office,
    check_can_list,
    check_can_list_group,
    check_can_make_change,
    check_can_move,
    check_can_move_to,
    check_can_register,
    is_keeper,
    sees_duties,
)
from xianfeng.people.members.states import Change, list_changes
from xianfeng.people.organizations.roles import Post
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import can

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)
ACCOUNTS = (
    "member", "leader", "committee", "secretary", "second_secretary", "general_officer", "officer",
    "far_secretary", "inspector", "administrator", "auditor", "owner",
)  # fmt: skip
UNITS = ("committee", "general", "first", "second", "third", "one", "two", "far")


def scope(world: World, who: str) -> Scope:
    return scope_of(world.users[who], TODAY)


def who_can(world: World, check: object, *args: object) -> set[str]:
    return {who for who in ACCOUNTS if can(check, scope(world, who), *args)}  # type: ignore[arg-type]


FIRST = {"committee", "secretary", "general_officer", "officer"}
SECOND = {"second_secretary", "general_officer", "officer"}


@pytest.mark.parametrize(
    ("unit", "who"),
    [
        ("committee", set()), ("general", set()), ("first", FIRST), ("one", FIRST), ("second", SECOND),
        ("third", {"officer"}), ("far", {"far_secretary"}),
    ],
)  # fmt: skip
def test_members_are_registered_by_who_keeps_the_branch(world: World, unit: str, who: set[str]) -> None:
    assert who_can(world, check_can_register, getattr(world, unit)) == who


def test_nobody_is_registered_in_a_dissolved_unit(world: World) -> None:
    world.one.dissolved_on = TODAY
    assert who_can(world, check_can_register, world.one) == set()


@pytest.mark.parametrize(
    ("member", "who"),
    [
        ("groupmate", FIRST),
        ("neighbour", SECOND),
        ("office_member", {"officer"}),
        ("stranger", {"far_secretary"}),
    ],
)
def test_records_are_kept_by_the_branch_and_the_levels_above(
    world: World, member: str, who: set[str]
) -> None:
    found = world.members[member]
    assert who_can(world, check_can_correct, found) == who
    assert who_can(world, check_can_move, found) == who
    assert who_can(world, check_can_change_status, found) == who
    assert {each for each in ACCOUNTS if is_keeper(scope(world, each), found)} == who


def test_a_move_is_made_by_who_keeps_both_branches(world: World) -> None:
    found = world.members["groupmate"]
    assert who_can(world, check_can_move_to, found, world.two) == FIRST
    assert who_can(world, check_can_move_to, found, world.second) == {"general_officer", "officer"}
    assert who_can(world, check_can_move_to, found, world.third) == {"officer"}
    assert who_can(world, check_can_move_to, found, world.far) == set()


def test_nobody_changes_her_own_status_or_office(world: World) -> None:
    for key in ("committee", "secretary", "general_officer", "officer"):
        own, here = world.members[key], scope(world, key)
        assert can(check_can_correct, here, own) == (
            key != "general_officer"
        )  # she keeps units beside her own
        assert not can(check_can_change_status, here, own)
        for unit in UNITS:
            assert not can(check_can_give_office, here, own, getattr(world, unit))
        for held in own.offices.all():
            assert not can(check_can_end_office, here, held)


def test_grave_changes_are_recorded_above_the_branch(world: World) -> None:
    found = world.members["groupmate"]
    above = {"general_officer", "officer"}
    for change in list_changes(found):
        grave = change.exit == "removed" or change.new == "probationary"
        assert who_can(world, check_can_make_change, found, change) == (above if grave else FIRST), change


@pytest.mark.parametrize(
    ("change", "grave"),
    [
        (Change("status", "lost_contact", "suspended"), True), (Change("status", "suspended", "active"), True),
        (Change("status", "left", "active"), True), (Change("status", "suspended", "left", "removed"), True),
        (Change("status", "suspended", "left", "deceased"), False), (Change("status", "floating", "active"), False),
        (Change("status", "active", "lost_contact"), False), (Change("status", "transferring", "left", "transferred"), False),
        (Change("kind", "probationary", "full"), False), (Change("duties", "standard", "reduced"), False),
    ],
)  # fmt: skip
def test_suspending_removing_and_restoring_are_grave(world: World, change: Change, grave: bool) -> None:
    allowed = who_can(world, check_can_make_change, world.members["groupmate"], change)
    assert allowed == ({"general_officer", "officer"} if grave else FIRST)


@pytest.mark.parametrize(
    ("unit", "who"),
    [
        ("one", {"secretary", "general_officer", "officer"}), ("first", {"general_officer", "officer"}),
        ("second", {"general_officer", "officer"}), ("third", {"officer"}), ("general", {"officer"}),
        ("committee", {"officer"}), ("far", set()),
    ],
)  # fmt: skip
def test_posts_are_given_by_the_level_above_and_group_leads_by_the_secretary(
    world: World, unit: str, who: set[str]
) -> None:
    assert who_can(world, check_can_give_office, world.members["groupmate"], getattr(world, unit)) == who


def test_who_left_is_kept_where_she_left(world: World) -> None:
    made = registered(world.one)
    change_status(PROGRAM, made, "status", "left", date(2026, 1, 1), DOCUMENT, exit="withdrawn")
    assert who_can(world, check_can_correct, made) == FIRST
    assert who_can(world, check_can_move, made) == set()
    restore = list_changes(made)[0]
    assert who_can(world, check_can_make_change, made, restore) == {"general_officer", "officer"}


def test_reduced_duties_are_shown_to_who_keeps_the_record_and_to_oneself(world: World) -> None:
    found = world.members["member"]
    assert {who for who in ACCOUNTS if sees_duties(scope(world, who), found)} == FIRST | {"member"}


def test_lists_and_files_have_their_readers(world: World) -> None:
    keepers = {"committee", "secretary", "second_secretary", "general_officer", "officer", "far_secretary"}
    assert who_can(world, check_can_list) == keepers | {"inspector"}
    assert who_can(world, check_can_export) == keepers
    assert who_can(world, check_can_list_group) == {"leader"}


def test_an_office_of_yesterday_opens_nothing(world: World) -> None:
    was = Member.objects.get(pk=world.members["neighbour"].pk)
    office(was, world.first, Post.DEPUTY_SECRETARY, to_on=date(2026, 11, 20))
    user = world.users["neighbour"]
    assert not can(check_can_list, scope_of(user, TODAY))
