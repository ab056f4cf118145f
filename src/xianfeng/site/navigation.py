"""The main navigation. The site knows no domain: each app registers its entries in its own `navigation.py`.

    from xianfeng.site.navigation import Entry, register

    register(Entry("members:list", _("Members"), "users", shown=reads_members, tab=True, order=20))

These modules are imported when the site is ready. `title` must be a lazy translation.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the main navigation: who sees it, and whether it is a tab on phones.

    Of those with `tab`, the first four by `order` stand in the tab bar, by their `short` title when there
    is one; everything else is found under "More".
    """

    url_name: str
    title: Any
    icon: str
    shown: Callable[[Any], bool]
    tab: bool = False
    order: int = 100
    short: Any = ""


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it."""

    url: str
    title: str
    short: str
    icon: str
    is_tab: bool = False
    is_current: bool = False


_entries: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add entries to the navigation."""
    _entries.extend(entries)


def links_of(request: HttpRequest) -> tuple[Link, ...]:
    """Return the entries shown to a person, in order; the one that the page belongs to is current."""
    shown = [entry for entry in sorted(_entries, key=lambda entry: entry.order) if entry.shown(request)]
    urls = [reverse(entry.url_name) for entry in shown]
    current = _current(request.path, urls)
    return tuple(_link(entry, url, url == current) for entry, url in zip(shown, urls, strict=True))


def _link(entry: Entry, url: str, is_current: bool) -> Link:
    title = str(entry.title)
    return Link(url, title, str(entry.short) or title, entry.icon, entry.tab, is_current)


def _current(path: str, urls: list[str]) -> str:
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")
