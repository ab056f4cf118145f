"""Who belongs to the audience of a branch, and who does not."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.people.identity.test_consents import page, show
from tests.people.world import World, account, appoint, branch_of, member, office, signed_in, unit
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.identity.audiences import audiences_of
from xianfeng.people.identity.models import Audience, Field
from xianfeng.people.organizations.roles import Post, Role

TODAY = date(2026, 11, 21)
OF_BRANCH = {"groupmate", "leader", "other_group", "committee", "secretary"}
OF_UNIT = OF_BRANCH | {
    "neighbour", "second_secretary", "office_member", "officer", "general_officer",
    "inspector", "administrator", "auditor", "owner",
}  # fmt: skip


@pytest.mark.parametrize(("audience", "expected"), [(Audience.BRANCH, OF_BRANCH), (Audience.UNIT, OF_UNIT)])
def test_only_the_audience_sees_a_member(world: World, audience: str, expected: set[str]) -> None:
    me = world.members["member"]
    show(me, Field.NAME, Field.PHOTO, audience=audience)
    seeing = {who for who in world.users if who != "member" and me.name in page(world.client(who), me)}
    assert seeing == expected
    with_photo = {
        who
        for who in world.users
        if world.client(who).get(reverse("identity:photo", args=[me.pk])).status_code == 200
    }
    assert with_photo == expected | {"member"}


def test_nobody_sees_anything_without_signing_in(world: World) -> None:
    me = world.members["member"]
    show(me, Field.NAME, Field.PHOTO)
    for name in ("member", "photo"):
        answer = world.client("").get(reverse(f"identity:{name}", args=[me.pk]))
        assert answer.status_code == 302
        assert me.name not in answer.content.decode()


def test_a_wall_of_another_branch_shows_what_is_shown_to_the_whole_committee(world: World) -> None:
    wide, narrow = world.members["member"], world.members["groupmate"]
    show(wide, Field.NAME, audience=Audience.UNIT)
    show(narrow, Field.NAME, audience=Audience.BRANCH)
    wall = reverse("identity:wall", args=[world.first.pk])
    seen = world.client("neighbour").get(wall).content.decode()
    assert wide.name in seen
    assert narrow.name not in seen
    assert narrow.name in world.client("secretary").get(wall).content.decode()
    assert world.client("stranger").get(wall).status_code == 404


def test_a_wall_exists_for_branches_alone(world: World) -> None:
    for where in (world.committee, world.general, world.one):
        assert world.client("member").get(reverse("identity:wall", args=[where.pk])).status_code == 404
    assert world.client("member").get(reverse("identity:wall", args=[987654])).status_code == 404


def test_the_list_of_branches_holds_those_with_something_to_see(world: World) -> None:
    show(world.members["neighbour"], Field.NAME, audience=Audience.UNIT)
    show(world.members["office_member"], Field.NAME, audience=Audience.BRANCH)
    show(world.members["stranger"], Field.NAME, audience=Audience.UNIT)
    listed = world.client("member").get(reverse("identity:branches")).context["page"].object_list
    assert [(branch.pk, count) for branch, count in listed] == [(world.second.pk, 1)]


def test_the_committee_right_above_bounds_the_audience(world: World) -> None:
    """A committee below another one is a circle of its own, also for roles held above it."""
    lower = unit("第三采油厂党委", "committee", world.committee)
    inner = unit("采油九站党支部", "branch", lower)
    someone = member("何永顺", inner)
    colleague = account(member("姜树林", unit("采油十站党支部", "branch", lower)))
    show(someone, Field.NAME, audience=Audience.UNIT)
    assert someone.name in page(signed_in(colleague), someone)
    for who in ("officer", "inspector", "member"):
        assert page(world.client(who), someone) == ""
    listed = world.client("member").get(reverse("identity:branches")).context["page"].object_list
    assert listed == []


def test_an_office_in_a_branch_opens_what_is_shown_to_it(world: World) -> None:
    me = world.members["member"]
    show(me, Field.NAME, audience=Audience.BRANCH)
    assert page(world.client("neighbour"), me) == ""
    office(world.members["neighbour"], world.two, Post.GROUP_LEADER)
    assert me.name in page(world.client("neighbour"), me)


def test_reading_rights_in_the_register_are_no_audience(world: World) -> None:
    inspector = account(name="巡察")
    appoint(inspector, Role.INSPECTOR, world.first)
    assert audiences_of(scope_of(inspector, TODAY), world.first) == {Audience.UNIT}


def test_a_branch_without_a_committee_shows_to_itself_alone(world: World) -> None:
    alone = unit("独立党支部", "branch")
    one, other = member("沈雅琴", alone), account(member("任国栋", alone))
    show(one, Field.NAME, audience=Audience.UNIT)
    assert branch_of(alone) == alone
    assert one.name in page(signed_in(other), one)
    assert page(world.client("officer"), one) == ""
