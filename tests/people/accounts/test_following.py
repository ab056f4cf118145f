"""Appointments follow the units in which they are held."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people.world import World, account, appoint, unit
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.accounts.models import Appointment
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.operations import dissolve_unit, found_unit, merge_units
from xianfeng.people.organizations.roles import Role

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 1)


def test_whoever_founds_a_unit_at_the_top_administers_it(world: World) -> None:
    founder = world.users["administrator"]
    made = found_unit(
        Actor(founder.pk), kind=Unit.Kind.COMMITTEE, name="东山党委", code="DS", founded_on=date(2020, 1, 1)
    )
    assert made.pk in {reach.unit_id for reach in scope_of(founder, date.today()).reaches}


def test_the_program_and_units_below_give_nobody_a_role(world: World) -> None:
    before = Appointment.objects.count()
    found_unit(PROGRAM, kind=Unit.Kind.COMMITTEE, name="东山党委", code="DS", founded_on=date(2020, 1, 1))
    found_unit(
        Actor(world.users["officer"].pk), kind=Unit.Kind.BRANCH, name="新建党支部", code="XJ",
        founded_on=date(2020, 1, 1), above=world.committee,
    )  # fmt: skip
    assert Appointment.objects.count() == before


@pytest.mark.parametrize("how", ["dissolved", "merged"])
def test_appointments_end_with_their_unit_the_day_before(world: World, how: str) -> None:
    empty = unit("空党支部", "branch", world.general)
    person, later = account(), account()
    held = appoint(person, Role.INSPECTOR, empty, from_on=date(2026, 1, 1))
    appoint(later, Role.INSPECTOR, empty, from_on=date(2026, 12, 1))
    if how == "dissolved":
        dissolve_unit(PROGRAM, empty, on=ON, document="北风〔2026〕9号")
    else:
        merge_units(PROGRAM, empty, into=world.second, on=ON, document="北风〔2026〕9号")
    held.refresh_from_db()
    assert held.to_on == date(2026, 10, 31)
    assert not Appointment.objects.filter(user=later).exists()
    assert scope_of(person, date(2026, 10, 31)).holds(Role.INSPECTOR)
    assert not scope_of(person, ON).reaches
    assert AuditEntry.objects.filter(action="accounts.end_with_unit", details={"appointments": 2}).exists()
