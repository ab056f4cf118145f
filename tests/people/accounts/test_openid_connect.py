"""Signing in by an account elsewhere: to an account that is here, never to a new one.

OpenID Connect is spoken over real HTTP with a server of its own process.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.test import Client
from django.urls import reverse

from tests.people.accounts import oidc_server
from tests.people.accounts.choosing import chosen
from tests.people.accounts.test_second_factor import with_factor
from tests.people.accounts.test_sign_in import LOGIN, is_in, sign_in
from tests.people.world import World
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.settings.providers import configured

Says = Callable[..., None]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of the other server, and the file that says what it says."""
    claims = tmp_path_factory.mktemp("oidc") / "claims.json"
    command = [sys.executable, str(Path(oidc_server.__file__)), str(claims)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{process.stdout.readline().strip()}", claims
        process.terminate()


@pytest.fixture
def says(server: tuple[str, Path], settings: Any, db: None) -> Says:
    """Configure the provider as an installation does; calling it sets what the other server says."""
    address, file = server
    given = {
        "XIANFENG_OIDC_SERVER": address,
        "XIANFENG_OIDC_NAME": "统一身份认证",
        "XIANFENG_OIDC_CLIENT_ID": oidc_server.CLIENT,
        "XIANFENG_OIDC_SECRET": oidc_server.SECRET,
    }
    settings.SOCIALACCOUNT_PROVIDERS = configured(chosen(**given))
    settings.STAFF_CLAIMS = {"openid_connect": "staff_no"}
    settings.ROOT_URLCONF = "tests.people.accounts.provider_urls"

    def say(**claims: Any) -> None:
        file.write_text(json.dumps({"sub": "person-1", **claims}), "utf-8")

    return say


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def at_the_other_server(address: str) -> str:
    """Visit the other server as a browser does and return where it leads."""
    try:
        build_opener(_Stay).open(address, timeout=10)
    except HTTPError as answer:
        return str(answer.headers["Location"])
    raise AssertionError("the other server leads nowhere")


def come_by_it(client: Client, start: str = "", **data: str) -> Any:
    """Press the button, visit the other server, and come back."""
    started = client.post(start or reverse("openid_connect_login", args=["oidc"]), data)
    assert started.status_code == 302
    back = urlsplit(at_the_other_server(started["Location"]))
    return client.get(back.path, {name: values[0] for name, values in parse_qs(back.query).items()})


def test_the_staff_number_that_the_server_tells_opens_the_account(world: World, says: Says) -> None:
    user = world.users["member"]
    says(staff_no=user.username, email="somebody-else@example.org", email_verified=True)
    client = Client()
    assert come_by_it(client)["Location"] == reverse("desk:home")
    assert client.session["_auth_user_id"] == str(user.pk)
    user.refresh_from_db()
    assert user.has_usable_password()  # the password still works beside it
    assert sign_in(Client(), user.username).status_code == 302


def test_of_what_the_other_server_says_nothing_is_kept(world: World, says: Says) -> None:
    says(
        staff_no=world.users["member"].username, name="周文海", email="zhou@example.org", email_verified=True
    )
    for _ in range(2):  # connected, then known
        come_by_it(Client())
        assert SocialAccount.objects.get().extra_data == {}
    assert not EmailAddress.objects.exists()
    assert not SocialToken.objects.exists()
    entry = AuditEntry.objects.get(action="accounts.connect_provider")
    assert (entry.actor, entry.details) == (world.users["member"].pk, {"provider": "oidc"})


def test_a_verified_email_opens_the_account(world: World, says: Says) -> None:
    user = world.users["member"]
    User.objects.filter(pk=user.pk).update(email="zhou@example.org")
    says(email="Zhou@example.org", email_verified=True)
    client = Client()
    come_by_it(client)
    assert client.session["_auth_user_id"] == str(user.pk)


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "zhou@example.org", "email_verified": False},
        {"email": "zhou@example.org", "email_verified": "false"},
        {"email": "zhou@example.org"},
        {"email": "unknown@example.org", "email_verified": True},
        {"staff_no": "unknown", "email": "zhou@example.org", "email_verified": True},
        {"preferred_username": "zhou"},
        {},
    ],
)
def test_what_proves_nothing_opens_nothing_and_makes_no_account(
    world: World, says: Says, claims: dict[str, Any]
) -> None:
    User.objects.filter(pk=world.users["member"].pk).update(email="zhou@example.org")
    before = User.objects.count()
    says(**claims)
    client = Client()
    assert come_by_it(client)["Location"] == LOGIN
    assert not is_in(client)
    assert len(client.get(LOGIN).context["messages"]) == 1
    assert User.objects.count() == before
    assert not SocialAccount.objects.exists()


def test_a_disabled_account_is_not_opened(world: World, says: Says) -> None:
    user = world.users["member"]
    says(staff_no=user.username)
    come_by_it(Client())
    User.objects.filter(pk=user.pk).update(is_active=False)
    client = Client()
    come_by_it(client)
    assert not is_in(client)


def test_once_connected_the_account_is_known_by_the_other_server_s_number(world: World, says: Says) -> None:
    user = world.users["member"]
    says(staff_no=user.username)
    come_by_it(Client())
    says(staff_no="no longer told")
    client = Client()
    come_by_it(client)
    assert client.session["_auth_user_id"] == str(user.pk)


def test_the_page_asked_for_follows(world: World, says: Says) -> None:
    says(staff_no=world.users["member"].username)
    assert come_by_it(Client(), next="/accounts/mine/")["Location"] == "/accounts/mine/"
    assert come_by_it(Client(), next="https://evil.example/")["Location"] == reverse("desk:home")


def test_the_second_factor_is_still_asked_for(world: World, says: Says, settings: Any) -> None:
    settings.SECOND_FACTOR = True
    user = world.users["officer"]
    with_factor(user)
    says(staff_no=user.username)
    client = Client()
    assert come_by_it(client)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)


def test_who_is_signed_in_connects_it_herself_and_disconnects_it(world: World, says: Says) -> None:
    user = world.users["member"]
    client = Client()
    sign_in(client, user.username)
    says(name="told nothing that names the account")
    start = reverse("openid_connect_login", args=["oidc"]) + "?process=connect"
    assert come_by_it(client, start)["Location"] == reverse("socialaccount_connections")
    connected = SocialAccount.objects.get(user=user)
    other = Client()
    come_by_it(other)
    assert other.session["_auth_user_id"] == str(user.pk)
    assert client.post(reverse("socialaccount_connections"), {"account": connected.pk}).status_code == 302
    assert not SocialAccount.objects.exists()
    assert AuditEntry.objects.filter(action="accounts.disconnect_provider", actor=user.pk).count() == 1


def test_a_made_up_answer_opens_nothing(world: World, says: Says) -> None:
    says(staff_no=world.users["member"].username)
    client = Client()
    back = reverse("openid_connect_callback", args=["oidc"])
    for query in ({"code": "made-up", "state": "made-up"}, {"error": "access_denied"}, {}):
        answer = client.get(back, query)
        assert answer.status_code in (200, 302, 401)
        assert not is_in(client)
    client.post(reverse("openid_connect_login", args=["oidc"]))
    state = next(iter(client.session["socialaccount_states"]))
    assert not is_in(client)
    client.get(back, {"code": "made-up", "state": state})
    assert not is_in(client)


def test_a_button_stands_on_the_sign_in_page_only_when_configured(
    world: World, says: Says, settings: Any
) -> None:
    assert "统一身份认证" in Client().get(LOGIN).content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "统一身份认证" not in Client().get(LOGIN).content.decode()
