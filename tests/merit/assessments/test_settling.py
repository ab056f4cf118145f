"""What is settled: who, from what, into which version; and that the engine's organisation gives the same."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse as url_of

from tests.merit.assessments.making import (
    BALLOTS,
    LATE,
    QUARTERS,
    closed,
    confirmed,
    done,
    result,
    settled,
    unopened_round,
    with_ballots,
    without_secretary,
)
from tests.people.world import PEOPLE, World, adopt, member
from xianfeng.engine.amounts import half_up
from xianfeng.engine.calendar import Period
from xianfeng.engine.components import EXACT
from xianfeng.engine.facts import Ballot, Fact, Inputs, Member, RosterRow
from xianfeng.engine.organisation import settle_period
from xianfeng.facts.operations import reverse
from xianfeng.merit.assessments.explaining import explained
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement
from xianfeng.merit.assessments.operations import adjust, resolve, settle, take_back
from xianfeng.merit.assessments.queries import (
    distribution_of,
    earlier_results,
    is_behind,
    late_facts,
    results_of,
)
from xianfeng.merit.assessments.settling import basis_then, inputs_of
from xianfeng.merit.assessments.showing import UNCOLLECTED
from xianfeng.merit.reviews.models import Ratee
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import StatusChange
from xianfeng.people.members.operations import move_member
from xianfeng.schemes import library

pytestmark = pytest.mark.django_db
AUGUST = date(2026, 8, 1)


def test_digests_are_those_of_the_engine_for_the_same_inputs(world: World) -> None:
    adopt(world.first, BALLOTS)
    done(world, "member", AUGUST)
    done(world, "groupmate", AUGUST, "meeting.assembly", outcome="present")
    period = with_ballots(world, {"member": [9000, 8000, 8500], "groupmate": [7000] * 4})
    resolve(PROGRAM, period, members=[world.members["secretary"]], weights={"duties": 10000}, reason="票数不足",
            document="1号", at=LATE)  # fmt: skip
    stored = settle(PROGRAM, period, at=LATE)
    basis = basis_then(stored)
    scheme, inputs = inputs_of(basis)
    expected = settle_period(scheme, inputs, basis.period, basis.period.end)
    assert (stored.inputs_digest, stored.results_digest) == (expected.inputs_digest, expected.results_digest)
    assert len(inputs.facts) == 2
    assert len(inputs.ballots["2026"]) == 7
    assert {one.member: one.score for one in expected.results} == {
        str(one.member_id): one.score for one in stored.results.all()
    }


def test_stored_components_add_up_with_a_pencil(world: World) -> None:
    adopt(world.first, BALLOTS)
    done(world, "member", AUGUST, "meeting.assembly", outcome="present")
    one = result(
        settle(PROGRAM, with_ballots(world, {"member": [9001, 8000, 8500]}), at=LATE), world, "member"
    )
    parts = {part["code"]: part for part in one.components}
    review = parts["review"]
    assert (review["total"], review["kept"]) == (25501, 3)
    assert review["score"] == half_up(25501, 3) == 8500
    assert all(part["part"] == part["weight"] * part["score"] for part in parts.values())
    assert one.weighted == half_up(sum(part["part"] for part in parts.values()), EXACT) == one.score


def test_a_result_waits_for_ballots_and_says_where_none_were_collected(world: World) -> None:
    adopt(world.first, BALLOTS)
    period = with_ballots(world, {"member": [9000] * 3, "groupmate": [9000], "leader": []})
    Ratee.objects.filter(member=world.members["leader"]).update(eligible={"mutual": 4})
    stored = settle(PROGRAM, period, at=LATE)
    assert result(stored, world, "member").status == "complete"
    groupmate = result(stored, world, "groupmate")
    assert (groupmate.status, groupmate.score, groupmate.band) == ("incomplete", None, "")
    shown = world.client("secretary").get(url_of("assessments:period", args=[period.pk])).context
    lacking = {each.result.member_id: each.reasons for each in shown["incomplete"]}
    (too_few,), (uncollected,) = (lacking[world.members[who].pk] for who in ("groupmate", "leader"))
    assert UNCOLLECTED.zh in uncollected.zh
    assert UNCOLLECTED.zh not in too_few.zh
    assert world.members["member"].pk not in lacking


def test_only_a_resolution_settles_what_is_missing(world: World) -> None:
    adopt(world.first, BALLOTS)
    period = with_ballots(world, {"groupmate": [9000]})
    groupmate = world.members["groupmate"]
    assert result(settle(PROGRAM, period, at=LATE), world, "groupmate").status == "incomplete"
    (resolution,) = resolve(
        PROGRAM, period, members=[groupmate], weights={"duties": 10000}, reason="票数不足", document="1号"
    )
    assert is_behind(period)
    second = settle(PROGRAM, period, at=LATE)
    assert not is_behind(period)
    assert (second.version, result(second, world, "groupmate").status) == (2, "complete")
    assert second.decisions["resolutions"][str(groupmate.pk)]["document"] == "1号"
    take_back(PROGRAM, resolution)
    assert is_behind(period)
    third = settle(PROGRAM, period, at=LATE)
    assert (third.version, result(third, world, "groupmate").status) == (3, "incomplete")


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": {"duties": 9999}}, {"weights": {"duties": 10000, "review": 0}}, {"weights": {"x": 10000}},
        {"weights": {"duties": 11000, "review": -1000}}, {"weights": {}}, {"document": " "}, {"reason": ""},
        {"members": []}, {"document": "1" * 61},
    ],
)  # fmt: skip
def test_a_resolution_is_whole_and_has_a_document(world: World, wrong: dict[str, object]) -> None:
    adopt(world.first, BALLOTS)
    period = with_ballots(world, {})
    told = {
        "members": [world.members["member"]],
        "weights": {"duties": 10000},
        "reason": "票数不足",
        "document": "1号",
    }
    with pytest.raises(ValidationError):
        resolve(PROGRAM, period, **{**told, **wrong})  # type: ignore[arg-type]


def test_an_adjustment_stays_within_what_the_method_allows(world: World) -> None:
    adopt(world.first, "three-four-one")
    period = with_ballots(world, {}, "2026-H1")
    told = {"member": world.members["member"], "reason": "商评", "document": "2号"}
    for points in (501, -501, 0):
        with pytest.raises(ValidationError):
            adjust(PROGRAM, period, points=points, **told)
    assert adjust(PROGRAM, period, points=-500, **told).pk == adjust(PROGRAM, period, points=300, **told).pk
    with pytest.raises(ValidationError):
        adjust(PROGRAM, period, points=100, **{**told, "member": world.members["neighbour"]})
    adopt(world.first, BALLOTS)
    with pytest.raises(ValidationError):
        adjust(PROGRAM, with_ballots(world, {}), points=100, **told)


def test_an_adjustment_moves_the_score_and_is_kept_with_the_version(world: World) -> None:
    adopt(world.first, "three-four-one")
    period = with_ballots(world, {}, "2026-H1")
    me = world.members["member"]
    resolve(PROGRAM, period, members=[me], weights={"points": 10000}, reason="未收票", document="1号")
    adjust(PROGRAM, period, member=me, points=300, reason="商评", document="2号")
    one = result(settle(PROGRAM, period, at=LATE), world, "member")
    assert one.adjustment == 300
    assert one.score == one.weighted + 300
    assert one.settlement.decisions["adjustments"] == {
        str(me.pk): {"points": 300, "reason": "商评", "document": "2号"}
    }


@pytest.mark.parametrize("state", ["configured", "open", "finalised", "used", "archived"])
def test_nothing_is_decided_before_the_close_or_once_it_is_final(world: World, state: str) -> None:
    adopt(world.first, "three-four-one")
    period = with_ballots(world, {}, "2026-H1")
    AssessmentPeriod.objects.update(state=state)
    with pytest.raises(ValidationError):
        adjust(PROGRAM, period, member=world.members["member"], points=100, reason="商评", document="2号")


# ---- versions


def test_settling_again_makes_a_version_only_where_something_changed(world: World) -> None:
    adopt(world.first, QUARTERS)
    first = settled(world.first, "2026-Q3")
    period = first.period
    assert settle(PROGRAM, period, at=LATE) == first
    done(world, "member", date(2026, 10, 1))  # of the next period
    assert settle(PROGRAM, period, at=LATE) == first
    fact = done(world, "member", AUGUST)
    second = settle(PROGRAM, period, at=LATE)
    assert (second.version, period.settlement) == (2, second)
    assert result(second, world, "member").score != result(first, world, "member").score
    reverse(PROGRAM, fact, reason="记错了人")
    third = settle(PROGRAM, period, at=LATE)
    assert (third.version, third.results_digest) == (3, first.results_digest)
    assert list(period.changes.values_list("done", flat=True)) == ["close", "settle", "settle", "settle"]


def test_something_new_after_the_confirmation_takes_it_back(world: World) -> None:
    adopt(world.first, QUARTERS)
    without_secretary(world)
    period = settled(world.first, "2026-Q3").period
    confirmed(period)
    settle(PROGRAM, period, at=LATE)
    assert period.state == "confirmed"
    done(world, "member", AUGUST)
    settle(PROGRAM, period, at=LATE)
    assert period.state == "computed"


def test_nothing_is_settled_before_the_last_day_is_over_or_the_round_opened(world: World) -> None:
    adopt(world.first, BALLOTS)
    period = with_ballots(world, {})
    with pytest.raises(ValidationError, match="2026"):
        settle(PROGRAM, period, at=datetime(2026, 12, 31, 12, tzinfo=UTC))
    period.round = unopened_round(period, 2)
    period.save()
    with pytest.raises(ValidationError):
        settle(PROGRAM, period, at=LATE)
    assert not Settlement.objects.exists()


# ---- whose results, and from which records


def test_who_moved_is_assessed_where_she_belonged_on_the_last_day(world: World) -> None:
    adopt(world.committee, QUARTERS)
    fact = done(world, "member", AUGUST)
    move_member(PROGRAM, world.members["member"], world.second, date(2026, 9, 30))
    move_member(PROGRAM, world.members["groupmate"], world.second, date(2026, 10, 1))
    here, there = settled(world.first, "2026-Q3"), settled(world.second, "2026-Q3")
    assert not here.results.filter(member=world.members["member"]).exists()
    assert here.results.filter(member=world.members["groupmate"]).exists()
    moved = explained(result(there, world, "member"))
    assert moved is not None
    assert [line.ref for line in moved.settled.lines if line.ref] == [fact.ref]
    assert there.read_up_to == {str(world.first.pk): 1}
    assert [one.settlement_id for one in earlier_results(world.members["member"])] == []


def test_who_left_later_is_still_assessed_and_who_was_suspended_is_not(world: World) -> None:
    adopt(world.first, QUARTERS)
    gone, out = world.members["member"], world.members["groupmate"]
    gone.affiliations.update(to_on=date(2026, 10, 5))
    gone.unit = gone.branch = None
    gone.status = "left"
    gone.save()
    StatusChange.objects.create(
        member=gone, field="status", old="active", new="left", on=date(2026, 10, 5), document="1"
    )
    out.status = "suspended"
    out.save()
    StatusChange.objects.create(
        member=out, field="status", old="active", new="suspended", on=AUGUST, document="1"
    )
    stored = settled(world.first, "2026-Q3")
    found = set(stored.results.values_list("member", flat=True))
    assert gone.pk in found
    assert out.pk not in found


def test_what_happens_later_to_the_roster_changes_no_digest(world: World) -> None:
    adopt(world.first, QUARTERS)
    stored = settled(world.first, "2026-Q3")
    move_member(PROGRAM, world.members["member"], world.second, date(2026, 11, 2))
    world.members["secretary"].offices.update(to_on=date(2026, 11, 2))
    assert settle(PROGRAM, stored.period, at=LATE) == stored


def test_a_fact_recorded_after_the_last_day_counts_and_is_told(world: World) -> None:
    adopt(world.first, QUARTERS)
    done(world, "member", AUGUST)
    late = done(world, "groupmate", AUGUST, at=LATE)
    undone = done(world, "leader", AUGUST, at=LATE)
    reverse(PROGRAM, undone, reason="记错了人")
    done(world, "leader", AUGUST, "clean.up", at=LATE)  # no rule looks at it
    stored = settled(world.first, "2026-Q3")
    assert list(late_facts(stored)) == [late]
    done(world, "leader", AUGUST, at=LATE)
    assert list(late_facts(stored)) == [late]


def test_distributions_are_of_five_at_least(world: World) -> None:
    adopt(world.committee, QUARTERS)
    assert [span.number for span in distribution_of(settled(world.first, "2026-Q3"))] == [6]
    assert distribution_of(settled(world.third, "2026-Q3")) == []


def test_earlier_results_are_those_that_hold_and_were_told(world: World) -> None:
    adopt(world.committee, QUARTERS)
    first, second = settled(world.first, "2026-Q1"), settled(world.first, "2026-Q2")
    done(world, "member", date(2026, 2, 1))
    anew = settle(PROGRAM, first.period, at=LATE)
    AssessmentPeriod.objects.filter(pk=first.period_id).update(state="finalised")
    AssessmentPeriod.objects.filter(pk=second.period_id).update(state="confirmed")
    assert [one.settlement for one in earlier_results(world.members["member"])] == [anew]
    AssessmentPeriod.objects.filter(pk=second.period_id).update(state="publicised")
    assert [one.settlement for one in earlier_results(world.members["member"])] == [anew, second]


def test_as_many_queries_however_many_members_there_are(world: World) -> None:
    adopt(world.committee, QUARTERS)
    counted = []
    for branch, code in ((world.first, "2026-Q2"), (world.first, "2026-Q3")):
        period = closed(branch, code)
        with CaptureQueriesContext(connection) as captured:
            settle(PROGRAM, period, at=LATE)
        counted.append(len(captured))
        for number in range(5):
            done_by = member(f"新{number}", world.two)
            done(world, "member", AUGUST, member=done_by)
    assert counted[0] == counted[1]
    assert len(results_of(Settlement.objects.latest("pk"))) == 11


def test_what_is_read_gives_the_digests_of_what_was_written_down_by_hand(world: World) -> None:
    """So the digests are the same on SQLite and PostgreSQL: nothing of the database is in them but ids."""
    adopt(world.first, BALLOTS)
    fact = done(world, "member", AUGUST, "meeting.assembly", outcome="present")
    stored = settle(PROGRAM, with_ballots(world, {"member": [9000, 8000, 8500]}), at=LATE)
    ids = {who: str(world.members[who].pk) for who in world.members}
    places = {"one": str(world.one.pk), "two": str(world.two.pk)}
    posts = {"secretary": {"secretary"}, "committee": {"committee"}}
    roster = tuple(
        Member(ids[who], "", (RosterRow(
            str(world.first.pk), "standard", places[where], frozenset(posts.get(who, ())), date(2010, 7, 1)
        ),))
        for who, (_name, where) in PEOPLE.items() if where in places
    )  # fmt: skip
    ballots = tuple(Ballot(ids["member"], "mutual", f"{x}", {"": x}) for x in (8000, 8500, 9000))
    by_hand = Inputs(
        roster,
        (Fact(fact.ref, ids["member"], "meeting.assembly", AUGUST, 100, "present"),),
        {"2026": ballots},
    )
    expected = settle_period(library.load(BALLOTS), by_hand, Period.parse("2026"), date(2026, 12, 31))
    assert (stored.inputs_digest, stored.results_digest) == (expected.inputs_digest, expected.results_digest)
