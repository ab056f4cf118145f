"""The pages of units and teams: what they show, what they write, and what they say to bad input."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people.organizations.asking import DAY, found
from tests.people.world import World, account, appoint, member, signed_in, unit
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.operations import dissolve_unit, keep_team, merge_units, rename_unit
from xianfeng.people.organizations.panels import Panel, _makers, register_panel
from xianfeng.people.organizations.roles import Role

pytestmark = pytest.mark.django_db
ON = {"on": "2025-03-01", "document": "北党组〔2025〕3号"}


def url(name: str, *args: Any, query: str = "") -> str:
    return reverse(f"organizations:{name}", args=args) + query


def shown(client: Client, name: str, *args: Any, query: str = "") -> str:
    response = client.get(url(name, *args, query=query))
    assert response.status_code == 200
    return response.content.decode()


# Walking the tree


def test_an_officer_walks_from_the_committee_to_a_group(world: World) -> None:
    client = world.client("officer")
    page = shown(client, "tree")
    for step in (world.general, world.first, world.one):
        assert url("unit", step.pk) in page
        page = shown(client, "unit", step.pk)
    assert url("unit", world.first.pk) in page
    assert url("unit", world.general.pk) in page


def test_a_member_sees_her_branch_and_opens_only_her_own_group(world: World) -> None:
    client = world.client("member")
    page = shown(client, "unit", world.first.pk)
    assert url("unit", world.one.pk) in page
    assert "第二党小组" in page
    assert url("unit", world.two.pk) not in page
    assert url("rename", world.first.pk) not in page
    assert shown(client, "unit", world.one.pk)
    for hidden in (world.two, world.general, world.committee, world.second):
        assert client.get(url("unit", hidden.pk)).status_code == 404


def test_an_auditor_is_told_why_she_sees_no_unit(world: World) -> None:
    client = world.client("auditor")
    for address in (url("tree"), url("unit", world.first.pk)):
        assert client.get(address).status_code == 403


def test_somebody_with_two_units_begins_with_both(world: World) -> None:
    person = account()
    for where in (world.general, world.far):
        appoint(person, Role.INSPECTOR, where)
    page = shown(signed_in(person), "tree")
    assert url("unit", world.general.pk) in page
    assert url("unit", world.far.pk) in page


def test_search_finds_a_unit_with_the_names_above_it(world: World) -> None:
    page = shown(world.client("officer"), "tree", query="?q=一站")
    assert url("unit", world.first.pk) in page
    assert "北风党委" in page
    assert "采油二站" not in page


@pytest.mark.parametrize("typed", ["月球", "%00", "<b>", " " * 3])
def test_a_search_that_finds_nothing_is_answered(world: World, typed: str) -> None:
    assert shown(world.client("officer"), "tree", query=f"?q={typed}")


def test_dissolved_units_are_shown_when_asked_for(world: World) -> None:
    gone = unit("采油三站党支部", "branch", world.general)
    dissolve_unit(PROGRAM, gone, on=date(2025, 1, 1), document="1号")
    client = world.client("officer")
    assert url("unit", gone.pk) not in shown(client, "unit", world.general.pk)
    assert url("unit", gone.pk) in shown(client, "unit", world.general.pk, query="?dissolved=1")
    assert url("rename", gone.pk) not in shown(client, "unit", gone.pk)


def test_a_page_of_children_holds_fifty(world: World) -> None:
    for _ in range(51):
        found("branch", world.general, founded_on=date(2020, 1, 1))
    client = world.client("officer")
    first = client.get(url("unit", world.general.pk)).context["page"]
    last = client.get(url("unit", world.general.pk, query="?page=2")).context["page"]
    assert (len(first.object_list), len(last.object_list)) == (50, 3)


@pytest.mark.parametrize("name", ["tree", "unit", "history"])
def test_the_number_of_queries_of_a_page_does_not_grow_with_the_units(name: str) -> None:
    def queries(branches: int) -> int:
        top = found("committee")
        for _ in range(branches):
            branch = found("branch", found("general_branch", top))
            member("周文海", found("group", branch))
            rename_unit(PROGRAM, top, name=f"党委{branch.pk}", on=DAY, document="1号")
        person = account()
        appoint(person, Role.OFFICER, top)
        client = signed_in(person)
        args = () if name == "tree" else (top.pk,)
        shown(client, name, *args)
        with CaptureQueriesContext(connection) as asked:
            shown(client, name, *args)
        return len(asked)

    assert queries(1) == queries(7) > 5


def test_a_panel_of_another_app_stands_on_the_page_of_a_unit(world: World) -> None:
    def maker(request: Any, of: Unit) -> Panel | None:
        return (
            Panel("organizations/_changes.html", {"changes": [(None, "七一")]}) if of == world.one else None
        )

    register_panel(maker)
    try:
        assert "七一" in shown(world.client("member"), "unit", world.one.pk)
        assert "七一" not in shown(world.client("member"), "unit", world.first.pk)
    finally:
        _makers.remove(maker)


# History


def test_the_history_of_a_unit_is_told(world: World) -> None:
    rename_unit(PROGRAM, world.third, name="综合党支部", on=date(2025, 1, 1), document="北党组〔2025〕1号")
    page = shown(world.client("office_member"), "history", world.third.pk)
    assert "北党组〔2025〕1号" in page
    assert "机关党支部" in page


def test_a_page_shows_how_it_was_on_a_day(world: World) -> None:
    merge_units(PROGRAM, world.second, into=world.first, on=date(2025, 1, 1), document="1号")
    rename_unit(PROGRAM, world.first, name="采油站党支部", on=date(2025, 2, 1), document="2号")
    client = world.client("officer")
    before = client.get(url("past", world.general.pk, query="?on=2024-12-31")).context["page"]
    assert [then.name for then in before] == ["采油一站党支部", "采油二站党支部"]
    after = client.get(url("past", world.general.pk, query="?on=2025-02-01")).context["page"]
    assert [then.name for then in after] == ["采油站党支部"]
    assert client.get(url("past", world.general.pk, query="?on=1999-01-01")).context["then"] is None
    assert client.get(url("past", world.general.pk)).status_code == 200
    assert client.get(url("past", world.general.pk, query="?on=gestern")).status_code == 422


# Founding and changing


def founding(**values: str) -> dict[str, str]:
    return {
        "kind": "group", "name": "第三党小组", "code": "N-1", "sector": "production", "founded_on": "2025-03-01",
        "document": "", "term_years": "", **values,
    }  # fmt: skip


def test_a_secretary_founds_a_group_and_comes_to_its_page(world: World) -> None:
    client = world.client("secretary")
    assert shown(client, "found", world.first.pk)
    response = client.post(url("found", world.first.pk), founding())
    made = Unit.objects.unscoped().get(code="N-1")
    assert response.status_code == 302
    assert response.headers["Location"] == url("unit", made.pk)
    assert (made.name, made.kind, made.path[:-4]) == ("第三党小组", "group", world.first.path)


def test_a_secretary_is_offered_groups_only(world: World) -> None:
    response = world.client("secretary").post(url("found", world.first.pk), founding(kind="branch"))
    assert response.status_code == 422
    assert "kind" in response.context["form"].errors


def test_what_was_typed_is_kept_when_it_is_refused(world: World) -> None:
    response = world.client("secretary").post(
        url("found", world.first.pk), founding(code=world.one.code, founded_on="1999-01-01", name="新小组")
    )
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"code", "founded_on"}
    assert 'value="新小组"' in response.content.decode()
    assert not Unit.objects.unscoped().filter(name="新小组").exists()


def test_an_empty_form_is_refused_at_every_field(world: World) -> None:
    response = world.client("officer").post(url("found", world.general.pk), {})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"kind", "name", "code", "sector", "founded_on"}


def test_an_administrator_founds_at_the_top_and_comes_back_to_the_tree(world: World) -> None:
    client = world.client("administrator")
    assert url("found_root") in shown(client, "tree")
    response = client.post(url("found_root"), founding(kind="committee"))
    assert response.headers["Location"] == url("tree")
    assert Unit.objects.unscoped().get(code="N-1").depth == 1


def test_a_unit_is_renamed(world: World) -> None:
    client = world.client("general_officer")
    assert shown(client, "rename", world.first.pk)
    response = client.post(url("rename", world.first.pk), {"name": "采油一队党支部", **ON})
    assert response.headers["Location"] == url("unit", world.first.pk)
    world.first.refresh_from_db()
    assert world.first.name == "采油一队党支部"


def test_a_unit_is_corrected(world: World) -> None:
    values = {"code": "BF-1", "sector": "office", "term_years": "5"}
    assert shown(world.client("officer"), "correct", world.first.pk)
    assert world.client("officer").post(url("correct", world.first.pk), values).status_code == 302
    world.first.refresh_from_db()
    assert (world.first.code, world.first.sector, world.first.term_years) == ("BF-1", "office", 5)


def test_a_unit_is_split(world: World) -> None:
    response = world.client("officer").post(
        url("split", world.first.pk), {"name": "新支部", "code": "N-1", **ON}
    )
    made = Unit.objects.unscoped().get(code="N-1")
    assert response.headers["Location"] == url("unit", made.pk)


def test_a_unit_with_members_says_what_stands_in_the_way_of_dissolving_it(world: World) -> None:
    client = world.client("officer")
    page = client.get(url("dissolve", world.first.pk))
    assert len(page.context["obstacles"]) == 1
    assert "<form class" not in page.content.decode()
    response = client.post(url("dissolve", world.second.pk), ON)
    assert response.status_code == 422
    world.second.refresh_from_db()
    assert world.second.dissolved_on is None


def test_an_empty_unit_is_dissolved(world: World) -> None:
    empty = unit("空支部", "branch", world.general)
    client = world.client("officer")
    assert shown(client, "dissolve", empty.pk)
    assert client.post(url("dissolve", empty.pk), ON).status_code == 302
    empty.refresh_from_db()
    assert empty.dissolved_on == date(2025, 3, 1)


def test_a_unit_is_moved_after_the_other_one_was_chosen(world: World) -> None:
    client = world.client("officer")
    choice = shown(client, "move", world.first.pk)
    assert f"?to={world.committee.pk}" in choice
    assert f"?to={world.other.pk}" not in choice
    there = url("move", world.first.pk, query=f"?to={world.committee.pk}")
    assert client.get(there).status_code == 200
    assert client.post(there, {"on": "2025-03-01", "document": ""}).status_code == 422
    assert client.post(there, ON).status_code == 302
    world.first.refresh_from_db()
    assert world.first.path[:-4] == world.committee.path


def test_the_other_unit_can_be_searched(world: World) -> None:
    page = shown(world.client("officer"), "merge", world.second.pk, query="?q=机关")
    assert f"?to={world.third.pk}" in page
    assert f"?to={world.first.pk}" not in page
    assert shown(world.client("officer"), "merge", world.second.pk, query="?q=月球")


@pytest.mark.parametrize("to", ["", "x", "0", "99999999999999999999"])
def test_another_unit_that_is_none_is_not_found(world: World, to: str) -> None:
    for name in ("move", "merge"):
        assert world.client("officer").get(url(name, world.first.pk, query=f"?to={to}")).status_code == 404


def test_members_go_over_to_the_unit_into_which_theirs_is_merged(world: World) -> None:
    there = url("merge", world.second.pk, query=f"?to={world.first.pk}")
    assert world.client("general_officer").get(there).status_code == 200
    response = world.client("general_officer").post(there, ON)
    assert response.headers["Location"] == url("unit", world.first.pk)
    world.second.refresh_from_db()
    person = world.members["neighbour"]
    person.refresh_from_db()
    assert world.second.dissolved_on == date(2025, 3, 1)
    assert person.branch == world.first


def test_what_does_not_fit_is_said_above_the_form(world: World) -> None:
    there = url("move", world.first.pk, query=f"?to={world.general.pk}")
    response = world.client("officer").post(there, ON)
    assert response.status_code == 422
    assert len(response.context["form"].non_field_errors()) == 1


CHANGES = ("found", "rename", "correct", "move", "merge", "split", "dissolve")


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize(
    "who", ["member", "leader", "committee", "secretary", "inspector", "administrator", "owner"]
)
def test_who_is_not_in_charge_is_told_so(world: World, who: str, name: str) -> None:
    of = world.one if name == "found" and who == "secretary" else world.first
    for ask in (world.client(who).get, world.client(who).post):
        assert ask(url(name, of.pk)).status_code == 403


@pytest.mark.parametrize("name", [*CHANGES, "unit", "history", "past", "keep_team"])
def test_a_unit_out_of_sight_is_not_found(world: World, name: str) -> None:
    assert world.client("officer").get(url(name, world.far.pk)).status_code == 404
    assert world.client("secretary").get(url(name, world.second.pk)).status_code == 404


@pytest.mark.parametrize("name", ["tree", "unit", "history", "past"])
def test_pages_that_only_show_are_not_posted_to(world: World, name: str) -> None:
    args = () if name == "tree" else (world.first.pk,)
    assert world.client("officer").post(url(name, *args)).status_code == 405


# Teams


def test_a_secretary_keeps_teams(world: World) -> None:
    client = world.client("secretary")
    assert shown(client, "keep_team", world.first.pk)
    assert (
        client.post(url("keep_team", world.first.pk), {"name": "一班", "employees": "12"}).status_code == 302
    )
    team = Team.objects.unscoped().get()
    assert url("team", team.pk) in shown(client, "unit", world.first.pk)
    assert shown(client, "team", team.pk)
    assert client.post(url("team", team.pk), {"name": "二班", "employees": "13"}).status_code == 302
    team.refresh_from_db()
    assert (team.name, team.employees) == ("二班", 13)
    assert shown(client, "dissolve_team", team.pk)
    assert client.post(url("dissolve_team", team.pk), {"on": "2025-03-01"}).status_code == 302
    assert client.get(url("team", team.pk)).status_code == 404


def test_a_team_is_refused_with_what_was_typed(world: World) -> None:
    keep_team(PROGRAM, unit=world.first, name="一班")
    client = world.client("secretary")
    response = client.post(url("keep_team", world.first.pk), {"name": "一班", "employees": "-1"})
    assert response.status_code == 422
    assert 'value="一班"' in response.content.decode()
    assert Team.objects.unscoped().count() == 1


def test_a_member_sees_the_teams_of_her_branch_and_changes_none(world: World) -> None:
    team = keep_team(PROGRAM, unit=world.first, name="一班")
    client = world.client("member")
    page = shown(client, "unit", world.first.pk)
    assert "一班" in page
    assert url("team", team.pk) not in page
    assert client.get(url("team", team.pk)).status_code == 403
    assert client.get(url("keep_team", world.first.pk)).status_code == 403
    assert world.client("neighbour").get(url("team", team.pk)).status_code == 404


# Navigation


@pytest.mark.parametrize(
    ("who", "has_entry"),
    [("officer", True), ("general_officer", True), ("inspector", True), ("administrator", True), ("owner", True),
     ("member", False), ("leader", False), ("auditor", False)],
)  # fmt: skip
def test_who_finds_the_tree_in_the_navigation(world: World, who: str, has_entry: bool) -> None:
    page = world.client(who).get(reverse("site:more")).content.decode()
    assert (f'href="{url("tree")}"' in page) is has_entry
