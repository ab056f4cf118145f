"""The list of what waits, and deciding about it; by whom, and what if another was faster."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.facts.claiming import HTMX, alone, claimed, crowd, get, post, second_officer, text, url
from tests.facts.making import actor
from tests.people.world import World, account, member, office
from xianfeng.facts import operations
from xianfeng.facts.models import Fact, Proposal
from xianfeng.facts.permissions import check_can_confirm
from xianfeng.facts.queries import list_to_confirm
from xianfeng.facts.showing import kinds_by_code
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.organizations.roles import Post
from xianfeng.site.rights import can

pytestmark = pytest.mark.django_db
DECISION = {"kind": "decision.safety", "document": "北风安〔2026〕3号"}


def waiting(world: World, who: str) -> list[int]:
    answer = get(world, who, url("to_confirm"))
    assert answer.status_code == 200
    return [shown.row.pk for shown in answer.context["rows"]]


def state(proposal: Proposal) -> str:
    return str(Proposal.objects.get(pk=proposal.pk).state)


# ---- what waits for whom


def test_the_oldest_claim_is_first(world: World) -> None:
    now = timezone.now()
    new, old = (
        claimed(world, at=now, key="n"),
        claimed(world, "groupmate", at=now - timedelta(days=3), key="o"),
    )
    assert waiting(world, "secretary") == waiting(world, "committee") == [old.pk, new.pk]
    assert get(world, "secretary", url("to_confirm")).context["waiting"].days == 3
    assert get(world, "secretary", url("to_confirm")).context["waiting"].since == old.proposed_at


def test_what_was_decided_waits_no_longer(world: World) -> None:
    confirmed, rejected, withdrawn = (claimed(world, key=key) for key in "abc")
    operations.confirm(actor(world), confirmed)
    operations.reject(actor(world), rejected, reason="重复")
    operations.withdraw(actor(world, "member"), withdrawn)
    assert waiting(world, "secretary") == []


def test_one_s_own_deeds_and_words_wait_for_somebody_else(world: World) -> None:
    about = claimed(world, "secretary")
    words = claimed(world, "member", by="secretary")
    assert waiting(world, "secretary") == []
    assert waiting(world, "committee") == [about.pk, words.pk]


def test_a_branch_that_has_somebody_else_is_left_to_its_committee(world: World) -> None:
    claimed(world, "secretary")
    assert waiting(world, "general_officer") == waiting(world, "officer") == []


def test_where_there_is_nobody_else_the_level_above_confirms(world: World) -> None:
    alone(world)
    by_secretary, by_member = claimed(world, "secretary"), claimed(world)
    assert waiting(world, "general_officer") == waiting(world, "officer") == [by_secretary.pk]
    assert waiting(world, "secretary") == [by_member.pk]


def test_somebody_whose_account_is_closed_or_whose_office_ended_is_nobody(world: World) -> None:
    claim = claimed(world, "second_secretary")
    second_officer(world)
    assert waiting(world, "officer") == []
    world.users["neighbour"].is_active = False
    world.users["neighbour"].save()
    assert waiting(world, "officer") == [claim.pk]


def test_a_group_leader_is_not_the_committee(world: World) -> None:
    claim = claimed(world, "second_secretary")
    office(world.members["neighbour"], world.second, Post.GROUP_LEADER)
    assert waiting(world, "officer") == [claim.pk]


def test_decisions_wait_for_the_level_above(world: World) -> None:
    claim = claimed(world, "member", by="secretary", **DECISION)
    assert waiting(world, "committee") == []
    assert waiting(world, "officer") == waiting(world, "general_officer") == [claim.pk]
    assert post(world, "committee", url("confirm", claim.pk)).status_code == 403
    post(world, "officer", url("confirm", claim.pk))
    assert state(claim) == "confirmed"


def test_what_a_member_who_moved_on_claimed_stays_with_the_branch_where_it_was(world: World) -> None:
    claim = claimed(world)
    world.members["member"].unit = world.members["member"].branch = world.second
    world.members["member"].save()
    assert waiting(world, "secretary") == [claim.pk]
    assert waiting(world, "second_secretary") == []


@pytest.mark.parametrize(
    "who", ["secretary", "committee", "second_secretary", "general_officer", "officer", "far_secretary"]
)
def test_the_list_has_exactly_what_may_be_confirmed(world: World, who: str) -> None:
    """The condition of the query and the check of one claim are two statements of one rule."""
    lone = member("孤", world.third)
    account(lone)
    office(lone, world.third, Post.SECRETARY)
    second_officer(world)
    people = [
        "member",
        "leader",
        "secretary",
        "committee",
        "neighbour",
        "second_secretary",
        "office_member",
        "stranger",
    ]
    claims = [claimed(world, about, key=f"own-{about}") for about in people]
    claims += [claimed(world, about, by="secretary", key=f"sec-{about}") for about in ("member", "committee")]
    claims += [claimed(world, "member", by="committee", key=f"doc-{at}", **DECISION) for at in range(2)]
    claims += [
        operations.propose(
            actor(world, "office_member"), member=lone, kind="coaching.done", on=timezone.localdate()
        )
    ]
    scope = scope_of(world.users[who], timezone.localdate())
    kinds = kinds_by_code(claim.kind for claim in claims)
    expected = {claim.pk for claim in claims if can(check_can_confirm, scope, claim, kinds[claim.kind])}
    assert set(list_to_confirm(scope).values_list("pk", flat=True)) == expected
    assert expected


@pytest.mark.parametrize("who", ["member", "leader", "inspector", "administrator", "auditor"])
def test_who_confirms_nothing_is_told_who_does(world: World, who: str) -> None:
    claim = claimed(world, "groupmate")
    answer = get(world, who, url("to_confirm"))
    assert answer.status_code == 403
    assert answer.context["reason"]
    assert post(world, who, url("confirm", claim.pk)).status_code == (403 if who == "inspector" else 404)
    assert state(claim) == "proposed"


# ---- deciding


def test_confirming_makes_the_fact_and_leads_to_it(world: World) -> None:
    claim = claimed(world, quantity=200, note="6号井场支架松动")
    client = world.client("secretary")
    answer = client.post(url("confirm", claim.pk), follow=True)
    fact = Fact.objects.get()
    assert answer.redirect_chain == [(url("to_confirm"), 302)]
    assert url("fact", fact.pk) in text(answer)
    assert (fact.member, fact.quantity, fact.source) == (claim.member, 200, "claimed")
    assert (fact.recorded_by, fact.confirmed_by) == (world.users["member"].pk, world.users["secretary"].pk)


def test_a_name_in_the_note_about_a_confirmation_is_text_and_not_markup(world: World) -> None:
    world.members["member"].name = "<b>张</b>"
    world.members["member"].save()
    claim = claimed(world)
    answer = world.client("secretary").post(url("confirm", claim.pk), follow=True)
    assert "&lt;b&gt;张" in text(answer)
    assert "<b>张" not in text(answer)


def test_confirming_twice_makes_one_fact(world: World) -> None:
    claim = claimed(world)
    for who in ("secretary", "secretary", "committee"):
        assert post(world, who, url("confirm", claim.pk)).status_code == 302
    assert Fact.objects.count() == 1
    assert Proposal.objects.get().decided_by == world.users["secretary"].pk


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_confirming_what_was_taken_back_meanwhile_is_answered_politely(
    world: World, headers: dict[str, str]
) -> None:
    claim = claimed(world)
    operations.withdraw(actor(world, "member"), claim)
    answer = world.client("secretary").post(url("confirm", claim.pk), headers=headers, follow=True)
    assert answer.status_code == 200
    assert "xf-note--attention" in text(answer)
    assert not Fact.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("method", ["get", "post"])
def test_rejecting_what_another_confirmed_meanwhile_is_answered_politely(
    world: World, method: str, headers: dict[str, str]
) -> None:
    claim = claimed(world)
    operations.confirm(actor(world), claim)
    send = getattr(world.client("committee"), method)
    answer = send(url("reject", claim.pk), {"reason": "重复"}, headers=headers, follow=True)
    assert answer.status_code == 200
    assert "xf-note--attention" in text(answer)
    assert state(claim) == "confirmed"


def test_who_left_the_register_meanwhile_is_told_and_the_claim_can_still_be_rejected(world: World) -> None:
    claim = claimed(world)
    world.members["member"].unit = world.members["member"].branch = None
    world.members["member"].save()
    answer = world.client("secretary").post(url("confirm", claim.pk), follow=True)
    assert "xf-note--attention" in text(answer)
    assert state(claim) == "proposed"
    post(world, "secretary", url("reject", claim.pk), {"reason": "已转出"})
    assert state(claim) == "rejected"


def test_rejecting_needs_a_reason_and_its_page_keeps_what_was_typed(world: World) -> None:
    claim = claimed(world)
    assert get(world, "secretary", url("reject", claim.pk)).status_code == 200
    for reason in ("", "   ", "长" * 201, "听说他家属有意见"):
        answer = post(world, "secretary", url("reject", claim.pk), {"reason": reason})
        assert answer.status_code == 422
        assert set(answer.context["form"].errors) == {"reason"}
        assert reason.strip() in text(answer)
    assert state(claim) == "proposed"


def test_a_rejection_says_who_and_why(world: World) -> None:
    claim = claimed(world)
    assert post(world, "secretary", url("reject", claim.pk), {"reason": "请写明地点"}).url == url(
        "to_confirm"
    )
    told = Proposal.objects.get(pk=claim.pk)
    assert (told.state, told.reason, told.decided_by) == (
        "rejected",
        "请写明地点",
        world.users["secretary"].pk,
    )
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("leader", 404), ("neighbour", 404), ("second_secretary", 404), ("far_secretary", 404), ("administrator", 404),
     ("auditor", 404), ("inspector", 403), ("officer", 403), ("general_officer", 403), ("member", 403)],
)  # fmt: skip
def test_nobody_else_decides(world: World, who: str, status: int) -> None:
    claim = claimed(world)
    for name in ("confirm", "reject"):
        assert post(world, who, url(name, claim.pk), {"reason": "重复"}).status_code == status
    assert state(claim) == "proposed"


def test_nobody_confirms_what_she_entered_herself_and_hears_who_does(world: World) -> None:
    claim = claimed(world, "member", by="secretary")
    answer = post(world, "secretary", url("confirm", claim.pk))
    assert answer.status_code == 403
    assert answer.context["reason"]


# ---- in its place in the list


def test_confirmed_in_its_place_the_claim_becomes_a_note_that_leads_to_the_fact(world: World) -> None:
    claim, other = claimed(world), claimed(world, "groupmate")
    answer = post(world, "secretary", url("confirm", claim.pk), headers=HTMX)
    page = text(answer)
    assert answer.status_code == 200
    assert "<html" not in page
    assert f'id="claim-{claim.pk}"' in page
    assert "data-claim " not in page  # it is no longer stepped to
    assert url("fact", Fact.objects.get().pk) in page
    assert 'hx-swap-oob="true"' in page
    assert answer.context["waiting"].count == 1
    assert waiting(world, "secretary") == [other.pk]


def test_the_form_of_a_rejection_opens_below_the_claim_and_comes_back_there_when_empty(world: World) -> None:
    claim = claimed(world)
    for answer, status in (
        (get(world, "secretary", url("reject", claim.pk), headers=HTMX), 200),
        (post(world, "secretary", url("reject", claim.pk), {"reason": ""}, headers=HTMX), 422),
    ):
        assert answer.status_code == status
        assert answer["HX-Retarget"] == f"#reject-{claim.pk}"
        assert "<html" not in text(answer)
    answer = post(world, "secretary", url("reject", claim.pk), {"reason": "重复"}, headers=HTMX)
    assert "HX-Retarget" not in answer
    assert f'id="claim-{claim.pk}"' in text(answer)
    assert state(claim) == "rejected"


def test_each_claim_has_a_plain_form_and_a_plain_link_beneath(world: World) -> None:
    claim = claimed(world)
    page = text(get(world, "secretary", url("to_confirm")))
    assert f'method="post" action="{url("confirm", claim.pk)}"' in page
    assert f'href="{url("reject", claim.pk)}"' in page


# ---- however many


@pytest.mark.parametrize("who", ["secretary", "officer"])
def test_more_claims_do_not_ask_more_often(world: World, who: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            get(world, who, url("to_confirm"))
        return len(queries)

    alone(world)
    claimed(world, "secretary")
    crowd(world, 1)
    asked()
    before = asked()
    crowd(world, 4)
    for at in range(4):
        claimed(world, "secretary", key=f"s{at}")
    assert asked() == before


def test_a_page_has_fifty(world: World) -> None:
    crowd(world, 51)
    answer: Any = get(world, "secretary", url("to_confirm"))
    assert (len(answer.context["rows"]), answer.context["waiting"].count) == (50, 51)
    assert len(get(world, "secretary", url("to_confirm", query="?page=2")).context["rows"]) == 1
