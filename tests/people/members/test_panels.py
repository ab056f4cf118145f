"""What stands about members on the page of a unit, and the entry in the navigation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import RequestFactory

from tests.people.members.making import registered
from tests.people.world import World
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.navigation import reads_members
from xianfeng.people.members.operations import end_office
from xianfeng.people.members.panels import members, offices
from xianfeng.people.organizations.models import Unit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 21)


def request(world: World, who: str) -> Any:
    made: Any = RequestFactory().get("/")
    made.user, made.scope = world.users[who], scope_of(world.users[who], TODAY)
    return made


def holders(world: World, who: str, unit: Unit) -> list[str] | None:
    panel = offices(request(world, who), unit)
    return [office.member.name for office in panel.context["offices"]] if panel else None


def test_members_know_who_holds_the_posts_of_their_branch_and_group(world: World) -> None:
    assert holders(world, "member", world.first) == ["刘志远", "陈思宁"]
    assert holders(world, "member", world.one) == ["马晓峰"]
    assert holders(world, "member", world.two) is None
    assert holders(world, "member", world.second) is None
    assert holders(world, "member", world.committee) is None


def test_readers_know_it_of_their_subtree_and_others_do_not(world: World) -> None:
    assert holders(world, "inspector", world.committee) == ["林思齐"]
    for who in ("administrator", "auditor", "owner"):
        assert holders(world, who, world.first) is None


def test_posts_of_yesterday_are_not_named(world: World) -> None:
    end_office(PROGRAM, world.members["secretary"].offices.get(), date(2026, 1, 1))
    assert holders(world, "member", world.first) == ["陈思宁"]


def test_a_branch_says_how_many_of_whom_belong_to_it(world: World) -> None:
    registered(world.one, kind="probationary", full_on=None)
    panel = members(request(world, "secretary"), world.first)
    assert panel is not None
    assert panel.context["counts"] == {"all": 7, "probationary": 1, "floating": 0, "lost_contact": 0}
    assert panel.context["may_register"]
    above = members(request(world, "inspector"), world.general)
    assert above is not None
    assert (above.context["counts"], above.context["may_register"]) == ({}, False)
    assert members(request(world, "member"), world.first) is None


def test_the_entry_is_shown_to_who_has_a_list(world: World) -> None:
    shown = {who for who in world.users if reads_members(request(world, who))}
    assert shown == {
        "leader", "committee", "secretary", "second_secretary", "general_officer", "officer", "far_secretary", "inspector",
    }  # fmt: skip


def test_the_page_of_a_unit_shows_both_panels(world: World) -> None:
    from django.urls import reverse

    page = (
        world.client("secretary").get(reverse("organizations:unit", args=[world.first.pk])).content.decode()
    )
    assert 'id="offices"' in page
    assert reverse("members:list") + f"?unit={world.first.pk}" in page
    own = world.client("member").get(reverse("organizations:unit", args=[world.first.pk])).content.decode()
    assert "刘志远" in own
    assert reverse("members:list") not in own.split("<main")[1]
