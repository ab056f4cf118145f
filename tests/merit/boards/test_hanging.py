"""A board hangs on after its notice, once the results are final, until the next is published."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from tests.merit.boards.hanging import (
    flags_of_first,
    make_final,
    next_of_first,
    people,
    publish,
    settled,
    with_flags,
)
from tests.merit.boards.test_pages import names_in, page
from tests.people.world import World
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement
from xianfeng.merit.assessments.states import State
from xianfeng.merit.notices.models import Notice
from xianfeng.people.members.models import Member
from xianfeng.people.privacy.erasing import ERASED

pytestmark = pytest.mark.django_db
READING = ("committee", "secretary", "general_officer", "officer", "inspector")


@pytest.mark.parametrize("state", [State.FINALISED, State.USED, State.ARCHIVED])
def test_once_the_period_is_final_its_board_hangs_on(world: World, state: State) -> None:
    notice = flags_of_first(world)
    during = {who: names_in(page(world, who, "first")) for who in ("member", *READING)}
    done = make_final(notice, state)
    for who, names in during.items():
        html = page(world, who, "first")
        assert len(names) == 6
        assert names_in(html) == names
        assert date_format(timezone.localdate(done.at)) in html
        assert reverse("notices:notice", args=[notice.pk]) not in html  # nobody objects any more


def test_who_is_outside_does_not_see_it_after_the_notice_either(world: World) -> None:
    make_final(flags_of_first(world))
    for who, status in {"administrator": 403, "auditor": 403, "neighbour": 404, "far_secretary": 404}.items():
        answer = world.client(who).get(reverse("boards:board", args=[world.first.pk]))
        assert answer.status_code == status
        assert world.members["member"].name not in answer.content.decode()


def test_it_goes_when_the_next_is_published_and_only_readers_look_it_up(world: World) -> None:
    make_final(flags_of_first(world))
    next_of_first(world)
    now = [world.members["leader"].name]
    for who in ("member", "leader", *READING):
        html = page(world, who, "first")
        assert names_in(html) == now
        assert ("?period=2026-Q3" in html) == (who in READING)
        assert len(names_in(page(world, who, "first", "2026-Q3"))) == (6 if who in READING else 1)


def test_it_does_not_come_back_when_the_next_is_withdrawn_or_waits_to_be_final(world: World) -> None:
    make_final(flags_of_first(world))
    following = next_of_first(world)
    for change in (
        {"state": Notice.State.WITHDRAWN, "content": {}},
        {"state": Notice.State.CLOSED, "content": {}},
    ):
        Notice.objects.filter(pk=following.pk).update(**change)
        assert names_in(page(world, "member", "first")) == []
        assert names_in(page(world, "secretary", "first")) == []
        assert len(names_in(page(world, "secretary", "first", "2026-Q3"))) == 6


def test_a_draft_of_the_next_takes_nothing_down(world: World) -> None:
    make_final(flags_of_first(world))
    next_of_first(world, state=Notice.State.APPROVED, published_at=None, from_on=None, to_on=None)
    assert len(names_in(page(world, "member", "first"))) == 6


def test_the_next_is_the_one_that_ends_later_whatever_it_is_called(world: World) -> None:
    of = world.members
    make_final(publish(settled(world.first, "three-platforms", "2026-Q2", {"red": [of["member"]]})))
    make_final(publish(settled(world.first, "three-four-one", "2026-H2", {"three": [of["leader"]]})))
    assert names_in(page(world, "member", "first")) == [of["leader"].name]


def test_a_withdrawn_notice_hangs_nothing(world: World) -> None:
    notice = flags_of_first(world)
    make_final(notice)
    Notice.objects.filter(pk=notice.pk).update(state=Notice.State.WITHDRAWN)
    for who in ("member", "secretary", "officer"):
        assert names_in(page(world, who, "first")) == []
        assert names_in(page(world, who, "first", "2026-Q3")) == []


def test_results_that_were_never_published_or_hold_no_longer_hang_nothing(world: World) -> None:
    notice = flags_of_first(world)
    make_final(notice)
    period = AssessmentPeriod.objects.get(unit=world.first)
    Notice.objects.filter(pk=notice.pk).update(published_at=None)
    assert names_in(page(world, "secretary", "first")) == []
    Notice.objects.filter(pk=notice.pk).update(published_at=timezone.now())
    later = Settlement.objects.create(
        period=period,
        version=2,
        as_of=notice.settlement.as_of,
        method="",
        inputs_digest="",
        results_digest="",
    )
    AssessmentPeriod.objects.filter(pk=period.pk).update(settlement=later)
    assert names_in(page(world, "secretary", "first")) == []


def test_a_period_that_is_opened_again_is_taken_down(world: World) -> None:
    make_final(flags_of_first(world))
    AssessmentPeriod.objects.filter(unit=world.first).update(state=State.COMPUTED)
    assert names_in(page(world, "member", "first")) == []


def test_whom_the_notice_only_counted_the_board_only_counts(world: World) -> None:
    make_final(flags_of_first(world, names_all=False))
    html = page(world, "secretary", "first")
    assert len(names_in(html)) == 4
    assert world.members["other_group"].name not in html


def test_what_the_notice_left_out_does_not_hang_later(world: World) -> None:
    of = world.members
    settlement = settled(world.first, "three-four-one", "2026-H2", {"three": [of["member"]]})
    with_flags(settlement, {of["member"]: 2})
    make_final(publish(settlement, fields=["name", "stars"]))
    assert names_in(page(world, "member", "first")) == [of["member"].name]
    Notice.objects.filter(settlement=settlement).update(fields=["name", "stars", "flags"])
    assert names_in(page(world, "member", "first")) == [of["member"].name] * 2


def test_who_was_erased_is_left_out(world: World) -> None:
    make_final(flags_of_first(world))
    Member.objects.filter(pk=world.members["groupmate"].pk).update(name=f"{ERASED}1", sort_key=f"{ERASED}1")
    html = page(world, "member", "first")
    assert len(names_in(html)) == 5
    assert ERASED not in html


def test_what_was_for_party_groups_alone_stays_with_the_branch(world: World) -> None:
    make_final(flags_of_first(world, audience="group"))
    for who in ("member", "leader", "committee", "secretary"):
        assert len(names_in(page(world, who, "first"))) == 6
    for who in ("general_officer", "officer", "inspector"):
        assert names_in(page(world, who, "first")) == []
        assert names_in(page(world, who, "first", "2026-Q3")) == []


def test_above_branches_stands_only_what_is_on_notice(world: World) -> None:
    make_final(flags_of_first(world))
    assert page(world, "officer", "general").count("<tr>") == 0


def test_the_panel_of_a_branch_says_that_a_board_hangs(world: World) -> None:
    unit = reverse("organizations:unit", args=[world.first.pk])

    def said() -> str:
        html = world.client("member").get(unit).content.decode()
        found = re.search(rf'href="{reverse("boards:board", args=[world.first.pk])}".*?</a>', html, re.DOTALL)
        assert found
        return found.group()

    empty = said()
    notice = flags_of_first(world)
    during = said()
    make_final(notice)
    assert empty != during
    assert said() == during


def test_a_final_board_is_asked_for_as_often_with_fifty_members_and_earlier_ones(world: World) -> None:
    make_final(flags_of_first(world))
    for code in ("2026-Q1", "2026-Q2", "2026-Q3"):
        bands = {"yellow": people(world.second, 20), "red": people(world.second, 30)}
        make_final(publish(settled(world.second, "three-platforms", code, bands)))
    client = world.client("officer")
    client.get(reverse("boards:own"))  # the first request of a session asks for more
    asked = []
    for unit in (world.first, world.second):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("boards:board", args=[unit.pk]))
        asked.append(len(queries))
    assert asked[0] == asked[1]
