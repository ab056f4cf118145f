from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.facts.making import actor, recorded, today
from tests.people.world import World, unit
from xianfeng.engine.calendar import Period, Unit
from xianfeng.facts.operations import propose
from xianfeng.facts.operations import reverse as undo
from xianfeng.merit.scores.branches import Counts, counts_of
from xianfeng.people.audit.operations import PROGRAM

URL = "/scores/boards/"


def month() -> Period:
    return Period.containing(Unit.MONTH, today())


def test_facts_people_overdue_and_waiting_are_counted_by_branch(world: World) -> None:
    recorded(world, "member")
    recorded(world, "member")
    recorded(world, "leader", kind="task.assigned", outcome="overdue")
    undo(actor(world), recorded(world, "groupmate"), reason="记错了")
    long_ago = timezone.now() - timedelta(days=8)
    for at in (long_ago, timezone.now()):
        propose(PROGRAM, member=world.members["member"], kind="hazard.fixed", on=at.date(), at=at)
    first, second = counts_of([world.first, world.second], month())
    assert first == Counts(world.first, "第一党总支", members=6, facts=3, recorded=2, overdue=1, waiting=1)
    assert first.share == 33
    assert second == Counts(world.second, "第一党总支", members=2, facts=0, recorded=0, overdue=0, waiting=0)


def test_facts_of_other_months_are_left_out(world: World) -> None:
    recorded(world, "member", on=month().start - timedelta(days=1))
    assert counts_of([world.first], month())[0].facts == 0


def test_an_officer_sees_the_branches_below_in_order_of_the_tree(world: World) -> None:
    for who, branches in {"officer": ["first", "second", "third"], "general_officer": ["first", "second"],
                          "inspector": ["first", "second", "third"]}.items():  # fmt: skip
        answer = world.client(who).get(URL)
        assert [row.branch for row in answer.context["rows"]] == [getattr(world, name) for name in branches]


def test_branches_with_nothing_recorded_can_be_looked_for(world: World) -> None:
    recorded(world, "member")
    answer = world.client("officer").get(URL, {"only": "silent"})
    assert [row.branch for row in answer.context["rows"]] == [world.second, world.third]
    assert answer.context["silent"] == 2


@pytest.mark.parametrize(
    ("who", "branch"), [("member", "first"), ("secretary", "first"), ("far_secretary", "far")]
)
def test_who_belongs_to_one_branch_goes_to_its_board(world: World, who: str, branch: str) -> None:
    answer = world.client(who).get(URL)
    assert answer["Location"] == reverse("scores:board", args=[getattr(world, branch).pk])


@pytest.mark.parametrize("who", ["administrator", "auditor"])
def test_others_do_not_compare_branches(world: World, who: str) -> None:
    assert world.client(who).get(URL).status_code == 403


@pytest.mark.parametrize("period", ["2999-01", "2025", "x"])
def test_what_is_no_month_is_refused_in_words(world: World, period: str) -> None:
    answer = world.client("officer").get(URL, {"period": period})
    assert answer.status_code == 422
    assert answer.context["reasons"][0]


def test_the_number_of_queries_does_not_grow_with_branches(world: World) -> None:
    client = world.client("officer")

    def queries() -> int:
        client.get(URL)
        with CaptureQueriesContext(connection) as seen:
            client.get(URL)
        return len(seen)

    few = queries()
    for number in range(30):
        unit(f"第{number}党支部", "branch", world.general)
    assert queries() == few
