"""Pages of scores: who sees them, what leads where, what stands there when there is nothing."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.merit.scores.making import NAMES
from tests.merit.scores.reading import branch_page, mine, noted, page_of
from tests.people.world import World, account, adopt, signed_in
from xianfeng.engine.amounts import show
from xianfeng.facts.operations import reverse as undo
from xianfeng.merit.methods.links import rule_url
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Affiliation, Member
from xianfeng.people.members.operations import change_status

pytestmark = pytest.mark.django_db


# ---- who sees what


def test_a_score_is_read_by_oneself_the_committee_and_the_levels_above(world: World) -> None:
    adopt(world.committee, "ten-ones")
    for reader in ("member", "secretary", "committee", "general_officer", "officer", "inspector"):
        assert page_of(world, reader, "member") == 200, reader
    for reader in ("groupmate", "leader", "neighbour", "second_secretary", "far_secretary", "administrator",
                   "auditor", "owner"):  # fmt: skip
        assert page_of(world, reader, "member") == 404, reader


def test_the_scores_of_a_branch_are_read_by_its_committee_and_the_levels_above(world: World) -> None:
    adopt(world.committee, "ten-ones")
    for reader in ("secretary", "committee", "general_officer", "officer", "inspector"):
        assert branch_page(world, reader).status_code == 200, reader
    for reader in ("member", "groupmate", "leader"):
        assert branch_page(world, reader).status_code == 403, reader
    for reader in ("neighbour", "second_secretary", "far_secretary", "stranger"):
        assert branch_page(world, reader).status_code == 404, reader


def test_only_branches_have_a_page_of_scores(world: World) -> None:
    for unit in (world.committee, world.general, world.one):
        assert branch_page(world, "officer", unit).status_code == 404


def test_nobody_signed_in_sees_nothing(world: World) -> None:
    assert mine(world, "").status_code == 302


def test_pages_of_scores_are_only_read(world: World) -> None:
    assert world.client("member").post(reverse("scores:mine")).status_code == 405


def test_an_account_without_a_member_is_told_why_it_has_no_score(world: World) -> None:
    assert mine(world, "administrator").status_code == 403


# ---- one's own score


@pytest.mark.parametrize("name", NAMES)
def test_the_page_stands_for_every_method(world: World, name: str) -> None:
    adopt(world.first, name)
    fact = noted(world, "member", "meeting.lecture", outcome="present")
    page = mine(world)
    assert page.status_code == 200
    assert page.context["scheme"].code == name
    assert reverse("facts:fact", args=[fact.pk]) in page.content.decode()


def test_the_figure_leads_and_each_line_leads_to_its_fact_and_its_rule(world: World) -> None:
    adopt(world.first, "study-do")
    fact = noted(world, note="给员工讲安全生产法")
    text = mine(world).content.decode()
    figure = re.search(r"xf-fig--xl\">([\d.]+)<", text)
    assert figure is not None
    assert figure[1] == "3.00"
    assert "给员工讲安全生产法" in text
    assert f'href="{reverse("facts:fact", args=[fact.pk])}"' in text
    assert f'href="{rule_url(world.first.pk, "points", "lecture")}"' in text


def test_a_component_that_waits_for_ballots_has_no_number(world: World) -> None:
    adopt(world.first, "ten-ones")
    text = mine(world).content.decode()
    rows = re.findall(r'<th scope="row">(.*?)</th>\s*<td class="r">(.*?)</td>', text)
    pioneer = show(mine(world).context["summary"].value)
    assert [("soft" in cell, cell == pioneer) for _, cell in rows] == [
        (True, False),
        (False, True),
        (True, False),
    ]


def test_a_note_is_shown_as_text(world: World) -> None:
    adopt(world.first, "study-do")
    noted(world, note="<b>讲课</b>")
    assert "<b>讲课</b>" not in mine(world).content.decode()


def test_a_reversed_fact_is_gone_from_the_page(world: World) -> None:
    adopt(world.first, "study-do")
    fact = noted(world)
    undo(PROGRAM, fact, reason="记错了人")
    page = mine(world)
    assert reverse("facts:fact", args=[fact.pk]) not in page.content.decode()
    assert page.context["summary"].value == 0


def test_facts_that_no_rule_counts_are_on_the_page_with_their_reason(world: World) -> None:
    adopt(world.first, "study-do")
    fact = noted(world, "member", "hazard.fixed")
    page = mine(world)
    ((group, words),) = page.context["uncounted"]
    assert [each.ref for each in group.facts] == [fact.ref]
    assert words.zh in page.content.decode()


def test_every_period_of_the_year_can_be_looked_at_and_no_other(world: World) -> None:
    adopt(world.first, "one-four-one", date(2020, 1, 1))
    today = timezone.localdate()
    shown = mine(world).context["periods"]
    assert [past.code for past in shown] == [
        f"{today.year}-Q{n}" for n in range((today.month + 2) // 3, 0, -1)
    ]
    for past in shown:
        page = mine(world, period=past.code)
        assert (page.status_code, page.context["standing"].period.code) == (200, past.code)
        assert page.context["is_now"] is (past is shown[0])
        assert bool(page.context["rooms"]) is (past is shown[0])
    for code in (
        "2019-Q1",
        f"{today.year + 1}-Q1",
        f"{today.year}",
        f"{today.year}-01",
        "Q1",
        "x",
    ):
        assert mine(world, period=code).status_code == 404, code


def test_nothing_is_said_of_ranks(world: World) -> None:
    adopt(world.first, "one-four-one")
    text = mine(world).content.decode() + branch_page(world, "secretary").content.decode()
    main = " ".join(part.split("</main>")[0] for part in text.split("<main")[1:])
    assert not re.search("名次|排名|第[0-9]+名|rank", main)


# ---- when there is nothing


def test_without_a_method_the_page_says_who_chooses_one(world: World) -> None:
    for page in (mine(world), branch_page(world, "secretary")):
        assert page.status_code == 200
        assert reverse("methods:unit", args=[world.first.pk]) in page.content.decode()


def test_who_left_the_register_has_a_page_without_a_score(world: World) -> None:
    adopt(world.committee, "ten-ones")
    change_status(
        PROGRAM, world.members["member"], "status", "left", date(2026, 2, 1), "文1", exit="withdrawn"
    )
    page = mine(world)
    assert "scores/score_none.html" in [template.name for template in page.templates]


def test_without_facts_the_page_says_so(world: World) -> None:
    adopt(world.committee, "study-do")
    page = mine(world)
    assert (page.context["has_facts"], page.context["summary"].value) == (False, 0)


def test_who_came_too_late_is_told_why_there_is_no_score(world: World) -> None:
    adopt(world.committee, "ten-ones")
    Affiliation.objects.filter(member=world.members["member"]).update(from_on=timezone.localdate())
    page = mine(world)
    text = page.content.decode()
    if timezone.localdate().month > 1:
        assert page.context["not_assessed"].zh in text
        assert "xf-fig--xl" not in text
        assert page.context["rooms"] == []


def test_reduced_and_floating_members_have_their_page(world: World) -> None:
    adopt(world.committee, "ten-ones")
    for field, value in (("status", Member.Status.FLOATING), ("duties", Member.Duties.REDUCED)):
        Member.objects.filter(pk=world.members["member"].pk).update(**{field: value})
        page = mine(world)
        assert (page.status_code, page.context["result"].variant) == (200, value)
        assert not any(room.is_behind for room, _ in page.context["rooms"])  # no hours are asked of them


def test_a_member_takes_the_same_queries_with_and_without_facts(world: World) -> None:
    adopt(world.committee, "ten-ones")
    client, counts = world.client("member"), []
    client.get(reverse("desk:home"))
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("scores:mine"))
        counts.append(len(captured))
        for kind in ("publicity.done", "hazard.fixed", "award.granted"):
            for outcome in ["unit"] if kind == "award.granted" else [""] * 7:
                noted(world, "member", kind, outcome=outcome, note="三号井场")
    assert counts[0] == counts[1]


# ---- ways to it


def test_the_first_page_leads_to_ones_score(world: World) -> None:
    adopt(world.first, "ten-ones")
    page = world.client("member").get(reverse("desk:home"))
    assert page.context["score"].summary.value is not None
    assert reverse("scores:mine") in page.content.decode().split("<main")[1]
    without = world.client("neighbour").get(reverse("desk:home"))
    assert without.context["score"] is None
    assert without.status_code == 200


def test_the_first_page_of_an_account_without_a_member_has_no_score(world: World) -> None:
    assert world.client("administrator").get(reverse("desk:home")).context["score"] is None
    assert signed_in(account(name="无")).get(reverse("desk:home")).status_code == 200


@pytest.mark.parametrize("name", NAMES)
def test_the_first_page_stands_for_every_method(world: World, name: str) -> None:
    adopt(world.first, name)
    noted(world, "member", "meeting.lecture", outcome="present")
    assert world.client("member").get(reverse("desk:home")).status_code == 200


def test_the_page_of_a_branch_leads_readers_to_its_scores(world: World) -> None:
    link = reverse("scores:branch", args=[world.first.pk])
    unit = reverse("organizations:unit", args=[world.first.pk])
    assert link in world.client("secretary").get(unit).content.decode()
    assert link not in world.client("member").get(unit).content.decode()


def test_english_and_traditional_pages_stand(world: World) -> None:
    adopt(world.first, "ten-ones")
    noted(world, "member", "hazard.fixed", quantity=900)
    client = world.client("member")
    texts = [client.get(reverse("scores:mine"), headers={"accept-language": code}).content.decode()
             for code in ("en", "zh-hant")]  # fmt: skip
    assert "pioneer evaluation" in texts[0]
    assert "先鋒模範評價" in texts[1]
