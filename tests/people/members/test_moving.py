"""Moves: affiliations follow each other without gaps and never overlap; offices left behind end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.people.members.making import DOCUMENT, JOINED, refused, registered
from tests.people.world import World, office
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Affiliation, Member
from xianfeng.people.members.operations import change_status, give_office, move_member
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.roles import Post

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)


def stays(member: Member) -> list[tuple[Unit, date, date | None]]:
    return [(row.unit, row.from_on, row.to_on) for row in member.affiliations.order_by("from_on")]


def test_a_move_closes_one_affiliation_and_opens_the_next(world: World) -> None:
    made = registered(world.one)
    move_member(PROGRAM, made, world.second, ON, DOCUMENT)
    made.refresh_from_db()
    assert (made.unit, made.branch) == (world.second, world.second)
    assert stays(made) == [(world.one, JOINED, date(2026, 2, 28)), (world.second, ON, None)]
    assert made.affiliations.get(to_on=None).document == DOCUMENT
    entry = AuditEntry.objects.get(action="members.move")
    assert entry.unit == world.second.pk
    assert entry.details["from"] == world.one.pk


def test_a_team_is_left_with_its_branch_and_kept_within_it(world: World) -> None:
    near, above = (Team.objects.create(unit=unit, name="一班") for unit in (world.first, world.general))
    made, other = registered(world.one, team=near), registered(world.one, team=above)
    move_member(PROGRAM, made, world.two, ON)
    assert Member.objects.get(pk=made.pk).team == near
    for one in (made, other):
        move_member(PROGRAM, one, world.second, ON)
    assert [Member.objects.get(pk=one.pk).team for one in (made, other)] == [None, above]


def test_a_second_move_on_the_same_day_replaces_the_first(world: World) -> None:
    made = registered(world.one)
    move_member(PROGRAM, made, world.two, ON)
    move_member(PROGRAM, made, world.second, ON)
    assert stays(made) == [(world.one, JOINED, date(2026, 2, 28)), (world.second, ON, None)]


def test_a_move_before_the_last_one_is_refused(world: World) -> None:
    made = registered(world.one)
    move_member(PROGRAM, made, world.two, ON)
    assert set(refused(move_member, PROGRAM, made, world.second, date(2026, 2, 1))) == {"on"}
    assert made.unit == world.two


def test_everything_wrong_with_a_move_is_told_at_once(world: World) -> None:
    made = registered(world.one)
    tomorrow = timezone.localdate() + timedelta(days=1)
    found = refused(move_member, PROGRAM, made, world.general, tomorrow, "110101199003074512")
    assert set(found) == {"on", "unit", "document"}
    assert set(refused(move_member, PROGRAM, made, world.one, ON)) == {"unit"}


def test_who_left_is_not_moved(world: World) -> None:
    made = registered(world.one)
    change_status(PROGRAM, made, "status", "left", ON, DOCUMENT, exit="withdrawn")
    assert set(refused(move_member, PROGRAM, made, world.two, date(2026, 4, 1))) == {"unit"}


def test_a_dissolved_unit_takes_nobody(world: World) -> None:
    made = registered(world.one)
    Unit.objects.filter(pk=world.two.pk).update(dissolved_on=date(2026, 1, 1))
    assert set(refused(move_member, PROGRAM, made, world.two, ON)) == {"unit"}


def test_leaving_a_group_ends_its_lead_and_keeps_the_offices_of_the_branch(world: World) -> None:
    made = registered(world.one)
    Unit.objects.get(pk=world.one.pk).offices.all().delete()
    leads = give_office(PROGRAM, made, world.one, Post.GROUP_LEADER, JOINED)
    informs = give_office(PROGRAM, made, world.first, Post.PUBLICITY_OFFICER, JOINED)
    move_member(PROGRAM, made, world.two, ON)
    leads.refresh_from_db()
    informs.refresh_from_db()
    assert leads.to_on == date(2026, 2, 28)
    assert informs.to_on is None


def test_leaving_a_branch_ends_what_was_held_there_and_keeps_what_is_still_in_reach(world: World) -> None:
    made = registered(world.one)
    informs = give_office(PROGRAM, made, world.first, Post.PUBLICITY_OFFICER, JOINED)
    above = give_office(PROGRAM, made, world.general, Post.PUBLICITY_OFFICER, JOINED)
    beside = give_office(PROGRAM, made, world.second, Post.DEPUTY_SECRETARY, JOINED)
    move_member(PROGRAM, made, world.far, ON)
    for held in (informs, above, beside):
        held.refresh_from_db()
        assert held.to_on == date(2026, 2, 28)
    stays_near = registered(world.one)
    above = give_office(PROGRAM, stays_near, world.general, Post.DISCIPLINE_OFFICER, JOINED)
    move_member(PROGRAM, stays_near, world.second, ON)
    above.refresh_from_db()
    assert above.to_on is None


def test_an_office_that_began_today_ends_without_a_day_of_rights(world: World) -> None:
    made = registered(world.one)
    today = timezone.localdate()
    give_office(PROGRAM, made, world.first, Post.PUBLICITY_OFFICER, today)
    move_member(PROGRAM, made, world.second, today)
    assert not made.offices.exists()


def test_an_office_that_began_after_the_day_of_the_move_keeps_one_day_of_history(world: World) -> None:
    made = registered(world.one)
    held = give_office(PROGRAM, made, world.first, Post.PUBLICITY_OFFICER, date(2026, 5, 1))
    move_member(PROGRAM, made, world.second, ON)
    held.refresh_from_db()
    assert held.to_on == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("from_on", "to_on"),
    [
        (date(2015, 7, 1), None), (date(2020, 1, 1), date(2020, 2, 1)), (date(2010, 1, 1), date(2015, 7, 1)),
        (date(2026, 2, 28), date(2026, 2, 28)), (date(2000, 1, 1), date(2030, 1, 1)),
    ],
)  # fmt: skip
def test_the_database_refuses_affiliations_that_overlap(
    world: World, from_on: date, to_on: date | None
) -> None:
    made = registered(world.one)
    move_member(PROGRAM, made, world.two, ON)
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.create(member=made, unit=world.second, from_on=from_on, to_on=to_on)
    earlier = made.affiliations.get(to_on=date(2026, 2, 28))
    with pytest.raises(IntegrityError), transaction.atomic():
        Affiliation.objects.filter(pk=earlier.pk).update(to_on=ON)
    Affiliation.objects.create(
        member=made, unit=world.second, from_on=date(2014, 1, 1), to_on=date(2015, 6, 30)
    )
    assert made.affiliations.count() == 3


def test_an_office_of_somebody_else_is_left_alone(world: World) -> None:
    other = office(world.members["other_group"], world.first, Post.ORGANIZATION_OFFICER)
    made = registered(world.one)
    move_member(PROGRAM, made, world.second, ON)
    other.refresh_from_db()
    assert other.to_on is None
