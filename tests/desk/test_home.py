"""What each person finds at home."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people.world import World, account, member, unit
from xianfeng.desk.queries import get_overview
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.models import Member, Office
from xianfeng.people.privacy.models import DataRequest

pytestmark = pytest.mark.django_db


def home(world: World, who: str) -> Any:
    return world.client(who).get(reverse("desk:home"))


def test_a_member_sees_who_she_is_and_her_branch(world: World) -> None:
    page = home(world, "member")
    assert page.status_code == 200
    mine = page.context["mine"]
    assert (mine.branch, mine.group, mine.above, mine.members) == (world.first, world.one, world.general, 6)
    assert [office.member.name for office in mine.offices] == ["刘志远", "陈思宁", "马晓峰"]
    assert page.context["register"] is page.context["overview"] is page.context["accounts"] is None


def test_a_member_of_the_branch_does_not_see_who_else_belongs_to_it(world: World) -> None:
    text = home(world, "member").content.decode()
    assert world.members["groupmate"].name not in text
    assert world.members["neighbour"].name not in text


def test_a_secretary_sees_her_members(world: World) -> None:
    Member.objects.filter(pk=world.members["groupmate"].pk).update(status=Member.Status.LOST_CONTACT)
    Member.objects.filter(pk=world.members["neighbour"].pk).update(status=Member.Status.LOST_CONTACT)
    member("新来的", world.two, kind=Member.Kind.PROBATIONARY)
    register = home(world, "secretary").context["register"]
    assert (register.members, register.probationary, register.without_account) == (7, 1, 1)
    assert register.to_follow == [world.members["groupmate"]]
    assert [(g, g.size) for g in register.groups] == [(world.one, 3), (world.two, 4)]


def lacking(world: World, who: str = "officer", on: date = date(2026, 11, 21)) -> dict[str, list[str]]:
    overview = get_overview(scope_of(world.users[who], on), on)
    assert overview is not None
    return {need.branch.name: [str(lack) for lack in need.lacks] for need in overview.in_need}


def test_an_officer_sees_which_branches_lack_something(world: World) -> None:
    Office.objects.update(from_on=date(2026, 1, 1))
    Office.objects.filter(member=world.members["secretary"]).update(from_on=date(2022, 1, 1))
    assert {name: len(lacks) for name, lacks in lacking(world).items()} == {
        "采油一站党支部": 1,  # its secretary's term was over in 2025
        "采油二站党支部": 1,  # two full members
        "机关党支部": 1,  # no secretary
    }
    assert "2025" in lacking(world)["采油一站党支部"][0]


def test_a_term_that_ends_on_29_february_ends_on_the_28th(world: World) -> None:
    Office.objects.filter(member=world.members["secretary"]).update(from_on=date(2024, 2, 29))
    assert not any("2027" in lack for lack in lacking(world, on=date(2027, 2, 27)).get("采油一站党支部", []))
    assert any("2027" in lack for lack in lacking(world, on=date(2027, 2, 28))["采油一站党支部"])


def test_an_officer_of_a_general_branch_sees_only_what_is_below_it(world: World) -> None:
    Office.objects.update(from_on=date(2026, 1, 1))
    assert set(lacking(world, "general_officer")) == {"采油二站党支部"}


def test_an_administrator_sees_accounts_and_no_members(world: World) -> None:
    world.users["secretary"].is_active = False
    world.users["secretary"].save()
    page = home(world, "administrator")
    assert page.context["register"] is page.context["overview"] is page.context["mine"] is None
    numbers = page.context["accounts"]
    assert numbers.accounts == 15  # 11 members below the committee and four appointed
    assert numbers.disabled == 1
    assert world.members["member"].name not in page.content.decode()


def test_somebody_with_nothing_to_look_after_is_told_so(world: World) -> None:
    world.users["nobody"] = account()
    assert home(world, "nobody").status_code == 200


@pytest.mark.parametrize("who", ["member", "secretary", "officer", "administrator"])
def test_more_branches_and_members_do_not_ask_more_often(world: World, who: str) -> None:
    home(world, who)
    with CaptureQueriesContext(connection) as before:
        home(world, who)
    for n in range(5):
        branch = unit(f"新建第{n}党支部", "branch", world.general)
        group = unit("第一党小组", "group", branch)
        account(member(f"新{n}", group))
        account(member(f"来{n}", world.one))
    with CaptureQueriesContext(connection) as after:
        home(world, who)
    assert len(after) == len(before)


def asked(world: World, who: str, due: date) -> DataRequest:
    return DataRequest.objects.create(
        user=world.users[who],
        unit=world.members[who].branch,
        kind="correction",
        text="岗位已变动",
        due_on=due,
    )


def test_what_is_due_is_listed_the_earliest_first_and_leads_to_where_it_is_done(world: World) -> None:
    late, soon = asked(world, "member", date(2026, 11, 2)), asked(world, "groupmate", date(2026, 12, 2))
    draft = ImportDraft.objects.create(
        owner=world.users["secretary"].pk, unit=world.first, sheet="", digest="0" * 64, on=date(2026, 11, 1)
    )
    page = home(world, "secretary")
    assert [due.url for due in page.context["due"]] == [
        reverse("privacy:answer", args=[late.pk]),
        reverse("privacy:answer", args=[soon.pk]),
        reverse("members:importing:draft", args=[draft.pk]),
    ]
    assert [due.is_late(date(2026, 11, 21)) for due in page.context["due"]] == [True, False, False]


def test_nobody_is_asked_to_answer_for_herself_or_for_another_branch(world: World) -> None:
    asked(world, "secretary", date(2026, 12, 2))
    asked(world, "neighbour", date(2026, 12, 2))
    assert home(world, "secretary").context["due"] == []
    assert home(world, "member").context["due"] == []
    assert len(home(world, "officer").context["due"]) == 2
