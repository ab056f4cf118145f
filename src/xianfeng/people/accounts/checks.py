"""What Django checks at start about signing in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from xianfeng.people.accounts.demo import is_loopback


@register(Tags.security)
def check_demo(**_: Any) -> list[CheckMessage]:
    """A demonstration answers to names of this machine alone."""
    if not settings.DEMO:
        return []
    open_hosts = [host for host in settings.ALLOWED_HOSTS if not is_loopback(host)]
    if not open_hosts and not settings.HTTPS:
        return []
    return [
        Error(
            f"XIANFENG_DEMO is set, and so are hosts that others can reach ({', '.join(open_hosts)}) or HTTPS.",
            hint="Leave out XIANFENG_DEMO, or XIANFENG_HOSTS and XIANFENG_HTTPS.",
            id="accounts.E001",
        )
    ]


@register(Tags.security)
def check_providers(**_: Any) -> list[CheckMessage]:
    """A provider of accounts is configured as a whole or not at all."""
    return [
        Error(f"{name} is missing: with it the provider is complete.", id="accounts.E002")
        for name in settings.PROVIDER_GAPS
    ]
