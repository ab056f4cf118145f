"""Finished, running and coming periods of each method: what visitors find, and that it could have come about so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from django.utils.timezone import localdate, localtime

from tests.demo.cycles.small import ON, keys_in, make, tell
from tests.demo.kept import kept, undone
from xianfeng.demo.cycles import steps
from xianfeng.demo.cycles.days import Days
from xianfeng.demo.cycles.polling import visiting
from xianfeng.demo.cycles.scene import Scene
from xianfeng.demo.making import Making, get_unit
from xianfeng.merit.assessments import operations as assessments
from xianfeng.merit.assessments.models import AssessmentPeriod, PeriodChange, Resolution, Result, YearResult
from xianfeng.merit.assessments.states import TRANSITIONS
from xianfeng.merit.assessments.verifying import verify
from xianfeng.merit.followups.models import Award, DemocraticReview, Reviewed, Talk
from xianfeng.merit.notices import operations as notices
from xianfeng.merit.notices.models import Feedback, Notice, Objection
from xianfeng.merit.reviews import operations as reviews
from xianfeng.merit.reviews.models import Envelope, OpenedBallot, PaperBallot, Round, Seat, SignedBallot
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.privacy.models import NoticeRead
from xianfeng.people.privacy.workdays import is_workday

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def making(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Making]:
    with keys_in(tmp_path_factory.mktemp("data")), kept(django_db_blocker):
        yield make(waiting=True)


def states() -> dict[tuple[str, str], str]:
    rows = AssessmentPeriod.objects.values_list("unit__code", "code", "state")
    return {(unit, code): state for unit, code, state in rows}


def period(unit: str, code: str) -> AssessmentPeriod:
    found: AssessmentPeriod = AssessmentPeriod.objects.get(unit__code=unit, code=code)
    return found


def results(unit: str, code: str) -> dict[int, Result]:
    return {
        result.member_id: result for result in Result.objects.filter(settlement=period(unit, code).settlement)
    }


def test_each_method_has_periods_behind_it_at_work_and_ahead() -> None:
    assert states() == {
        ("P", "2025-Q2"): "used", ("P", "2025-Q3"): "publicised", ("P", "2025-Q4"): "open", ("P", "2026-Q1"): "configured",
        ("T", "2024"): "used", ("T", "2025"): "open", ("T", "2026"): "configured",
        ("V", "2024-H1"): "used", ("V", "2024-H2"): "used", ("V", "2025-H1"): "publicised", ("V", "2025-H2"): "configured",
        ("Q", "2025-Q1"): "used", ("Q", "2025-Q2"): "used", ("Q", "2025-Q3"): "closed", ("Q", "2025-Q4"): "configured",
        ("S", "2024"): "used", ("S", "2025"): "configured", ("W", "2025-Q3"): "open",
    }  # fmt: skip


# ---- by three platforms


def test_an_objection_was_upheld_a_fact_reversed_and_a_second_notice_gave_the_grade_back() -> None:
    said = Objection.objects.select_related("fact").get()
    assert (said.state, said.outcome, said.by_id) == ("replied", "fact", said.about_id)
    assert said.fact
    assert said.fact.reversal
    of_quarter = Notice.objects.filter(settlement__period=period("P", "2025-Q2")).order_by("version")
    assert [(notice.version, notice.state) for notice in of_quarter] == [(1, "withdrawn"), (2, "filed")]
    before, after = (
        Result.objects.get(settlement=notice.settlement, member=said.about_id) for notice in of_quarter
    )
    assert before.score is not None
    assert after.score is not None
    assert before.score < after.score
    assert localdate(said.answered_at) <= said.due_on


def test_the_last_quarter_is_on_notice_today_and_somebody_waits_for_an_answer() -> None:
    notice = Notice.objects.get(settlement__period=period("P", "2025-Q3"))
    assert notice.from_on is not None
    assert notice.to_on is not None
    assert notice.from_on < ON <= notice.to_on
    assert notice.content["rows"]
    assert list(Feedback.objects.filter(notice=notice).values_list("state", flat=True)) == ["received"]


def test_most_have_rated_in_the_running_quarter_but_not_who_visits(making: Making) -> None:
    round_ = Round.objects.get(unit__code="P", period="2025-Q4")
    assert (round_.state, round_.closes_on > ON) == ("collecting", True)
    seats = Seat.objects.filter(round=round_, member__isnull=False)
    cast = set(Envelope.objects.filter(seat__in=seats).values_list("seat__member", flat=True))
    visitors = visiting(Scene.of(making, get_unit("P")))
    assert not visitors & cast
    assert len(cast) > (seats.count() - len(visitors)) // 2
    assert set(PaperBallot.objects.filter(round=round_).values_list("state", flat=True)) == {
        "entered_once", "handed_out",
    }  # fmt: skip


def test_talks_of_the_finished_quarter_are_held_but_for_two() -> None:
    talks = Counter(
        Talk.objects.filter(settlement=period("P", "2025-Q2").settlement).values_list("state", flat=True)
    )
    assert talks["due"] == 2
    assert talks["held"] > 2
    for talk in Talk.objects.filter(state="held").select_related("holder"):
        assert talk.summary
        assert talk.holder
        assert talk.holder.member_id != talk.member_id


def test_whom_no_employees_can_rate_a_resolution_completes() -> None:
    for unit, code in (("P", "2025-Q2"), ("P", "2025-Q3"), ("T", "2024")):
        found = results(unit, code)
        resolved = set(Resolution.objects.filter(period=period(unit, code)).values_list("member", flat=True))
        assert resolved
        assert all(found[member].status == "complete" for member in resolved)
        assert not [result for result in found.values() if result.status == "incomplete"]


def test_with_the_quarter_that_waits_whoever_visits_can_go_all_the_way(making: Making) -> None:
    row, scene, now = period("W", "2025-Q3"), Scene.of(making, get_unit("W")), Days(ON).at(0)
    with undone():
        assessments.close_period(scene.first, row, at=now)
        assert row.round
        reviews.ask_opening(scene.first, row.round, at=now)
        reviews.open_round(scene.other, row.round, at=now)
        settlement = assessments.settle(scene.first, row, at=now)
        assert set(settlement.results.values_list("status", flat=True)) == {"complete"}
        assessments.confirm(scene.first, row, document="1", met_on=ON, present=9, entitled=9, at=now)
        assessments.confirm_above(scene.above, row, document="1", met_on=ON, at=now)
        draft = notices.draft_notice(scene.first, settlement, at=now)
        steps.bring_out(scene, draft, Days(ON))
        row.refresh_from_db()
        assert row.state == "publicised"


# ---- by the ten ones


def test_a_decision_keeps_the_score_and_gives_the_lowest_grade() -> None:
    vetoed = [result for result in results("T", "2024").values() if result.veto]
    assert vetoed
    assert {result.band for result in vetoed} == {"improve"}
    assert all(result.score for result in vetoed)
    assert not Award.objects.filter(member__in=[result.member_id for result in vetoed])


def test_ballots_lead_to_a_threshold_and_to_just_below_it() -> None:
    found = {result.score: result.band for result in results("T", "2024").values() if not result.veto}
    assert (found[9_000], found[8_999]) == ("excellent", "good")


def test_the_meeting_decided_the_grades_of_the_year_and_at_most_a_third_is_excellent() -> None:
    assert DemocraticReview.objects.get().state == "decided"
    decided = list(Reviewed.objects.values_list("decided", flat=True))
    assert "" not in decided
    assert 0 < decided.count("excellent") <= len(decided) // 3


# ---- stars, and facts alone


def test_somebody_has_five_stars_and_the_rotating_flag_went_to_the_most_flags() -> None:
    years = YearResult.objects.filter(settlement=period("V", "2024-H2").settlement)
    assert 5 in years.values_list("stars", flat=True)
    most = max(flags for flags in years.values_list("flags", flat=True) if flags is not None)
    holders = Award.objects.filter(kind="rotating_red_flag")
    assert set(holders.values_list("state", flat=True)) == {"granted"}
    assert set(holders.values_list("member", flat=True)) == set(
        years.filter(flags=most).values_list("member", flat=True)
    )


def test_the_panel_moved_results_onto_a_threshold_with_a_reason() -> None:
    moved = [result for result in results("V", "2025-H1").values() if result.adjustment]
    assert moved
    assert {result.score for result in moved} <= {9_000, 8_999, 7_000, 6_999}
    assert all(abs(result.adjustment or 0) <= 500 for result in moved)


def test_study_and_practice_gives_points_without_grades() -> None:
    found = results("S", "2024").values()
    assert {result.band for result in found} == {""}
    assert any(result.score for result in found)


# ---- it could have come about so


def test_every_step_follows_the_states_one_after_the_other_before_today() -> None:
    for row in AssessmentPeriod.objects.all():
        steps = list(PeriodChange.objects.filter(period=row).order_by("at", "id"))
        assert [step.pk for step in steps] == sorted(step.pk for step in steps)
        assert [step.new for step in steps][-1:] == ([row.state] if steps else [])
        for one, following in pairwise(steps):
            assert one.new == following.old
        for step in steps:
            assert (step.new, step.done) in TRANSITIONS[step.old]
            assert localdate(step.at) < ON
            assert is_workday(localdate(step.at))


def test_every_settlement_comes_out_again() -> None:
    found = verify()
    assert found.is_sound
    assert found.settlements == len([1 for _ in AuditEntry.objects.filter(action="assessments.settle")])


def test_what_was_done_was_done_by_operations() -> None:
    done = Counter(AuditEntry.objects.values_list("action", flat=True))
    assert done["reviews.draw_up"] == Round.objects.count()
    assert done["reviews.open_round"] == Round.objects.filter(state="opened").count()
    assert done["reviews.sign"] == SignedBallot.objects.count()
    assert done["assessments.prepare"] == AssessmentPeriod.objects.count()
    assert done["notices.draft"] == Notice.objects.count()
    assert done["followups.hold_talk"] == Talk.objects.filter(state="held").count()
    assert done["followups.grant_award"] == Award.objects.filter(state="granted").count()


def test_two_opened_each_round_and_nothing_is_left_in_envelopes() -> None:
    for round_ in Round.objects.filter(state="opened"):
        assert None not in (round_.asked_by, round_.opened_by)
        assert not Envelope.objects.filter(seat__round=round_).exists()
        assert sum(round_.counts.values()) == OpenedBallot.objects.filter(ratee__round=round_).count()


def test_nobody_checks_her_own_notice_or_scores_herself_for_the_committee() -> None:
    members = dict(User.objects.values_list("pk", "member"))
    for notice in Notice.objects.exclude(checked_by=None):
        assert notice.checked_by != notice.drafted_by
    for ballot in SignedBallot.objects.filter(rater_kind="organisation").select_related("ratee"):
        assert members[ballot.by] != ballot.ratee.member_id


def test_nobody_did_anything_before_the_notice_of_privacy() -> None:
    did = set(AuditEntry.objects.exclude(actor=None).values_list("actor", flat=True))
    assert did <= set(NoticeRead.objects.values_list("user", flat=True))


def test_people_did_it_in_daytime() -> None:
    for step in PeriodChange.objects.exclude(by=None):
        assert 8 <= localtime(step.at).hour < 18


def test_telling_it_again_adds_nothing(making: Making) -> None:
    before = (states(), AuditEntry.objects.count())
    for code in "PTVQS":
        tell(making, code)
    assert (states(), AuditEntry.objects.count()) == before
