"""Rating one after another, in secret: as a member and with a slip."""

from __future__ import annotations

import logging

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.merit.reviews.making import actor, answers, begun, draw_up, ratee, team_of, with_slips
from tests.people.world import World
from xianfeng.merit.reviews import operations
from xianfeng.merit.reviews.models import Envelope, Ratee, RaterKind, Round
from xianfeng.people.audit.models import AuditEntry
from xianfeng.site.models import Once

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_HX_REQUEST": "true"}
CANARY = "73.19"


@pytest.fixture
def round_(world: World) -> Round:
    return begun(world, draw_up(world))


@pytest.fixture
def slip(world: World) -> tuple[Round, str]:
    """A round with six slips for a team to which two members belong, and the code of one of them."""
    team = team_of(world.first)
    for who in ("member", "leader"):
        world.members[who].team = team
        world.members[who].save()
    made = draw_up(world)
    codes = with_slips(world, made, team)
    return begun(world, made), codes[0][1]


def sent(about: Ratee, kind: str = RaterKind.MUTUAL) -> dict[str, str]:
    chosen = answers(about.round, kind, about.variant)
    return {f"item-{code}" if code else "item": str(answer) for code, answer in chosen.items()}


def on_card(url: str) -> Ratee:
    return Ratee.objects.select_related("round").get(pk=int(url.partition("?")[0].strip("/").split("/")[-1]))


def test_a_member_goes_on_where_she_stopped_until_all_are_cast(world: World, round_: Round) -> None:
    client, start = world.client("member"), reverse("reviews:rate", args=[round_.pk])
    colleagues = Ratee.objects.exclude(member=world.members["member"]).count()
    seen = []
    for _ in range(colleagues):
        card = client.get(start)["Location"]
        seen.append(on_card(card))
        assert client.get(card).status_code == 200
        answer = client.post(card, sent(seen[-1]))
        assert answer.status_code == 302
        assert client.get(answer["Location"]).status_code == 200
    assert world.members["member"] not in {one.member for one in seen}
    assert Envelope.objects.count() == len(set(seen)) == colleagues
    receipts = reverse("reviews:receipts", args=[round_.pk])
    assert client.get(start)["Location"] == answer["Location"] == receipts
    told = client.get(receipts).content.decode()
    saved = client.get(reverse("reviews:save", args=[round_.pk])).content.decode()
    for receipt in Envelope.objects.values_list("receipt", flat=True):
        assert receipt in told
        assert receipt in saved


def test_a_card_with_a_gap_is_shown_again_and_nothing_is_cast(world: World, round_: Round) -> None:
    client, about = world.client("member"), ratee(round_, world.members["leader"])
    given = sent(about)
    last = list(given)[-1]
    answer = client.post(reverse("reviews:card", args=[about.pk]), {**given, last: ""})
    assert answer.status_code == 422
    assert not Envelope.objects.exists()
    rows = {row.name: row for row in answer.context["form"].rows()}
    assert rows[last].errors
    assert [row.value for name, row in rows.items() if name != last] == list(given.values())[:-1]


def test_by_script_the_next_card_comes_in_its_place(world: World, round_: Round) -> None:
    client, about = world.client("member"), ratee(round_, world.members["leader"])
    answer = client.post(reverse("reviews:card", args=[about.pk]), sent(about), **SCRIPT)
    assert answer.status_code == 200
    assert on_card(answer["X-Next"]) != about
    assert b"<html" not in answer.content
    assert Envelope.objects.get().receipt[:8].encode() in answer.content


def test_a_ballot_is_revised_and_has_a_new_receipt(world: World, round_: Round) -> None:
    client, about = world.client("member"), ratee(round_, world.members["leader"])
    url, receipts = reverse("reviews:card", args=[about.pk]), []
    for _ in range(2):
        client.post(url, sent(about))
        receipts.append(Envelope.objects.get().receipt)
    assert receipts[0] != receipts[1]
    again = client.get(url)
    assert not any(row.value for row in again.context["form"].rows())


def test_nobody_rates_herself_or_in_a_round_that_is_not_hers(world: World, round_: Round) -> None:
    own = reverse("reviews:card", args=[ratee(round_, world.members["member"]).pk])
    assert world.client("member").post(own, {}).status_code == 404
    for who, status in (("officer", 403), ("neighbour", 404), ("administrator", 404)):
        assert world.client(who).get(reverse("reviews:rate", args=[round_.pk])).status_code == status


def test_after_the_close_nothing_is_cast(world: World, round_: Round) -> None:
    client, about = world.client("member"), ratee(round_, world.members["leader"])
    operations.close(actor(world, "secretary"), round_)
    assert client.post(reverse("reviews:card", args=[about.pk]), sent(about)).status_code == 422
    assert not Envelope.objects.exists()


def test_what_was_chosen_stands_nowhere_in_the_clear(world: World, caplog: pytest.LogCaptureFixture) -> None:
    made = begun(world, draw_up(world, "ten-ones"))
    client, about = world.client("member"), ratee(made, world.members["leader"])
    with caplog.at_level(logging.DEBUG):
        answer = client.post(reverse("reviews:card", args=[about.pk]), {"item": CANARY, "once": "k" * 20})
        client.get(answer["Location"])
    assert Envelope.objects.count() == 1
    bare = CANARY.replace(".", "")
    kept = [
        bytes(Envelope.objects.get().sealed),
        *(str(vars(one)).encode() for one in AuditEntry.objects.all()),
    ]
    kept += [str(one.get_decoded()).encode() for one in Session.objects.all()]
    kept += [record.getMessage().encode() + str(vars(record)).encode() for record in caplog.records]
    kept.append(str(client.cookies).encode())
    assert not [each for each in kept if CANARY.encode() in each or bare.encode() in each]


def test_the_key_against_sending_twice_is_not_on_a_card(world: World, round_: Round) -> None:
    """Its digest would be one of few that the answers can have, beside the account that gave them."""
    client, about = world.client("member"), ratee(round_, world.members["leader"])
    page = client.get(reverse("reviews:card", args=[about.pk])).content.decode()
    assert 'name="once"' not in page.partition("data-card")[2]
    assert not Once.objects.exists()


# ---- with a slip


def test_a_slip_opens_without_signing_in_and_names_only_those_rated(
    world: World, slip: tuple[Round, str]
) -> None:
    client, rated = Client(), {"member", "leader"}
    start = client.get(reverse("reviews:slip", args=[slip[1]]))
    people = client.get(reverse("reviews:slip_people", args=[slip[1]]))
    shown = (start.content + people.content).decode()
    for who, member in world.members.items():
        assert (member.name in shown) == (who in rated)
    assert world.first.name not in shown
    assert not Envelope.objects.exists()


def test_a_slip_is_used_until_its_rater_voids_it(world: World, slip: tuple[Round, str]) -> None:
    client, (round_, code) = Client(), slip
    for who in ("member", "leader"):
        about = ratee(round_, world.members[who])
        card = reverse("reviews:slip_card", args=[code, about.pk])
        assert client.post(card, sent(about, RaterKind.MASS)).status_code == 302
    again = Client().get(reverse("reviews:slip", args=[code.lower().replace("-", "")]))
    void = reverse("reviews:slip_void", args=[code.lower().replace("-", "")])
    assert void in again.content.decode()
    assert Client().post(void).status_code == 200
    assert not Envelope.objects.exists()
    assert client.get(reverse("reviews:slip", args=[code])).status_code == 410
    about = ratee(round_, world.members["member"])
    assert (
        client.post(
            reverse("reviews:slip_card", args=[code, about.pk]), sent(about, RaterKind.MASS)
        ).status_code
        == 410
    )


def test_codes_cannot_be_tried_one_after_another(world: World, slip: tuple[Round, str]) -> None:
    cache.clear()
    wrong = [Client().get(reverse("reviews:slip", args=[f"WRONG{at}"])).status_code for at in range(31)]
    assert wrong == [*[422] * 30, 429]
    cache.clear()
    right = [Client().get(reverse("reviews:slip", args=[slip[1]])).status_code for _ in range(35)]
    assert set(right) == {200}
