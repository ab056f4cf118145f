"""The wall, the card, the sign, the badge: their content, their order and their number of queries."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people.identity.test_consents import show
from tests.people.world import World, account, adopt, member, signed_in
from xianfeng.people.identity.displays import DISPLAYS, IDENTITY, display_of
from xianfeng.people.identity.models import Field
from xianfeng.people.identity.queries import display_for


def names_on(client: Client, name: str, *args: Any) -> list[str]:
    context = client.get(reverse(name, args=args)).context
    return [one.name for one in context["page"]]


def test_the_wall_is_ordered_by_surname_and_who_shows_no_name_comes_last(world: World) -> None:
    for key, sort_key in (("member", "zhouwenhai"), ("groupmate", "wangzhifeng"), ("leader", "maxiaofeng")):
        world.members[key].sort_key = sort_key
        world.members[key].work_post = "采油工"
        world.members[key].save()
        show(world.members[key], Field.POST)
    show(world.members["member"], Field.NAME)
    show(world.members["leader"], Field.NAME)
    assert names_on(world.client("secretary"), "identity:branch") == ["马晓峰", "周文海", ""]


def test_a_consent_to_something_that_is_not_in_the_register_shows_nothing(world: World) -> None:
    show(world.members["member"], Field.POST, Field.CONTACT)
    assert names_on(world.client("groupmate"), "identity:branch") == []


@pytest.mark.parametrize("name", ["branch", "sheet"])
def test_more_members_need_no_more_queries(world: World, name: str, django_assert_num_queries: Any) -> None:
    from django.db import connection

    address = reverse(f"identity:{name}", args=[world.first.pk] if name == "sheet" else [])
    client = world.client("secretary")
    show(world.members["member"], *Field.values)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    count = len(few)
    for number in range(12):
        show(member(f"某某{number}", world.one, work_post="工"), *Field.values)
    with django_assert_num_queries(count):
        assert len(re.findall("id-card__photo", client.get(address).content.decode())) == 13


def test_the_own_page_previews_everything_that_is_shown(world: World) -> None:
    me = world.members["member"]
    show(me, Field.NAME, audience="branch")
    show(me, Field.PHOTO, audience="unit")
    shown = world.client("member").get(reverse("identity:mine")).context["shown"]
    assert (shown.name, shown.has_photo) == (me.name, True)


@pytest.mark.parametrize("name", ["card", "desk_sign"])
def test_card_and_sign_print_what_is_consented_and_nothing_else(world: World, name: str) -> None:
    me = world.members["member"]
    me.work_phone = "19900000001"
    me.save()
    address = reverse(f"identity:{name}")
    assert "id-card__name" not in world.client("member").get(address).content.decode()
    show(me, Field.NAME)
    text = world.client("member").get(address).content.decode()
    assert me.name in text
    assert me.work_phone not in text
    assert " style=" not in text
    assert "identity/identity.css" in text


@pytest.mark.parametrize("name", ["mine", "upload", "card", "desk_sign", "badge", "branch", "branches"])
def test_an_account_of_no_member_has_nothing_to_show_and_reads_why(world: World, name: str) -> None:
    for who in ("administrator", "auditor", "inspector", "owner"):
        answer = world.client(who).get(reverse(f"identity:{name}"))
        assert answer.status_code == 403
        assert answer.context["reason"]


def test_a_member_who_left_has_nothing_to_show(world: World) -> None:
    left = member("孟庆山", world.one)
    user = account(left)
    left.unit = left.branch = None
    left.save()
    assert signed_in(user).get(reverse("identity:mine")).status_code == 403


def test_the_method_of_the_nearest_unit_decides_what_is_displayed(world: World) -> None:
    assert display_for(world.first).dimensions == (IDENTITY,)
    adopt(world.committee, "ten-ones")
    assert display_for(world.first).scheme == "ten-ones"
    adopt(world.general, "three-four-one")
    assert display_for(world.first).scheme == "three-four-one"
    adopt(world.first, "baseline")
    assert display_for(world.first).dimensions == (IDENTITY,)
    assert display_for(world.third).scheme == "ten-ones"


DIMENSIONS = {
    "one-four-one": ["identity", "pledge", "model", "study", "service"],
    "three-platforms": ["identity", "targets", "pledge"],
    "study-do": ["identity"],
    "ten-ones": ["identity", "points", "results", "bearing"],
    "three-four-one": ["identity", "pledge", "conduct"],
}


@pytest.mark.parametrize("scheme", DIMENSIONS)
def test_each_method_displays_the_dimensions_of_its_document(scheme: str) -> None:
    display = display_of(scheme)
    assert [dimension.code for dimension in display.dimensions] == DIMENSIONS[scheme]
    assert re.fullmatch(r"00[0-4]:L\d+(-\d+)?", display.source)
    assert bool(display.occasions) == bool(display.occasions_source)


def test_every_method_is_there() -> None:
    assert set(DISPLAYS) == set(DIMENSIONS)


def test_the_wall_names_the_dimensions_that_are_not_filled_yet(world: World) -> None:
    adopt(world.committee, "one-four-one")
    text = world.client("member").get(reverse("identity:branch")).content.decode()
    for dimension in DISPLAYS["one-four-one"].not_yet_filled():
        assert str(dimension.title) in text
    assert "000:L19" in text


@pytest.mark.parametrize(
    ("scheme", "count"), [("one-four-one", 3), ("three-four-one", 1), ("three-platforms", 0)]
)
def test_the_badge_page_lists_the_occasions_of_the_method(world: World, scheme: str, count: int) -> None:
    adopt(world.committee, scheme)
    answer = world.client("member").get(reverse("identity:badge"))
    assert len(answer.context["display"].occasions) == count
    assert ("L" in answer.context["display"].occasions_source) == bool(count)


PANEL = {
    "member": {"wall"}, "secretary": {"wall", "signs", "sheet"}, "committee": {"wall", "signs"},
    "officer": {"wall", "signs"}, "general_officer": {"wall", "signs"},
}  # fmt: skip


@pytest.mark.parametrize("who", PANEL)
def test_the_page_of_a_branch_leads_to_what_one_may_see_and_print(world: World, who: str) -> None:
    text = world.client(who).get(reverse("organizations:unit", args=[world.first.pk])).content.decode()
    found = {
        name
        for name in ("wall", "signs", "sheet")
        if reverse(f"identity:{name}", args=[world.first.pk]) in text
    }
    assert found == PANEL[who]


def test_the_pages_of_other_units_say_nothing_about_identity(world: World) -> None:
    for where in (world.committee, world.general, world.one):
        text = world.client("officer").get(reverse("organizations:unit", args=[where.pk])).content.decode()
        assert "unit-identity" not in text


def test_each_switch_says_what_it_would_show(world: World) -> None:
    leader = world.members["leader"]
    leader.work_post, leader.work_phone = "安全员", "19900000001"
    leader.save()
    form = world.client("leader").get(reverse("identity:mine")).context["form"]
    assert "马晓峰" in form["name"].help_text
    assert "第一党小组" in form["post"].help_text
    assert "安全员" in form["post"].help_text
    assert "19900000001" in form["contact"].help_text
