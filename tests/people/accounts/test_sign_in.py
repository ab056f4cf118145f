"""Signing in: by any of three names, back to the page asked for, and not by trying."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.people.world import World
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry

PASSWORD = "a long password 2026"
LOGIN = "/accounts/login/"
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def sign_in(client: Client, name: str, password: str = PASSWORD, **more: Any) -> Any:
    address = more.pop("address", "10.0.0.1")
    return client.post(LOGIN, {"login": name, "password": password, **more}, REMOTE_ADDR=address)


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def user(world: World) -> User:
    found = world.users["member"]
    User.objects.filter(pk=found.pk).update(phone="13800000001", email="zhou@example.org")
    return found


@pytest.mark.parametrize(
    "typed",
    [
        "{staff}",
        " {staff} ",
        "13800000001",
        "+86 138-0000-0001",
        "".join(chr(ord(digit) + 0xFEE0) for digit in "13800000001"),
        "zhou@example.org",
        "ZHOU@Example.org",
    ],
)
def test_staff_number_phone_and_email_all_open_the_account(user: User, typed: str) -> None:
    client = Client()
    answer = sign_in(client, typed.format(staff=user.username))
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_staff_number_stands_before_another_s_phone(world: World) -> None:
    owner, other = world.users["member"], world.users["groupmate"]
    User.objects.filter(pk=owner.pk).update(username="13800000009")
    User.objects.filter(pk=other.pk).update(phone="13800000009")
    client = Client()
    sign_in(client, "13800000009")
    assert client.session["_auth_user_id"] == str(owner.pk)


def test_the_page_asked_for_follows(world: World) -> None:
    client = Client()
    wanted = reverse("accounts:mine")
    to_login = client.get(wanted)
    assert to_login.status_code == 302
    page = client.get(to_login["Location"])
    assert f'name="next" value="{wanted}"' in page.content.decode()
    assert sign_in(client, world.users["member"].username, next=wanted)["Location"] == wanted


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example",
        "javascript:alert(1)",
        "https:evil.example",
    ],
)
def test_nobody_is_led_to_another_site(world: World, elsewhere: str) -> None:
    client = Client()
    answer = sign_in(client, world.users["member"].username, next=elsewhere)
    assert answer["Location"] == reverse("desk:home")


def test_an_unknown_name_and_a_wrong_password_get_the_same_page(user: User) -> None:
    pages = []
    for name in (user.username, "nobody", "13900000000", "13800000001"):
        answer = sign_in(Client(), name, "wrong")
        assert answer.status_code == 422
        text = answer.content.decode().replace(name, "NAME")
        pages.append([line for line in text.splitlines() if "csrf" not in line])
    assert pages[1:] == [pages[0]] * 3


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is worked on, which is what takes time."""

    count = 0

    def encode(self, *args: Any, **options: Any) -> str:
        type(self).count += 1
        return super().encode(*args, **options)


@pytest.mark.parametrize("case", ["wrong password", "unknown name", "no password yet", "disabled"])
def test_a_refusal_takes_the_same_work_whatever_its_reason(user: User, settings: Any, case: str) -> None:
    settings.PASSWORD_HASHERS = ["tests.people.accounts.test_sign_in.CountingHasher"]
    user.set_password(PASSWORD)
    if case == "no password yet":
        user.set_unusable_password()
    user.is_active = case != "disabled"
    user.save()
    CountingHasher.count = 0
    sign_in(Client(), "nobody" if case == "unknown name" else user.username, "wrong")
    assert CountingHasher.count == 1


def test_a_disabled_account_gets_the_same_answer_as_an_unknown_one(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)
    refused, unknown = sign_in(Client(), user.username), sign_in(Client(), "nobody")
    assert refused.status_code == unknown.status_code == 422
    assert refused.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


def test_what_was_typed_is_kept_but_the_password(user: User) -> None:
    page = sign_in(Client(), "nobody at all", "secret-typed").content.decode()
    assert "nobody at all" in page
    assert "secret-typed" not in page


def test_after_ten_wrong_passwords_even_the_right_one_waits_and_is_told_how_long(user: User) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(10):
            assert sign_in(Client(), user.username, "wrong").status_code == 422
        clock.shift(timedelta(minutes=3))
        refused = sign_in(Client(), user.username)
        assert refused.status_code == 429
        assert "12" in refused.context["form"].non_field_errors()[0]
        clock.shift(timedelta(minutes=12, seconds=1))
        assert sign_in(Client(), user.username).status_code == 302


def test_one_address_does_not_lock_another_out(user: User) -> None:
    for _ in range(20):
        sign_in(Client(), user.username, "wrong", address="10.9.9.9")
    assert sign_in(Client(), user.username, address="10.9.9.9").status_code == 429
    assert sign_in(Client(), user.username, address="10.0.0.2").status_code == 302


def test_many_addresses_together_are_stopped_too(user: User) -> None:
    for number in range(60):
        assert sign_in(Client(), user.username, "wrong", address=f"10.1.0.{number}").status_code == 422
    assert sign_in(Client(), user.username, address="10.2.0.1").status_code == 429


def test_a_port_in_the_host_header_starts_no_new_count(user: User) -> None:
    for port in range(8000, 8010):
        data = {"login": user.username, "password": "wrong"}
        Client(headers={"host": f"localhost:{port}"}).post(LOGIN, data, REMOTE_ADDR="10.0.0.1")
    assert sign_in(Client(headers={"host": "localhost:9000"}), user.username).status_code == 429


def test_unknown_names_are_throttled_as_known_ones_are(world: World) -> None:
    for _ in range(10):
        sign_in(Client(), "nobody", "wrong")
    assert sign_in(Client(), "nobody", "wrong").status_code == 429


def test_right_passwords_are_not_counted(user: User) -> None:
    for _ in range(15):
        assert sign_in(Client(), user.username).status_code == 302


def test_tries_are_counted_across_the_workers_of_the_server(user: User, settings: Any) -> None:
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "host_cache"}
    }
    call_command("createcachetable")
    for _ in range(10):
        del caches["default"]  # as a worker that has just been started
        sign_in(Client(), user.username, "wrong")
    del caches["default"]
    assert sign_in(Client(), user.username).status_code == 429


def test_signing_in_is_written_into_the_audit_without_a_name(user: User) -> None:
    sign_in(Client(), user.username)
    entry = AuditEntry.objects.get(action="accounts.sign_in")
    assert (entry.actor, entry.subject, entry.address) == (user.pk, user.pk, "10.0.0.1")
    assert entry.details == {"how": "password"}


def test_signing_out_takes_a_post(user: User) -> None:
    client = Client()
    sign_in(client, user.username)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    assert client.post(reverse("account_logout"))["Location"] == LOGIN
    assert not is_in(client)


@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_reset_password", "account_email", "socialaccount_signup", "dingtalk_login"],
)
def test_nobody_can_sign_up_or_ask_for_a_password(name: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", [LOGIN, "/accounts/activate/"])
def test_a_page_before_signing_in_names_nobody(world: World, path: str) -> None:
    page = Client().get(path).content.decode()
    for member in world.members.values():
        assert member.name not in page
        assert member.staff_no not in page


def test_a_disabled_account_is_dead_at_its_next_request(user: User) -> None:
    client = Client()
    sign_in(client, user.username)
    assert client.get(reverse("accounts:mine")).status_code == 200
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get(reverse("accounts:mine"))["Location"].startswith(LOGIN)


def test_who_is_signed_in_sees_no_sign_in_page(user: User) -> None:
    client = Client()
    sign_in(client, user.username)
    assert client.get(LOGIN)["Location"] == reverse("desk:home")
