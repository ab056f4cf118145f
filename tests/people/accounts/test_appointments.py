"""Roles are given and ended with their days, by an administrator above, and somebody always remains to do so."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError

from tests.people.accounts.administering import do
from tests.people.accounts.racing import seen_by_threads
from tests.people.world import World, account, appoint
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.accounts.operations import disable_account, end_appointment
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.roles import Role

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR, Role.AUDITOR, Role.OWNER])
def test_a_role_is_given_with_its_days_and_ended(world: World, user: User, role: Role) -> None:
    data = {"role": role.value, "unit": world.general.pk, "from_on": "2026-11-01", "to_on": "2026-12-31"}
    assert do(world, "appoint", user, **data).status_code == 302
    given = Appointment.objects.get(user=user)
    assert scope_of(user, date(2026, 11, 1)).covers(world.first.path, role)
    assert scope_of(user, date(2026, 12, 31)).covers(world.first.path, role)
    assert not scope_of(user, date(2026, 10, 31)).holds(role)
    assert not scope_of(user, date(2027, 1, 1)).holds(role)
    assert do(world, "end_appointment", user, appointment=given, to_on="2026-11-20").status_code == 302
    assert not scope_of(user, date(2026, 11, 21)).holds(role)
    for action in ("accounts.appoint", "accounts.end_appointment"):
        entry = AuditEntry.objects.get(action=action)
        assert (entry.actor, entry.subject, entry.unit) == (
            world.users["administrator"].pk,
            user.pk,
            world.general.pk,
        )
        assert entry.details["role"] == role


def test_a_bad_last_day_is_refused_at_its_appointment(world: World, user: User) -> None:
    for role in (Role.INSPECTOR, Role.AUDITOR):
        given = appoint(user, role, world.first)
    answer = do(world, "end_appointment", user, appointment=given, to_on="some day")
    assert answer.status_code == 422
    refused = [one.appointment for one in answer.context["appointments"] if one.form.errors]
    assert refused == [given]
    ids = re.findall(r'\bid="([^"]+)"', answer.content.decode())
    assert len(ids) == len(set(ids))


def test_a_role_that_has_not_begun_is_taken_back(world: World, user: User) -> None:
    given = appoint(user, Role.INSPECTOR, world.first, from_on=date(2027, 1, 1))
    do(world, "end_appointment", user, appointment=given, to_on="2026-11-20")
    assert not Appointment.objects.filter(pk=given.pk).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"role": "secretary"}, "role"),
        ({"role": "member"}, "role"),
        ({"role": ""}, "role"),
        ({"from_on": "yesterday"}, "from_on"),
        ({"to_on": "2026-10-31"}, "to_on"),
        ({"unit": ""}, "unit"),
        ({"unit": "other"}, "unit"),
    ],
)
def test_a_bad_appointment_is_refused_at_its_field_and_kept(
    world: World, user: User, wrong: dict[str, str], field: str
) -> None:
    data = {
        "role": "inspector",
        "unit": world.general.pk,
        "from_on": "2026-11-01",
        "to_on": "2026-12-31",
        **wrong,
    }
    data["unit"] = world.other.pk if data["unit"] == "other" else data["unit"]
    answer = do(world, "appoint", user, **data)
    assert answer.status_code == 422
    assert list(answer.context["appoint_form"].errors) == [field]
    assert not Appointment.objects.filter(user=user).exists()
    assert f'value="{data["to_on"]}"' in answer.content.decode()


def test_the_same_role_is_not_given_twice_in_the_same_days(world: World, user: User) -> None:
    appoint(user, Role.INSPECTOR, world.general, from_on=date(2026, 1, 1), to_on=date(2026, 6, 30))
    data = {"role": "inspector", "unit": world.general.pk, "from_on": "2026-06-30"}
    assert do(world, "appoint", user, **data).status_code == 422
    assert do(world, "appoint", user, **{**data, "from_on": "2026-07-01"}).status_code == 302


def test_a_local_administrator_appoints_in_her_subtree_alone(world: World, local: User, user: User) -> None:
    data = {"role": "inspector", "unit": world.committee.pk, "from_on": "2026-11-01"}
    assert do(world, "appoint", user, "local", **data).status_code == 422
    assert do(world, "appoint", user, "local", **{**data, "unit": world.general.pk}).status_code == 302
    above = appoint(user, Role.OFFICER, world.committee)
    assert (
        do(world, "end_appointment", user, "local", appointment=above, to_on="2026-11-20").status_code == 403
    )


def test_an_administrator_appoints_herself_to_nothing(world: World) -> None:
    me = world.users["administrator"]
    data = {"role": "owner", "unit": world.committee.pk, "from_on": "2026-11-01"}
    assert do(world, "appoint", me, **data).status_code == 403
    assert Appointment.objects.filter(user=me).count() == 1


def test_an_administrator_ends_no_appointment_of_her_own(world: World) -> None:
    me = world.users["administrator"]
    mine = Appointment.objects.get(user=me)
    appoint(account(name="第二位"), Role.ADMINISTRATOR, world.committee)
    assert do(world, "end_appointment", me, appointment=mine, to_on="2026-11-20").status_code == 403
    mine.refresh_from_db()
    assert mine.to_on is None


def test_another_s_appointment_cannot_be_ended_under_the_wrong_account(world: World, user: User) -> None:
    foreign = Appointment.objects.get(user=world.users["auditor"])
    assert do(world, "end_appointment", user, appointment=foreign, to_on="2026-11-20").status_code == 404


def test_the_last_administrator_stays(world: World) -> None:
    me = world.users["administrator"]
    mine = Appointment.objects.select_related("unit", "user").get(user=me)
    with pytest.raises(ValidationError):
        end_appointment(PROGRAM, mine, TODAY)
    with pytest.raises(ValidationError):
        disable_account(PROGRAM, me)
    second = account(name="第二位")
    appoint(second, Role.ADMINISTRATOR, world.committee, to_on=TODAY)  # gone by the day it matters
    with pytest.raises(ValidationError):
        end_appointment(PROGRAM, mine, TODAY)
    Appointment.objects.filter(user=second).update(to_on=None)
    User.objects.filter(pk=second.pk).update(is_active=False)
    with pytest.raises(ValidationError):
        end_appointment(PROGRAM, mine, TODAY)
    User.objects.filter(pk=second.pk).update(is_active=True)
    end_appointment(PROGRAM, mine, TODAY)
    me.refresh_from_db()
    assert me.is_active


def test_a_local_administrator_may_go_while_one_above_remains(world: World, local: User) -> None:
    given = Appointment.objects.select_related("unit", "user").get(user=local)
    end_appointment(PROGRAM, given, TODAY)
    assert not scope_of(local, TODAY + timedelta(days=1)).holds(Role.ADMINISTRATOR)


def test_of_two_administrators_who_remove_each_other_at_once_one_stays(
    lasting_world: World, tmp_path: Path
) -> None:
    second = account(name="第二位")
    appoint(second, Role.ADMINISTRATOR, lasting_world.committee)
    rows = list(Appointment.objects.filter(role=Role.ADMINISTRATOR).select_related("unit", "user"))
    assert len(rows) == 2
    with seen_by_threads(tmp_path) as race:
        results = race(lambda number: end_appointment(PROGRAM, rows[number], TODAY), 2)
        assert sorted(type(result).__name__ for result in results) == ["NoneType", "ValidationError"]
        left = race(lambda _: Appointment.objects.filter(role=Role.ADMINISTRATOR, to_on=None).count(), 1)
        assert left == [1]
