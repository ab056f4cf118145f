from __future__ import annotations

from typing import Any

import pytest

from tests.site.rendering import a_request
from xianfeng.site import navigation, shell
from xianfeng.site.navigation import Entry, Place, register
from xianfeng.site.shell import Frame, provide_frame, shell_of


class Person:
    is_authenticated = True


@pytest.fixture(autouse=True)
def _nothing_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_entries", [])
    monkeypatch.setattr(shell, "_provider", [])


def everybody(_request: Any) -> bool:
    return True


def nobody(_request: Any) -> bool:
    return False


def entries(count: int, tabs: int) -> list[Entry]:
    names = ["desk:home", "site:language", "site:gallery", "site:more", "health:live", "health:ready"]
    return [Entry(names[n], f"第{n}页", "home", everybody, n < tabs, order=n) for n in range(count)]


def of(path: str = "/") -> shell.Shell:
    return shell_of(a_request(path, Person()))


def test_entries_stand_in_their_order() -> None:
    register(*reversed(entries(3, 0)))
    assert [link.title for link in of().links] == ["第0页", "第1页", "第2页"]


def test_who_may_not_see_an_entry_does_not() -> None:
    register(Entry("desk:home", "今天", "home", nobody))
    assert of().links == ()


def test_a_stranger_sees_none() -> None:
    register(*entries(3, 3))
    provide_frame(lambda _: Frame(unit="采油一站党支部"))
    seen = shell_of(a_request())
    assert (seen.signed_in, seen.links, seen.frame) == (False, (), Frame())


def test_four_tabs_at_most_and_the_rest_under_more() -> None:
    register(*entries(6, 6))
    assert [link.title for link in of().tabs] == ["第0页", "第1页", "第2页", "第3页"]
    assert [link.title for group in of().under_more for link in group.links] == ["第4页", "第5页"]


def placed(url_name: str, place: Place) -> Entry:
    return Entry(url_name, url_name, "home", everybody, place=place)


def test_entries_stand_under_the_heading_of_their_place_and_empty_places_have_none() -> None:
    register(placed("site:more", Place.OWN), placed("site:gallery", Place.ORGANISATION))
    register(placed("desk:home", Place.DAILY), placed("site:language", Place.OWN))
    groups = [(group.title, [link.title for link in group.links]) for group in of().groups]
    assert groups == [
        ("", ["desk:home"]),
        ("党务工作", ["site:gallery"]),
        ("我的", ["site:more", "site:language"]),
    ]


@pytest.mark.parametrize(
    ("daily", "path", "is_open"), [(12, "/", True), (13, "/", False), (13, "/site/more", True)]
)
def test_what_is_not_daily_is_folded_among_many_entries_unless_one_is_there(
    daily: int, path: str, is_open: bool
) -> None:
    register(*[Entry("desk:home", f"第{n}页", "home", everybody) for n in range(daily)])
    register(placed("site:more", Place.OWN))
    assert [group.is_open for group in of(path).groups] == [True, is_open]


def test_a_tab_may_have_a_shorter_word() -> None:
    register(Entry("desk:home", "组织生活", "home", everybody, tab=True, short="活动"))
    assert [(link.title, link.short) for link in of().tabs] == [("组织生活", "活动")]


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", "第0页"), ("/site/language", "第1页"), ("/site/language/x", "第1页"), ("/members/", "")],
)
def test_the_entry_of_the_page_is_current(path: str, current: str) -> None:
    register(*entries(3, 3))
    assert [link.title for link in of(path).links if link.is_current] == ([current] if current else [])


@pytest.mark.parametrize(("path", "expected"), [("/site/more", True), ("/site/gallery", True), ("/", False)])
def test_more_is_current_for_what_stands_under_it(path: str, expected: bool) -> None:
    register(*entries(3, 1))
    assert of(path).more.is_current is expected


def test_the_unit_in_the_corner_is_what_the_provider_says() -> None:
    provide_frame(lambda _: Frame("采油一站党支部", "北风党委", "周文海", "/own"))
    assert of().frame == Frame("采油一站党支部", "北风党委", "周文海", "/own")


def test_without_a_provider_the_corner_is_empty() -> None:
    assert of().frame == Frame()
