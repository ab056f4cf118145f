"""What the engine reads about members, against a replay of their lives day by day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.merit.scores.histories import FIRST, LAST, History, OnDay
from tests.people.world import World, branch_of
from xianfeng.engine import facts as engine
from xianfeng.engine.scheme import Scheme
from xianfeng.facts.models import Fact, Kind
from xianfeng.facts.operations import record, reverse
from xianfeng.merit.scores.records import facts_in_force, records_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member, Office
from xianfeng.people.members.operations import change_status, give_office, move_member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post
from xianfeng.schemes import library

pytestmark = pytest.mark.django_db
SCHEMES = ("ten-ones", "one-four-one", "three-four-one", "study-do", "three-platforms")
BRANCH_POSTS = {
    Post.SECRETARY: "secretary", Post.DEPUTY_SECRETARY: "secretary", Post.PUBLICITY_OFFICER: "committee",
    Post.COMMITTEE_MEMBER: "committee",
}  # fmt: skip
DAY = timedelta(days=1)


def made(world: World, seed: int) -> History:
    random = Random(seed)
    category = random.choice((Member.Category.IN_SERVICE, Member.Category.RETIRED))
    values = {"category": category, "duties": random.choice(Member.Duties.values)}
    person = Member.objects.create(
        name="甲", staff_no=f"H{seed}", joined_on=date(2010, 7, 1), sort_key="jia", **values
    )
    return History(world, random, person)


def variant(person: Member, day: OnDay, scheme: Scheme) -> str:
    """Return as what she counts, in the words of ADR 17: duties, status, posts above branches, category."""
    above = any(unit.kind in (Unit.Kind.COMMITTEE, Unit.Kind.GENERAL_BRANCH) for _, unit in day.posts)
    if day.duties == "reduced" and "reduced" in scheme.variants:
        return "reduced"
    if day.status == "floating" and "floating" in scheme.variants:
        return "floating"
    if above and "leader" in scheme.variants:
        return "leader"
    if person.category == "retired" and "retired" in scheme.variants:
        return "retired"
    return next(iter(scheme.variants))


def replayed(person: Member, day: OnDay, scheme: Scheme) -> tuple[Any, ...] | None:
    if day.unit is None:
        return None
    group = "" if day.unit.is_branch else str(day.unit.pk)
    offices = {BRANCH_POSTS[post] for post, unit in day.posts if unit.is_branch and post in BRANCH_POSTS}
    return str(branch_of(day.unit).pk), variant(person, day, scheme), group, offices


def told(member: engine.Member, day: date) -> list[tuple[Any, ...]]:
    return [(r.branch, r.variant, r.group, set(r.offices)) for r in member.rows if r.covers(day)]


@pytest.mark.parametrize("start", range(0, 40, 10))
def test_the_roster_is_what_a_replay_day_by_day_gives(world: World, start: int) -> None:
    histories = [made(world, seed) for seed in range(start, start + 10)]
    diaries = [history.live() for history in histories]
    scheme = library.load(SCHEMES[start // 10 % len(SCHEMES)])
    found = records_of([history.member for history in histories], scheme, 2026, LAST)
    for history, diary, one in zip(histories, diaries, found, strict=True):
        for day, was in diary.items():
            expected = replayed(history.member, was, scheme)
            assert told(one.member, day) == ([expected] if expected else []), (history.member.staff_no, day)
        assert told(one.member, FIRST - DAY) == []


@pytest.mark.parametrize("name", SCHEMES)
def test_rows_are_in_order_of_days_and_one_follows_the_other(world: World, name: str) -> None:
    history = made(world, 77)
    history.live()
    (one,) = records_of([history.member], library.load(name), 2026, LAST)
    rows = one.member.rows
    assert len(rows) > 5
    days = [day for row in rows for day in (row.start, row.end) if day]
    assert days == sorted(days)
    assert all(before.end < after.start for before, after in pairwise(rows) if before.end and after.start)


def test_a_life_lived_through_the_operations_of_the_register_is_read_as_it_was(world: World) -> None:
    person = world.members["groupmate"]
    give_office(PROGRAM, person, world.first, Post.COMMITTEE_MEMBER, date(2026, 2, 1))
    change_status(PROGRAM, person, "duties", "reduced", date(2026, 3, 1), "文1")
    change_status(PROGRAM, person, "duties", "standard", date(2026, 4, 1), "文2")
    move_member(PROGRAM, person, world.second, date(2026, 5, 1))
    change_status(PROGRAM, person, "status", "floating", date(2026, 6, 1), "文3")
    (one,) = records_of([person], library.load("ten-ones"), 2026, date(2026, 7, 1))
    first, second, group = str(world.first.pk), str(world.second.pk), str(world.one.pk)
    expected = {
        date(2026, 1, 31): (first, "standard", group, set()),
        date(2026, 2, 1): (first, "standard", group, {"committee"}),
        date(2026, 2, 28): (first, "standard", group, {"committee"}),
        date(2026, 3, 1): (first, "reduced", group, {"committee"}),
        date(2026, 3, 31): (first, "reduced", group, {"committee"}),
        date(2026, 4, 30): (first, "standard", group, {"committee"}),
        date(2026, 5, 1): (second, "standard", "", set()),  # the office of the branch left behind has ended
        date(2026, 6, 1): (second, "floating", "", set()),
    }
    assert {day: told(one.member, day) for day in expected} == {day: [row] for day, row in expected.items()}


def test_who_left_and_came_back_was_not_there_between(world: World) -> None:
    person = world.members["groupmate"]
    change_status(PROGRAM, person, "status", "left", date(2026, 2, 10), "文1", exit="withdrawn")
    person.refresh_from_db()
    change_status(PROGRAM, person, "status", "active", date(2026, 4, 5), "文2", unit=world.second)
    (one,) = records_of([person], library.load("ten-ones"), 2026, date(2026, 6, 1))
    there = [day for day in (date(2026, 2, 9), date(2026, 2, 10), date(2026, 4, 4), date(2026, 4, 5))
             if one.member.was_there(day)]  # fmt: skip
    assert there == [date(2026, 2, 9), date(2026, 4, 5)]
    assert one.member.row_on(date(2026, 4, 5)).branch == str(world.second.pk)


def noted(world: World, who: str, on: date, **values: Any) -> Fact:
    return record(PROGRAM, member=world.members[who], on=on, **{"kind": "publicity.done", **values})


def test_facts_in_force_of_the_year_up_to_the_day_are_read_and_no_others(world: World) -> None:
    kept = noted(world, "member", date(2026, 1, 1), quantity=250)
    last = noted(world, "member", date(2026, 9, 30), kind="decision.safety", document="安字1号")
    noted(world, "member", date(2025, 12, 31))
    noted(world, "member", date(2026, 10, 1))
    reverse(PROGRAM, noted(world, "member", date(2026, 5, 1)), reason="记错了人")
    other = noted(world, "groupmate", date(2026, 5, 1), kind="meeting.lecture", outcome="absent")
    people = [world.members["groupmate"], world.members["member"]]
    second, first = records_of(people, library.load("ten-ones"), 2026, date(2026, 9, 30))
    assert first.facts == (
        engine.Fact(kept.ref, str(people[1].pk), "publicity.done", date(2026, 1, 1), 250, "", ""),
        engine.Fact(last.ref, str(people[1].pk), "decision.safety", date(2026, 9, 30), 100, "", "安字1号"),
    )
    assert [(fact.ref, fact.outcome) for fact in second.facts] == [(other.ref, "absent")]


def test_facts_travel_with_a_member_and_keep_their_refs(world: World) -> None:
    before = noted(world, "member", date(2026, 3, 1))
    person = move_member(PROGRAM, world.members["member"], world.second, date(2026, 4, 1))
    after = record(PROGRAM, member=person, kind="publicity.done", on=date(2026, 5, 1))
    (one,) = records_of([person], library.load("ten-ones"), 2026, date(2026, 6, 1))
    assert [fact.ref for fact in one.facts] == [before.ref, after.ref]
    assert (before.unit, after.unit) == (world.first, world.second)


def test_facts_of_a_kind_that_the_scheme_does_not_know_are_left_out(world: World) -> None:
    Kind.objects.create(unit=world.first, code="unit.own", title="本支部的")
    noted(world, "member", date(2026, 3, 1), kind="unit.own")
    known = noted(world, "member", date(2026, 3, 2))
    (one,) = records_of([world.members["member"]], library.load("ten-ones"), 2026, date(2026, 6, 1))
    assert [fact.ref for fact in one.facts] == [known.ref]


def test_facts_of_one_day_are_in_the_order_in_which_they_were_recorded(world: World) -> None:
    refs = [noted(world, "member", date(2026, 3, 1)).ref for _ in range(12)]
    found = facts_in_force([world.members["member"].pk], date(2026, 1, 1), date(2026, 12, 31))
    assert [fact.ref for fact in found] == refs


def test_the_number_of_queries_does_not_depend_on_members_facts_or_moves(world: World) -> None:
    for who in ("member", "groupmate", "secretary"):
        noted(world, who, date(2026, 3, 1))
    move_member(PROGRAM, world.members["groupmate"], world.second, date(2026, 4, 1))
    people = list(Member.objects.all())
    scheme = library.load("ten-ones")
    for some in (people[:1], people):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            records_of(some, scheme, 2026, date(2026, 6, 1))
        assert len(captured) == 5


def test_a_post_in_a_unit_above_is_no_office_of_the_branch(world: World) -> None:
    scheme = library.load("one-four-one")
    officer, secretary = records_of(
        [world.members["officer"], world.members["secretary"]], scheme, 2026, date(2026, 6, 1)
    )
    assert told(officer.member, date(2026, 6, 1))[0][1:] == ("leader", "", set())
    assert told(secretary.member, date(2026, 6, 1))[0][1::2] == ("in_service", {"secretary"})
    assert Office.objects.get(member=world.members["leader"]).post == Post.GROUP_LEADER
