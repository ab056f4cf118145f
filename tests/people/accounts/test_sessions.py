"""How long one stays signed in, where, and how it is ended."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from tests.people.accounts.test_sign_in import LOGIN, is_in, sign_in
from tests.people.world import World, appoint
from xianfeng.people.accounts.agents import device_of
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.organizations.roles import Role

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
MINE = "/accounts/mine/"
SESSIONS = "/accounts/mine/sessions/"


def still_in(client: Client) -> bool:
    return client.get(MINE).status_code == 200


@pytest.mark.parametrize("who", ["member", "leader", "committee", "secretary"])
def test_a_member_stays_signed_in_for_thirty_days(world: World, who: str) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = Client()
        sign_in(client, world.users[who].username)
        for _ in range(29):
            clock.shift(timedelta(days=1))
            assert still_in(client)
        clock.shift(timedelta(days=1, seconds=-1))
        assert still_in(client)
        clock.shift(timedelta(seconds=2))
        assert not still_in(client)


def test_the_cookie_outlives_the_browser_for_thirty_days(world: World) -> None:
    client = Client()
    sign_in(client, world.users["member"].username)
    assert client.cookies["sessionid"]["max-age"] == 30 * 24 * 3600


@pytest.mark.parametrize("who", ["officer", "inspector", "administrator", "auditor", "owner"])
def test_a_privileged_session_ends_after_eight_hours_however_busy(world: World, who: str) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = Client()
        sign_in(client, world.users[who].username)
        for _ in range(8 * 4):
            clock.shift(timedelta(minutes=15))
            assert still_in(client)
        clock.shift(timedelta(seconds=1))
        assert not still_in(client)


@pytest.mark.parametrize("who", ["officer", "administrator"])
def test_a_privileged_session_ends_after_half_an_hour_of_nothing(world: World, who: str) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = Client()
        sign_in(client, world.users[who].username)
        clock.shift(timedelta(minutes=30))
        assert still_in(client)
        clock.shift(timedelta(minutes=30, seconds=1))
        answer = client.get(MINE)
        assert answer["Location"] == f"{LOGIN}?next={MINE}"
        assert not is_in(client)
        assert len(client.get(LOGIN).context["messages"]) == 1


def test_a_new_role_shortens_a_session_that_is_old(world: World) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = Client()
        sign_in(client, world.users["member"].username)
        clock.shift(timedelta(hours=9))
        assert still_in(client)
        appoint(world.users["member"], Role.INSPECTOR, world.first)
        assert not still_in(client)


def test_a_part_of_a_page_takes_the_whole_page_to_the_sign_in(world: World) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = Client()
        sign_in(client, world.users["officer"].username)
        clock.shift(timedelta(hours=1))
        answer = client.get(MINE, headers={"HX-Request": "true"})
        assert answer["HX-Redirect"] == f"{LOGIN}?next={MINE}"


def test_each_of_one_s_sessions_can_be_ended(world: World) -> None:
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, world.users["member"].username)
    listed = here.get(SESSIONS).context["sessions"]
    assert sorted(one["current"] for one in listed) == [False, True]
    other = next(one["session"] for one in listed if not one["current"])
    assert here.post(SESSIONS, {"session": other.pk}).status_code == 302
    assert not still_in(there)
    assert still_in(here)
    assert AuditEntry.objects.filter(action="accounts.end_session", actor=world.users["member"].pk).exists()


def test_another_s_session_cannot_be_ended(world: World) -> None:
    mine, theirs = Client(), Client()
    sign_in(mine, world.users["member"].username)
    sign_in(theirs, world.users["groupmate"].username)
    foreign = UserSession.objects.get(user=world.users["groupmate"])
    assert mine.post(SESSIONS, {"session": foreign.pk}).status_code == 404
    assert still_in(theirs)


@pytest.mark.parametrize("sent", ["", "x", "-1", "99999999"])
def test_a_session_that_is_not_there_is_not_found(world: World, sent: str) -> None:
    assert world.client("member").post(SESSIONS, {"session": sent}).status_code == 404


def test_changing_the_password_signs_other_devices_out(world: World) -> None:
    here, there = Client(), Client()
    user = world.users["member"]
    for client in (here, there):
        sign_in(client, user.username)
    new = {
        "oldpassword": "a long password 2026",
        "password1": "a quite new one 31",
        "password2": "a quite new one 31",
    }
    assert here.post(reverse("account_change_password"), new).status_code == 302
    assert still_in(here)
    assert not still_in(there)
    assert AuditEntry.objects.filter(action="accounts.change_password", subject=user.pk).count() == 1


def test_a_wrong_current_password_changes_nothing(world: World) -> None:
    client = world.client("member")
    new = {"oldpassword": "wrong", "password1": "a quite new one 31", "password2": "a quite new one 31"}
    answer = client.post(reverse("account_change_password"), new)
    assert list(answer.context["form"].errors) == ["oldpassword"]
    assert sign_in(Client(), world.users["member"].username).status_code == 302


def test_phone_and_email_are_changed_after_the_password_is_given_again(world: World) -> None:
    user, contact = world.users["member"], reverse("accounts:contact")
    with time_machine.travel(NOW, tick=False) as clock:
        client = Client()
        sign_in(client, user.username)
        clock.shift(timedelta(minutes=6))
        data = {"phone": "138 0000 0001", "email": "Zhou@Example.org"}
        asked = client.post(contact, data)
        assert asked["Location"].startswith(reverse("account_reauthenticate"))
        wrong = client.post(asked["Location"], {"password": "wrong", "next": contact})
        assert wrong.context["form"].errors
        user.refresh_from_db()
        assert user.phone is None
        client.post(asked["Location"], {"password": "a long password 2026", "next": contact})
    user.refresh_from_db()
    assert (user.phone, user.email) == ("13800000001", "zhou@example.org")
    assert AuditEntry.objects.get(action="accounts.change_contact").details == {"fields": ["phone", "email"]}


@pytest.mark.parametrize("field", ["phone", "email"])
def test_a_contact_of_another_account_is_refused_and_kept_in_the_form(world: World, field: str) -> None:
    taken = {"phone": "13800000002", "email": "wang@example.org"}
    type(world.users["groupmate"]).objects.filter(pk=world.users["groupmate"].pk).update(**taken)
    answer = world.client("member").post(reverse("accounts:contact"), {field: taken[field]})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert taken[field] in answer.content.decode()


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120 MicroMessenger/8.0",
            ("Android", "WeChat"),
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/120 Safari/537.36 Edg/120", ("Windows", "Edge")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0) Version/17.0 Safari/604.1", ("iPhone", "Safari")),
        ("curl/8", ("Unknown device",)),
    ],
)
def test_a_device_is_named_as_people_know_it(agent: str, device: tuple[str, ...], settings: Any) -> None:
    from django.utils.translation import override

    with override("en"):
        assert device_of(agent) == " · ".join(device)
