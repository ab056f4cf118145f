from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.facts.making import recorded, today
from tests.people.world import World, adopt, member
from xianfeng.engine.calendar import Period, Unit

OWN_ROW = ("member", "groupmate", "leader")
WHOLE = ("secretary", "committee", "officer", "general_officer", "inspector")


def address(world: World, period: str = "", **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"period": period, **more}.items() if value)
    return f"{reverse('scores:board', args=[world.first.pk])}?{query}"


def last_month() -> Period:
    return Period.containing(Unit.MONTH, today().replace(day=1) - timedelta(days=1))


@pytest.fixture
def branch(world: World) -> World:
    adopt(world.committee, "ten-ones")
    recorded(world, "member")
    return world


@pytest.mark.parametrize("who", WHOLE)
def test_the_committee_and_the_levels_above_see_everybody_by_surname(branch: World, who: str) -> None:
    answer = branch.client(who).get(address(branch))
    shown = [line.member for line, _group in answer.context["lines"]]
    assert answer.status_code == 200
    assert shown == sorted(shown, key=lambda one: (one.sort_key, one.pk))
    assert {one.pk for one in shown} == {
        branch.members[key].pk
        for key in ("member", "groupmate", "leader", "other_group", "committee", "secretary")
    }


@pytest.mark.parametrize("who", OWN_ROW)
def test_a_member_sees_the_own_row_alone(branch: World, who: str) -> None:
    answer = branch.client(who).get(address(branch))
    assert answer.status_code == 200
    assert {line.member.pk for _table, line in answer.context["own"]} == {branch.members[who].pk}
    main = answer.content.decode().split("<main", 1)[1]
    others = [one.name for key, one in branch.members.items() if key != who]
    assert not [name for name in others if name in main]
    assert "summary" not in answer.context
    assert "lines" not in answer.context


@pytest.mark.parametrize(
    ("who", "status"), [("neighbour", 404), ("far_secretary", 404), ("administrator", 403), ("auditor", 403)]
)
def test_nobody_else_sees_a_board(branch: World, who: str, status: int) -> None:
    assert branch.client(who).get(address(branch)).status_code == status


def test_a_unit_that_is_no_branch_has_no_board(branch: World) -> None:
    url = reverse("scores:board", args=[branch.general.pk])
    assert branch.client("officer").get(url).status_code == 404


def test_the_numbers_of_a_month_are_those_of_the_rules(branch: World) -> None:
    recorded(branch, "member", quantity=300)
    recorded(branch, "groupmate", kind="task.assigned", outcome="missed")
    answer = branch.client("secretary").get(address(branch))
    lines = {line.member.pk: [cell.text for cell in line.cells] for line, _ in answer.context["lines"]}
    assert lines[branch.members["member"].pk][2:4] == ["+4.00", "0.00"]
    assert lines[branch.members["groupmate"].pk][2:4] == ["0.00", "-2.00"]
    summary = answer.context["summary"]
    assert (summary.members, summary.facts) == (6, 3)
    lost = [loss for loss in summary.losses if loss.title.en == "completing tasks given by the organisation"]
    assert [(loss.points, loss.members) for loss in lost] == [(200, 1)]


def test_the_page_of_items_shows_each_item_of_the_scheme(branch: World) -> None:
    table = branch.client("secretary").get(address(branch, show="0-1")).context["table"]
    assert len(table.heads) == 7
    assert len(table.lines[0].cells) == 7


def test_people_may_stand_group_by_group_but_never_by_points(branch: World) -> None:
    answer = branch.client("secretary").get(address(branch, by="group"))
    groups = [group for _line, group in answer.context["lines"]]
    assert groups == sorted(groups, key=[branch.one.name, branch.two.name].index)
    same = branch.client("secretary").get(address(branch, by="points")).context["lines"]
    assert same == branch.client("secretary").get(address(branch)).context["lines"]


def test_what_to_talk_about_is_on_the_quarters_board_and_the_mean_on_the_years(branch: World) -> None:
    client, day = branch.client("secretary"), today()
    recorded(branch, "groupmate", kind="task.assigned", outcome="missed")
    quarter = client.get(address(branch, Period.containing(Unit.QUARTER, day).code))
    assert quarter.context["talks"]
    assert not quarter.context["means"]
    year = client.get(address(branch, str(day.year)))
    assert not year.context["talks"]
    (_title, means), *others = year.context["means"]
    assert len(means) == (day.month + 2) // 3
    assert not others


def test_a_year_of_quarters_shows_them_and_their_mean(world: World) -> None:
    adopt(world.committee, "one-four-one")
    table = world.client("secretary").get(address(world, str(today().year))).context["table"]
    assert len(table.heads) == (today().month + 2) // 3 + 1


@pytest.mark.parametrize("period", ["2999-01", "2999", "soon", "2025-H1", "2026-13"])
def test_a_stretch_that_is_none_of_the_method_or_has_not_come_is_refused_in_words(
    branch: World, period: str
) -> None:
    answer = branch.client("secretary").get(address(branch, period))
    assert answer.status_code == 422
    assert answer.context["reasons"][0]


def test_half_years_are_there_where_the_method_settles_them(world: World) -> None:
    adopt(world.committee, "three-four-one")
    code = Period.containing(Unit.HALF_YEAR, today()).code
    assert world.client("secretary").get(address(world, code)).status_code == 200


def test_without_a_method_there_is_nothing_to_show(world: World) -> None:
    adopt(world.committee, "ten-ones", today())
    answer = world.client("secretary").get(address(world, last_month().code))
    assert answer.status_code == 200
    assert "tables" not in answer.context


def test_how_the_branch_spreads_is_shown_when_the_stretch_is_over_and_merged_below_five(
    branch: World,
) -> None:
    client = branch.client("member")
    assert client.get(address(branch)).context["spans"] == []
    (_title, spans), *others = client.get(address(branch, last_month().code)).context["spans"]
    assert [span.number for span in spans] == [6]
    assert not others


def test_fewer_than_five_do_not_see_how_they_spread(branch: World) -> None:
    url = reverse("scores:board", args=[branch.second.pk])
    shown = branch.client("neighbour").get(f"{url}?period={last_month().code}").context["spans"]
    assert [spans for _title, spans in shown] == [[]]


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


@pytest.mark.parametrize("period", ["", "Q", "Y"])
@pytest.mark.parametrize("who", ["secretary", "member"])
def test_sixty_members_take_as_many_queries_as_six(branch: World, who: str, period: str) -> None:
    day = today()
    code = {"": "", "Q": Period.containing(Unit.QUARTER, day).code, "Y": str(day.year)}[period]
    few = _queries(branch.client(who), address(branch, code))
    for number in range(54):
        added: Any = member(f"新党员{number}", branch.one)
        branch.members["added"] = added
        recorded(branch, "added")
    assert _queries(branch.client(who), address(branch, code)) == few


def test_a_day_is_read_as_the_end_of_the_stretch_or_today(branch: World) -> None:
    client = branch.client("secretary")
    assert client.get(address(branch)).context["as_of"] == today()
    past = last_month()
    assert client.get(address(branch, past.code)).context["as_of"] == past.end
    assert isinstance(past.end, date)
