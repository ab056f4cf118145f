"""No group smaller than the minimum: not collected, not read, not told."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

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
    with_slips,
)
from tests.people.world import World
from xianfeng.merit.reviews import operations, queries
from xianfeng.merit.reviews.models import OpenedBallot, Ratee, RaterKind, Round, Seat


def test_a_kind_with_too_few_raters_is_not_collected(world: World) -> None:
    team = team_of(world.first)
    world.members["member"].team = team
    world.members["member"].save()
    round_ = draw_up(world)
    slips = with_slips(world, round_, team, 4)
    round_ = begun(world, round_)
    mine, leaders = (ratee(round_, world.members[who]) for who in ("member", "leader"))
    assert (mine.eligible, leaders.eligible) == ({"mutual": 5, "mass": 4}, {"mutual": 5, "mass": 0})
    assert (queries.missing_kinds(mine), queries.ratees_of(slips[0][0])) == (["mass"], [])
    with pytest.raises(ValidationError):
        operations.cast(slips[0][0], mine, answers(round_, "mass"))


def test_one_rater_less_than_the_minimum_is_one_too_few(world: World) -> None:
    round_ = begun(world, draw_up(world, minimum=6))
    assert queries.ratees_of(seat(round_, world.members["member"])) == []


def test_envelopes_of_fewer_than_the_minimum_go_unread(world: World) -> None:
    round_ = begun(world, draw_up(world, "ten-ones"))
    about = [ratee(round_, world.members[who]) for who in ("member", "leader")]
    raters = Seat.objects.filter(round=round_, rater_kind=RaterKind.MUTUAL)
    for rater in raters.exclude(member__in=[rated.member for rated in about]):
        for rated in about:
            operations.cast(rater, rated, {"": 9000})
    operations.cast(seat(round_, world.members["leader"]), about[0], {"": 9000})
    opened(world, round_)
    assert set(OpenedBallot.objects.values_list("ratee", flat=True)) == {about[0].pk}
    assert OpenedBallot.objects.count() == 5
    assert set(queries.ballots_of(round_)) == {about[0].member_id}


def test_counts_below_the_minimum_are_not_told(world: World) -> None:
    round_ = begun(world, draw_up(world, "ten-ones"))
    assert queries.turnout(round_) == {"mutual": (None, 6), "mass": (None, 0)}
    rated = ratee(round_, world.members["member"])
    raters = list(Seat.objects.filter(round=round_).exclude(member=rated.member))
    for rater in raters[:4]:
        operations.cast(rater, rated, {"": 9000})
    assert queries.turnout(round_)["mutual"] == (None, 6)
    closed = operations.close(actor(world, "secretary"), round_)
    assert queries.counts_shown(closed) == {"mutual": None, "mass": None}


def test_turnout_is_told_from_the_minimum_on(world: World) -> None:
    round_ = begun(world, draw_up(world, "ten-ones"))
    list(cast_all(round_))
    assert queries.turnout(round_)["mutual"] == (6, 6)


@pytest.mark.slow
def test_no_cell_of_10000_rounds_is_smaller_than_the_minimum(world: World) -> None:
    """The opening itself in memory, for rounds of any size, turnout and minimum; nothing is stored."""
    from random import Random

    from xianfeng.merit.reviews.sealing import Said, length_of, new_key, seal_ballot
    from xianfeng.merit.reviews.unsealing import Sealed, unsealed

    more_members(world.first, 6)
    round_ = begun(world, draw_up(world, "ten-ones"))
    key, rng = new_key(), Random(5)
    ratees = list(Ratee.objects.filter(round=round_).values_list("pk", flat=True))
    pool = {
        (pk, kind): [seal_ballot(Said(pk, kind, {"": total}), length_of(round_.rules), key.public)
                     for total in (6000, 8000, 9000)]
        for pk in ratees for kind in ("mutual", "mass")
    }  # fmt: skip
    for _ in range(10_000):
        round_.minimum = rng.choice((3, 5, 8))
        cells = {place: rng.randrange(12) for place in rng.sample(sorted(pool), 4)}
        envelopes = [
            Sealed(number, ratee_, kind, rng.choice(pool[ratee_, kind]))
            for (ratee_, kind), size in cells.items() for number in range(size)
        ]  # fmt: skip
        ballots, noticed = unsealed(round_, envelopes, key)
        found: dict[tuple[int, str], int] = {}
        for ballot in ballots:
            found[ballot.ratee_id, ballot.rater_kind] = found.get((ballot.ratee_id, ballot.rater_kind), 0) + 1
        assert found == {place: size for place, size in cells.items() if size >= round_.minimum}
        told = [number for of in noticed.values() for name, number in of.items() if name != "low_agreement"]
        assert all(number is None or number >= round_.minimum for number in told)


def test_rounds_of_members_alone_never_hold_a_cell_below_the_minimum(world: World) -> None:
    round_ = begun(world, draw_up(world, "baseline"))
    seats = list(Seat.objects.filter(round=round_).order_by("id"))
    for number, rater in enumerate(seats):
        for rated in queries.ratees_of(rater)[: number + 1]:
            operations.cast(rater, rated, {"": "qualified"})
    opened(world, round_)
    numbers = [
        Round.objects.get().ratees.get(pk=pk).ballots.count()
        for pk in Round.objects.get().ratees.values_list("pk", flat=True)
    ]
    assert all(number in (0, 5) for number in numbers)
