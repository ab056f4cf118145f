"""An administrator looks after accounts, within her units, never her own, and sees nothing of what people do."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.people.accounts.administering import LIST, do, listed
from tests.people.accounts.test_second_factor import with_factor
from tests.people.accounts.test_sign_in import is_in, sign_in
from tests.people.world import World, account, appoint, member
from xianfeng.people.accounts.models import Slip, User
from xianfeng.people.accounts.operations import (
    issue_slip,
    open_account_for_person,
)
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.members.pinyin import keys_of
from xianfeng.people.organizations.roles import Role

NEW = "/accounts/all/new/"


@pytest.mark.parametrize(
    "who",
    [
        "member",
        "leader",
        "committee",
        "secretary",
        "general_officer",
        "officer",
        "inspector",
        "auditor",
        "owner",
    ],
)
def test_nobody_else_sees_the_accounts(world: World, user: User, who: str) -> None:
    client = world.client(who)
    for page in (LIST, NEW, reverse("accounts:account", args=[user.pk])):
        assert client.get(page).status_code == 403
    assert do(world, "disable", user, who).status_code == 403
    user.refresh_from_db()
    assert user.is_active


def test_an_administrator_sees_the_accounts_of_her_subtree(world: World, local: User) -> None:
    everybody = {
        user.username for key, user in world.users.items() if key not in ("stranger", "far_secretary")
    }
    assert listed(world) == everybody
    below = {
        "member",
        "groupmate",
        "leader",
        "other_group",
        "committee",
        "secretary",
        "neighbour",
        "second_secretary",
    }
    assert listed(world, "local") == {world.users[key].username for key in below} | {local.username}


@pytest.mark.parametrize("who", ["office_member", "officer", "stranger", "administrator"])
def test_an_account_outside_is_not_found(world: World, local: User, who: str) -> None:
    assert (
        world.client("local").get(reverse("accounts:account", args=[world.users[who].pk])).status_code == 404
    )
    assert do(world, "disable", world.users[who], "local").status_code == 404


def test_who_left_is_still_looked_after(world: World, local: User) -> None:
    gone = world.members["member"]
    Member.objects.filter(pk=gone.pk).update(
        unit=None, branch=None, left_from=gone.unit, status=Member.Status.LEFT
    )
    assert listed(world, "local", state="left") == {gone.staff_no}
    assert listed(world, state="left") == {gone.staff_no}
    assert do(world, "disable", world.users["member"], "local").status_code == 302


def test_the_list_is_searched_and_filtered(world: World, user: User) -> None:
    User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    User.objects.filter(pk=world.users["leader"].pk).update(is_active=False)
    keys = keys_of(user.name)
    Member.objects.filter(pk=user.member_id).update(search_keys=keys.search_keys)
    assert (
        listed(world, q="文海") == listed(world, q=user.username) == listed(world, q="zwh") == {user.username}
    )
    assert user.username in listed(world, state="active")
    assert user.username not in listed(world, state="never")
    assert listed(world, state="disabled") == {world.users["leader"].username}
    assert listed(world, role="inspector") == {world.users["inspector"].username}
    assert listed(world, q="nobody") == set()
    assert len(listed(world, state="nonsense")) > 10


def test_the_number_of_queries_does_not_grow_with_the_list(world: World) -> None:
    def queries() -> int:
        client = world.client("administrator")
        with CaptureQueriesContext(connection) as seen:
            client.get(LIST)
        return len(seen)

    queries()
    before = queries()
    for number in range(30):
        appoint(account(member(f"新党员{number}", world.one)), Role.INSPECTOR, world.first)
    assert queries() == before


def test_a_page_shows_no_more_than_fifty(world: World) -> None:
    for number in range(60):
        account(member(f"新党员{number}", world.one))
    assert len(listed(world)) == 50


def test_a_disabled_account_is_out_at_once_and_comes_back_when_enabled(world: World, user: User) -> None:
    phone = Client()
    sign_in(phone, user.username)
    code = issue_slip(PROGRAM, user, Slip.Reason.LOST)
    assert do(world, "disable", user).status_code == 302
    assert phone.get(reverse("accounts:mine")).status_code == 302
    assert sign_in(Client(), user.username).status_code == 422
    assert do(world, "enable", user).status_code == 302
    assert sign_in(Client(), user.username).status_code == 302
    data = {"code": code, "password1": "a brand new password 7", "password2": "a brand new password 7"}
    assert Client().post(reverse("accounts:activate"), data).status_code == 422
    actions = list(AuditEntry.objects.filter(subject=user.pk).values_list("action", flat=True))
    assert {"accounts.disable", "accounts.enable"} <= set(actions)


def test_sessions_are_ended_everywhere(world: World, user: User) -> None:
    phones = [Client(), Client()]
    for phone in phones:
        sign_in(phone, user.username)
    do(world, "end_sessions", user)
    assert [phone.get(reverse("accounts:mine")).status_code for phone in phones] == [302, 302]
    assert AuditEntry.objects.get(action="accounts.end_sessions").details == {"sessions": 2}


def test_a_second_factor_is_reset_for_a_reason_and_every_session_ends(world: World) -> None:
    officer = world.users["officer"]
    with_factor(officer)
    refused = do(world, "reset_second_factor", officer, reason="")
    assert refused.status_code == 422
    assert Authenticator.objects.filter(user=officer).count() == 2
    assert do(world, "reset_second_factor", officer, reason="lost").status_code == 302
    assert not Authenticator.objects.filter(user=officer).exists()
    assert AuditEntry.objects.get(action="accounts.reset_second_factor").details == {
        "reason": "lost",
        "sessions": 0,
    }


@pytest.mark.parametrize("what", ["disable", "enable", "end_sessions", "reset_second_factor", "slip"])
def test_an_administrator_does_nothing_to_her_own_account(world: World, what: str) -> None:
    assert do(world, what, world.users["administrator"], reason="lost").status_code == 403


@pytest.mark.parametrize("what", ["disable", "end_sessions", "reset_second_factor"])
def test_a_local_administrator_does_nothing_to_who_reaches_further(
    world: World, local: User, user: User, what: str
) -> None:
    appoint(user, Role.INSPECTOR, world.committee)
    assert do(world, what, user, "local", reason="lost").status_code == 403
    assert do(world, what, user, reason="lost").status_code == 302


def test_an_account_for_a_person_who_is_no_member_is_opened_and_gets_a_slip(world: World) -> None:
    data = {"name": "审计员甲", "username": "audit.01", "unit": world.committee.pk}
    answer = world.client("administrator").post(NEW, data)
    made = User.objects.get(username="audit.01")
    assert answer["Location"] == reverse("accounts:account", args=[made.pk])
    assert (made.name, made.unit, made.member, made.is_activated) == (
        "审计员甲",
        world.committee,
        None,
        False,
    )
    assert made.username in listed(world)
    (card,) = do(world, "slip", made).context["cards"]
    data = {"code": card.code, "password1": "a brand new password 7", "password2": "a brand new password 7"}
    client = Client()
    assert client.post(reverse("accounts:activate"), data).status_code == 302
    assert is_in(client)


@pytest.mark.parametrize("username", ["taken", "STAFF", "phone", "with space", "", "a" * 31])
def test_a_name_that_is_taken_or_badly_written_is_refused_and_kept(world: World, username: str) -> None:
    User.objects.filter(pk=world.users["member"].pk).update(phone="13800000001")
    newcomer = member("郑新禾", world.one)
    given = {
        "taken": world.users["auditor"].username.lower(),
        "STAFF": newcomer.staff_no,
        "phone": "13800000001",
    }
    data = {"name": "审计员甲", "username": given.get(username, username), "unit": world.committee.pk}
    answer = world.client("administrator").post(NEW, data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["username"]
    assert "审计员甲" in answer.content.decode()


def test_an_administrator_prints_no_slip_for_a_member(world: World, user: User) -> None:
    assert do(world, "slip", user).status_code == 403
    assert not Slip.objects.exists()


def test_an_account_is_kept_by_the_register_or_by_a_unit_not_by_both(world: World) -> None:
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=world.users["member"].pk).update(unit=world.first)


def test_opening_by_the_program_uses_the_same_rules(world: World) -> None:
    with pytest.raises(ValidationError):
        open_account_for_person(PROGRAM, world.first, world.members["member"].staff_no.lower(), "某人")


def test_the_page_of_an_account_shows_no_phone_and_no_email(world: World, user: User) -> None:
    User.objects.filter(pk=user.pk).update(phone="13800000001", email="zhou@example.org")
    page = world.client("administrator").get(reverse("accounts:account", args=[user.pk])).content.decode()
    assert user.name in page
    assert "13800000001" not in page
    assert "zhou@example.org" not in page
