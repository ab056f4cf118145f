"""Which providers an installation has: what the environment says, and nothing by halves."""

from __future__ import annotations

import pytest

from tests.people.accounts.choosing import chosen
from xianfeng.settings.environment import VARIABLES
from xianfeng.settings.providers import configured, gaps, origins


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
