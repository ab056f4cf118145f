"""Reviews with a name under them, by their pages."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.merit.reviews.making import answers, begun, draw_up, ratee
from tests.people.world import World
from xianfeng.facts.operations import record
from xianfeng.merit.reviews.models import RaterKind, Round, SignedBallot
from xianfeng.people.audit.operations import PROGRAM

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_(world: World) -> Round:
    return begun(world, draw_up(world))


def points(given: Mapping[str, int | str]) -> dict[str, str]:
    return {f"item-{code}": str(int(answer) // 100) for code, answer in given.items()}


def test_a_member_signs_her_own_review_and_changes_it(world: World, round_: Round) -> None:
    client, page = world.client("member"), reverse("reviews:self", args=[round_.pk])
    given = points(answers(round_, RaterKind.SELF))
    assert len(given) == 18
    first = next(iter(given))
    assert client.post(page, {**given, first: "99"}).status_code == 422
    assert not SignedBallot.objects.exists()
    assert client.post(page, {**given, "text": "按时参加学习"}).status_code == 302
    assert [row.value for row in client.get(page).context["form"].rows()] == list(given.values())
    client.post(page, {**given, first: "1"})
    signed = SignedBallot.objects.get()
    assert signed.answers[first.removeprefix("item-")] == 100
    assert signed.ratee.member == world.members["member"]


def test_where_a_method_gives_no_points_for_it_a_review_of_oneself_is_words(world: World) -> None:
    made = begun(world, draw_up(world, "three-four-one"))
    client, page = world.client("member"), reverse("reviews:self", args=[made.pk])
    assert client.post(page, {"text": ""}).status_code == 422
    client.post(page, {"text": "上半年承诺的事都办了"})
    assert SignedBallot.objects.get().text == "上半年承诺的事都办了"


def test_the_committee_finds_facts_filled_in_and_says_why_it_changes_one(world: World, round_: Round) -> None:
    day = timezone.localdate()
    record(PROGRAM, member=world.members["member"], kind="meeting.theme_day", on=day, outcome="present")
    about, client = ratee(round_, world.members["member"]), world.client("committee")
    page = reverse("reviews:member", args=[about.pk])
    rows = {row.code: row for row in client.get(page).context["form"].rows()}
    assert sum(row.is_prefilled for row in rows.values()) == 8
    assert rows["C2"].from_facts == "5"
    given = points(answers(round_, RaterKind.ORGANISATION))
    assert client.post(page, {**given, "item-C2": "3"}).status_code == 422
    assert not SignedBallot.objects.exists()
    assert client.post(page, {**given, "item-C2": "3", "reason-C2": "中途离开"}).status_code == 302
    signed = SignedBallot.objects.get()
    assert (signed.answers["C2"], signed.reasons) == (300, {"C2": "中途离开"})
    assert len(signed.answers) == 11


def test_nobody_reviews_herself_for_the_committee(world: World, round_: Round) -> None:
    own = reverse("reviews:member", args=[ratee(round_, world.members["secretary"]).pk])
    client = world.client("secretary")
    shown = client.get(own)
    assert shown.status_code == 200
    assert shown.context["why"]
    assert client.post(own, points(answers(round_, RaterKind.ORGANISATION))).status_code == 403
    listed = client.get(reverse("reviews:organisation", args=[round_.pk])).context["next_url"]
    assert listed not in ("", own)
    assert world.client("member").get(own).status_code == 403
