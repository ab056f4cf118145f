"""Printed ballots: two tellers must agree, and they weigh as much as any other."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.merit.reviews.making import (
    actor,
    answers,
    begun,
    cast_all,
    draw_up,
    opened,
    ratee,
    seat,
    team_of,
)
from tests.people.world import World
from xianfeng.merit.reviews import operations, papers, queries
from xianfeng.merit.reviews.due import papers_to_enter
from xianfeng.merit.reviews.models import Envelope, PaperBallot, RaterKind, Round, Seat
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import PROGRAM

State = PaperBallot.State


@pytest.fixture
def round_(world: World) -> Round:
    """A round in which one member rates on paper."""
    made = draw_up(world)
    operations.take_paper(actor(world, "secretary"), made, member=world.members["member"])
    return begun(world, made)


@pytest.fixture
def paper(world: World, round_: Round) -> PaperBallot:
    [made] = operations.hand_out_paper(actor(world, "secretary"), round_, kind=RaterKind.MUTUAL, count=1)
    return made


def entries(world: World, round_: Round, worst: bool = False, **changes: Any) -> dict[int, dict[str, Any]]:
    """Return what stands on the paper about everybody but the member, with changes for the leader."""
    found = {
        rated.pk: answers(round_, "mutual", worst=worst)
        for rated in round_.ratees.exclude(member=world.members["member"])
    }
    found[ratee(round_, world.members["leader"]).pk].update(changes)
    return found


def test_whoever_takes_paper_does_not_cast_too(world: World, round_: Round) -> None:
    rated = ratee(round_, world.members["leader"])
    with pytest.raises(ValidationError) as refused:
        operations.cast(seat(round_, world.members["member"]), rated, answers(round_, "mutual"))
    assert refused.value.code == "paper"


def test_another_teller_is_told_of_a_paper_that_was_entered_once(
    world: World, round_: Round, paper: PaperBallot
) -> None:
    operations.enter_paper(actor(world, "committee"), paper, entries=entries(world, round_))
    told = {
        who: [due.url for due in papers_to_enter(scope_of(world.users[who], timezone.localdate()))]
        for who in ("secretary", "leader", "committee", "member", "second_secretary", "officer")
    }
    where = [reverse("reviews:tellers", args=[round_.pk])]
    assert told == {
        "secretary": where, "leader": where, "committee": [], "member": [], "second_secretary": [], "officer": [],
    }  # fmt: skip


def test_taking_paper_removes_what_was_cast(world: World, round_: Round) -> None:
    rater = seat(round_, world.members["other_group"])
    operations.cast(rater, ratee(round_, world.members["leader"]), answers(round_, "mutual"))
    operations.take_paper(actor(world, "secretary"), round_, member=world.members["other_group"])
    assert not Envelope.objects.exists()


def test_no_more_printed_ballots_than_members_on_paper(
    world: World, round_: Round, paper: PaperBallot
) -> None:
    with pytest.raises(ValidationError):
        operations.hand_out_paper(actor(world, "secretary"), round_, kind=RaterKind.MUTUAL, count=1)
    operations.spoil_paper(actor(world, "secretary"), paper, reason="撕坏了")
    [another] = operations.hand_out_paper(actor(world, "secretary"), round_, kind=RaterKind.MUTUAL, count=1)
    assert (paper.serial, another.serial) == (1, 2)


def test_two_tellers_who_agree_make_envelopes(world: World, round_: Round, paper: PaperBallot) -> None:
    once = operations.enter_paper(actor(world, "committee"), paper, entries=entries(world, round_))
    assert (once.state, Envelope.objects.count()) == (State.ENTERED_ONCE, 0)
    twice = operations.enter_paper(actor(world, "leader"), paper, entries=entries(world, round_))
    assert (twice.state, Envelope.objects.count()) == (State.AGREED, 5)
    assert (twice.first, twice.second) == (None, None)
    list(cast_all(round_))
    opened(world, round_)
    mutual = [b for b in queries.ballots_of(round_)[world.members["leader"].pk] if b.rater_kind == "mutual"]
    assert len(mutual) == 5


def test_the_order_in_which_a_teller_enters_does_not_matter(
    world: World, round_: Round, paper: PaperBallot
) -> None:
    first = entries(world, round_)
    turned = {pk: dict(reversed(said.items())) for pk, said in reversed(first.items())}
    operations.enter_paper(actor(world, "committee"), paper, entries=first)
    assert operations.enter_paper(actor(world, "leader"), paper, entries=turned).state == State.AGREED


def test_where_tellers_differ_is_shown_and_settled_by_entering_again(
    world: World, round_: Round, paper: PaperBallot
) -> None:
    operations.enter_paper(actor(world, "committee"), paper, entries=entries(world, round_))
    differing = operations.enter_paper(
        actor(world, "leader"), paper, entries=entries(world, round_, A="poor")
    )
    assert (differing.state, Envelope.objects.count()) == (State.DIFFERS, 0)
    leader = ratee(round_, world.members["leader"])
    assert papers.differences(differing) == [papers.Difference(leader.pk, "A", "good", "poor")]
    with pytest.raises(ValidationError):
        operations.enter_paper(actor(world, "secretary"), paper, entries=entries(world, round_))
    settled = operations.enter_paper(actor(world, "leader"), paper, entries=entries(world, round_))
    assert (settled.state, papers.differences(settled)) == (State.AGREED, [])


def test_a_member_whom_only_one_teller_found_on_the_paper_is_a_difference(
    world: World, round_: Round, paper: PaperBallot
) -> None:
    said = entries(world, round_)
    left_out = {pk: words for pk, words in said.items() if pk != ratee(round_, world.members["leader"]).pk}
    operations.enter_paper(actor(world, "committee"), paper, entries=said)
    differing = operations.enter_paper(actor(world, "leader"), paper, entries=left_out)
    assert {(each.first, each.second) for each in papers.differences(differing)} == {("good", None)}


def test_one_teller_alone_counts_nothing(world: World, round_: Round, paper: PaperBallot) -> None:
    for _ in range(2):
        again = operations.enter_paper(actor(world, "committee"), paper, entries=entries(world, round_))
    assert again.state == State.ENTERED_ONCE
    with pytest.raises(ValidationError):
        operations.enter_paper(PROGRAM, paper, entries=entries(world, round_))


def test_entries_wait_sealed(world: World, round_: Round, paper: PaperBallot) -> None:
    operations.enter_paper(actor(world, "committee"), paper, entries=entries(world, round_, worst=True))
    assert b"poor" not in bytes(PaperBallot.objects.get().first)


def test_what_does_not_fit_is_named_by_member_and_item(
    world: World, round_: Round, paper: PaperBallot
) -> None:
    leader = ratee(round_, world.members["leader"])
    with pytest.raises(ValidationError) as refused:
        operations.enter_paper(actor(world, "committee"), paper, entries=entries(world, round_, A="splendid"))
    assert set(refused.value.message_dict) == {f"{leader.pk}-A"}
    with pytest.raises(ValidationError):
        operations.enter_paper(actor(world, "committee"), paper, entries={0: {}})


def test_the_own_line_of_a_printed_ballot_is_not_counted(
    world: World, round_: Round, paper: PaperBallot
) -> None:
    with_own = entries(world, round_) | {ratee(round_, world.members["member"]).pk: answers(round_, "mutual")}
    operations.enter_paper(actor(world, "committee"), paper, entries=with_own)
    with pytest.raises(ValidationError):
        operations.enter_paper(actor(world, "leader"), paper, entries=with_own)
    assert not Envelope.objects.exists()


def test_a_half_entered_ballot_keeps_a_round_open(world: World, round_: Round, paper: PaperBallot) -> None:
    operations.enter_paper(actor(world, "committee"), paper, entries=entries(world, round_))
    with pytest.raises(ValidationError):
        operations.close(actor(world, "secretary"), round_)
    operations.spoil_paper(actor(world, "secretary"), paper, reason="看不清")
    operations.close(actor(world, "secretary"), round_)
    assert PaperBallot.objects.get().first is None


def test_a_ballot_that_did_not_come_back_is_not_valid(
    world: World, round_: Round, paper: PaperBallot
) -> None:
    operations.close(actor(world, "secretary"), round_)
    assert PaperBallot.objects.get().state == State.SPOILED


def test_a_counted_ballot_is_not_spoiled(world: World, round_: Round, paper: PaperBallot) -> None:
    for who in ("committee", "leader"):
        operations.enter_paper(actor(world, who), paper, entries=entries(world, round_))
    with pytest.raises(ValidationError):
        operations.spoil_paper(actor(world, "secretary"), paper, reason="改主意")


def test_employees_on_paper_count_among_those_drawn(world: World) -> None:
    team = team_of(world.first)
    world.members["member"].team = team
    world.members["member"].save()
    round_ = draw_up(world)
    secretary = actor(world, "secretary")
    operations.draw_raters(secretary, round_, team=team, wanted=6)
    operations.issue_slips(secretary, round_, team=team, count=3)
    papers_of_team = operations.hand_out_paper(secretary, round_, kind=RaterKind.MASS, count=3, team=team)
    with pytest.raises(ValidationError):
        operations.hand_out_paper(secretary, round_, kind=RaterKind.MASS, count=1, team=team)
    round_ = begun(world, round_)
    mine = ratee(round_, world.members["member"])
    assert mine.eligible["mass"] == 6
    for paper in papers_of_team:
        for who in ("committee", "leader"):
            operations.enter_paper(actor(world, who), paper, entries={mine.pk: answers(round_, "mass")})
    list(cast_all(round_, RaterKind.MASS))
    assert queries.turnout(round_)["mass"] == (6, 6)
    opened(world, round_)
    assert mine.ballots.count() == 6
    assert Seat.objects.filter(round=round_, is_paper=True, team=team, member=None).count() == 3
