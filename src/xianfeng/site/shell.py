"""What stands around every page: the navigation, the unit in the corner, the way to one's own page.

Who a person is and which unit she sees is told by one provider, so that the site needs no domain:

    from xianfeng.site.shell import Frame, provide_frame

    provide_frame(lambda request: Frame(unit="…", above="…", own_name="…", own_url=reverse("…")))
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _

from xianfeng.site.navigation import Group, Link, grouped, links_of

MOST_TABS = 4  # and "More"


@dataclass(frozen=True, slots=True)
class Frame:
    """The unit in the corner with the unit above it, and whose page this is."""

    unit: str = ""
    above: str = ""
    own_name: str = ""
    own_url: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything that the base layout shows; `under_more` is what the tabs of phones leave over."""

    signed_in: bool
    home: str
    frame: Frame
    links: tuple[Link, ...]
    groups: tuple[Group, ...]
    tabs: tuple[Link, ...]
    under_more: tuple[Group, ...]
    more: Link


FrameProvider = Callable[[Any], Frame]
_provider: list[FrameProvider] = []


def provide_frame(provider: FrameProvider) -> None:
    """Let the provider fill the corner of every page of somebody signed in; a later one replaces it."""
    _provider[:] = [provider]


def shell_of(request: HttpRequest) -> Shell:
    """Return the shell for a request; nothing of it for a person who is not signed in."""
    signed_in = bool(getattr(getattr(request, "user", None), "is_authenticated", False))
    links = links_of(request) if signed_in else ()
    tabs = tuple(link for link in links if link.is_tab)[:MOST_TABS]
    rest = tuple(link for link in links if link not in tabs)
    return Shell(
        signed_in,
        _home(),
        _frame(request, signed_in),
        links,
        grouped(links),
        tabs,
        grouped(rest),
        _more(request, rest),
    )


def _home() -> str:
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def _frame(request: HttpRequest, signed_in: bool) -> Frame:
    return _provider[0](request) if signed_in and _provider else Frame()


def _more(request: HttpRequest, rest: tuple[Link, ...]) -> Link:
    url = reverse("site:more")
    is_current = request.path == url or any(link.is_current for link in rest)
    return Link(url, _("More"), _("More"), "dots", is_current=is_current)
