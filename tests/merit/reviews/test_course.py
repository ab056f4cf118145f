"""The course of a round, from drawing it up to what a settlement reads."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from tests.merit.reviews.making import (
    actor,
    answers,
    begun,
    cast_all,
    draw_up,
    more_members,
    opened,
    ratee,
    seat,
    team_of,
    today,
    with_slips,
)
from tests.people.world import World, adopt
from xianfeng.merit.reviews import keys, operations, queries
from xianfeng.merit.reviews.models import Envelope, OpenedBallot, Ratee, RaterKind, Receipt, Round, Seat
from xianfeng.merit.reviews.states import TRANSITIONS
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.organizations.models import Unit

State = Round.State


@pytest.fixture
def round_(world: World) -> Round:
    return draw_up(world)


def test_whoever_belongs_to_the_branch_is_rated_and_rates(world: World, round_: Round) -> None:
    names = ("member", "groupmate", "leader", "other_group", "committee", "secretary")
    people = {world.members[who].pk for who in names}
    assert set(round_.ratees.values_list("member", flat=True)) == people
    assert set(round_.seats.values_list("member", flat=True)) == people
    assert set(round_.rules) == {"self", "mutual", "mass", "organisation"}
    assert (round_.number, round_.state) == (1, State.DRAWN_UP)


def test_a_second_round_for_the_same_period_is_refused(world: World, round_: Round) -> None:
    with pytest.raises(ValidationError) as refused:
        draw_up(world)
    assert set(refused.value.message_dict) == {"period"}


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"period": "soon"}, "period"),
        ({"period": "2026-H1"}, "period"),
        ({"period": "2016-Q1"}, "period"),
        ({"closes_on": today() - timedelta(days=1)}, "closes_on"),
        ({"minimum": 2}, "minimum"),
    ],
)
def test_what_cannot_be_drawn_up_is_refused(world: World, options: dict[str, object], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        draw_up(world, **options)
    assert field in refused.value.message_dict
    assert not Round.objects.exists()


@pytest.mark.parametrize("scheme", ["one-four-one", "study-do"])
def test_a_method_without_ballots_needs_no_round(world: World, scheme: str) -> None:
    with pytest.raises(ValidationError):
        draw_up(world, scheme)


def test_a_unit_above_a_branch_has_no_round(world: World) -> None:
    adopt(world.general, "ten-ones")
    with pytest.raises(ValidationError):
        operations.draw_up(PROGRAM, world.general, period=f"{today().year}", closes_on=today())


def test_a_whole_round_gives_a_settlement_its_ballots(world: World, key_folder: Path) -> None:
    team = team_of(world.first)
    me = world.members["member"]
    me.team = team
    me.save()
    round_ = draw_up(world)
    with_slips(world, round_, team)
    round_ = begun(world, round_)
    assert len(list(cast_all(round_))) == 6 * 5
    assert len(list(cast_all(round_, RaterKind.MASS))) == 6
    operations.sign(actor(world, "member"), ratee(round_, me), kind="self", answers=answers(round_, "self"))
    with transaction.atomic():
        opened(world, round_)
    found = queries.ballots_of(round_)
    kinds = [ballot.rater_kind for ballot in found[me.pk]]
    assert {kind: kinds.count(kind) for kind in kinds} == {"mass": 6, "mutual": 5, "self": 1}
    assert {ballot.answers["A"] for ballot in found[me.pk] if ballot.rater_kind == "mutual"} == {"good"}
    assert queries.counts_shown(Round.objects.get()) == {"mutual": 30, "mass": 6}
    assert not Envelope.objects.exists()


STEPS = {
    "begin": lambda world, round_: operations.begin(actor(world, "secretary"), round_),
    "close": lambda world, round_: operations.close(actor(world, "secretary"), round_),
    "open": lambda world, round_: operations.open_round(actor(world, "committee"), round_),
    "repeat": lambda world, round_: operations.repeat(
        actor(world, "secretary"), round_, reason="密钥丢失", closes_on=today()
    ),
}
WAYS = {
    State.DRAWN_UP: (),
    State.COLLECTING: ("begin",),
    State.CLOSED: ("begin", "close"),
    State.OPENED: ("begin", "close", "open"),
    State.REPEATED: ("begin", "repeat"),
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_taken_only_from_the_states_that_allow_it(world: World, state: str, step: str) -> None:
    round_ = draw_up(world)
    for before in WAYS[State(state)]:
        if before == "open":
            operations.ask_opening(actor(world, "secretary"), round_)
        STEPS[before](world, round_)
    if state == State.CLOSED and step == "open":
        operations.ask_opening(actor(world, "secretary"), round_)
    allowed = {done: new for new, done in TRANSITIONS[State(state)]}
    if (state, step) == (State.CLOSED, "close"):  # twice is once
        allowed["close"] = State.CLOSED
    if step in allowed:
        STEPS[step](world, round_)
        assert Round.objects.get(pk=round_.pk).state == allowed[step]
    else:
        with pytest.raises(ValidationError):
            STEPS[step](world, round_)
        assert Round.objects.get(pk=round_.pk).state == state


def test_one_person_alone_does_not_open(world: World, round_: Round) -> None:
    begun(world, round_)
    operations.close(actor(world, "secretary"), round_)
    with pytest.raises(ValidationError):
        operations.open_round(actor(world, "committee"), round_)
    operations.ask_opening(actor(world, "secretary"), round_)
    for alone in (actor(world, "secretary"), PROGRAM):
        with pytest.raises(ValidationError):
            operations.open_round(alone, round_)
    with pytest.raises(ValidationError):
        operations.ask_opening(PROGRAM, round_)
    assert operations.open_round(actor(world, "committee"), round_).state == State.OPENED


def test_a_round_whose_last_day_is_past_is_not_begun(world: World, round_: Round) -> None:
    later = round_.closes_on + timedelta(days=1)
    with pytest.raises(ValidationError):
        operations.begin(PROGRAM, round_, at=later_at(later))


def later_at(day: object) -> object:
    from datetime import datetime, time

    from django.utils import timezone

    return timezone.make_aware(datetime.combine(day, time(9)))  # type: ignore[arg-type]


def test_nothing_is_cast_before_the_beginning_after_the_last_day_or_after_the_close(
    world: World, round_: Round
) -> None:
    rater, rated = seat(round_, world.members["member"]), ratee(round_, world.members["leader"])
    words = answers(round_, "mutual")
    with pytest.raises(ValidationError):
        operations.cast(rater, rated, words)
    begun(world, round_)
    rated = ratee(round_, world.members["leader"])
    operations.cast(rater, rated, words, at=later_at(round_.closes_on))
    with pytest.raises(ValidationError):
        operations.cast(rater, rated, words, at=later_at(round_.closes_on + timedelta(days=1)))
    operations.close(actor(world, "secretary"), round_)
    with pytest.raises(ValidationError):
        operations.cast(rater, rated, words)
    assert Envelope.objects.count() == 1


def test_a_lost_key_leads_to_another_round(world: World, round_: Round, key_folder: Path) -> None:
    round_ = begun(world, round_)
    list(cast_all(round_))
    me = ratee(round_, world.members["member"])
    operations.sign(actor(world, "member"), me, kind="self", answers=answers(round_, "self"), text="努力")
    operations.close(actor(world, "secretary"), round_)
    assert not queries.is_key_lost(round_)
    keys.remove(round_.key_name)
    assert queries.is_key_lost(Round.objects.get(pk=round_.pk))
    operations.ask_opening(actor(world, "secretary"), round_)
    with pytest.raises(ValidationError) as refused:
        operations.open_round(actor(world, "committee"), round_)
    assert refused.value.code == "key_lost"
    again = operations.repeat(actor(world, "secretary"), round_, reason="密钥丢失", closes_on=today())
    assert (again.number, again.state, again.minimum) == (2, State.DRAWN_UP, round_.minimum)
    assert not Envelope.objects.exists()
    taken = Ratee.objects.get(round=again, member=me.member).signed.get()
    assert (taken.text, taken.answers) == ("努力", answers(round_, "self"))
    begun(world, again)
    assert len(list(cast_all(again))) == 30


def test_a_reason_is_asked_for_before_a_round_is_given_up(world: World, round_: Round) -> None:
    begun(world, round_)
    with pytest.raises(ValidationError) as refused:
        operations.repeat(actor(world, "secretary"), round_, reason=" ", closes_on=today())
    assert set(refused.value.message_dict) == {"reason"}
    assert Round.objects.get().state == State.COLLECTING


def test_an_opened_round_that_is_repeated_keeps_what_an_earlier_settlement_read(
    world: World, round_: Round
) -> None:
    round_ = begun(world, round_)
    list(cast_all(round_))
    opened(world, round_)
    before = queries.ballots_of(round_)
    operations.repeat(actor(world, "secretary"), round_, reason="程序异议成立", closes_on=today())
    assert queries.ballots_of(round_) == before
    assert len(before) == 6


def test_the_log_says_who_did_what_but_nothing_of_ballots(world: World, round_: Round) -> None:
    round_ = begun(world, round_)
    list(cast_all(round_))
    opened(world, round_)
    actions = list(AuditEntry.objects.filter(action__startswith="reviews.").values_list("action", flat=True))
    assert sorted(actions) == [
        "reviews.ask_opening", "reviews.begin", "reviews.close", "reviews.draw_up", "reviews.open_round",
    ]  # fmt: skip
    assert {entry.unit for entry in AuditEntry.objects.filter(action__startswith="reviews.")} == {
        world.first.pk
    }


def test_members_who_joined_later_are_not_in_the_round(world: World, round_: Round) -> None:
    late = more_members(Unit.objects.get(pk=world.first.pk), 1)[0]
    round_ = begun(world, round_)
    assert not Seat.objects.filter(round=round_, member=late).exists()
    assert {rated.eligible["mutual"] for rated in Ratee.objects.filter(round=round_)} == {5}


def test_an_empty_round_may_be_opened_too(world: World, round_: Round) -> None:
    begun(world, round_)
    opened(world, round_)
    assert queries.ballots_of(round_) == {}
    assert not OpenedBallot.objects.exists()
    assert not Receipt.objects.exists()


def test_who_asks_first_may_be_replaced(world: World, round_: Round) -> None:
    begun(world, round_)
    operations.close(actor(world, "secretary"), round_)
    operations.ask_opening(actor(world, "secretary"), round_)
    operations.ask_opening(actor(world, "committee"), round_)
    assert (
        operations.open_round(Actor(world.users["secretary"].pk), round_).asked_by
        == world.users["committee"].pk
    )
