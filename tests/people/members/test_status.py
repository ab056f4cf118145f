"""What a change of status brings with it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.people.members.making import DOCUMENT, JOINED, refused, registered
from tests.people.world import World, account
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import change_status, give_office
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.roles import Post

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)
LATER = date(2026, 5, 1)


def leave(member: Member, on: date = ON, exit: str = "withdrawn") -> None:
    change_status(PROGRAM, member, "status", "left", on, DOCUMENT, exit=exit)


def test_who_leaves_belongs_nowhere_and_holds_nothing(world: World) -> None:
    made = registered(world.one, team=Team.objects.create(unit=world.first, name="一班"))
    held = give_office(PROGRAM, made, world.first, Post.PUBLICITY_OFFICER, JOINED)
    leave(made)
    made.refresh_from_db()
    held.refresh_from_db()
    assert (made.unit, made.branch, made.team, made.left_from) == (None, None, None, world.one)
    assert made.affiliations.get().to_on == held.to_on == date(2026, 2, 28)


def test_who_leaves_today_has_no_rights_today(world: World) -> None:
    made = registered(world.one)
    today = timezone.localdate()
    give_office(PROGRAM, made, world.first, Post.PUBLICITY_OFFICER, today)
    leave(made, today)
    made.refresh_from_db()
    assert scope_of(account(made), today).reaches == ()


def test_who_is_restored_belongs_again_to_the_unit_she_left(world: World) -> None:
    made = registered(world.one)
    leave(made)
    change_status(PROGRAM, made, "status", "active", LATER, "北风党〔2026〕20号")
    made.refresh_from_db()
    assert (made.unit, made.branch, made.left_from, made.status) == (world.one, world.first, None, "active")
    stays = [(row.from_on, row.to_on, row.document) for row in made.affiliations.order_by("from_on")]
    assert stays == [(JOINED, date(2026, 2, 28), ""), (LATER, None, "北风党〔2026〕20号")]


def test_who_is_restored_may_belong_to_another_unit(world: World) -> None:
    made = registered(world.one)
    leave(made)
    Unit.objects.filter(pk=world.one.pk).update(dissolved_on=date(2026, 4, 1))
    assert set(refused(change_status, PROGRAM, made, "status", "active", LATER, DOCUMENT)) == {"unit"}
    change_status(PROGRAM, made, "status", "active", LATER, DOCUMENT, unit=world.two)
    made.refresh_from_db()
    assert made.unit == world.two


def test_restoring_on_the_day_of_leaving_leaves_no_gap_and_no_overlap(world: World) -> None:
    made = registered(world.one)
    leave(made)
    change_status(PROGRAM, made, "status", "active", ON, DOCUMENT)
    assert [(row.from_on, row.to_on) for row in made.affiliations.order_by("from_on")] == [
        (JOINED, date(2026, 2, 28)),
        (ON, None),
    ]


def test_who_leaves_on_the_first_day_never_belonged(world: World) -> None:
    made = registered(world.one)
    leave(made, JOINED)
    assert not made.affiliations.exists()
    change_status(PROGRAM, made, "status", "active", JOINED, DOCUMENT)
    assert made.affiliations.get().from_on == JOINED


@pytest.mark.parametrize(("field", "new"), [("status", "lost_contact"), ("kind", "probationary")])
def test_who_may_hold_no_office_any_more_holds_none(world: World, field: str, new: str) -> None:
    made = registered(world.one)
    held = give_office(PROGRAM, made, world.first, Post.PUBLICITY_OFFICER, JOINED)
    change_status(PROGRAM, made, field, new, ON, DOCUMENT)
    held.refresh_from_db()
    assert held.to_on == date(2026, 2, 28)


def test_a_floating_member_keeps_her_offices_and_her_unit(world: World) -> None:
    made = registered(world.one)
    held = give_office(PROGRAM, made, world.first, Post.PUBLICITY_OFFICER, JOINED)
    change_status(PROGRAM, made, "status", "floating", ON, DOCUMENT)
    held.refresh_from_db()
    made.refresh_from_db()
    assert held.to_on is None
    assert made.unit == world.one


def test_full_membership_begins_on_the_day_of_the_change(world: World) -> None:
    made = registered(world.one, kind="probationary", full_on=None)
    change_status(PROGRAM, made, "kind", "full", ON, DOCUMENT)
    made.refresh_from_db()
    assert (made.kind, made.full_on) == ("full", ON)
    change_status(PROGRAM, made, "kind", "probationary", ON, DOCUMENT)
    made.refresh_from_db()
    assert made.full_on is None


def test_every_change_needs_a_document_and_a_day(world: World) -> None:
    made = registered(world.one)
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert set(refused(change_status, PROGRAM, made, "status", "floating", tomorrow, " ")) == {
        "on",
        "document",
    }
    assert set(refused(change_status, PROGRAM, made, "status", "floating", date(2015, 6, 30), DOCUMENT)) == {
        "on"
    }
    assert set(refused(change_status, PROGRAM, made, "duties", "reduced", ON, "110101199003074512")) == {
        "document"
    }
    assert not made.changes.exists()


def test_changes_of_a_field_follow_each_other(world: World) -> None:
    made = registered(world.one)
    change_status(PROGRAM, made, "status", "floating", ON, DOCUMENT)
    before = ON - timedelta(days=1)
    assert set(refused(change_status, PROGRAM, made, "status", "active", before, DOCUMENT)) == {"on"}
    change_status(PROGRAM, made, "duties", "reduced", before, DOCUMENT)
    change_status(PROGRAM, made, "status", "active", ON, DOCUMENT)
    assert made.changes.count() == 3


@pytest.mark.parametrize(
    ("suspended", "too_early", "possible"),
    [
        (date(2023, 5, 10), date(2025, 5, 9), date(2025, 5, 10)),
        (date(2024, 2, 29), date(2026, 2, 27), date(2026, 2, 28)),
    ],
)
def test_removal_follows_suspension_after_two_years(
    world: World, suspended: date, too_early: date, possible: date
) -> None:
    made = registered(world.one)
    change_status(PROGRAM, made, "status", "lost_contact", date(2022, 1, 1), DOCUMENT)
    change_status(PROGRAM, made, "status", "suspended", suspended, DOCUMENT)
    early = refused(change_status, PROGRAM, made, "status", "left", too_early, DOCUMENT, exit="removed")
    assert set(early) == {"on"}
    change_status(PROGRAM, made, "status", "left", possible, DOCUMENT, exit="removed")


def test_the_trail_does_not_tell_whose_duties_are_reduced(world: World) -> None:
    made = registered(world.one)
    change_status(PROGRAM, made, "duties", "reduced", ON, DOCUMENT)
    change_status(PROGRAM, made, "duties", "standard", ON, DOCUMENT)
    reduced, standard = AuditEntry.objects.filter(action="members.status").order_by("id")
    assert reduced.details == standard.details
    assert "reduced" not in str(reduced.details)


def test_the_trail_tells_other_changes(world: World) -> None:
    made = registered(world.one)
    leave(made, exit="deceased")
    entry = AuditEntry.objects.get(action="members.status")
    assert entry.unit == world.one.pk
    assert entry.details == {
        "field": "status", "old": "active", "new": "left", "exit": "deceased", "on": "2026-03-01",
        "document": DOCUMENT, "offices_ended": 0,
    }  # fmt: skip
