"""DingTalk, Feishu and WeChat: what their servers answer could only be imitated."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter

from tests.people.accounts.choosing import chosen
from tests.people.accounts.test_sign_in import LOGIN, is_in, sign_in
from tests.people.world import World
from xianfeng.people.accounts.adapters import ProviderAdapter
from xianfeng.people.accounts.models import User
from xianfeng.settings.providers import configured


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
