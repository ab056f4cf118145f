"""A round by its pages: drawn up, drawn by lot, slips, paper, closed, opened by two; and its receipts."""

from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client
from django.urls import reverse

from tests.merit.reviews.making import (
    FIRST_DAY,
    actor,
    answers,
    begun,
    cast_all,
    draw_up,
    more_members,
    ratee,
    seat,
    team_of,
    today,
)
from tests.people.world import World, adopt
from xianfeng.merit.reviews import keys, operations
from xianfeng.merit.reviews.models import Draw, Envelope, OpenedBallot, PaperBallot, RaterKind, Round, Seat

pytestmark = pytest.mark.django_db
State = Round.State


def posted(client: Client, page: str, pk: int, status: int = 302, **data: object) -> str:
    """Post to a page of a round; return where it leads, or what it shows."""
    answer = client.post(reverse(f"reviews:{page}", args=[pk]), data)
    assert answer.status_code == status, (page, answer.status_code)
    return answer["Location"] if status == 302 else answer.content.decode()


def test_a_round_from_the_first_page_to_the_opening(world: World) -> None:
    adopt(world.first, "three-platforms", FIRST_DAY)
    team = team_of(world.first)
    for who in ("member", "leader"):
        world.members[who].team = team
        world.members[who].save()
    secretary = world.client("secretary")
    address = reverse("reviews:draw_up", args=[world.first.pk])
    period = f"{today().year}-Q{(today().month + 2) // 3}"
    given = {"closes_on": today() + timedelta(days=5), "minimum": 5}
    assert secretary.post(f"{address}?period={today().year}", given).status_code == 200
    assert not Round.objects.exists()
    assert secretary.post(f"{address}?period={period}", {**given, "minimum": 2}).status_code == 422
    page = secretary.post(f"{address}?period={period}", given)["Location"]
    made = Round.objects.get()
    assert page == reverse("reviews:round", args=[made.pk])

    posted(secretary, "draw", made.pk, team=team.pk, wanted=6)
    draw = Draw.objects.get()
    sheet = posted(secretary, "slips", draw.pk, 200, count=6)
    assert sheet.count('class="xf-slip"') == sheet.count("<svg") - sheet.count('class="icon') == 6
    printing = reverse("reviews:slips", args=[draw.pk])
    shown = secretary.get(page).content.decode()
    assert draw.seed in shown
    assert printing not in shown
    assert 'name="count"' not in secretary.get(printing).content.decode()
    posted(secretary, "slips", draw.pk, 422, count=1)

    posted(secretary, "begin", made.pk)
    assert printing not in secretary.get(page).content.decode()
    code = re.findall(r"xf-slip__code\">([^<]+)<", sheet)[0]
    operations.void_slip(code)
    assert printing in secretary.get(page).content.decode()
    assert posted(secretary, "slips", draw.pk, 200, count=1).count('class="xf-slip"') == 1

    receipts = [receipt for _seat, _about, receipt in cast_all(made)]
    posted(secretary, "close", made.pk)
    posted(secretary, "ask_opening", made.pk)
    posted(secretary, "open", made.pk, 403)
    posted(world.client("committee"), "open", made.pk)
    made.refresh_from_db()
    assert made.state == State.OPENED
    assert OpenedBallot.objects.count() == len(receipts)
    assert secretary.get(page).status_code == 200


def test_numbers_below_the_smallest_group_are_not_shown(world: World) -> None:
    made = begun(world, draw_up(world))
    page, client = reverse("reviews:round", args=[made.pk]), world.client("secretary")
    about, told = ratee(made, world.members["leader"]), []
    for who in ("member", "groupmate", "other_group", "committee", "secretary"):
        operations.cast(seat(made, world.members[who]), about, answers(made, RaterKind.MUTUAL))
        kinds = client.get(page).context["page"].numbers.kinds
        told.append([kind.counted for kind in kinds if kind.is_sealed])
    assert told[0] == told[1] == told[2] == told[3] != told[4]


def test_two_tellers_enter_a_ballot_and_see_on_what_they_differ(world: World) -> None:
    made = begun(world, draw_up(world))
    for who in ("groupmate", "other_group"):
        posted(world.client("secretary"), "on_paper", made.pk, member=world.members[who].pk)
    posted(world.client("committee"), "hand_out", made.pk, kind="mutual", count=2)
    papers = list(PaperBallot.objects.order_by("serial"))
    printed = world.client("secretary").get(reverse("reviews:papers", args=[made.pk])).content.decode()
    assert printed.count('<section class="xf-ballot"') == 2
    assert printed.count(world.members["member"].name) == 2
    about = ratee(made, world.members["member"])
    best, worst = (entered(made, about.pk, worst=flag) for flag in (False, True))

    posted(world.client("committee"), "paper", papers[0].pk, **best)
    differs = posted(world.client("leader"), "paper", papers[0].pk, **worst)
    side = world.client("leader").get(differs).context["differences"]
    assert len(side) == len(best)
    assert {(one.name, one.first != one.second) for one in side} == {(about.member.name, True)}
    assert world.client("secretary").get(differs).context["differences"] == []
    posted(world.client("secretary"), "paper", papers[0].pk, 200, **best)
    assert not Envelope.objects.exists()
    posted(world.client("leader"), "paper", papers[0].pk, **best)
    assert Envelope.objects.get().ratee == about

    posted(world.client("leader"), "paper", papers[1].pk, 422)
    posted(world.client("leader"), "spoil", papers[1].pk, 422, reason="")
    posted(world.client("leader"), "spoil", papers[1].pk, reason="票面撕破")
    papers[1].refresh_from_db()
    assert papers[1].state == PaperBallot.State.SPOILED


def entered(made: Round, pk: int, worst: bool) -> dict[str, str]:
    given = answers(made, RaterKind.MUTUAL, worst=worst)
    return {f"r{pk}-item-{code}": str(answer) for code, answer in given.items()}


def test_a_lost_key_leads_to_repeating_with_a_reason(world: World) -> None:
    made = begun(world, draw_up(world))
    operations.close(actor(world, "secretary"), made)
    keys.remove(made.key_name)
    secretary, page = world.client("secretary"), reverse("reviews:round", args=[made.pk])
    assert secretary.get(page).context["page"].acts == []
    posted(secretary, "repeat", made.pk, 422, reason="", closes_on=today())
    again = posted(secretary, "repeat", made.pk, reason="密钥丢失", closes_on=today() + timedelta(days=3))
    assert again == reverse("reviews:round", args=[Round.objects.get(number=2).pk])
    assert again in secretary.get(page).content.decode()


def test_the_group_leader_opens_where_the_branch_has_no_second_person(world: World) -> None:
    made = begun(world, draw_up(world))
    operations.close(actor(world, "secretary"), made)
    leader, page = world.client("leader"), reverse("reviews:round", args=[made.pk])
    assert leader.get(page).status_code == 403
    account = world.users["committee"]
    account.is_active = False
    account.save()
    operations.ask_opening(actor(world, "secretary"), made)
    assert leader.get(page).status_code == 200
    posted(leader, "open", made.pk)
    assert Round.objects.get().state == State.OPENED


# ---- receipts


def test_a_receipt_is_found_sealed_then_counted_and_the_list_has_its_digest(world: World) -> None:
    made = begun(world, draw_up(world))
    receipt = operations.cast(
        seat(made, world.members["member"]), ratee(made, world.members["leader"]), answers(made, "mutual")
    )
    page, text = reverse("reviews:receipt"), f"{receipt.upper()}\n{'0' * 64}"
    assert states(page, text) == ["sealed", "none"]
    operations.close(actor(world, "secretary"), made)
    assert states(page, text) == ["counted", "none"]

    address = reverse("reviews:receipt_list", args=[made.pk])
    assert Client().get(address).status_code == 404
    listed = Client().get(f"{address}?receipt={receipt}")
    made.refresh_from_db()
    assert sha256(listed.content).hexdigest() == made.receipts_digest
    assert world.client("groupmate").get(address).content == listed.content
    assert world.client("neighbour").get(address).status_code == 404


def states(page: str, text: str) -> list[str]:
    return [one.state for one in Client().get(page, {"receipt": text}).context["found"]]


def test_the_list_of_what_to_rate_asks_no_more_with_more_members(
    world: World, django_assert_max_num_queries: object
) -> None:
    more_members(world.first, 24)
    made = begun(world, draw_up(world))
    assert Seat.objects.filter(round=made).count() == 30
    client = world.client("secretary")
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        assert client.get(reverse("reviews:mine")).status_code == 200
    with django_assert_max_num_queries(45):  # type: ignore[operator]
        assert client.get(reverse("reviews:round", args=[made.pk])).status_code == 200
