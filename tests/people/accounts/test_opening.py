"""An account is opened once for a member, has no password at first, and follows the register."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tests.people.accounts.test_sign_in import sign_in
from tests.people.world import World
from xianfeng.people.accounts.models import User
from xianfeng.people.accounts.operations import open_account
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM


def test_an_account_is_opened_once_and_has_no_password(world: World) -> None:
    member = world.members["groupmate"]
    world.users["groupmate"].notices.all().delete()
    world.users["groupmate"].delete()
    first, again = open_account(PROGRAM, member), open_account(PROGRAM, member)
    assert first == again
    assert (first.username, first.name, first.has_usable_password()) == (member.staff_no, member.name, False)
    assert AuditEntry.objects.filter(action="accounts.open").count() == 1


def test_an_account_without_a_password_lets_nobody_in(world: World) -> None:
    user = world.users["member"]
    user.set_unusable_password()
    user.save()
    for typed in ("", "!", user.password):
        assert sign_in(Client(), user.username, typed or " ").status_code == 422


def test_a_staff_number_that_names_another_account_is_refused(world: World) -> None:
    member = world.members["groupmate"]
    User.objects.filter(member=member).update(member=None)
    with pytest.raises(ValidationError):
        open_account(PROGRAM, member)


def test_name_and_staff_number_follow_the_register(world: World) -> None:
    member, user = world.members["member"], world.users["member"]
    member.name, member.staff_no = "周文江", "NEW-77"
    member.save()
    user.refresh_from_db()
    assert (user.name, user.username) == ("周文江", "NEW-77")
