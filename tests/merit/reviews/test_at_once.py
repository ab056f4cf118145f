"""Many who cast at the same moment, and beside a close."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests.merit.reviews.making import actor, answers, begun, draw_up, more_members, ratee, seat
from tests.people.accounts.racing import seen_by_threads
from tests.people.world import World, small_world
from xianfeng.merit.reviews import operations, queries
from xianfeng.merit.reviews.models import Envelope, Ratee, Round, Seat
from xianfeng.merit.reviews.receipts import check_envelopes
from xianfeng.people.audit.operations import Actor

pytestmark = pytest.mark.django_db(transaction=True)
EVERYDAY, MANY = 8, 64


@pytest.fixture
def world() -> World:
    return small_world()


def all_cast_the_same(world: World, folder: Path, runners: int) -> None:
    round_ = begun(world, draw_up(world))
    rater = seat(round_, world.members["member"]).pk
    about, words = ratee(round_, world.members["leader"]).pk, answers(round_, "mutual")

    def cast(_: int) -> str:
        return operations.cast(Seat.objects.get(pk=rater), Ratee.objects.get(pk=about), words)

    def look(_: int) -> list[str]:
        return list(Envelope.objects.values_list("receipt", flat=True))

    with seen_by_threads(folder) as race:
        receipts = race(cast, runners)
        [kept] = race(look, 1)
    assert [answer for answer in receipts if isinstance(answer, Exception)] == []
    assert len(kept) == 1
    assert kept[0] in receipts


def test_the_same_ballot_cast_at_once_is_one(world: World, tmp_path: Path) -> None:
    all_cast_the_same(world, tmp_path, EVERYDAY)


@pytest.mark.slow
def test_the_same_ballot_cast_by_64_at_once_is_one(world: World, tmp_path: Path) -> None:
    all_cast_the_same(world, tmp_path, MANY)


def test_what_is_cast_beside_the_close_is_in_the_receipts_or_refused(world: World, tmp_path: Path) -> None:
    more_members(world.first, 10)
    round_ = begun(world, draw_up(world))
    raters = list(Seat.objects.filter(round=round_).values_list("pk", flat=True))
    words, secretary = answers(round_, "mutual"), actor(world, "secretary")

    def work(number: int) -> list[str | None]:
        if number == EVERYDAY // 2:
            operations.close(secretary, Round.objects.get(pk=round_.pk))
            return []
        rater = Seat.objects.select_related("round").get(pk=raters[number])
        return [_cast(rater, about, words) for about in queries.ratees_of(rater)]

    def look(_: int) -> tuple[list[str], bool]:
        closed = Round.objects.get(pk=round_.pk)
        return queries.list_receipts(closed), check_envelopes(closed).agrees

    with seen_by_threads(tmp_path) as race:
        answered = race(work, EVERYDAY)
        [(published, agrees)] = race(look, 1)
    assert [answer for answer in answered if isinstance(answer, Exception)] == []
    assert sorted(receipt for several in answered for receipt in several if receipt) == published
    assert agrees


def _cast(rater: Seat, about: Ratee, words: dict[str, int | str]) -> str | None:
    try:
        return operations.cast(rater, about, words)
    except ValidationError as refused:
        if refused.code == "closed":
            return None
        raise


def test_two_who_open_at_once_open_it_once(world: World, tmp_path: Path) -> None:
    round_ = begun(world, draw_up(world))
    rater = seat(round_, world.members["member"])
    rater.round = round_
    for about in queries.ratees_of(rater):
        operations.cast(rater, about, answers(round_, "mutual"))
    operations.close(actor(world, "secretary"), round_)
    operations.ask_opening(actor(world, "secretary"), round_)

    def open_it(number: int) -> str:
        return operations.open_round(Actor(1000 + number), Round.objects.get(pk=round_.pk)).state

    with seen_by_threads(tmp_path) as race:
        answers_ = race(open_it, 4)
    assert [answer for answer in answers_ if not isinstance(answer, ValidationError)] == ["opened"]
