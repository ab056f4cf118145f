"""The pages of a period: where it stands, what is next, what is not complete, what was moved and what it does."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.formulas.payloads import PAYLOADS
from tests.merit.assessments.making import (
    BALLOTS,
    HALVES,
    LATE,
    QUARTERS,
    by_aspects,
    closed,
    confirmed,
    done,
    result,
    settled,
    with_ballots,
)
from tests.people.world import World, adopt, member
from xianfeng.merit.assessments import operations
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.site.tables import FORMATS

pytestmark = pytest.mark.django_db


def page(world: World, period: AssessmentPeriod, who: str = "secretary", query: str = "") -> Any:
    return world.client(who).get(reverse("assessments:period", args=[period.pk]) + query)


def send(world: World, name: str, period: AssessmentPeriod, who: str = "secretary", **values: Any) -> Any:
    return world.client(who).post(reverse(f"assessments:{name}", args=[period.pk]), values)


def test_a_period_without_ballots_goes_from_its_end_to_its_confirmation_by_its_main_action(
    world: World,
) -> None:
    adopt(world.second, QUARTERS)
    answer = world.client("second_secretary").post(
        reverse("assessments:prepare", args=[world.second.pk]), {"code": "2026-Q3"}
    )
    period = AssessmentPeriod.objects.get(unit=world.second)
    assert answer["Location"] == reverse("assessments:period", args=[period.pk])
    for _ in ("close", "settle"):
        shown = page(world, period, "second_secretary").context["next"]
        assert shown.is_post
        world.client("second_secretary").post(shown.url)
    period.refresh_from_db()
    shown = page(world, period, "second_secretary").context["next"]
    assert (period.state, shown.url) == ("computed", reverse("assessments:confirm", args=[period.pk]))


def test_results_are_by_surname_and_never_numbered(world: World) -> None:
    adopt(world.committee, QUARTERS)
    done(world, "other_group", LATE.date().replace(year=2026, month=8, day=3))
    answer = page(world, settled(world.first, "2026-Q3").period)
    names = [row.result.member.sort_key for row in answer.context["rows"]]
    assert names == sorted(names)


def test_who_lacks_ballots_comes_first_and_one_resolution_waives_them_for_all(world: World) -> None:
    adopt(world.committee, BALLOTS)
    period = with_ballots(world, {"member": [9000, 9200, 8800]})
    operations.settle(PROGRAM, period, at=LATE)
    shown = page(world, period).context
    lacking = [each.result.member for each in shown["incomplete"]]
    assert world.members["member"] not in lacking
    assert len(lacking) == 5
    (group,) = shown["groups"]
    address = f"{reverse('assessments:resolve', args=[period.pk])}?missing={group.code}"
    form = world.client("committee").get(address).context["form"]
    proposed = {name: form[name].value() for name in form.fields if name.startswith("weight_")}
    assert proposed[f"weight_{group.code}"] == "0"
    told = {
        **proposed,
        "members": form["members"].value(),
        "reason": "缺票，按会议决定免计",
        "document": "1号",
    }
    # Nobody decides about oneself: whoever enters it is not among those offered.
    assert str(world.members["committee"].pk) not in told["members"]
    assert world.client("committee").post(address, told).status_code == 302
    operations.settle(PROGRAM, period, at=LATE)
    left = [each.result.member for each in page(world, period).context["incomplete"]]
    assert left == [world.members["committee"]]


def test_weights_that_do_not_add_up_are_refused_and_what_was_typed_stays(world: World) -> None:
    adopt(world.committee, BALLOTS)
    period = with_ballots(world, {"member": [9000, 9200, 8800]})
    operations.settle(PROGRAM, period, at=LATE)
    address = reverse("assessments:resolve", args=[period.pk])
    form = world.client("secretary").get(address).context["form"]
    told = {name: "60" for name in form.fields if name.startswith("weight_")}
    told |= {"members": [str(world.members["leader"].pk)], "reason": "按会议决定", "document": "1号"}
    answer = world.client("secretary").post(address, told)
    assert answer.status_code == 422
    assert answer.context["form"]["reason"].value() == "按会议决定"
    assert not period.resolutions.exists()


def test_an_adjustment_shows_total_and_grade_before_and_after_and_can_be_taken_back(world: World) -> None:
    adopt(world.committee, HALVES)
    period = with_ballots(world, {who: [9000] * 3 for who in world.members}, "2026-H1", by_aspects)
    operations.settle(PROGRAM, period, at=LATE)
    member_ = world.members["member"]
    told = {"member": member_.pk, "points": "-4.5", "reason": "商评小组意见", "document": "3号"}
    assert send(world, "adjust", period, **told).status_code == 302
    (moved,) = page(world, period).context["moved"]
    before = period.settlement.results.get(member=member_).weighted
    assert (moved.before, moved.after, moved.reason) == (before, before - 450, "商评小组意见")
    assert page(world, period).context["next"].url == reverse("assessments:settle", args=[period.pk])
    world.client("secretary").post(reverse("assessments:take_back_adjustment", args=[moved.adjustment]))
    assert page(world, period).context["moved"] == []


@pytest.mark.parametrize("points", ["5.01", "-6", "0", "", "viel"])
def test_an_adjustment_beyond_what_the_method_allows_is_refused(world: World, points: str) -> None:
    adopt(world.committee, HALVES)
    period = with_ballots(world, {"member": [9000] * 3}, "2026-H1", by_aspects)
    operations.settle(PROGRAM, period, at=LATE)
    told = {"member": world.members["member"].pk, "points": points, "reason": "商评", "document": "3号"}
    assert send(world, "adjust", period, **told).status_code == 422
    assert not period.adjustments.exists()


def test_a_second_version_says_what_changed_and_the_first_can_be_read(world: World) -> None:
    adopt(world.committee, QUARTERS)
    settlement = settled(world.first, "2026-Q3")
    done(world, "member", LATE.date().replace(year=2026, month=9, day=3))
    shown = page(world, settlement.period).context
    assert [late.row.member for late in shown["unread"]] == [world.members["member"]]
    answer = send(world, "settle", settlement.period, reason="补记宣讲")
    assert answer.status_code == 302
    shown = page(world, settlement.period).context
    (changed,) = shown["versions"][0].differences
    assert (changed.member, changed.new - changed.old > 0) == (world.members["member"], True)
    assert shown["versions"][0].row.reason == "补记宣讲"
    old = page(world, settlement.period, query="?version=1").context
    assert (old["is_old"], old["next"], old["settlement"]) == (True, None, settlement)
    assert page(world, settlement.period, query="?version=7").status_code == 404


def test_the_meeting_is_entered_and_the_secretarys_result_waits_for_the_level_above(world: World) -> None:
    adopt(world.committee, QUARTERS)
    period = settled(world.first, "2026-Q3", LATE).period
    told = {"document": "1号", "met_on": "2027-01-20", "present": 3, "entitled": 6}
    assert send(world, "confirm", period, **told).status_code == 422  # in the future, and not more than half
    confirmed(period)
    assert "above" not in {each.row.level for each in page(world, period).context["confirmations"]}
    shown = page(world, period, "officer").context["next"]
    assert (shown.url, shown.refusal) == (reverse("assessments:confirm_above", args=[period.pk]), "")
    assert page(world, period, "secretary").context["next"].refusal


def test_results_that_are_not_complete_are_not_confirmed(world: World) -> None:
    adopt(world.committee, BALLOTS)
    period = with_ballots(world, {"member": [9000, 9200, 8800]})
    operations.settle(PROGRAM, period, at=LATE)
    told = {"document": "1号", "met_on": "2027-01-20", "present": 6, "entitled": 6}
    answer = send(world, "confirm", period, **told)
    assert (answer.status_code, answer.context.get("form")) == (422, None)
    assert not period.settlement.confirmations.exists()


def test_results_are_not_made_final_while_no_notice_is_over(world: World) -> None:
    adopt(world.committee, QUARTERS)
    period = confirmed(settled(world.first, "2026-Q3").period)
    operations.confirm_above(PROGRAM, period, document="2号", met_on=LATE.date(), at=LATE)
    operations.publicise(PROGRAM, period, at=LATE)
    send(world, "finalise", period)
    period.refresh_from_db()
    assert period.state == "publicised"


def test_only_an_officer_above_opens_final_results_again_and_says_why(world: World) -> None:
    adopt(world.committee, QUARTERS)
    period = confirmed(settled(world.first, "2026-Q3").period)
    operations.confirm_above(PROGRAM, period, document="2号", met_on=LATE.date(), at=LATE)
    operations.publicise(PROGRAM, period, at=LATE)
    operations.finalise(PROGRAM, period, at=LATE)
    assert send(world, "reopen", period, reason="核查更正").status_code == 403
    assert send(world, "reopen", period, "officer", reason=" ").status_code == 422
    assert send(world, "reopen", period, "officer", reason="核查更正").status_code == 302
    period.refresh_from_db()
    assert (period.state, period.changes.get(done="reopen").reason) == ("computed", "核查更正")
    assert page(world, period).context["next"].url == reverse("assessments:settle", args=[period.pk])


def test_the_check_table_holds_texts_alone_whatever_people_are_called(world: World) -> None:
    adopt(world.committee, QUARTERS)
    for payload in PAYLOADS:
        member(payload[:40], world.one)
    settlement = settled(world.first, "2026-Q3")
    answer = send(world, "export", settlement.period)
    assert answer["Content-Type"] == FORMATS["xlsx"]
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    cells = [
        cell
        for name in book.sheet_names
        for line in book.get_sheet_by_name(name).to_python()
        for cell in line
    ]
    assert all(isinstance(cell, str) for cell in cells)
    assert {payload[:40] for payload in PAYLOADS} <= set(cells)
    assert settlement.results_digest in cells
    entry = AuditEntry.objects.get(action="assessments.export")
    assert (entry.unit, set(entry.details)) == (world.first.pk, {"period", "version", "number"})


def test_a_period_takes_the_same_queries_for_six_and_for_thirty(world: World) -> None:
    adopt(world.committee, QUARTERS)
    client, counts = world.client("secretary"), []
    client.get(reverse("desk:home"))  # the first request of a session asks more
    for code in ("2026-Q2", "2026-Q3"):
        period = settled(world.first, code).period
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("assessments:period", args=[period.pk]))
        counts.append(len(captured))
        for number in range(24):
            member(f"新{number}", world.two)
    assert counts[0] == counts[1]


def test_many_branches_are_counted_by_where_they_stand_and_run_together(world: World) -> None:
    adopt(world.committee, QUARTERS)
    settlement = settled(world.first, "2026-Q3")
    closed(world.second, "2026-Q3")
    client = world.client("officer")
    shown = client.get(reverse("assessments:own")).context
    assert {row.state: row.number for row in shown["standing"]} == {"computed": 1, "closed": 1, "none": 1}
    shown = client.get(reverse("assessments:own"), {"code": "2026-Q3", "state": "computed"}).context
    assert [row.period for row in shown["rows"]] == [settlement.period]
    shown = client.get(reverse("assessments:own"), {"code": "2026-Q3", "state": "none"}).context
    assert list(shown["branches"]) == [world.third]
    assert result(settlement, world, "member").pk
