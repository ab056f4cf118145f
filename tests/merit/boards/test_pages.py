"""Boards for those who belong there: a branch its own, readers those below them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.merit.boards.hanging import flags_of_first, people, publish, settled, with_flags
from tests.people.world import World
from xianfeng.merit.notices.models import Notice

pytestmark = pytest.mark.django_db


def page(world: World, who: str, unit: str, period: str = "") -> str:
    answer = world.client(who).get(
        reverse("boards:board", args=[getattr(world, unit).pk]), {"period": period} if period else {}
    )
    assert answer.status_code == 200, who
    return str(answer.content.decode())


def names_in(html: str) -> list[str]:
    return re.findall(r'<li class="xf-name[^"]*">([^<]+)</li>', html)


def test_everybody_in_the_branch_sees_who_hangs_where(world: World) -> None:
    flags_of_first(world)
    for who in ("member", "leader", "secretary", "officer", "inspector"):
        html = page(world, who, "first")
        assert len(names_in(html)) == 6
        assert re.findall(r'class="xf-flag xf-flag--(\w+)"', html) == ["red", "yellow", "blue", "grey"]


def test_one_is_led_to_the_board_of_the_own_branch_or_to_those_in_ones_charge(world: World) -> None:
    of = {"member": world.first, "officer": world.third, "inspector": world.committee}
    for who, unit in of.items():
        answer = world.client(who).get(reverse("boards:own"))
        assert answer["Location"] == reverse("boards:board", args=[unit.pk])
    assert world.client("administrator").get(reverse("boards:own")).status_code == 403


@pytest.mark.parametrize(
    ("who", "status"), [("administrator", 403), ("auditor", 403), ("neighbour", 404), ("far_secretary", 404)]
)
def test_nobody_else_sees_it(world: World, who: str, status: int) -> None:
    flags_of_first(world)
    answer = world.client(who).get(reverse("boards:board", args=[world.first.pk]))
    assert answer.status_code == status
    assert world.members["member"].name not in answer.content.decode()


def test_a_board_goes_with_its_notice_while_the_period_is_not_final(world: World) -> None:
    notice = flags_of_first(world)
    Notice.objects.filter(pk=notice.pk).update(to_on=timezone.localdate() - timedelta(days=1))
    assert names_in(page(world, "member", "first")) == []
    assert page(world, "officer", "general").count("<tr>") == 0


def test_of_two_periods_on_notice_the_latest_hangs_and_the_other_can_be_chosen(world: World) -> None:
    flags_of_first(world)
    of = world.members
    publish(settled(world.first, "one-four-one", "2026-Q4", {"excellent": [of["member"]]}))
    assert names_in(page(world, "member", "first")) == [of["member"].name]
    assert len(names_in(page(world, "member", "first", "2026-Q3"))) == 6
    assert names_in(page(world, "member", "first", "nonsense")) == [of["member"].name]


def test_stars_hang_beside_their_words_and_the_flags_of_the_year_below(world: World) -> None:
    of = world.members
    settlement = settled(
        world.first, "three-four-one", "2026-H2", {"three": [of["member"]], "none": [of["leader"]]}
    )
    with_flags(settlement, {of["member"]: 2, of["leader"]: 0})
    publish(settlement)
    html = page(world, "member", "first")
    assert html.count("#tabler-filled-star") == 3 + 2 + 1
    assert names_in(html) == [of["member"].name, of["leader"].name, of["member"].name]


def test_who_was_not_assessed_or_has_no_complete_result_is_only_counted(world: World) -> None:
    of = world.members
    publish(settled(world.first, "three-platforms", "2026-Q3",
                    {"red": [of["member"]], "-": [of["leader"]], "": [of["committee"]]}))  # fmt: skip
    html = page(world, "member", "first")
    assert names_in(html) == [of["member"].name]
    assert html.count(of["leader"].name) == 0


def test_a_notice_that_counts_the_lower_bands_hangs_so(world: World) -> None:
    flags_of_first(world, names_all=False)
    html = page(world, "secretary", "first")
    assert len(names_in(html)) == 4
    assert world.members["other_group"].name not in html


def test_above_branches_stands_how_many_hang_what_with_the_way_there(world: World) -> None:
    flags_of_first(world)
    html = page(world, "officer", "committee")
    assert f"{reverse('boards:board', args=[world.first.pk])}?period=2026-Q3" in html
    assert re.findall(r'xf-flag--(\w+)".*?<span class="num">(\d+)', html, re.DOTALL) == [
        ("red", "2"), ("yellow", "2"), ("blue", "1"), ("grey", "1"),
    ]  # fmt: skip
    assert not names_in(html)


def test_a_branch_is_asked_for_as_often_with_fifty_members(world: World) -> None:
    flags_of_first(world)
    publish(settled(world.second, "three-platforms", "2026-Q3", {"yellow": people(world.second, 50)}))
    client = world.client("officer")
    client.get(reverse("boards:own"))  # the first request of a session asks for more
    asked = []
    for unit in ("first", "second"):
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("boards:board", args=[getattr(world, unit).pk]))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_page_of_a_unit_leads_to_its_board_and_its_screens(world: World) -> None:
    flags_of_first(world)
    unit = reverse("organizations:unit", args=[world.first.pk])
    board, screens = (reverse(f"boards:{name}", args=[world.first.pk]) for name in ("board", "screens"))
    found = {
        who: world.client(who).get(unit).content.decode() for who in ("member", "secretary", "administrator")
    }
    assert [(board in html, screens in html) for html in found.values()] == [
        (True, False), (True, True), (False, False)
    ]  # fmt: skip
