"""Ballots with a name under them, and what a settlement reads of them at a moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.merit.reviews.making import actor, answers, begun, draw_up, opened, ratee
from tests.people.world import World
from xianfeng.merit.reviews import operations, queries
from xianfeng.merit.reviews.models import Ratee, Round, SignedBallot
from xianfeng.merit.reviews.operations import forget_words

COMMITTEE = "organisation"


@pytest.fixture
def round_(world: World) -> Round:
    return begun(world, draw_up(world))


@pytest.fixture
def mine(world: World, round_: Round) -> Ratee:
    return ratee(round_, world.members["member"])


def sign(world: World, about: Ratee, kind: str = COMMITTEE, **options: Any) -> SignedBallot:
    if "answers" not in options:
        options["answers"] = answers(about.round, kind)
    return operations.sign(actor(world, "committee"), about, kind=kind, **options)


def signed_about(round_: Round, about: Ratee, **options: Any) -> dict[str, Any]:
    found = queries.ballots_of(round_, **options).get(about.member_id, ())
    return {ballot.rater_kind: ballot.answers for ballot in found}


def test_an_item_that_facts_fill_in_is_left_out_unless_it_is_changed(world: World, mine: Ratee) -> None:
    asked = set(answers(mine.round, COMMITTEE))
    assert len(asked) == 10
    assert asked.isdisjoint({"A1", "A2", "B1", "B2", "C1", "C2", "G1", "G2"})
    assert sign(world, mine).answers.keys() == asked


def test_a_change_of_what_facts_fill_in_needs_a_reason(world: World, mine: Ratee) -> None:
    changed = {**answers(mine.round, COMMITTEE), "A1": 100}
    with pytest.raises(ValidationError) as refused:
        sign(world, mine, answers=changed)
    assert set(refused.value.message_dict) == {"A1"}
    made = sign(world, mine, answers=changed, reasons={"A1": " 会议记录有误 ", "B1": "没有打分"})
    assert made.reasons == {"A1": "会议记录有误"}


@pytest.mark.parametrize("wrong", [{"D1": 501}, {"D1": -1}, {"D1": True}, {"D1": "good"}, {"D1": 1.0}])
def test_points_beyond_the_item_are_refused(world: World, mine: Ratee, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        sign(world, mine, answers={**answers(mine.round, COMMITTEE), **wrong})
    assert set(refused.value.message_dict) == {"D1"}


def test_sealed_kinds_are_not_signed(world: World, mine: Ratee) -> None:
    with pytest.raises(ValidationError):
        sign(world, mine, kind="mutual")


def test_a_self_review_is_signed_while_ballots_are_collected_alone(
    world: World, round_: Round, mine: Ratee
) -> None:
    sign(world, mine, kind="self")
    with pytest.raises(ValidationError):
        sign(world, mine, kind="self", at=timezone.now() + timedelta(days=30))
    operations.close(actor(world, "secretary"), round_)
    with pytest.raises(ValidationError):
        sign(world, mine, kind="self")
    assert sign(world, mine).rater_kind == COMMITTEE


def test_signing_anew_before_the_opening_changes_the_same_ballot(world: World, mine: Ratee) -> None:
    first = sign(world, mine)
    second = sign(world, mine, answers={**answers(mine.round, COMMITTEE), "D1": 400})
    assert first.pk == second.pk
    assert SignedBallot.objects.get().answers["D1"] == 400


def test_what_a_settlement_read_can_be_read_again_after_a_change(
    world: World, round_: Round, mine: Ratee
) -> None:
    sign(world, mine)
    opened(world, round_)
    settled_at = timezone.now()
    sign(world, mine, answers={**answers(mine.round, COMMITTEE), "D1": 400})
    assert signed_about(round_, mine)[COMMITTEE]["D1"] == 400
    assert signed_about(round_, mine, at=settled_at)[COMMITTEE]["D1"] == 250
    assert signed_about(round_, mine, at=settled_at - timedelta(days=1)) == {}


def test_where_a_method_gives_no_points_a_self_review_is_words_alone(world: World) -> None:
    round_ = begun(world, draw_up(world, "three-four-one"))
    mine = ratee(round_, world.members["member"])
    with pytest.raises(ValidationError):
        sign(world, mine, kind="self", answers={})
    sign(world, mine, kind="self", answers={}, text="上半年参加了环境整治。")
    assert queries.ballots_of(round_) == {}


def test_words_go_with_somebody_who_is_erased(world: World, mine: Ratee) -> None:
    sign(
        world,
        mine,
        answers={**answers(mine.round, COMMITTEE), "A1": 100},
        reasons={"A1": "补记"},
        text="努力",
    )
    forget_words(mine.member)
    kept = SignedBallot.objects.get()
    assert (kept.text, kept.reasons, kept.answers["A1"]) == ("", {}, 100)
