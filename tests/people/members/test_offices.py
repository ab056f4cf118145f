"""Offices: given to full members in reach, one secretary a unit, ended on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.people.members.making import DOCUMENT, JOINED, refused, registered
from tests.people.world import World, office
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member, Office
from xianfeng.people.members.operations import change_status, end_office, give_office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


def give(member: Member, unit: Unit, post: str, from_on: date = ON) -> Office:
    return give_office(PROGRAM, member, unit, post, from_on)


@pytest.mark.parametrize(
    ("unit", "post"),
    [
        ("one", Post.GROUP_LEADER), ("two", Post.GROUP_LEADER), ("first", Post.DISCIPLINE_OFFICER),
        ("second", Post.DEPUTY_SECRETARY), ("general", Post.PUBLICITY_OFFICER), ("committee", Post.SECRETARY),
    ],
)  # fmt: skip
def test_a_post_is_given_in_the_line_above_and_beside_the_member(world: World, unit: str, post: str) -> None:
    made = registered(world.one)
    where = getattr(world, unit)
    where.offices.all().delete()
    held = give(made, where, post)
    assert (held.member, held.unit, held.post, held.from_on, held.to_on) == (made, where, post, ON, None)
    assert AuditEntry.objects.get(action="members.give_office").unit == where.pk


@pytest.mark.parametrize(("unit", "post"), [("far", Post.SECRETARY), ("other", Post.SECRETARY)])
def test_no_post_is_given_in_a_tree_that_the_member_does_not_belong_to(
    world: World, unit: str, post: str
) -> None:
    world.far.offices.all().delete()
    assert set(refused(give, registered(world.one), getattr(world, unit), post)) == {"unit"}


def test_a_member_of_another_general_branch_holds_no_post_in_this_one_s_branches(world: World) -> None:
    made = registered(world.third)
    assert set(refused(give, made, world.first, Post.COMMITTEE_MEMBER)) == {"unit"}
    assert give(made, world.general, Post.COMMITTEE_MEMBER).unit == world.general


@pytest.mark.parametrize(
    ("unit", "post"),
    [
        ("one", Post.SECRETARY),
        ("first", Post.GROUP_LEADER),
        ("committee", Post.GROUP_LEADER),
        ("first", "king"),
        ("first", ""),
    ],
)
def test_each_unit_has_its_posts(world: World, unit: str, post: str) -> None:
    assert set(refused(give, registered(world.one), getattr(world, unit), post)) == {"post"}


@pytest.mark.parametrize(("unit", "post"), [("first", Post.SECRETARY), ("one", Post.GROUP_LEADER)])
def test_one_person_at_a_time_leads(world: World, unit: str, post: str) -> None:
    where = getattr(world, unit)
    made = registered(world.one)
    assert set(refused(give, made, where, post)) == {"post"}
    leader = where.offices.get(post=post)
    end_office(PROGRAM, leader, date(2026, 2, 28))
    assert give(made, where, post).from_on == ON
    with pytest.raises(IntegrityError), transaction.atomic():
        office(world.members["member"], where, post, from_on=ON)


def test_a_day_under_the_one_before_is_refused(world: World) -> None:
    leader = world.first.offices.get(post=Post.SECRETARY)
    end_office(PROGRAM, leader, ON)
    assert set(refused(give, registered(world.one), world.first, Post.SECRETARY, ON)) == {"post"}


def test_several_deputies_may_serve_but_nobody_twice(world: World) -> None:
    one, two = registered(world.one), registered(world.one)
    give(one, world.first, Post.DEPUTY_SECRETARY)
    give(two, world.first, Post.DEPUTY_SECRETARY)
    assert set(refused(give, one, world.first, Post.DEPUTY_SECRETARY)) == {"post"}


def test_only_full_members_hold_offices(world: World) -> None:
    made = registered(world.one, kind="probationary", full_on=None)
    assert set(refused(give, made, world.first, Post.COMMITTEE_MEMBER)) == {"unit"}


@pytest.mark.parametrize(("status", "exit"), [("lost_contact", ""), ("left", "withdrawn")])
def test_who_is_lost_or_left_holds_none(world: World, status: str, exit: str) -> None:
    made = registered(world.one)
    change_status(PROGRAM, made, "status", status, date(2026, 2, 1), DOCUMENT, exit=exit)
    assert set(refused(give, made, world.first, Post.COMMITTEE_MEMBER)) == {"unit"}


def test_days_lie_within_the_life_of_the_unit_and_of_the_membership(world: World) -> None:
    made = registered(world.one)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert set(refused(give, made, world.first, Post.COMMITTEE_MEMBER, tomorrow)) == {"from_on"}
    assert set(refused(give, made, world.first, Post.COMMITTEE_MEMBER, date(2015, 6, 30))) == {"from_on"}
    assert set(refused(give, made, world.first, Post.COMMITTEE_MEMBER, date(1999, 1, 1))) == {
        "from_on",
        "unit",
    }
    Unit.objects.filter(pk=world.first.pk).update(dissolved_on=ON)
    assert set(refused(give, made, world.first, Post.COMMITTEE_MEMBER)) == {"unit"}


def test_an_office_ends_on_its_last_day(world: World) -> None:
    held = give(registered(world.one), world.first, Post.DISCIPLINE_OFFICER)
    end_office(PROGRAM, held, date(2026, 6, 30))
    held.refresh_from_db()
    assert held.to_on == date(2026, 6, 30)
    assert set(refused(end_office, PROGRAM, held, date(2026, 7, 1))) == {"on"}


def test_an_office_does_not_end_before_it_began_or_in_the_future(world: World) -> None:
    held = give(registered(world.one), world.first, Post.DISCIPLINE_OFFICER)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for day in (JOINED, tomorrow):
        assert set(refused(end_office, PROGRAM, held, day)) == {"on"}
    held.refresh_from_db()
    assert held.to_on is None
