"""Where members stand: by the method of today's branch, from the facts that travel with them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.world import World, adopt, member
from xianfeng.engine.results import Why
from xianfeng.engine.scheme import Status
from xianfeng.engine.settle import settle_member
from xianfeng.facts.models import Kind
from xianfeng.facts.operations import record, reverse
from xianfeng.merit.scores.standing import Standing, earlier_standings, standing_of, standing_of_branch
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.operations import move_member
from xianfeng.schemes import library

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 20)


def standing(world: World, who: str, as_of: date = NOVEMBER) -> Standing:
    person = world.members[who]
    assert person.branch is not None
    found = standing_of(person.branch, [person], as_of)
    assert found is not None
    return found


def test_without_a_method_there_is_no_standing(world: World) -> None:
    assert standing_of(world.first, [world.members["member"]], NOVEMBER) is None
    adopt(world.committee, "ten-ones", date(2026, 12, 1))
    assert standing_of(world.first, [world.members["member"]], NOVEMBER) is None


def test_a_score_is_the_specifications_of_the_records(world: World) -> None:
    adopt(world.committee, "ten-ones")
    record(PROGRAM, member=world.members["member"], kind="publicity.done", on=date(2026, 3, 1))
    found = standing(world, "member")
    assert (found.period.code, found.as_of, found.method.scheme.code) == ("2026", NOVEMBER, "ten-ones")
    (result,) = found.results
    assert result == settle_member(found.method.scheme, found.period, found.records[0], NOVEMBER)
    assert {item.item: item.value for item in result.items}["publicity"] == 200


def test_the_score_returns_when_a_fact_is_reversed(world: World) -> None:
    adopt(world.first, "study-do")
    before = standing(world, "member").results[0].score
    fact = record(PROGRAM, member=world.members["member"], kind="publicity.done", on=date(2026, 3, 1))
    assert standing(world, "member").results[0].score == 300
    reverse(PROGRAM, fact, reason="记错了人")
    assert standing(world, "member").results[0].score == before == 0


def test_who_moved_is_judged_by_the_method_of_the_new_branch_with_the_facts_of_the_old_one(
    world: World,
) -> None:
    adopt(world.first, "ten-ones")
    adopt(world.second, "study-do")
    fact = record(PROGRAM, member=world.members["member"], kind="publicity.done", on=date(2026, 3, 1))
    move_member(PROGRAM, world.members["member"], world.second, date(2026, 4, 1))
    found = standing(world, "member")
    assert (found.method.scheme.code, found.results[0].score) == ("study-do", 300)
    assert found.results[0].lines[0].ref == fact.ref


def test_facts_of_a_kind_of_the_branch_left_behind_are_told_as_uncounted(world: World) -> None:
    Kind.objects.create(unit=world.first, code="unit.own", title="本支部的", outcomes={"good": "好"})
    adopt(world.committee, "study-do")
    fact = record(
        PROGRAM, member=world.members["member"], kind="unit.own", on=date(2026, 3, 1), outcome="good"
    )
    move_member(PROGRAM, world.members["member"], world.second, date(2026, 4, 1))
    with CaptureQueriesContext(connection) as captured:
        found = standing(world, "member")
    assert found.results[0].uncounted == (fact.ref,)
    assert found.method.scheme.kinds["unit.own"].title.zh == "本支部的"
    assert len(captured) == 9


def test_a_branch_takes_eight_queries_whatever_its_size(world: World) -> None:
    adopt(world.committee, "ten-ones")
    for number in range(8):
        record(PROGRAM, member=member(f"新{number}", world.two), kind="publicity.done", on=date(2026, 3, 1))
    for branch in (world.first, world.third):
        with CaptureQueriesContext(connection) as captured:
            found = standing_of_branch(branch, NOVEMBER)
        assert found is not None
        assert len(captured) == 8 + 1  # and the members
    assert len(found.members) == 3


def test_a_branch_is_told_by_surname(world: World) -> None:
    adopt(world.committee, "study-do")
    for at, who in enumerate(("secretary", "member", "committee", "leader", "groupmate", "other_group")):
        world.members[who].sort_key = f"{at}"
        world.members[who].save()
    record(PROGRAM, member=world.members["other_group"], kind="publicity.done", on=date(2026, 3, 1))
    found = standing_of_branch(world.first, NOVEMBER)
    assert found is not None
    assert [one.name for one in found.members] == ["刘志远", "周文海", "陈思宁", "马晓峰", "王志峰", "李国亮"]
    assert [result.score for result in found.results] == [0, 0, 0, 0, 0, 300]
    assert [int(result.member) for result in found.results] == [one.pk for one in found.members]


def test_earlier_periods_are_settled_as_of_their_end(world: World) -> None:
    adopt(world.first, "one-four-one", date(2026, 4, 1))
    for on in (date(2026, 5, 1), date(2026, 8, 1), date(2026, 8, 2)):
        record(PROGRAM, member=world.members["member"], kind="publicity.done", on=on)
    now = standing(world, "member")
    with CaptureQueriesContext(connection) as captured:
        second, third = earlier_standings(world.first, now)
    assert [(each.period.code, each.as_of) for each in (second, third)] == [
        ("2026-Q2", date(2026, 6, 30)), ("2026-Q3", date(2026, 9, 30)),
    ]  # fmt: skip
    lectures = [{i.item: i.value for i in each.results[0].items}["lecture"] for each in (second, third, now)]
    assert lectures == [200, 400, 0]
    assert len(captured) <= 3 * 3
    alone = standing_of(world.first, [world.members["member"]], date(2026, 6, 30))
    assert alone is not None
    assert alone.results == second.results


def test_an_earlier_period_by_a_method_of_other_periods_is_left_out(world: World) -> None:
    adopt(world.first, "three-four-one", date(2026, 1, 1))
    adopt(world.first, "one-four-one", date(2026, 7, 1))
    found = earlier_standings(world.first, standing(world, "member"))
    assert [each.period.code for each in found] == ["2026-Q3"]


def test_who_came_too_late_is_not_assessed_and_has_no_zero(world: World) -> None:
    adopt(world.committee, "one-four-one")
    person = world.members["member"]
    person.affiliations.update(from_on=date(2026, 9, 2))
    (result,) = standing(world, "member", date(2026, 9, 30)).results
    assert (result.status, result.score, result.components) == (Status.NOT_ASSESSED, None, ())
    assert result.reasons[0].why is Why.AWAY


def test_packaged_kinds_are_known_everywhere(world: World) -> None:
    adopt(world.first, "study-do")
    assert library.load("three-four-one").own_kinds
    record(PROGRAM, member=world.members["member"], kind="clean.up", on=date(2026, 3, 1))
    assert len(standing(world, "member").results[0].uncounted) == 1
