"""Who may do what with a round."""

from __future__ import annotations

from typing import Any

import pytest

from tests.merit.reviews.making import begun, draw_up, ratee, today
from tests.people.world import World
from xianfeng.merit.reviews import operations, permissions
from xianfeng.merit.reviews.models import PaperBallot, RaterKind, Round
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import Actor
from xianfeng.site.rights import can

EVERYBODY = (
    "member", "leader", "committee", "secretary", "second_secretary", "general_officer", "officer", "far_secretary",
    "inspector", "administrator", "auditor", "owner",
)  # fmt: skip
ABOVE = {"general_officer", "officer"}


@pytest.fixture
def round_(world: World) -> Round:
    return begun(world, draw_up(world))


def who_can(world: World, check: Any, *about: Any) -> set[str]:
    return {who for who in EVERYBODY if can(check, scope_of(world.users[who], today()), *about)}


def test_the_committee_and_those_above_read_how_a_round_goes(world: World, round_: Round) -> None:
    found = who_can(world, permissions.check_can_read_round, round_)
    assert found == {"committee", "secretary", "inspector", *ABOVE}


def test_the_secretary_and_officers_above_run_a_round(world: World, round_: Round) -> None:
    assert who_can(world, permissions.check_can_run, round_.unit) == {"secretary", *ABOVE}
    assert who_can(world, permissions.check_can_issue_slips, round_) == {"secretary", *ABOVE}


def test_two_of_the_committee_open_a_round(world: World, round_: Round) -> None:
    operations.close(Actor(world.users["secretary"].pk), round_)
    assert who_can(world, permissions.check_can_ask_opening, round_) == {"committee", "secretary"}
    assert who_can(world, permissions.check_can_open, round_) == set()
    asked = operations.ask_opening(Actor(world.users["secretary"].pk), round_)
    assert who_can(world, permissions.check_can_open, asked) == {"committee"}


def test_a_group_leader_or_the_level_above_steps_in_where_there_is_one_alone(
    world: World, round_: Round
) -> None:
    world.users["committee"].is_active = False
    world.users["committee"].save()
    operations.close(Actor(world.users["secretary"].pk), round_)
    asked = operations.ask_opening(Actor(world.users["secretary"].pk), round_)
    found = who_can(world, permissions.check_can_open, asked) - {"committee"}  # who cannot sign in
    assert found == {"leader", *ABOVE}


def test_everybody_reviews_herself_and_the_committee_others(world: World, round_: Round) -> None:
    mine, secretarys = (ratee(round_, world.members[who]) for who in ("member", "secretary"))
    assert who_can(world, permissions.check_can_sign, mine, "self") == {"member"}
    assert who_can(world, permissions.check_can_sign, mine, "organisation") == {
        "committee",
        "secretary",
        *ABOVE,
    }
    assert who_can(world, permissions.check_can_sign, secretarys, "organisation") == {"committee", *ABOVE}


def test_tellers_are_the_committee_a_group_leader_or_those_above(world: World, round_: Round) -> None:
    paper = PaperBallot(round=round_, rater_kind=RaterKind.MUTUAL, serial=1)
    assert who_can(world, permissions.check_can_enter_paper, paper) == {
        "committee",
        "leader",
        "secretary",
        *ABOVE,
    }
    assert who_can(world, permissions.check_can_hand_out_paper, round_) == {"committee", "secretary", *ABOVE}
    paper.first_by, paper.second_by = world.users["committee"].pk, world.users["leader"].pk
    for check in (permissions.check_can_enter_paper, permissions.check_can_compare_paper):
        assert who_can(world, check, paper) == {"committee", "leader"}
