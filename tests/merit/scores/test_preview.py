"""What a draft would do to the last closed period, from real facts; ballots are missing, and the page says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.merit.methods.writing import NEXT_YEAR, draft, published, text_of
from tests.people.world import World, adopt, member, small_world
from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme
from xianfeng.facts.catalogue import packaged
from xianfeng.facts.operations import record
from xianfeng.facts.operations import reverse as reverse_fact
from xianfeng.merit.methods.operations import change_draft
from xianfeng.merit.methods.queries import read_text
from xianfeng.merit.scores.preview import Preview, preview_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.schemes import library

pytestmark = pytest.mark.django_db
HAZARD = "{each: hazard.fixed, per: 1, points: 1, at_most: 6}"
TWICE = {HAZARD: "{each: hazard.fixed, per: 1, points: 2, at_most: 8}"}
LAST = Period.parse("2025")


@pytest.fixture(autouse=True)
def _on_a_day_in_may() -> Iterator[None]:
    with time_machine.travel("2026-05-20 10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def world(db: None) -> World:
    made = small_world()
    adopt(made.committee, "ten-ones")
    return made


def scheme(**instead: str) -> Scheme:
    found = read_text(text_of("ten-ones", **instead), "ten-ones", packaged()).scheme
    assert found is not None
    return found


def hazards(of: Member, number: int, on: date = date(2025, 6, 1)) -> None:
    for _ in range(number):
        record(PROGRAM, member=of, kind="hazard.fixed", on=on)


def tried(members: list[Member], after: Scheme) -> Preview:
    return preview_of(members, library.load("ten-ones"), after, LAST)


def test_members_whose_facts_count_more_rise_and_the_item_is_the_cause(world: World) -> None:
    two, none = world.members["member"], world.members["neighbour"]
    hazards(two, 2)
    found = tried([two, none], scheme(**TWICE))
    (part,) = found.parts
    before, after = ([getattr(each, side).score for each in part.comparison.members] for side in "ab")
    assert (after[0] - before[0], after[1] - before[1]) == (200, 0)
    (cause,) = part.comparison.largest_causes
    assert (cause.key.subject, cause.members, cause.raised, cause.lowered) == ("safety", 1, 1, 0)


def test_only_facts_of_the_closed_period_that_are_in_force_count(world: World) -> None:
    of = world.members["member"]
    hazards(of, 1, date(2026, 3, 1))
    reversed_ = record(PROGRAM, member=of, kind="hazard.fixed", on=date(2025, 3, 1))
    reverse_fact(PROGRAM, reversed_, reason="记错了")
    (part,) = tried([of], scheme(**TWICE)).parts
    assert [each.change for each in part.comparison.members] == [0]


def test_components_that_wait_for_ballots_are_named_and_not_compared(world: World) -> None:
    found = tried([world.members["member"]], scheme())
    assert not found.is_whole
    assert [title.zh for title in found.waiting] == ["党内民主评价", "员工群众评价"]
    assert [part.title.zh for part in found.parts] == ["先锋模范评价"]


def test_a_method_without_ballots_is_compared_as_a_whole(world: World) -> None:
    study = library.load("study-do")
    found = preview_of([world.members["member"]], study, study, Period.containing(study.period, LAST.end))
    assert found.is_whole
    assert found.parts[0].comparison.whole.same == 1


def test_who_was_not_there_is_left_out(world: World) -> None:
    newcomer = member("新来的", world.two, joined_on=date(2026, 2, 1))
    (part,) = tried([world.members["member"], newcomer], scheme(**TWICE)).parts
    assert [each.member for each in part.comparison.members] == [str(world.members["member"].pk)]


# The page


def shown(world: World, who: str, made: object, unit: Unit | None = None, expected: int = 200) -> str:
    query = f"?unit={unit.pk}" if unit else ""
    response = world.client(who).get(reverse("scores:preview", args=[made.pk]) + query)
    assert response.status_code == expected
    return response.content.decode()


def test_a_secretary_sees_who_in_her_branch_would_change_and_why(world: World) -> None:
    hazards(world.members["member"], 2)
    page = shown(world, "secretary", draft(world.first, text_of("ten-ones", **TWICE), NEXT_YEAR))
    assert "周文海" in page
    assert "“安全员”2.00→4.00（+2.00）" in page
    assert "李国亮" not in page


def test_an_officer_sees_branches_without_names(world: World) -> None:
    hazards(world.members["member"], 2)
    made = draft(world.general, text_of("ten-ones", **TWICE), NEXT_YEAR)
    page = shown(world, "officer", made)
    assert "采油一站党支部" in page
    assert "周文海" not in page
    assert "周文海" in shown(world, "officer", made, world.first)


def test_who_goes_by_another_method_or_version_is_left_out(world: World) -> None:
    for who in ("member", "neighbour", "office_member"):
        hazards(world.members[who], 1)
    adopt(world.second, "study-do")
    published(world.third)
    page = shown(world, "officer", draft(world.committee, text_of("ten-ones", **TWICE), NEXT_YEAR))
    rows = page.partition("<main")[2].partition("<select")[0]
    assert "采油一站党支部" in rows
    assert "采油二站党支部" not in rows
    assert "机关党支部" not in rows


@pytest.mark.parametrize(
    ("who", "expected"),
    [("secretary", 200), ("officer", 200), ("general_officer", 200), ("member", 404), ("committee", 404),
     ("inspector", 404), ("administrator", 404), ("auditor", 404), ("neighbour", 404), ("far_secretary", 404)],
)  # fmt: skip
def test_the_preview_is_for_those_who_draft(world: World, who: str, expected: int) -> None:
    shown(world, who, draft(world.first), expected=expected)


def test_a_unit_outside_the_draft_is_not_found(world: World) -> None:
    made = draft(world.first)
    shown(world, "officer", made, world.second, expected=404)
    shown(world, "officer", made, world.one, expected=404)


def test_an_unsound_draft_another_period_and_no_method_are_said(world: World) -> None:
    made = draft(world.first)
    change_draft(PROGRAM, made, text="scheme: [", digest=made.digest)
    for each in (
        made,
        draft(world.second, text_of("three-platforms")),
        draft(world.far, text_of("ten-ones")),
    ):
        page = shown(world, "far_secretary" if each.owner == world.far else "officer", each)
        assert "xf-note--attention" in page
        assert "<table" not in page


def test_more_members_need_no_more_queries(world: World) -> None:
    made = draft(world.first, text_of("ten-ones", **TWICE), NEXT_YEAR)
    hazards(world.members["member"], 1)
    client, address = world.client("secretary"), reverse("scores:preview", args=[made.pk])
    client.get(address)
    with CaptureQueriesContext(connection) as before:
        client.get(address)
    for number in range(5):
        hazards(member(f"周{number}", world.two), number + 1)
    with CaptureQueriesContext(connection) as after:
        client.get(address)
    assert len(after) == len(before)
