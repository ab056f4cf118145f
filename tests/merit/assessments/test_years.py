"""The year comes with its last period: stars into flags, results from wherever they were had."""

from __future__ import annotations

from datetime import date

import pytest

from tests.merit.assessments.making import (
    HALVES,
    LATE,
    QUARTERS,
    by_aspects,
    closed,
    done,
    settled,
    with_ballots,
)
from tests.merit.methods.writing import text_of
from tests.people.world import World, adopt
from xianfeng.merit.assessments.explaining import explained_year
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement, YearResult
from xianfeng.merit.assessments.operations import resolve, settle
from xianfeng.merit.assessments.verifying import verify
from xianfeng.merit.methods.models import SchemeVersion
from xianfeng.merit.methods.operations.writing import digest_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.operations import move_member

pytestmark = pytest.mark.django_db


def half(world: World, code: str, **totals: int) -> Settlement:
    """Settle a half-year in which the mutual review alone counts, each ballot of it alike."""
    period = with_ballots(world, {who: [total] * 3 for who, total in totals.items()}, code, by_aspects)
    members = [world.members[who] for who in totals]
    resolve(PROGRAM, period, members=members, weights={"mutual": 10000}, reason="按决议", document="1号")
    return settle(PROGRAM, period, at=LATE)


def year(settlement: Settlement, world: World, who: str) -> YearResult:
    found: YearResult = settlement.year_results.get(member=world.members[who])
    return found


def test_stars_of_both_halves_make_flags(world: World) -> None:
    adopt(world.first, HALVES)
    assert not half(world, "2026-H1", member=9500, groupmate=6500, leader=9500).year_results.exists()
    last = half(world, "2026-H2", member=7500, groupmate=6500)
    mine = year(last, world, "member")
    assert (mine.status, mine.score, mine.stars, mine.flags, mine.left) == ("complete", 8500, 5, 2, 1)
    theirs = year(last, world, "groupmate")
    assert (theirs.stars, theirs.flags, theirs.left) == (2, 1, 0)
    unfinished = year(last, world, "leader")
    assert (unfinished.status, unfinished.score, unfinished.flags) == ("incomplete", None, None)
    why = explained_year(mine)
    assert why is not None
    assert why.agrees
    assert [each.stars for each in why.periods] == [3, 2]
    assert "(95.00 + 75.00) ÷ 2" in str(why.whole.sum)
    assert verify().is_sound


def test_there_is_no_year_before_all_of_its_periods_are_settled(world: World) -> None:
    adopt(world.first, HALVES)
    last = half(world, "2026-H2", member=9500)
    assert (last.year_from, last.year_results.exists()) == ({}, False)
    half(world, "2026-H1", member=9500)
    again = settle(PROGRAM, last.period, at=LATE)
    assert again.version == 2
    assert year(again, world, "member").flags == 3


def test_an_earlier_period_settled_anew_makes_the_year_new(world: World) -> None:
    adopt(world.first, QUARTERS)
    for code in ("2026-Q1", "2026-Q2", "2026-Q3"):
        settled(world.first, code)
    last = settled(world.first, "2026-Q4")
    assert year(last, world, "member").score == 0
    done(world, "member", date(2026, 8, 1))
    third = AssessmentPeriod.objects.get(code="2026-Q3")
    settle(PROGRAM, third, at=LATE)
    again = settle(PROGRAM, last.period, at=LATE)
    assert (again.version, again.inputs_digest == last.inputs_digest) == (2, False)
    assert year(again, world, "member").score == 50
    assert settle(PROGRAM, last.period, at=LATE) == again


def test_who_moved_brings_the_results_from_where_she_had_them(world: World) -> None:
    adopt(world.committee, QUARTERS)
    done(world, "member", date(2026, 2, 1))
    move_member(PROGRAM, world.members["member"], world.second, date(2026, 6, 1))
    for code in ("2026-Q1", "2026-Q2", "2026-Q3"):
        settled(world.second, code)
    owed = settled(world.second, "2026-Q4")
    assert year(owed, world, "member").status == "incomplete"  # the first branch owes the first quarter
    first = settled(world.first, "2026-Q1")
    last = settle(PROGRAM, owed.period, at=LATE)
    mine = year(last, world, "member")
    assert (mine.status, mine.score) == ("complete", 50)
    assert last.year_from["results"][str(mine.member_id)][0] == first.results.get(member=mine.member_id).pk


def test_who_came_from_another_method_has_no_result_of_that_time(world: World) -> None:
    adopt(world.first, "ten-ones")
    adopt(world.second, QUARTERS)
    move_member(PROGRAM, world.members["member"], world.second, date(2026, 6, 1))
    done(world, "member", date(2026, 6, 2))
    for code in ("2026-Q1", "2026-Q2", "2026-Q3"):
        settled(world.second, code)
    mine = year(settled(world.second, "2026-Q4"), world, "member")
    assert (mine.status, mine.score) == ("complete", 67)  # 2.00, 0.00 and 0.00
    assert mine.settlement.year_from["results"][str(mine.member_id)][0] == "not_assessed"


def test_stars_left_are_carried_on_where_the_method_says_always(world: World) -> None:
    text = text_of(HALVES, **{"carry: year": "carry: always", "2019-08-20": "2025-01-01"})
    SchemeVersion.objects.create(
        owner=world.first,
        code=HALVES,
        version=date(2025, 1, 1),
        text=text,
        digest=digest_of(text),
        state="published",
    )
    adopt(world.first, HALVES)
    half(world, "2025-H1", member=9500)
    before = half(world, "2025-H2", member=7500)
    assert year(before, world, "member").left == 1
    half(world, "2026-H1", member=9500)
    last = half(world, "2026-H2", member=7500)
    mine = year(last, world, "member")
    assert (mine.stars, mine.flags, mine.left) == (5, 3, 0)
    assert last.year_from["carried"] == {str(mine.member_id): 1}
    why = explained_year(mine)
    assert why is not None
    assert why.agrees
    assert verify().is_sound


def test_a_method_without_years_has_none(world: World) -> None:
    adopt(world.first, "study-do")
    last = settle(PROGRAM, closed(world.first, "2026"), at=LATE)
    assert not last.year_results.exists()
