"""Talks: who holds them, who reads what was said, and that the database has ciphertext alone."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from tests.merit.followups.making import AGREED, PROGRAM, TODAY, WORDS, actor, days_ago, final, reached
from tests.people.world import World, account, adopt, member, office
from xianfeng.merit.followups.keys import key_folder
from xianfeng.merit.followups.models import Talk
from xianfeng.merit.followups.operations import cancel_talk, draw_up, hold_talk
from xianfeng.merit.followups.permissions import check_can_hold, check_can_read_talk
from xianfeng.merit.followups.sealed import Unreadable
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import Actor
from xianfeng.people.organizations.roles import Post
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import can

YELLOW, BLUE = 8500, 7500


def talk_with(world: World, who: str, score: int = YELLOW) -> Talk:
    adopt(world.first, "three-platforms")
    draw_up(
        PROGRAM, final(world.first, "three-platforms", "2026-Q3", {world.members[who]: score}, on=days_ago(3))
    )
    found: Talk = Talk.objects.get()
    return found


def held(world: World, who: str = "member", by: str = "secretary", score: int = YELLOW) -> Talk:
    talk = talk_with(world, who, score)
    return hold_talk(actor(world, by), talk, held_on=TODAY, summary=WORDS, agreed=AGREED)


def scope(world: World, who: str) -> Scope:
    user = User.objects.select_related("member__unit").get(pk=world.users[who].pk)
    return scope_of(user, timezone.localdate())


def those_who(world: World, check: object, talk: Talk) -> set[str]:
    found = set()
    for who in world.users:
        try:
            row = reached(talk.pk, scope(world, who))
        except Talk.DoesNotExist:
            continue
        if can(check, scope(world, who), row):  # type: ignore[arg-type]
            found.add(who)
    return found


@pytest.mark.parametrize(("whose", "score", "holders"), [
    ("member", YELLOW, {"leader", "committee", "secretary"}),
    ("member", BLUE, {"secretary"}),
    ("other_group", YELLOW, {"committee", "secretary"}),
    ("leader", YELLOW, {"committee", "secretary"}),
    ("committee", YELLOW, {"secretary"}),
    ("secretary", YELLOW, {"general_officer", "officer"}),
    ("secretary", BLUE, {"general_officer", "officer"}),
])  # fmt: skip
def test_a_talk_is_held_by_those_named_never_with_oneself(
    world: World, whose: str, score: int, holders: set[str]
) -> None:
    assert those_who(world, check_can_hold, talk_with(world, whose, score)) == holders


def test_where_a_branch_has_no_secretary_an_officer_above_stands_in(world: World) -> None:
    talk = talk_with(world, "member", BLUE)
    world.members["secretary"].offices.update(to_on=days_ago(1))
    assert those_who(world, check_can_hold, talk) == {"general_officer", "officer"}


def test_what_was_said_is_read_by_the_two_and_the_secretary(world: World) -> None:
    talk = held(world, by="leader")
    assert those_who(world, check_can_read_talk, talk) == {"member", "leader", "secretary"}


def test_what_was_said_with_the_secretary_is_read_by_the_two_alone(world: World) -> None:
    deputy = member("许家宁", world.first)
    world.users["deputy"] = account(deputy)
    office(deputy, world.first, Post.DEPUTY_SECRETARY)
    talk = held(world, "secretary", by="officer")
    assert those_who(world, check_can_read_talk, talk) == {"secretary", "officer"}


@pytest.mark.parametrize(("who", "status", "reads"), [
    ("member", 200, True), ("leader", 200, True), ("secretary", 200, True), ("committee", 200, False),
    ("officer", 200, False), ("general_officer", 200, False), ("inspector", 404, False), ("administrator", 404, False),
    ("auditor", 404, False), ("groupmate", 404, False), ("second_secretary", 404, False),
])  # fmt: skip
def test_on_the_page_others_see_that_it_was_held_and_nothing_else(
    world: World, who: str, status: int, reads: bool
) -> None:
    talk = held(world, by="leader")
    answer = world.client(who).get(reverse("followups:talk", args=[talk.pk]))
    assert answer.status_code == status
    assert (WORDS in answer.content.decode()) is reads
    assert (AGREED in answer.content.decode()) is reads


def test_the_database_has_ciphertext_alone(world: World) -> None:
    talk = held(world)
    with connection.cursor() as cursor:
        cursor.execute("SELECT summary, agreed FROM followups_talk")
        (kept,) = cursor.fetchall()
    again = Talk.objects.get(pk=talk.pk)
    assert (again.summary, again.agreed) == (WORDS, AGREED)
    assert not any(part in "".join(kept) for part in (WORDS[:4], AGREED[:4], WORDS.encode().hex()))
    assert not AuditEntry.objects.filter(details__icontains=WORDS[:4]).exists()
    assert AuditEntry.objects.get(action="followups.hold_talk").details == {"kind": "reminder"}


def test_without_its_key_a_talk_cannot_be_read_and_is_not_lost(world: World) -> None:
    talk = held(world)
    (path,) = (
        path
        for path in key_folder().iterdir()
        if Talk.objects.extra(where=["summary LIKE %s"], params=[f"{path.name}:%"])
    )
    away = path.rename(path.parent.parent / path.name)
    try:
        lost = Talk.objects.get(pk=talk.pk)
        page = world.client("secretary").get(reverse("followups:talk", args=[talk.pk]))
        assert isinstance(lost.summary, Unreadable)
        assert page.status_code == 200
        lost.save()
    finally:
        away.rename(path)
    assert Talk.objects.get(pk=talk.pk).summary == WORDS


def test_words_moved_to_another_column_are_not_opened(world: World) -> None:
    talk = held(world)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE followups_talk SET agreed = summary")
    assert isinstance(Talk.objects.get(pk=talk.pk).agreed, Unreadable)


@pytest.mark.parametrize(("change", "field"), [
    ({"held_on": days_ago(4)}, "held_on"), ({"held_on": days_ago(-1)}, "held_on"), ({"summary": "  "}, "summary"),
    ({"summary": "长" * 2001}, "summary"), ({"agreed": "她的配偶也来谈"}, "agreed"),
])  # fmt: skip
def test_bad_input_is_refused_at_its_field(world: World, change: dict[str, object], field: str) -> None:
    talk = talk_with(world, "member")
    with pytest.raises(ValidationError) as refusal:
        hold_talk(actor(world), talk, **{"held_on": TODAY, "summary": WORDS, **change})  # type: ignore[arg-type]
    assert set(refusal.value.message_dict) == {field}
    assert Talk.objects.get().state == "due"


@pytest.mark.parametrize("who", ["member", "nobody"])
def test_a_talk_is_recorded_by_somebody_else_who_is_somebody(world: World, who: str) -> None:
    talk = talk_with(world, "member")
    by = PROGRAM if who == "nobody" else Actor(world.users[who].pk)
    with pytest.raises(ValidationError):
        hold_talk(by, talk, held_on=TODAY, summary=WORDS)


def test_a_held_talk_is_neither_held_again_nor_cancelled(world: World) -> None:
    talk = held(world)
    with pytest.raises(ValidationError):
        hold_talk(actor(world), talk, held_on=TODAY, summary="另一套说法")
    with pytest.raises(ValidationError):
        cancel_talk(actor(world), talk, reason="不谈了")
    assert Talk.objects.get().summary == WORDS


def test_a_talk_that_is_not_held_says_why(world: World) -> None:
    talk = talk_with(world, "member")
    with pytest.raises(ValidationError):
        cancel_talk(actor(world), talk, reason=" ")
    cancel_talk(actor(world), talk, reason="本人已调离本支部")
    assert (Talk.objects.get().state, Talk.objects.get().reason) == ("cancelled", "本人已调离本支部")
