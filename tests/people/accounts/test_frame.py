"""The corner of every page: which unit, the one above it, and whose page it is; and the entries of accounts."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people.world import World, account, appoint, signed_in
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.accounts.navigation import frame_of
from xianfeng.people.organizations.roles import Role
from xianfeng.site.shell import Shell

MINE = "/accounts/mine/"


def shell(world: World, who: str) -> Shell:
    found: Shell = world.client(who).get(MINE).context["shell"]
    return found


@pytest.mark.parametrize(
    ("who", "unit", "above"),
    [
        ("member", "first", "general"),
        ("secretary", "first", "general"),
        ("office_member", "third", "committee"),
        ("general_officer", "general", "committee"),
        ("officer", "committee", ""),
        ("administrator", "committee", ""),
    ],
)
def test_the_corner_shows_one_s_unit_and_the_one_above(world: World, who: str, unit: str, above: str) -> None:
    frame = shell(world, who).frame
    assert frame.unit == getattr(world, unit).name
    assert frame.above == (getattr(world, above).name if above else "")
    assert (frame.own_name, frame.own_url) == (world.users[who].name, MINE)


def test_who_belongs_nowhere_sees_no_unit(world: World) -> None:
    nobody = account(name="无单位")
    frame = signed_in(nobody).get(MINE).context["shell"].frame
    assert (frame.unit, frame.above, frame.own_name) == ("", "", "无单位")


def test_of_several_roles_the_widest_is_shown(world: World) -> None:
    appoint(world.users["member"], Role.INSPECTOR, world.second)
    appoint(world.users["member"], Role.AUDITOR, world.general)
    assert shell(world, "member").frame.unit == world.general.name


def test_the_corner_takes_one_query(world: World) -> None:
    from django.utils import timezone

    user = (
        type(world.users["member"]).objects.select_related("member__branch").get(pk=world.users["member"].pk)
    )
    request = type("Request", (), {"user": user, "scope": scope_of(user, timezone.localdate())})()
    with CaptureQueriesContext(connection) as seen:
        frame_of(request)
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("who", "entries"),
    [
        ("member", set()),
        ("committee", set()),
        ("secretary", {"accounts:branches"}),
        ("officer", {"accounts:branches"}),
        ("administrator", {"accounts:list"}),
        ("auditor", set()),
    ],
)
def test_the_navigation_leads_to_what_one_may_do(world: World, who: str, entries: set[str]) -> None:
    links = {link.url for link in shell(world, who).links}
    ours = {name for name in ("accounts:branches", "accounts:list") if reverse(name) in links}
    assert ours == entries
