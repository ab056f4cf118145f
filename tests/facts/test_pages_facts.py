"""A fact with everything behind it, its reversal, and the record of a branch."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.facts.claiming import claimed, get, post, text, url
from tests.facts.making import MEETING, actor, recorded, today
from tests.people.world import World, member
from xianfeng.facts import operations
from xianfeng.facts.models import Fact
from xianfeng.people.audit.models import AuditEntry

pytestmark = pytest.mark.django_db
READERS = ["committee", "secretary", "general_officer", "officer", "inspector"]


def reversed_(world: World, fact: Fact, reason: str = "记错了") -> Fact:
    return operations.reverse(actor(world), fact, reason=reason)


# ---- one fact


def test_a_fact_says_what_when_whose_from_where_and_where_it_stands(world: World) -> None:
    claim = claimed(world, quantity=250, note="6号井场支架松动")
    fact = operations.confirm(actor(world), claim)
    page = text(get(world, "member", url("fact", fact.pk)))
    for words in ("周文海", "2.5", "6号井场支架松动", "刘志远", "采油一站党支部", fact.digest):
        assert words in page
    assert get(world, "member", url("fact", fact.pk)).context["shown"].said_by == "周文海"


def test_what_reversed_a_fact_and_why_stands_on_both(world: World) -> None:
    fact = recorded(world)
    undoing = reversed_(world, fact, "日期写错了")
    for one, other in ((fact, undoing), (undoing, fact)):
        page = text(get(world, "member", url("fact", one.pk)))
        assert "日期写错了" in page
        assert url("fact", other.pk) in page
        assert url("reverse", one.pk) not in page


@pytest.mark.parametrize("who", ["member", *READERS])
def test_a_fact_is_read_by_the_member_her_committee_and_the_levels_above(world: World, who: str) -> None:
    assert get(world, who, url("fact", recorded(world).pk)).status_code == 200


@pytest.mark.parametrize(
    "who",
    ["groupmate", "leader", "neighbour", "second_secretary", "far_secretary", "administrator", "auditor"],
)
def test_a_fact_is_not_there_for_anybody_else(world: World, who: str) -> None:
    fact = recorded(world)
    assert get(world, who, url("fact", fact.pk)).status_code == 404
    assert post(world, who, url("reverse", fact.pk), {"reason": "记错"}).status_code == 404


def test_a_fact_of_somebody_who_left_stays_in_the_record_of_the_branch(world: World) -> None:
    fact = recorded(world)
    world.members["member"].unit = world.members["member"].branch = None
    world.members["member"].save()
    assert get(world, "secretary", url("fact", fact.pk)).status_code == 200
    assert listed(get(world, "secretary", url("list", world.first.pk))) == [fact.pk]


def test_the_branch_to_which_a_member_moved_reads_what_she_brought_along(world: World) -> None:
    fact = recorded(world)
    world.members["member"].unit = world.members["member"].branch = world.second
    world.members["member"].save()
    assert get(world, "second_secretary", url("fact", fact.pk)).status_code == 200
    assert post(world, "second_secretary", url("reverse", fact.pk), {"reason": "记错"}).status_code == 403
    assert listed(get(world, "second_secretary", url("list", world.second.pk))) == []


# ---- reversing


def test_a_fact_is_reversed_with_a_reason(world: World) -> None:
    fact = recorded(world)
    assert get(world, "secretary", url("reverse", fact.pk)).status_code == 200
    answer = post(world, "secretary", url("reverse", fact.pk), {"reason": "日期写错了"})
    assert answer.url == url("fact", fact.pk)
    undoing = Fact.objects.get(reverses=fact)
    assert (undoing.reason, undoing.recorded_by) == ("日期写错了", world.users["secretary"].pk)


@pytest.mark.parametrize("reason", ["", "  ", "长" * 201, "他的病情"])
def test_a_reversal_without_a_fit_reason_keeps_what_was_typed(world: World, reason: str) -> None:
    fact = recorded(world)
    answer = post(world, "secretary", url("reverse", fact.pk), {"reason": reason})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"reason"}
    assert reason.strip() in text(answer)
    assert not Fact.objects.filter(reverses=fact).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_what_another_reversed_meanwhile_is_answered_politely(world: World, method: str) -> None:
    fact = recorded(world)
    undoing = reversed_(world, fact)
    for one in (fact, undoing):
        send = getattr(world.client("committee"), method)
        answer = send(url("reverse", one.pk), {"reason": "另一个理由"}, follow=True)
        assert answer.redirect_chain == [(url("fact", one.pk), 302)]
        assert "xf-note--attention" in text(answer)
    assert Fact.objects.count() == 2


def test_a_fact_is_reversed_once_however_often_it_is_sent(world: World) -> None:
    fact = recorded(world)
    client = world.client("secretary")
    sent = {"reason": "日期写错了", "once": "a-key-of-this-very-form"}
    assert [client.post(url("reverse", fact.pk), sent).status_code for _ in range(2)] == [302, 302]
    assert Fact.objects.count() == 2


@pytest.mark.parametrize(
    ("who", "about", "status"),
    [("member", "member", 403), ("inspector", "member", 403), ("secretary", "secretary", 403),
     ("committee", "secretary", 302), ("general_officer", "member", 302), ("officer", "secretary", 302)],
)  # fmt: skip
def test_the_committee_or_an_officer_above_reverses_and_nobody_her_own(
    world: World, who: str, about: str, status: int
) -> None:
    fact = recorded(world, about)
    blocked = bool(get(world, who, url("fact", fact.pk)).context["no_reversal"])
    answer = post(world, who, url("reverse", fact.pk), {"reason": "记错"})
    assert answer.status_code == status
    assert blocked == (status == 403)
    assert Fact.objects.filter(reverses=fact).exists() == (status == 302)


def test_a_decision_that_the_level_above_confirmed_is_reversed_there(world: World) -> None:
    claim = claimed(world, by="secretary", kind="decision.safety", document="北风安〔2026〕3号")
    fact = operations.confirm(actor(world, "officer"), claim)
    assert post(world, "committee", url("reverse", fact.pk), {"reason": "撤销"}).status_code == 403
    assert post(world, "officer", url("reverse", fact.pk), {"reason": "撤销"}).status_code == 302


# ---- the record of a branch


def listed(answer: Any) -> list[int]:
    return [shown.row.pk for shown in answer.context["rows"]]


@pytest.mark.parametrize("who", READERS)
def test_the_record_is_read_by_day_the_latest_first(world: World, who: str) -> None:
    old = recorded(world, on=today() - timedelta(days=3))
    new, newer = recorded(world), recorded(world, "groupmate")
    recorded(world, "neighbour")
    assert listed(get(world, who, url("list", world.first.pk))) == [newer.pk, new.pk, old.pk]


@pytest.mark.parametrize(
    ("who", "status"),
    [("member", 403), ("leader", 403), ("administrator", 403), ("neighbour", 404), ("second_secretary", 404),
     ("far_secretary", 404)],
)  # fmt: skip
def test_nobody_else_reads_it(world: World, who: str, status: int) -> None:
    assert get(world, who, url("list", world.first.pk)).status_code == status
    assert post(world, who, url("export", world.first.pk)).status_code == status


def test_a_record_is_that_of_a_branch(world: World) -> None:
    assert get(world, "officer", url("list", world.general.pk)).status_code == 403
    assert get(world, "secretary", url("list", world.one.pk)).status_code == 403


def test_it_is_narrowed_by_member_kind_and_month(world: World) -> None:
    year = today().year
    march, may = (recorded(world, on=date(year, month, 3)) for month in (3, 5))
    other = recorded(world, "groupmate", on=date(year, 3, 3), kind="volunteer.service")
    branch = url("list", world.first.pk)

    def found(query: str) -> set[int]:
        return set(listed(get(world, "secretary", f"{branch}?{query}")))

    assert found(f"member={world.members['member'].pk}") == {march.pk, may.pk}
    assert found("kind=volunteer.service") == {other.pk}
    assert found(f"month={year}-03") == {march.pk, other.pk}
    assert found(f"month={year}-03&kind=hazard.fixed") == {march.pk}
    everything = {march.pk, may.pk, other.pk}
    assert found("member=x&kind=y&month=2026-99&everything=maybe&page=z") == everything
    assert found(f"member={world.members['neighbour'].pk}") == everything


def test_what_was_reversed_is_shown_when_asked_for(world: World) -> None:
    fact, gone = recorded(world), recorded(world, "groupmate")
    undoing = reversed_(world, gone)
    branch = url("list", world.first.pk)
    assert listed(get(world, "secretary", branch)) == [fact.pk]
    assert set(listed(get(world, "secretary", f"{branch}?everything=1"))) == {fact.pk, gone.pk, undoing.pk}


def test_a_secretary_comes_to_her_branch_an_officer_chooses(world: World) -> None:
    assert get(world, "secretary", url("branches")).url == url("list", world.first.pk)
    answer = get(world, "officer", url("branches"))
    assert [branch.pk for branch in answer.context["page"]] == [
        world.first.pk,
        world.second.pk,
        world.third.pk,
    ]
    answer = get(world, "officer", url("branches", query="?q=二站"))
    assert [branch.pk for branch in answer.context["page"]] == [world.second.pk]
    assert get(world, "member", url("branches")).status_code == 403


def test_the_record_is_taken_out_as_texts_that_cannot_run_and_this_is_recorded(world: World) -> None:
    recorded(world, note="=1+1")
    recorded(world, "groupmate", kind="volunteer.service")
    address = url("export", world.first.pk, query="?kind=hazard.fixed")
    answer = post(world, "secretary", address, {"format": "csv"})
    assert answer["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert len(rows[0]) == len(rows[1])
    assert "周文海" in rows[1]
    assert "'=1+1" in rows[1]
    entry = AuditEntry.objects.get(action="facts.export")
    assert (entry.unit, entry.details) == (world.first.pk, {"facts": 1, "format": "csv", "filters": ["kind"]})
    assert post(world, "secretary", address, {"format": "xlsx"}).content.startswith(b"PK")


def test_an_inspector_reads_and_takes_nothing_out(world: World) -> None:
    recorded(world)
    assert not get(world, "inspector", url("list", world.first.pk)).context["may_export"]
    assert post(world, "inspector", url("export", world.first.pk), {"format": "csv"}).status_code == 403


# ---- however many


@pytest.mark.parametrize("name", ["list", "export"])
def test_more_facts_and_members_do_not_ask_more_often(world: World, name: str) -> None:
    def asked() -> int:
        send = post if name == "export" else get
        with CaptureQueriesContext(connection) as queries:
            send(world, "secretary", url(name, world.first.pk))
        return len(queries)

    recorded(world, note="一")
    asked()
    before = asked()
    for at in range(5):
        world.members[f"new{at}"] = member(f"新{at}", world.one)
        reversed_(world, recorded(world, f"new{at}"))
        recorded(world, f"new{at}", kind=MEETING, outcome="present", note="二")
    assert asked() == before


def test_a_page_of_the_record_has_fifty(world: World) -> None:
    for _ in range(51):
        recorded(world)
    answer = get(world, "secretary", url("list", world.first.pk))
    assert (len(answer.context["rows"]), answer.context["page"].paginator.count) == (50, 51)


def test_a_fact_asks_as_often_with_evidence_and_reversal_as_without(world: World) -> None:
    plain = recorded(world)
    undone = recorded(world)
    reversed_(world, undone)

    def asked(fact: Fact) -> int:
        with CaptureQueriesContext(connection) as queries:
            get(world, "secretary", url("fact", fact.pk))
        return len(queries)

    asked(plain)
    assert asked(undone) <= asked(plain) + 1  # who reversed it


def test_days_are_shown_in_the_zone_of_the_platform(world: World) -> None:
    fact = recorded(world, at=timezone.now())
    shown = timezone.localtime(fact.recorded_at)
    assert str(shown.day) in text(get(world, "member", url("fact", fact.pk)))
