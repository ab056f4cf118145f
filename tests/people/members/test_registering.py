"""Registering and correcting: whole or not at all, with an audit entry that names nobody."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.people.members.making import JOINED, refused, registered, values
from tests.people.world import World
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Affiliation, Member
from xianfeng.people.members.operations import correct_member, register_member
from xianfeng.people.organizations.models import Team, Unit

pytestmark = pytest.mark.django_db


def test_a_member_of_a_group_belongs_to_its_branch_too(world: World) -> None:
    made = registered(world.one, name=" 周 文海 ", work_phone="0990-6801234")
    made.refresh_from_db()
    assert (made.name, made.unit, made.branch) == ("周文海", world.one, world.first)
    assert made.search_keys.startswith("|周文海|zhouwenhai|")
    assert made.sort_key.startswith("zhou")
    assert [(row.unit, row.from_on, row.to_on) for row in made.affiliations.all()] == [
        (world.one, JOINED, None)
    ]


def test_a_member_may_wait_in_a_branch_for_her_group(world: World) -> None:
    made = registered(world.first)
    assert (made.unit, made.branch) == (world.first, world.first)


def test_the_audit_entry_says_what_and_where_but_no_name(world: World) -> None:
    made = registered(world.one)
    entry = AuditEntry.objects.get(action="members.register")
    assert (entry.subject, entry.unit) == (made.pk, world.one.pk)
    assert made.name not in str(entry.details)
    assert made.staff_no not in str(entry.details)


def test_every_problem_is_told_at_once_and_nothing_is_written(world: World) -> None:
    before = Member.objects.count(), Affiliation.objects.count(), AuditEntry.objects.count()
    taken = world.members["member"].staff_no
    far_team = Team.objects.create(unit=world.far, name="一班")
    wrong: dict[str, Any] = {
        "name": "1", "staff_no": taken.lower(), "joined_on": date(1990, 1, 1), "full_on": date(1989, 1, 1),
        "work_phone": "x", "work_email": "x", "from_on": date(1999, 1, 1), "team": far_team,
    }  # fmt: skip
    found = refused(register_member, PROGRAM, unit=world.first, **values(**wrong))
    expected = {"name", "staff_no", "full_on", "work_phone", "work_email", "unit", "team"}
    assert set(found) == expected
    assert (Member.objects.count(), Affiliation.objects.count(), AuditEntry.objects.count()) == before


@pytest.mark.parametrize("where", ["committee", "general"])
def test_nobody_belongs_directly_to_a_unit_above_the_branch(world: World, where: str) -> None:
    assert set(refused(register_member, PROGRAM, unit=getattr(world, where), **values())) == {"unit"}


def test_a_dissolved_unit_takes_nobody_even_when_its_object_is_old(world: World) -> None:
    Unit.objects.filter(pk=world.one.pk).update(dissolved_on=date(2026, 1, 1))
    assert world.one.dissolved_on is None
    assert set(refused(register_member, PROGRAM, unit=world.one, **values())) == {"unit"}


def test_nobody_belongs_to_a_unit_before_it_was_founded(world: World) -> None:
    early = date(1999, 12, 31)
    assert set(
        refused(register_member, PROGRAM, unit=world.one, **values(joined_on=early, from_on=early))
    ) == {"unit"}


def test_nothing_begins_tomorrow(world: World) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert set(refused(register_member, PROGRAM, unit=world.one, **values(from_on=tomorrow))) == {"from_on"}


@pytest.mark.parametrize("keeper", ["first", "general", "one"])
def test_a_team_is_one_of_the_branch_or_of_a_unit_in_line_with_it(world: World, keeper: str) -> None:
    team = Team.objects.create(unit=getattr(world, keeper), name="一班")
    assert registered(world.one, team=team).team == team


def test_a_correction_returns_what_changed(world: World) -> None:
    made = registered(world.one, work_post="采油工")
    changed = correct_member(PROGRAM, made, name="周文涛", work_post="采油工", work_phone=" 0990-6801234 ")
    made.refresh_from_db()
    assert changed == ("name", "work_phone")
    assert made.work_phone == "0990-6801234"
    assert "|zhouwentao|" in made.search_keys
    assert AuditEntry.objects.get(action="members.correct").details == {"fields": ["name", "work_phone"]}


def test_a_correction_without_a_change_leaves_no_trace(world: World) -> None:
    made = registered(world.one)
    assert correct_member(PROGRAM, made, name=made.name, joined_on=made.joined_on) == ()
    assert not AuditEntry.objects.filter(action="members.correct").exists()


def test_days_are_checked_against_those_that_stay(world: World) -> None:
    made = registered(world.one)
    assert set(refused(correct_member, PROGRAM, made, full_on=date(2015, 6, 30))) == {"full_on"}
    assert set(refused(correct_member, PROGRAM, made, joined_on=date(2016, 7, 2))) == {"full_on", "joined_on"}
    probationary = registered(world.one, kind="probationary", full_on=None)
    assert set(refused(correct_member, PROGRAM, probationary, full_on=date(2016, 7, 1))) == {"full_on"}


def test_a_staff_number_is_had_by_one_alone(world: World) -> None:
    made = registered(world.one)
    taken = world.members["stranger"].staff_no
    assert set(refused(correct_member, PROGRAM, made, staff_no=taken.lower(), name="1")) == {
        "staff_no",
        "name",
    }
    assert correct_member(PROGRAM, made, staff_no=made.staff_no.lower()) == ()


@pytest.mark.parametrize("field", ["kind", "status", "duties", "unit", "branch", "sort_key", "nonsense"])
def test_what_needs_a_document_is_not_corrected(world: World, field: str) -> None:
    with pytest.raises(TypeError, match=field):
        correct_member(PROGRAM, world.members["member"], **{field: "x"})
