"""Buttons on the sign-in page for the providers of accounts that are configured, and their addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xianfeng.settings.providers import OIDC

NAMES = {"dingtalk": _("DingTalk"), "feishu": _("Feishu"), "weixin": _("WeChat")}
"""What the button says; that of OpenID Connect says what the installation calls it."""


@dataclass(frozen=True, slots=True)
class Button:
    """A way to sign in with an account at another provider."""

    url: str
    name: Any


def buttons() -> list[Button]:
    """Return a button for each provider that is configured."""
    return [_button(provider, apps["APPS"][0]) for provider, apps in settings.SOCIALACCOUNT_PROVIDERS.items()]


def _button(provider: str, app: dict[str, Any]) -> Button:
    if provider == "openid_connect":
        return Button(reverse("openid_connect_login", args=[OIDC]), app["name"])
    return Button(reverse(f"{provider}_login"), NAMES[provider])


def urls_of(providers: Iterable[str]) -> list[Any]:
    """Return allauth's addresses for the providers; those that are not configured have none."""
    found: list[Any] = []
    for provider in providers:
        found += import_module(f"allauth.socialaccount.providers.{provider}.urls").urlpatterns
    return found
