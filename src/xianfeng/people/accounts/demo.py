"""One-click accounts of a demonstration: only with XIANFENG_DEMO, only on this machine."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from xianfeng.people.accounts.models import DemoAccount


def is_loopback(host: str) -> bool:
    """Return whether a host name or address stands for this machine alone."""
    if host == "localhost":
        return True
    try:
        address = ip_address(host.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def check_loopback(host: str) -> None:
    """Raise ImproperlyConfigured when a demonstration is to be served on an address that others can reach."""
    if settings.DEMO and not is_loopback(host):
        raise ImproperlyConfigured(
            f"演示只能在本机使用，不能用{host}：请用127.0.0.1，或者不设XIANFENG_DEMO。"
            f" A demonstration is for this machine alone, not for {host}: use 127.0.0.1, or leave out XIANFENG_DEMO."
        )


def list_demo_accounts() -> list[DemoAccount]:
    """Return the accounts that a demonstration offers; none otherwise."""
    if not settings.DEMO:
        return []
    return list(
        DemoAccount.objects.select_related("user__member__branch", "user__unit").filter(user__is_active=True)
    )
