"""Teams of employees: a name, a number, no persons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.people.organizations.asking import found, last_entry, refused
from tests.people.world import World
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Team, Unit
from xianfeng.people.organizations.operations import (
    change_team,
    dissolve_team,
    keep_team,
    rename_team,
    resize_team,
)

pytestmark = pytest.mark.django_db
ON = date(2024, 3, 1)


@pytest.fixture
def team(db: None) -> Team:
    return keep_team(PROGRAM, unit=found("branch"), name="采油一班", employees=18)


def test_a_branch_keeps_a_team(team: Team) -> None:
    assert (team.name, team.employees, team.dissolved_on) == ("采油一班", 18, None)
    entry = last_entry()
    assert (entry.action, entry.subject, entry.unit) == ("organizations.keep_team", team.pk, team.unit_id)
    assert entry.details == {"employees": 18}


def test_everything_wrong_with_a_team_is_refused_at_once() -> None:
    wrong = refused(keep_team, PROGRAM, unit=found("committee"), name="", employees=-1)
    assert set(wrong) == {"__all__", "name", "employees"}


def test_a_dissolved_branch_keeps_no_new_team() -> None:
    unit = found("branch")
    Unit.objects.filter(pk=unit.pk).update(dissolved_on=ON)
    assert set(refused(keep_team, PROGRAM, unit=unit, name="一班")) == {"__all__"}


def test_a_name_is_used_once_in_a_branch_and_again_after_the_team_is_dissolved(team: Team) -> None:
    assert set(refused(keep_team, PROGRAM, unit=team.unit, name=" 采油一班 ")) == {"name"}
    assert keep_team(PROGRAM, unit=found("branch"), name="采油一班").pk != team.pk
    dissolve_team(PROGRAM, team, on=ON)
    assert keep_team(PROGRAM, unit=team.unit, name="采油一班").pk != team.pk


def test_a_team_is_renamed(team: Team) -> None:
    keep_team(PROGRAM, unit=team.unit, name="采油二班")
    assert set(refused(rename_team, PROGRAM, team, name="采油二班")) == {"name"}
    rename_team(PROGRAM, team, name="采油三班")
    team.refresh_from_db()
    assert team.name == "采油三班"


def test_a_team_is_resized(team: Team) -> None:
    assert set(refused(resize_team, PROGRAM, team, employees=100_000)) == {"employees"}
    resize_team(PROGRAM, team, employees=0)
    team.refresh_from_db()
    assert team.employees == 0
    assert last_entry().details == {"old": 18, "new": 0}


def test_a_change_writes_only_what_is_new(team: Team) -> None:
    entries = AuditEntry.objects.count()
    change_team(PROGRAM, team, name="采油一班", employees=18)
    assert AuditEntry.objects.count() == entries
    change_team(PROGRAM, team, name="采油九班", employees=18)
    assert last_entry().action == "organizations.rename_team"
    change_team(PROGRAM, team, name="采油九班", employees=20)
    assert last_entry().action == "organizations.resize_team"


def test_a_change_that_is_half_wrong_changes_nothing(team: Team) -> None:
    assert set(refused(change_team, PROGRAM, team, name="采油九班", employees=-1)) == {"employees"}
    team.refresh_from_db()
    assert team.name == "采油一班"


def test_members_of_a_dissolved_team_are_in_none(world: World) -> None:
    team = keep_team(PROGRAM, unit=world.first, name="一班")
    person = world.members["member"]
    person.team = team
    person.save()
    dissolve_team(PROGRAM, team, on=ON)
    person.refresh_from_db()
    team.refresh_from_db()
    assert (person.team, team.dissolved_on) == (None, ON)


def test_a_dissolved_team_is_not_changed(team: Team) -> None:
    dissolve_team(PROGRAM, team, on=ON)
    assert set(refused(rename_team, PROGRAM, team, name="别的")) == {"__all__"}
    assert set(refused(resize_team, PROGRAM, team, employees=3)) == {"__all__"}
    assert "__all__" in refused(dissolve_team, PROGRAM, team, on=ON)


def test_a_team_ends_neither_tomorrow_nor_before_its_branch_began(team: Team) -> None:
    for day in (timezone.localdate() + timedelta(days=1), team.unit.founded_on - timedelta(days=1)):
        assert set(refused(dissolve_team, PROGRAM, team, on=day)) == {"on"}
