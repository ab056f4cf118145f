"""Lists: only what is in reach, narrowed and in order, with a fixed number of queries."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.people.members.making import DOCUMENT, registered
from tests.people.world import World, appoint, office
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import change_status
from xianfeng.people.members.queries import (
    list_branches,
    list_members,
    list_units_for_office,
    list_units_to_choose,
)
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import Reach, Scope

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def scope(world: World, who: str) -> Scope:
    return scope_of(world.users[who], TODAY)


def names(found: object) -> list[str]:
    return [each.name for each in found]  # type: ignore[attr-defined]


@pytest.fixture
def people(world: World) -> World:
    """Members with keys: of two branches, of several kinds and situations."""
    registered(world.one, name="周文海", staff_no="AB100", work_post="采油工")
    registered(world.one, name="张华文", staff_no="AB200", category="retired")
    registered(world.two, name="李安", staff_no="AC100", kind="probationary", full_on=None)
    floats = registered(world.first, name="赵海")
    change_status(PROGRAM, floats, "status", "floating", date(2026, 1, 1), DOCUMENT)
    reduced = registered(world.second, name="钱华", duties="reduced")
    office(reduced, world.second, Post.PUBLICITY_OFFICER)
    left = registered(world.two, name="孙离")
    change_status(PROGRAM, left, "status", "left", date(2026, 1, 1), DOCUMENT, exit="withdrawn")
    return world


def ours(found: object) -> list[str]:
    wanted = {"周文海", "张华文", "李安", "赵海", "钱华", "孙离"}
    return [each.name for each in found if each.search_keys and each.name in wanted]  # type: ignore[attr-defined]


def test_a_list_goes_by_surname(people: World) -> None:
    assert ours(list_members(scope(people, "officer"))) == ["李安", "钱华", "张华文", "赵海", "周文海"]


def test_each_filter_leaves_what_fits(people: World) -> None:
    reader = scope(people, "officer")
    assert ours(list_members(reader, search="zhw")) == ["张华文", "周文海"]
    assert ours(list_members(reader, search="海")) == ["赵海", "周文海"]
    assert ours(list_members(reader, search="ab")) == ["张华文", "周文海"]
    assert ours(list_members(reader, kind="probationary")) == ["李安"]
    assert ours(list_members(reader, status="floating")) == ["赵海"]
    assert ours(list_members(reader, category="retired")) == ["张华文"]
    assert ours(list_members(reader, duties="reduced")) == ["钱华"]
    assert ours(list_members(reader, post="publicity_officer")) == ["钱华"]
    assert ours(list_members(reader, unit=people.one)) == ["张华文", "周文海"]
    assert ours(list_members(reader, unit=people.first)) == ["李安", "张华文", "赵海", "周文海"]
    assert ours(list_members(reader, unit=people.first, search="zh", category="in_service")) == [
        "赵海",
        "周文海",
    ]
    assert ours(list_members(reader, search="nobody")) == []


def test_who_left_is_listed_only_when_asked_for(people: World) -> None:
    assert ours(list_members(scope(people, "secretary"), status="left")) == ["孙离"]
    assert ours(list_members(scope(people, "secretary"), status="left", unit=people.two)) == ["孙离"]
    assert ours(list_members(scope(people, "secretary"), status="left", unit=people.one)) == []
    assert ours(list_members(scope(people, "second_secretary"), status="left")) == []


def test_orders_are_by_name_unit_or_day_of_joining(people: World) -> None:
    reader = scope(people, "officer")
    Member.objects.filter(name="周文海", staff_no="AB100").update(joined_on=date(1999, 1, 1))
    assert ours(list_members(reader, order="joined"))[0] == "周文海"
    assert ours(list_members(reader, order="unit")) == ["赵海", "张华文", "周文海", "李安", "钱华"]


def test_a_narrower_reader_finds_less(people: World) -> None:
    assert ours(list_members(scope(people, "second_secretary"))) == ["钱华"]
    assert ours(list_members(scope(people, "far_secretary"))) == []
    assert names(list_members(scope(people, "administrator"))) == []
    assert names(list_members(Scope())) == []


def test_an_inspector_cannot_look_for_reduced_duties(people: World) -> None:
    assert ours(list_members(scope(people, "inspector"), duties="reduced")) == []
    assert len(ours(list_members(scope(people, "inspector"), duties="standard"))) == 0
    both = people.users["second_secretary"]
    appoint(both, Role.INSPECTOR, people.committee)
    registered(people.one, name="吴减", duties="reduced")
    assert names(list_members(scope_of(both, TODAY), duties="reduced")) == ["钱华"]


def test_posts_of_today_come_along_and_old_ones_do_not(people: World) -> None:
    office(
        Member.objects.get(name="赵海", staff_no__startswith="N"),
        people.first,
        Post.DISCIPLINE_OFFICER,
        to_on=date(2020, 1, 1),
    )
    found = {
        each.name: each.offices_today for each in list_members(scope(people, "officer")) if each.search_keys
    }
    assert [held.post for held in found["钱华"]] == ["publicity_officer"]
    assert found["赵海"] == []


@pytest.mark.parametrize(
    "filters", [{}, {"search": "zh"}, {"post": "secretary"}, {"kind": "full", "order": "unit"}]
)
def test_a_page_takes_the_same_queries_for_three_members_and_for_sixty(
    world: World, filters: dict[str, str]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = Paginator(list_members(scope_, **filters), 50).get_page(1)  # type: ignore[arg-type]
            for member in page:
                str((member.unit, member.branch, member.offices_today))
        return len(asked)

    scope_ = scope(world, "officer")
    registered(world.one, name="赵一")
    few = queries()
    for at in range(60):
        registered((world.one, world.two, world.second)[at % 3], name="赵明")
    assert queries() == few == 4


def test_the_index_answers_for_a_branch(world: World) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the plan of SQLite")
    plan = list_members(scope(world, "secretary")).explain()
    assert "SCAN members_member" not in plan
    assert "members_member_unit_id" in plan


def test_units_to_choose_lead_up_and_down(world: World) -> None:
    officer = scope(world, "officer")
    assert list_units_to_choose(officer, None) == [world.committee, world.general, world.third]
    assert list_units_to_choose(officer, world.general) == [
        world.committee,
        world.general,
        world.first,
        world.second,
    ]
    secretary = scope(world, "secretary")
    assert list_units_to_choose(secretary, None) == [world.first, world.one, world.two]
    assert list_units_to_choose(secretary, world.one) == [world.first, world.one]
    two = Scope(
        reaches=(
            Reach(Role.INSPECTOR, world.second.pk, world.second.path),
            Reach(Role.OFFICER, world.third.pk, world.third.path),
        )
    )
    assert list_units_to_choose(two, None) == [world.second, world.third]


def test_branches_to_move_to_are_those_whose_register_one_keeps(world: World) -> None:
    assert list_branches(scope(world, "officer"), "采油") == [world.first, world.second]
    assert list_branches(scope(world, "secretary"), "") == [world.first]
    assert list_branches(scope(world, "inspector"), "") == []
    Unit.objects.filter(pk=world.second.pk).update(dissolved_on=TODAY)
    assert list_branches(scope(world, "officer"), "采油") == [world.first]


def test_units_for_an_office_lie_in_line_or_beside(world: World) -> None:
    member = world.members["office_member"]
    assert list_units_for_office(member) == [world.committee, world.third]
    assert list_units_for_office(member, "总支") == [world.general]
    assert list_units_for_office(member, "采油") == []
    assert list_units_for_office(world.members["member"]) == [
        world.committee,
        world.general,
        world.first,
        world.one,
        world.two,
    ]
