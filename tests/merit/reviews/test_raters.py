"""Raters who are no members: drawn by lot, let in by slips, which may be voided."""

from __future__ import annotations

from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError

from tests.merit.reviews.making import actor, answers, begun, draw_up, is_counted, ratee, team_of, with_slips
from tests.people.world import World
from xianfeng.merit.reviews import operations, queries
from xianfeng.merit.reviews.drawing import drawn
from xianfeng.merit.reviews.models import Draw, Envelope, Round, Seat
from xianfeng.people.organizations.models import Team


@pytest.fixture
def team(world: World) -> Team:
    made = team_of(world.first, 12)
    world.members["member"].team = made
    world.members["member"].save()
    return made


@pytest.fixture
def round_(world: World, team: Team) -> Round:
    return draw_up(world)


def test_a_draw_can_be_drawn_again_from_what_is_kept(world: World, round_: Round, team: Team) -> None:
    made = operations.draw_raters(actor(world, "secretary"), round_, team=team, wanted=5)
    kept = Draw.objects.get(pk=made.pk)
    by_hand = sorted(range(1, 13), key=lambda n: sha256(f"{kept.seed}:{n}".encode()).hexdigest())[:5]
    assert kept.drawn == drawn(kept.seed, kept.employees, kept.wanted) == sorted(by_hand)


def test_everybody_is_drawn_equally_often() -> None:
    times = dict.fromkeys(range(1, 13), 0)
    for seed in range(3000):
        for number in drawn(f"{seed}", 12, 4):
            times[number] += 1
    assert all(880 < often < 1120 for often in times.values()), times  # 1000 expected, sigma 26


def test_a_small_team_is_drawn_as_a_whole() -> None:
    assert drawn("seed", 3, 10) == [1, 2, 3]


def test_nobody_draws_twice_from_the_same_team(world: World, round_: Round, team: Team) -> None:
    operations.draw_raters(actor(world, "secretary"), round_, team=team)
    with pytest.raises(ValidationError):
        operations.draw_raters(actor(world, "secretary"), round_, team=team)


def test_teams_of_other_branches_and_empty_ones_are_not_drawn_from(world: World, round_: Round) -> None:
    for other in (team_of(world.second), team_of(world.first, 0)):
        with pytest.raises(ValidationError) as refused:
            operations.draw_raters(actor(world, "secretary"), round_, team=other)
        assert set(refused.value.message_dict) == {"team"}


def test_no_more_slips_than_raters_were_drawn(world: World, round_: Round, team: Team) -> None:
    with pytest.raises(ValidationError):
        operations.issue_slips(actor(world, "officer"), round_, team=team, count=1)
    with_slips(world, round_, team, 6)
    with pytest.raises(ValidationError):
        operations.issue_slips(actor(world, "officer"), round_, team=team, count=1)


def test_codes_are_kept_as_hashes_alone(world: World, round_: Round, team: Team) -> None:
    slips = with_slips(world, round_, team)
    codes = {code for _seat, code in slips}
    assert len(codes) == 6
    kept = " ".join(Seat.objects.exclude(code_hash=None).values_list("code_hash", flat=True))
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    assert queries.seat_by_code("ABCD-EFGH-JKMN") is None


def test_a_slip_found_used_is_voided_with_what_was_cast_and_may_be_replaced(
    world: World, round_: Round, team: Team
) -> None:
    (seat, code), *_others = with_slips(world, round_, team)
    round_ = begun(world, round_)
    about, words = ratee(round_, world.members["member"]), answers(round_, "mass")
    receipt = operations.cast(seat, about, words)
    operations.void_slip(code)
    assert not Envelope.objects.exists()
    with pytest.raises(ValidationError) as refused:
        operations.cast(seat, about, words)
    assert refused.value.code == "void"
    assert not is_counted(round_, receipt)
    [(again, _code)] = operations.issue_slips(actor(world, "officer"), round_, team=team, count=1)
    operations.cast(again, about, words)
    with pytest.raises(ValidationError):
        operations.issue_slips(actor(world, "officer"), round_, team=team, count=1)


def test_a_code_that_is_none_voids_nothing(world: World, round_: Round, team: Team) -> None:
    with_slips(world, round_, team)
    begun(world, round_)
    with pytest.raises(ValidationError) as refused:
        operations.void_slip("2222-2222-2222")
    assert set(refused.value.message_dict) == {"code"}
    assert not Seat.objects.exclude(voided_at=None).exists()


def test_after_the_close_no_slip_is_voided(world: World, round_: Round, team: Team) -> None:
    (_seat, code), *_others = with_slips(world, round_, team)
    begun(world, round_)
    operations.close(actor(world, "secretary"), round_)
    with pytest.raises(ValidationError):
        operations.void_slip(code)
