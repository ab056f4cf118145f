"""The main navigation. The site knows no domain: each app registers its entries in its own `navigation.py`.

    from xianfeng.site.navigation import Entry, register

    register(Entry("members:list", _("Members"), "users", shown=reads_members, tab=True, order=20))

These modules are imported when the site is ready. `title` must be a lazy translation. What one does most days
stands first and without a heading; everything else under the heading of its `place`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

MOST_OPEN = 13
"""So many entries stand open in the sidebar of a laptop's screen; of more, what is not done daily is folded."""


class Place(Enum):
    """Where in the navigation an entry stands, in this order."""

    DAILY = 1
    ORGANISATION = 2
    OWN = 3
    UPKEEP = 4


HEADINGS = {
    Place.DAILY: "",
    Place.ORGANISATION: _("Party work"),
    Place.OWN: _("Mine"),
    Place.UPKEEP: _("Accounts and upkeep"),
}


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
    place: Place = Place.DAILY


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it."""

    url: str
    title: str
    short: str
    icon: str
    is_tab: bool = False
    is_current: bool = False
    place: Place = Place.DAILY


@dataclass(frozen=True, slots=True)
class Group:
    """The entries of one place; a folded one shows its heading alone until it is opened."""

    title: str
    links: tuple[Link, ...]
    is_open: bool = True


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


def grouped(links: tuple[Link, ...]) -> tuple[Group, ...]:
    """Return entries by their place, without empty places; folded is what many entries would push out of sight."""
    groups = ((place, tuple(link for link in links if link.place is place)) for place in Place)
    return tuple(
        Group(str(HEADINGS[place]), of_place, _is_open(place, of_place, len(links)))
        for place, of_place in groups
        if of_place
    )


def _is_open(place: Place, links: tuple[Link, ...], count: int) -> bool:
    is_work = place in (Place.DAILY, Place.ORGANISATION)
    return is_work or count <= MOST_OPEN or any(link.is_current for link in links)


def _link(entry: Entry, url: str, is_current: bool) -> Link:
    title = str(entry.title)
    return Link(url, title, str(entry.short) or title, entry.icon, entry.tab, is_current, entry.place)


def _current(path: str, urls: list[str]) -> str:
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")
