"""The page of a branch: by surname, with what is behind, at a fixed cost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.merit.scores.reading import branch_page, noted
from tests.people.world import World, adopt, member
from xianfeng.facts.operations import record
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member

pytestmark = pytest.mark.django_db


def test_a_branch_is_listed_by_surname_whatever_the_scores(world: World) -> None:
    adopt(world.committee, "study-do")
    for at, who in enumerate(("secretary", "member", "committee", "leader", "groupmate", "other_group")):
        Member.objects.filter(pk=world.members[who].pk).update(sort_key=f"{at}")
    noted(world, "other_group")
    page = branch_page(world, "secretary")
    assert [row.member.name for row in page.context["rows"]] == [
        "刘志远",
        "周文海",
        "陈思宁",
        "马晓峰",
        "王志峰",
        "李国亮",
    ]
    assert [row.summary.value for row in page.context["rows"]] == [0, 0, 0, 0, 0, 300]
    assert "<ol" not in page.content.decode().split("<main")[1]


def test_a_branch_says_what_is_behind_for_whom(world: World) -> None:
    adopt(world.committee, "one-four-one")
    noted(world, "member", "study.collective", outcome="present", quantity=5600)
    behind = {row.member.name: row.behind for row in branch_page(world, "secretary").context["rows"]}
    assert behind["周文海"] == ()
    if timezone.localdate().month > 1:
        assert "学时" in behind["王志峰"][0].zh


def test_a_branch_takes_the_same_queries_for_six_and_for_thirty(world: World) -> None:
    adopt(world.committee, "ten-ones")
    client = world.client("secretary")
    client.get(reverse("desk:home"))  # the first request of a session asks more
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("scores:branch", args=[world.first.pk]))
        counts.append(len(captured))
        for number in range(24):
            person = member(f"新{number}", world.two)
            record(PROGRAM, member=person, kind="publicity.done", on=timezone.localdate())
    assert counts[0] == counts[1]
