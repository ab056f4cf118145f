"""One result for whom it is about and for the committee, what is kept back, and runs as they are watched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.merit.assessments.making import (
    BALLOTS,
    HALVES,
    LATE,
    QUARTERS,
    by_aspects,
    confirmed,
    done,
    result,
    settled,
    tampered,
    with_ballots,
)
from tests.people.world import World, adopt, member
from xianfeng.merit.assessments import operations
from xianfeng.merit.assessments.beside import Address
from xianfeng.merit.assessments.grades import shares
from xianfeng.merit.assessments.models import AssessmentPeriod, Result, Run
from xianfeng.merit.assessments.weights import spread
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.schemes import library

pytestmark = pytest.mark.django_db


def page(world: World, of: Result, who: str) -> Any:
    return world.client(who).get(reverse("assessments:result", args=[of.pk]))


def published(world: World, period: AssessmentPeriod) -> AssessmentPeriod:
    confirmed(period)
    operations.confirm_above(PROGRAM, period, document="2号", met_on=LATE.date(), at=LATE)
    return operations.publicise(PROGRAM, period, at=LATE)


def test_a_member_reads_the_own_result_from_its_notice_on_and_nobody_elses(world: World) -> None:
    adopt(world.committee, QUARTERS)
    settlement = settled(world.first, "2026-Q3")
    own, other = result(settlement, world, "member"), result(settlement, world, "groupmate")
    assert page(world, own, "member").status_code == 403
    assert world.client("member").get(reverse("assessments:mine")).context.get("latest") is None
    published(world, settlement.period)
    assert page(world, own, "member").context["agrees"]
    assert world.client("member").get(reverse("assessments:mine")).context["latest"].result == own
    assert page(world, other, "member").status_code == 404
    operations.settle(PROGRAM, settlement.period, at=LATE)  # nothing changed
    assert page(world, own, "member").status_code == 200


def test_a_result_that_is_worked_out_again_is_not_shown_meanwhile(world: World) -> None:
    adopt(world.committee, QUARTERS)
    settlement = settled(world.first, "2026-Q3")
    period = published(world, settlement.period)
    done(world, "member", LATE.date().replace(year=2026, month=9, day=3))
    operations.settle(PROGRAM, period, reason="异议成立", at=LATE)
    assert page(world, result(settlement, world, "member"), "member").status_code == 403
    old = page(world, result(settlement, world, "member"), "secretary").context
    assert (old["is_old"], old["holding"].settlement.version, old["agrees"]) == (True, 2, True)


def test_a_result_says_how_ballots_add_up_and_means_of_items_only_from_enough_of_them(world: World) -> None:
    adopt(world.committee, HALVES)
    totals = {"member": [9000] * 5, "groupmate": [9000] * 4}
    period = with_ballots(world, totals, "2026-H1", by_aspects)
    operations.settle(PROGRAM, period, at=LATE)
    shown = {
        who: page(world, result(period.settlement, world, who), "secretary").context["polled"]
        for who in totals
    }
    assert (shown["member"][0].sum, len(shown["member"][0].items)) == ("450.00 ÷ 5 = 90.00", 5)
    assert (shown["groupmate"][0].sum, shown["groupmate"][0].items) == ("360.00 ÷ 4 = 90.00", ())


def test_what_was_decided_stands_on_the_result_with_its_reason(world: World) -> None:
    adopt(world.committee, HALVES)
    period = with_ballots(world, {"member": [9000] * 5}, "2026-H1", by_aspects)
    told = {"reason": "商评小组意见", "document": "3号"}
    operations.adjust(PROGRAM, period, member=world.members["member"], points=450, **told)
    operations.resolve(
        PROGRAM, period, members=[world.members["groupmate"]], weights={"points": 10000}, **told
    )
    operations.settle(PROGRAM, period, at=LATE)
    adjusted = page(world, result(period.settlement, world, "member"), "secretary").context["adjustment"]
    assert (adjusted["change"], adjusted["reason"]) == ("+4.50", "商评小组意见")
    resolved = page(world, result(period.settlement, world, "groupmate"), "secretary").context["resolution"]
    assert resolved["weights"].zh == "积分100%、互评免计"


def test_one_objects_only_to_the_own_result_and_while_its_notice_is_on(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(world.committee, QUARTERS)
    settlement = settled(world.first, "2026-Q3")
    published(world, settlement.period)
    own = result(settlement, world, "member")
    assert page(world, own, "member").context["objecting"] is None
    finder = lambda _period: Address("/n/", LATE.date(), "/o/")  # noqa: E731
    monkeypatch.setattr("xianfeng.merit.assessments.beside._finders", [finder])
    assert page(world, own, "member").context["objecting"]["url"] == "/o/"
    assert page(world, own, "secretary").context["objecting"] is None


def test_earlier_periods_are_those_that_were_published_and_a_chart_from_three_on(world: World) -> None:
    adopt(world.committee, QUARTERS)
    for code in ("2026-Q1", "2026-Q2"):
        published(world, settled(world.first, code).period)
    settled(world.first, "2026-Q3")
    shown = world.client("member").get(reverse("assessments:mine")).context
    assert [each.result.settlement.period.code for each in shown["earlier"]] == ["2026-Q1", "2026-Q2"]
    assert (shown["is_charted"], len(shown["pending"])) == (False, 1)
    published(world, AssessmentPeriod.objects.get(code="2026-Q3"))
    assert world.client("member").get(reverse("assessments:mine")).context["is_charted"]


def test_a_result_that_was_tampered_with_says_that_it_does_not_agree(world: World) -> None:
    adopt(world.committee, BALLOTS)
    period = with_ballots(world, {"member": [9000, 9200, 8800]})
    operations.settle(PROGRAM, period, at=LATE)
    own = result(period.settlement, world, "member")
    assert page(world, own, "secretary").context["agrees"]
    tampered("UPDATE assessments_result SET score = score + 1 WHERE id = %s", own.pk)
    assert not page(world, own, "secretary").context["agrees"]


def test_the_last_result_of_a_year_says_how_the_year_follows_from_its_periods(world: World) -> None:
    adopt(world.committee, QUARTERS)
    done(world, "member", date(2026, 8, 1))
    _first, _second, third, last = (settled(world.first, f"2026-Q{number}") for number in range(1, 5))
    assert "year" not in page(world, result(third, world, "member"), "secretary").context
    shown = page(world, result(last, world, "member"), "secretary")
    assert "(0.00 + 0.00 + 2.00 + 0.00) ÷ 4" in shown.content.decode()
    assert shown.context["year"].agrees
    tampered("UPDATE assessments_yearresult SET score = 9000")
    assert not page(world, result(last, world, "member"), "secretary").context["year"].agrees


def test_grades_of_fewer_than_five_join_the_next_and_one_group_of_all_says_nothing() -> None:
    scheme = library.load("three-platforms")
    found = shares(scheme, ["red"] * 5 + ["yellow"] * 3 + ["blue"] * 2 + ["grey"])
    assert [([grade.code for grade in share.grades], share.number) for share in found] == [
        (["red"], 5), (["yellow", "blue", "grey"], 6),
    ]  # fmt: skip
    assert [share.number for share in shares(scheme, ["red"] * 6 + ["grey"] * 2)] == [8]
    assert shares(scheme, ["red"] * 4) == []


def test_weights_without_what_is_missing_keep_their_proportion_and_add_up() -> None:
    assert spread({"self": 1000, "mutual": 3000, "organisation": 4000}) == {
        "self": 1250, "mutual": 3750, "organisation": 5000,
    }  # fmt: skip
    assert sum(spread({"a": 1000, "b": 1000, "c": 1000}).values()) == 10000


# ---- runs


def test_a_run_is_watched_stopped_and_taken_up_again(world: World) -> None:
    adopt(world.committee, QUARTERS)
    run = Run.objects.create(
        unit=world.committee, code="2026-Q3", total=3, done=1, left_out={str(world.second.pk): "collecting"}
    )
    client, address = world.client("officer"), reverse("assessments:run", args=[run.pk])
    shown = client.get(address).context
    assert (shown["is_moving"], shown["progress"].percent, [unit for unit, _ in shown["left_units"]]) == (
        True, 33, [world.second],
    )  # fmt: skip
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="progress" hx-get=')
    client.post(reverse("assessments:stop_run", args=[run.pk]))
    shown = client.get(address).context
    assert (shown["run"].state, shown["is_moving"], shown["may_resume"]) == ("stopped", False, True)
    assert "hx-get" not in client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert world.client("inspector").get(address).context["may_steer"] is False


def test_a_run_is_started_from_the_page_and_leads_to_its_progress(world: World) -> None:
    adopt(world.committee, QUARTERS)
    address = reverse("assessments:start_run", args=[world.committee.pk])
    answer = world.client("officer").post(address, {"code": "2026-Q3"})
    assert answer["Location"] == reverse("assessments:run", args=[Run.objects.get().pk])
    assert world.client("officer").post(address, {"code": "2099-Q1"}).status_code == 422


def test_what_is_due_leads_the_secretary_and_then_the_level_above(world: World) -> None:
    adopt(world.committee, QUARTERS)
    member("新党员", world.one)
    period = settled(world.first, "2026-Q3").period

    def due(who: str) -> list[str]:
        return [each.url for each in world.client(who).get(reverse("desk:home")).context["due"]]

    assert reverse("assessments:period", args=[period.pk]) in due("secretary")
    above = reverse("assessments:confirm_above", args=[period.pk])
    assert above not in due("officer")
    confirmed(period)
    assert above in due("officer")
    assert reverse("assessments:period", args=[period.pk]) not in due("secretary")
