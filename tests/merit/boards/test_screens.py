"""A large screen: put up with a link that is shown once, shows what is on notice and allowed, taken back at once."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.merit.boards.hanging import flags_of_first, make_final, publish, settled
from tests.people.world import World
from xianfeng.merit.boards.models import Screen
from xianfeng.merit.boards.operations import add_screen, revoke_screen, see_screen
from xianfeng.merit.boards.tokens import hash_of
from xianfeng.merit.boards.views import walls
from xianfeng.merit.notices.models import Notice
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_has_tried() -> None:
    cache.clear()


def shown(token: str) -> str:
    answer = Client().get(reverse("boards:screen", args=[token]))
    assert answer.status_code == 200
    return str(answer.content.decode())


def names_in(html: str) -> set[str]:
    return set(re.findall(r'<li class="xf-name[^"]*">([^<]+)</li>', html))


def names(world: World, *who: str) -> set[str]:
    return {world.members[key].name for key in who}


def test_by_default_a_screen_names_the_upper_bands_and_counts_the_others(world: World) -> None:
    flags_of_first(world)
    _, token = add_screen(PROGRAM, world.first, place="一楼大厅")
    html = shown(token)
    assert names_in(html) == names(world, "member", "leader", "secretary", "committee")
    assert world.members["other_group"].name not in html
    assert html.count('class="xf-shelf"') == 4


def test_a_screen_names_everybody_where_the_unit_chose_so(world: World) -> None:
    flags_of_first(world)
    _, token = add_screen(PROGRAM, world.first, place="支部活动室", names_all=True)
    everybody = ("member", "leader", "secretary", "committee", "groupmate", "other_group")
    assert names_in(shown(token)) == names(world, *everybody)


@pytest.mark.parametrize("audience", ["group", "branch"])
def test_a_notice_for_members_alone_is_on_no_screen(world: World, audience: str) -> None:
    flags_of_first(world, audience=audience)
    _, token = add_screen(PROGRAM, world.first, place="一楼大厅")
    assert names_in(shown(token)) == set()


@pytest.mark.parametrize(
    ("audience", "where"),
    [("team", {"first"}), ("unit", {"first", "general"}), ("signed_in", {"first", "general", "committee"})],
)
def test_a_screen_higher_up_shows_only_what_is_for_everybody_there(
    world: World, audience: str, where: set[str]
) -> None:
    flags_of_first(world, audience=audience)
    found = set()
    for unit in ("first", "general", "committee", "second", "other"):
        _, token = add_screen(PROGRAM, getattr(world, unit), place="一楼大厅")
        found |= {unit} if names_in(shown(token)) else set()
    assert found == where


def test_nothing_is_shown_before_the_notice_or_after_it(world: World) -> None:
    notice = flags_of_first(world)
    _, token = add_screen(PROGRAM, world.first, place="一楼大厅")
    today, day = timezone.localdate(), timedelta(days=1)
    later, over, withdrawn = {"from_on": today + day}, {"from_on": today - 5 * day, "to_on": today - day}, {
        "state": Notice.State.WITHDRAWN
    }  # fmt: skip
    for change in (later, over, withdrawn):
        changed = {
            "state": Notice.State.PUBLISHED,
            "from_on": notice.from_on,
            "to_on": notice.to_on,
            **change,
        }
        Notice.objects.filter(pk=notice.pk).update(**changed)
        assert names_in(shown(token)) == set()
    Notice.objects.filter(pk=notice.pk).update(state=Notice.State.PUBLISHED, from_on=today, to_on=today)
    assert names_in(shown(token)) != set()


def test_a_screen_does_not_show_what_hangs_after_the_notice(world: World) -> None:
    notice = flags_of_first(world, audience="signed_in")
    _, token = add_screen(PROGRAM, world.first, place="支部活动室", names_all=True)
    assert names_in(shown(token)) != set()
    make_final(notice)
    assert names_in(shown(token)) == set()


def test_a_screen_is_neither_listed_nor_kept_and_reloads_itself_without_javascript(world: World) -> None:
    _, token = add_screen(PROGRAM, world.first, place="一楼大厅")
    answer = Client().get(reverse("boards:screen", args=[token]))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    html = answer.content.decode()
    assert f'<noscript><meta http-equiv="refresh" content="{walls.ALONE}"></noscript>' in html
    assert "<nav" not in html


def test_a_link_that_was_taken_back_shows_nothing_and_makes_the_screen_load_anew(world: World) -> None:
    flags_of_first(world)
    screen, token = add_screen(PROGRAM, world.first, place="一楼大厅")
    revoke_screen(PROGRAM, screen)
    answer = Client().get(reverse("boards:screen", args=[token]))
    assert (answer.status_code, answer["HX-Refresh"]) == (404, "true")
    assert names_in(answer.content.decode()) == set()
    with pytest.raises(ValidationError):
        revoke_screen(PROGRAM, screen)


def test_guessing_links_is_slowed_down_and_showing_a_board_is_not(world: World) -> None:
    _, token = add_screen(PROGRAM, world.first, place="一楼大厅")
    tries = int(walls.SCREEN.rates.split("/")[0])
    assert [shown(token) for _ in range(tries + 1)]
    wrong = [Client().get(reverse("boards:screen", args=[f"no{at}"])).status_code for at in range(tries + 1)]
    assert wrong == [404] * tries + [429]


def test_only_a_keyed_hash_of_the_link_is_kept(world: World) -> None:
    screen, token = add_screen(PROGRAM, world.first, place="一楼大厅")
    assert screen.token_hash == hash_of(token)
    kept = [str(value) for value in Screen.objects.values_list().get(pk=screen.pk)]
    entry = AuditEntry.objects.get(action="boards.add_screen")
    assert not [value for value in (*kept, str(entry.details)) if token in value]
    assert entry.details == {"names_all": False}


def test_the_day_of_its_last_use_is_written_once_a_day(world: World) -> None:
    screen, token = add_screen(PROGRAM, world.first, place="一楼大厅")
    shown(token)
    screen.refresh_from_db()
    assert screen.seen_on == timezone.localdate()
    see_screen(screen, timezone.localdate() - timedelta(days=1))
    screen.refresh_from_db()
    assert screen.seen_on == timezone.localdate()


@pytest.mark.parametrize(("unit", "place"), [("one", "党员活动室"), ("first", "  "), ("first", "厅" * 61)])
def test_no_screen_for_a_group_or_without_a_place(world: World, unit: str, place: str) -> None:
    with pytest.raises(ValidationError):
        add_screen(PROGRAM, getattr(world, unit), place=place)
    assert not Screen.objects.exists()


def test_the_boards_of_several_branches_take_turns_by_the_clock(world: World) -> None:
    flags_of_first(world, audience="unit")
    bands = {"red": [world.members["neighbour"]], "yellow": [world.members["second_secretary"]]}
    publish(settled(world.second, "three-platforms", "2026-Q3", bands), audience="unit")
    screen, _ = add_screen(PROGRAM, world.general, place="一楼大厅")
    at = timezone.localtime().replace(second=0, microsecond=0)
    turns = [walls._shown(screen, at + timedelta(seconds=walls.IN_TURN * turn)) for turn in range(4)]
    branches = [shown["hung"].branch for shown in turns]
    assert branches[0] != branches[1]
    assert branches[:2] == branches[2:]
    assert {branch.pk for branch in branches} == {world.first.pk, world.second.pk}


# ---- the page for those who keep screens


def test_the_secretary_puts_up_a_screen_and_sees_its_link_once(world: World) -> None:
    flags_of_first(world)
    client, page = world.client("secretary"), reverse("boards:screens", args=[world.first.pk])
    made = client.post(page, {"place": "一楼大厅", "named": "upper"}).content.decode()
    (link,) = set(re.findall(r"http://testserver(/flag-boards/screen/[\w-]+/)", made))
    assert names_in(Client().get(link).content.decode())
    assert "<svg" in made
    again = client.get(page).content.decode()
    assert reverse("boards:revoke_screen", args=[Screen.objects.get().pk]) in again
    assert link not in again


def test_what_is_wrong_in_the_form_is_said_and_nothing_is_put_up(world: World) -> None:
    page = reverse("boards:screens", args=[world.first.pk])
    answer = world.client("secretary").post(page, {"place": "", "named": "everybody"})
    assert answer.status_code == 422
    assert not Screen.objects.exists()


def test_a_screen_is_taken_back_on_its_page(world: World) -> None:
    screen, _ = add_screen(PROGRAM, world.first, place="一楼大厅")
    answer = world.client("secretary").post(reverse("boards:revoke_screen", args=[screen.pk]))
    assert answer["Location"] == reverse("boards:screens", args=[world.first.pk])
    screen.refresh_from_db()
    assert screen.revoked_at is not None
    page = world.client("secretary").get(answer["Location"]).content.decode()
    assert reverse("boards:revoke_screen", args=[screen.pk]) not in page
