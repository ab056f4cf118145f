"""Accounts at other providers by which one can sign in: those that the environment configures as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

PROVIDERS = {"openid_connect": "OIDC", "dingtalk": "DINGTALK", "feishu": "FEISHU", "weixin": "WEIXIN"}
"""allauth's provider and what its variables begin with."""
PARTS = ("CLIENT_ID", "SECRET")
PAGES = {
    "dingtalk": "https://login.dingtalk.com",
    "feishu": "https://open.feishu.cn",
    "weixin": "https://open.weixin.qq.com",
}
"""Where each lets people sign in; that of OpenID Connect is its server."""
OIDC = "oidc"


def _needed(provider: str) -> list[str]:
    parts = (*PARTS, "SERVER") if provider == "openid_connect" else PARTS
    return [f"XIANFENG_{PROVIDERS[provider]}_{part}" for part in parts]


def _is_whole(chosen: Mapping[str, Any], provider: str) -> bool:
    return all(chosen[name] for name in _needed(provider))


def gaps(chosen: Mapping[str, Any]) -> list[str]:
    """Return the variables that are missing where a provider is half configured."""
    missing = []
    for provider in PROVIDERS:
        names = _needed(provider)
        given = [name for name in names if chosen[name]]
        missing += [name for name in names if given and name not in given]
    return missing


def configured(chosen: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return allauth's SOCIALACCOUNT_PROVIDERS."""
    found: dict[str, dict[str, Any]] = {}
    for provider, prefix in PROVIDERS.items():
        if _is_whole(chosen, provider):
            client, secret = (chosen[f"XIANFENG_{prefix}_{part}"] for part in PARTS)
            app = {"client_id": client, "secret": secret}
            found[provider] = {
                "APPS": [app | _openid_connect(chosen) if provider == "openid_connect" else app]
            }
            found[provider]["OAUTH_PKCE_ENABLED"] = provider == "openid_connect"
    return found


def _openid_connect(chosen: Mapping[str, Any]) -> dict[str, Any]:
    name = chosen["XIANFENG_OIDC_NAME"] or "OpenID Connect"
    return {"provider_id": OIDC, "name": name, "settings": {"server_url": chosen["XIANFENG_OIDC_SERVER"]}}


def origins(chosen: Mapping[str, Any]) -> list[str]:
    """Return the origins to which a sign-in button may lead, for the policy on forms."""
    server = urlsplit(chosen["XIANFENG_OIDC_SERVER"])
    pages = {**PAGES, "openid_connect": f"{server.scheme}://{server.netloc}"}
    return [pages[provider] for provider in PROVIDERS if _is_whole(chosen, provider)]
