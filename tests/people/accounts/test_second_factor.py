"""Who reaches many people's records needs a second factor, and nothing opens before it is set up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from django.urls import reverse

from tests.people.accounts.test_sign_in import PASSWORD, is_in, sign_in
from tests.people.world import World
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry

SECRET = base64.b32encode(b"twenty bytes of key!").decode()
CODE_PAGE = "/accounts/2fa/authenticate/"
NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
PRIVILEGED = ["officer", "general_officer", "inspector", "administrator", "auditor", "owner"]


def totp(secret: str, at: float | None = None) -> str:
    """RFC 6238, worked out here on its own."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


@pytest.fixture(autouse=True)
def _needed(settings: Any) -> None:
    settings.SECOND_FACTOR = True


def with_factor(user: User) -> list[str]:
    """Set up a second factor and return its recovery codes."""
    TOTP.activate(user, SECRET)
    return list(RecoveryCodes.activate(user).generate_codes())


@pytest.mark.parametrize("who", PRIVILEGED)
def test_without_a_second_factor_every_page_leads_to_setting_one_up(world: World, who: str) -> None:
    client = Client()
    sign_in(client, world.users[who].username)
    gate = reverse("accounts:second_factor")
    for page in (
        reverse("desk:home"),
        reverse("accounts:mine"),
        reverse("accounts:list"),
        "/members/",
        "/units/",
    ):
        answer = client.get(page)
        assert answer.status_code == 404 or answer["Location"] == gate
    assert client.post(reverse("accounts:new"), {"name": "x"})["Location"] == gate
    assert client.get(gate).status_code == 200


@pytest.mark.parametrize("who", ["member", "leader", "committee", "secretary"])
def test_members_and_secretaries_need_none(world: World, who: str) -> None:
    client = Client()
    sign_in(client, world.users[who].username)
    assert client.get(reverse("accounts:mine")).status_code == 200


def test_a_demonstration_can_do_without(world: World, settings: Any) -> None:
    settings.SECOND_FACTOR = False
    assert world.client("officer").get(reverse("accounts:mine")).status_code == 200


def test_who_has_not_set_it_up_can_sign_out_and_change_type_and_language(world: World) -> None:
    client = world.client("officer")
    gate = reverse("accounts:second_factor")
    assert client.post(reverse("site:large")).headers.get("Location") != gate
    assert client.get(reverse("site:language")).status_code == 200
    assert client.post(reverse("account_logout"))["Location"] == reverse("account_login")


def test_setting_up_the_app_opens_the_pages_and_gives_recovery_codes_once(world: World) -> None:
    user = world.users["officer"]
    client = Client()
    sign_in(client, user.username)
    setup = reverse("mfa_activate_totp")
    page = client.get(setup)
    assert b"<svg" in page.content
    secret = page.context["form"].secret
    wrong = client.post(setup, {"code": "000000"})
    assert wrong.context["form"].errors
    done = client.post(setup, {"code": totp(wrong.context["form"].secret)})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(done["Location"]).context["unused_codes"]
    assert len(set(codes)) == 10
    assert client.get(done["Location"]).context["can_view_codes"] is False
    assert client.get(reverse("accounts:mine")).status_code == 200
    assert AuditEntry.objects.filter(action="accounts.add_second_factor", subject=user.pk).count() == 2
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert "gAAAA" in stored  # what Fernet encrypts begins so


def test_the_password_alone_is_not_enough_any_more(world: World) -> None:
    user = world.users["officer"]
    with_factor(user)
    client = Client()
    assert sign_in(client, user.username)["Location"] == CODE_PAGE
    assert not is_in(client)
    assert client.get(reverse("accounts:mine")).status_code == 302
    refused = client.post(CODE_PAGE, {"code": "000000"})
    assert refused.context["form"].errors
    assert not is_in(client)
    assert client.post(CODE_PAGE, {"code": totp(SECRET)})["Location"] == reverse("desk:home")
    assert client.get(reverse("accounts:mine")).status_code == 200
    assert AuditEntry.objects.get(action="accounts.sign_in").details == {"how": "password+totp"}


def test_the_page_asked_for_follows_after_the_code(world: World) -> None:
    user = world.users["officer"]
    with_factor(user)
    client = Client()
    sign_in(client, user.username, PASSWORD, next=reverse("accounts:mine"))
    assert client.post(CODE_PAGE, {"code": totp(SECRET)})["Location"] == reverse("accounts:mine")


def test_a_code_counts_once_for_as_long_as_it_counts_at_all(world: World) -> None:
    user = world.users["officer"]
    with_factor(user)
    with time_machine.travel(NOW, tick=False) as clock:
        code = totp(SECRET)
        for seconds, opens in ((0, True), (1, False), (40, False)):
            clock.move_to(NOW + timedelta(seconds=seconds))
            client = Client()
            sign_in(client, user.username)
            client.post(CODE_PAGE, {"code": code})
            assert is_in(client) is opens


def test_a_recovery_code_opens_once(world: World) -> None:
    user = world.users["officer"]
    codes = with_factor(user)
    for code, opens in ((codes[0], True), (codes[0], False), (codes[1], True)):
        client = Client()
        sign_in(client, user.username)
        client.post(CODE_PAGE, {"code": code})
        assert is_in(client) is opens


def test_ten_wrong_codes_are_enough_from_wherever(world: World) -> None:
    user = world.users["officer"]
    with_factor(user)
    for number in range(10):
        client = Client()
        sign_in(client, user.username, address=f"10.3.0.{number}")
        client.post(CODE_PAGE, {"code": "000000"}, REMOTE_ADDR=f"10.3.0.{number}")
    client = Client()
    sign_in(client, user.username, address="10.4.0.1")
    client.post(CODE_PAGE, {"code": totp(SECRET)}, REMOTE_ADDR="10.4.0.1")
    assert not is_in(client)


def test_the_last_factor_cannot_be_removed_by_who_needs_one(world: World) -> None:
    for who, remains in (("officer", 1), ("member", 0)):
        user = world.users[who]
        TOTP.activate(user, SECRET)
        client = Client()
        sign_in(client, user.username)
        client.post(CODE_PAGE, {"code": totp(SECRET, time.time() - 30)})
        assert is_in(client)
        client.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(user=user, type="totp").count() == remains


def test_a_new_factor_signs_out_the_devices_that_came_in_without_it(world: World) -> None:
    user = world.users["member"]
    here, there = Client(), Client()
    for client in (here, there):
        sign_in(client, user.username)
    setup = reverse("mfa_activate_totp")
    here.post(setup, {"code": totp(here.get(setup).context["form"].secret)})
    assert here.get(reverse("accounts:mine")).status_code == 200
    assert there.get(reverse("accounts:mine")).status_code == 302


def test_long_after_signing_in_the_password_is_asked_before_a_factor_is_changed(world: World) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = Client()
        sign_in(client, world.users["member"].username)
        clock.shift(timedelta(minutes=6))
        for page in ("mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes"):
            asked = client.get(reverse(page))
            assert asked["Location"].startswith(reverse("account_reauthenticate"))


@pytest.mark.parametrize(
    "page",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_generate_recovery_codes",
    ],
)
def test_every_page_about_it_is_shown(world: World, page: str) -> None:
    user = world.users["member"]
    client = Client()
    sign_in(client, user.username)
    answer = client.get(reverse(page))
    assert answer.status_code == 200
    assert "site/page.html" in [template.name for template in answer.templates]


def test_a_passkey_request_names_nobody(world: World) -> None:
    answer = Client().get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert answer.json()["request_options"]["publicKey"].get("allowCredentials", []) == []
    assert Client().post(reverse("mfa_login_webauthn"), {"credential": "{}"}).status_code in (302, 422)
