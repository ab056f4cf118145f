"""Signing in by an account elsewhere: to an account that is here, never to a new one.

OpenID Connect is spoken over real HTTP with a server of its own process. Of the other three, what their
servers answer could only be imitated.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
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
from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter

from tests.people.accounts import oidc_server
from tests.people.accounts.test_second_factor import with_factor
from tests.people.accounts.test_sign_in import LOGIN, is_in, sign_in
from tests.people.world import World
from xianfeng.people.accounts.adapters import ProviderAdapter
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.settings.environment import VARIABLES
from xianfeng.settings.providers import configured, gaps, origins

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


def chosen(**given: str) -> dict[str, Any]:
    return {
        variable.name: variable.read(variable.default)
        for variable in VARIABLES
        if variable.name != "XIANFENG_DATA"
    } | given


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


def test_all_four_are_configured_by_the_environment() -> None:
    given = {
        "XIANFENG_OIDC_SERVER": "https://id.example.org/realm",
        **{
            f"XIANFENG_{prefix}_{part}": "x"
            for prefix in ("OIDC", "DINGTALK", "FEISHU", "WEIXIN")
            for part in ("CLIENT_ID", "SECRET")
        },
    }
    found = configured(chosen(**given))
    assert sorted(found) == ["dingtalk", "feishu", "openid_connect", "weixin"]
    assert origins(chosen(**given)) == [
        "https://id.example.org",
        "https://login.dingtalk.com",
        "https://open.feishu.cn",
        "https://open.weixin.qq.com",
    ]
    assert gaps(chosen(**given)) == []


def test_half_a_provider_is_no_provider_and_its_gaps_are_named() -> None:
    half = chosen(XIANFENG_OIDC_SERVER="https://id.example.org", XIANFENG_WEIXIN_SECRET="x")
    assert configured(half) == {}
    assert origins(half) == []
    assert gaps(half) == ["XIANFENG_OIDC_CLIENT_ID", "XIANFENG_OIDC_SECRET", "XIANFENG_WEIXIN_CLIENT_ID"]
    assert gaps(chosen()) == []


@pytest.mark.parametrize(
    "address", ["http://id.example.org", "id.example.org", "ftp://id.example.org", "https://"]
)
def test_the_other_server_is_reached_by_https(address: str) -> None:
    read = next(variable.read for variable in VARIABLES if variable.name == "XIANFENG_OIDC_SERVER")
    with pytest.raises(ValueError):
        read(address)
    assert read("https://id.example.org/") == "https://id.example.org"


@pytest.mark.parametrize(
    ("provider", "place", "number"),
    [
        ("dingtalk", "https://login.dingtalk.com/oauth2/auth", "client_id"),
        ("feishu", "https://open.feishu.cn/open-apis/authen/v1/index", "app_id"),
        ("weixin", "https://open.weixin.qq.com/connect/qrconnect", "appid"),
    ],
)
def test_the_other_buttons_lead_to_their_providers(
    db: None, settings: Any, provider: str, place: str, number: str
) -> None:
    given = {
        f"XIANFENG_{provider.upper()}_CLIENT_ID": "our-number",
        f"XIANFENG_{provider.upper()}_SECRET": "x",
    }
    settings.SOCIALACCOUNT_PROVIDERS = configured(chosen(**given))
    settings.ROOT_URLCONF = "tests.people.accounts.provider_urls"
    leads = Client().post(reverse(f"{provider}_login"))["Location"]
    assert leads.startswith(f"{place}?")
    assert parse_qs(urlsplit(leads).query)[number] == ["our-number"]


ANSWERS: dict[str, dict[str, dict[str, Any]]] = {
    "dingtalk": {
        "api.dingtalk.com/v1.0/oauth2/userAccessToken": {
            "accessToken": "t",
            "refreshToken": "r",
            "expireIn": 7200,
        },
        "api.dingtalk.com/v1.0/contact/users/me": {
            "nick": "老周",
            "openId": "ding-1",
            "mobile": "13800000001",
        },
    },
    "feishu": {
        "open.feishu.cn/open-apis/auth/v3/app_access_token/internal/": {"app_access_token": "a"},
        "open.feishu.cn/open-apis/authen/v1/access_token": {"data": {"access_token": "t"}},
        "open.feishu.cn/open-apis/authen/v1/user_info": {
            "code": 0,
            "data": {"open_id": "fs-1", "name": "老周"},
        },
    },
    "weixin": {
        "api.weixin.qq.com/sns/oauth2/access_token": {"access_token": "t", "openid": "wx-1"},
        "api.weixin.qq.com/sns/userinfo": {"openid": "wx-1", "nickname": "laozhou"},
    },
}
"""What the three servers answer, as allauth understands them; none of them was asked."""


class Imitation(BaseAdapter):
    """Answers in place of the network."""

    def __init__(self, answers: dict[str, dict[str, Any]]) -> None:
        super().__init__()
        self.answers = answers

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        url = urlsplit(request.url)
        response = Response()
        response.status_code, response.request, response.url = 200, request, str(request.url)
        response.raw = BytesIO(json.dumps(self.answers[f"{url.netloc!s}{url.path!s}"]).encode())
        return response

    def close(self) -> None:
        pass


@pytest.fixture
def imitated(
    monkeypatch: pytest.MonkeyPatch, settings: Any, db: None
) -> Callable[[str, dict[str, Any]], str]:
    """Configure one of the three, with claims added to what it says; return the address of its button."""

    def imitate(provider: str, claims: dict[str, Any]) -> str:
        answers = json.loads(json.dumps(ANSWERS[provider]))
        last = list(answers)[-1]
        answers[last].get("data", answers[last]).update(claims)
        session = Session()
        session.mount("https://", Imitation(answers))
        monkeypatch.setattr(ProviderAdapter, "get_requests_session", lambda _: session)
        given = {
            f"XIANFENG_{provider.upper()}_CLIENT_ID": "our-number",
            f"XIANFENG_{provider.upper()}_SECRET": "x",
        }
        settings.SOCIALACCOUNT_PROVIDERS = configured(chosen(**given))
        settings.ROOT_URLCONF = "tests.people.accounts.provider_urls"
        return reverse(f"{provider}_login")

    return imitate


def come_back(client: Client, start: str) -> Any:
    state = parse_qs(urlsplit(client.post(start)["Location"]).query)["state"][0]
    return client.get(f"{start.partition('?')[0]}callback/", {"code": "c", "state": state})


@pytest.mark.parametrize("provider", ["dingtalk", "feishu", "weixin"])
def test_what_people_call_themselves_elsewhere_opens_nothing(
    world: World, imitated: Any, provider: str
) -> None:
    staff = world.users["member"].username
    User.objects.filter(pk=world.users["member"].pk).update(phone="13800000001", email="zhou@example.org")
    claims = {"nickname": staff, "nick": staff, "name": staff, "staff_no": staff, "email": "zhou@example.org"}
    client = Client()
    assert come_back(client, imitated(provider, claims))["Location"] == LOGIN
    assert not is_in(client)


def test_the_staff_number_that_feishu_tells_opens_the_account(world: World, imitated: Any) -> None:
    client = Client()
    come_back(client, imitated("feishu", {"employee_no": world.users["member"].username}))
    assert client.session["_auth_user_id"] == str(world.users["member"].pk)


@pytest.mark.parametrize("provider", ["dingtalk", "feishu", "weixin"])
def test_what_was_connected_while_signed_in_opens_the_account(
    world: World, imitated: Any, provider: str
) -> None:
    start = imitated(provider, {})
    here = Client()
    sign_in(here, world.users["member"].username)
    come_back(here, f"{start}?process=connect")
    client = Client()
    assert come_back(client, start)["Location"] == reverse("desk:home")
    assert client.session["_auth_user_id"] == str(world.users["member"].pk)
