"""One member of each method, worked out on paper; the arithmetic stands beside the numbers."""

from __future__ import annotations

from datetime import date

from tests.merit.scores.making import Hand
from xianfeng.engine.scheme import Status
from xianfeng.merit.scores.summary import Figure, Prefilled, behind_of, summary_of


def test_ten_ones() -> None:
    # Base, 60: institutions 20 - 2 (absent from an assembly) - hours: expected to the end of September
    # 32 x 9 / 12 = 24.00, there are 18, 6 missing = 3 full steps of 2 = -3 -> 15.00; duties 20 - 1 (form overdue)
    # - 2 (no voluntary service in Q1 and Q2; one in Q3) -> 17.00; tasks 20.00. Together 52.00.
    # Pioneer: safety 8 hazards x 1, capped at 6, publicity 2 -> 8.00. 52 + 8 = 60.00 of 100; 30% of it is 18.00.
    hazards = [(date(2026, 7, day), "hazard.fixed") for day in range(1, 9)]
    hand = Hand(
        "ten-ones", date(2026, 9, 30),
        (date(2026, 2, 2), "meeting.assembly", "absent"), (date(2026, 3, 2), "study.collective", "present", 1000),
        (date(2026, 5, 6), "training.central", "present", 800), (date(2026, 6, 1), "form.report", "overdue"),
        (date(2026, 8, 1), "volunteer.service"), (date(2026, 8, 2), "publicity.done"), *hazards,
    )  # fmt: skip
    expected = {"institutions": 1500, "duties": 1700, "tasks": 2000, "publicity": 200, "safety": 600, "cost": 0,
                "technology": 0}  # fmt: skip
    assert hand.items() == expected
    summary = summary_of(hand.scheme, hand.result)
    assert (summary.figure, summary.value, summary.most, summary.band) == (
        Figure.COMPONENT,
        6000,
        10000,
        None,
    )
    assert [(part.component.code, part.result.part) for part in summary.scored] == [("pioneer", 1800 * 10000)]
    assert [part.component.code for part in summary.waiting] == ["inner", "employee"]
    assert [(each.item.code, each.have, each.need) for each in behind_of(hand.scheme, hand.result)] == [
        ("institutions", 1800, 2400)
    ]


def test_one_four_one() -> None:
    # Q3 to 30 September. Life 20 x 3/4 = 15.00; study 16 x 18/24 = 12.00; pledge "mostly" 9.00; identity 4 x 1.2 = 4.80;
    # dues 6 x 3/3 = 6.00: base 46.80 of 60, all due. Plus: 5 hours of service = 2 full steps = 2.00, a lecture 2.00.
    # Minus: one absence -2.00. 46.80 + 4.00 - 2.00 = 48.80: "to be improved", 11.20 short of 60.
    meetings = [(date(2026, 7, 3), "meeting.assembly", "present"), (date(2026, 7, 10), "meeting.theme_day", "online"),
                (date(2026, 8, 7), "meeting.group", "absent"), (date(2026, 9, 4), "meeting.lecture", "present"),
                (date(2026, 9, 5), "meeting.lecture", "leave")]  # fmt: skip
    dues = [(date(2026, month, 5), "dues.month", "on_time") for month in (7, 8, 9)]
    hand = Hand(
        "one-four-one", date(2026, 9, 30), *meetings, *dues, (date(2026, 2, 1), "study.collective", "present", 1800),
        (date(2026, 7, 20), "pledge.progress", "mostly"), (date(2026, 9, 1), "display.check", "", 400),
        (date(2026, 8, 1), "volunteer.service", "", 500), (date(2026, 8, 8), "publicity.done"),
    )  # fmt: skip
    items = hand.items()
    assert {code: items[code] for code in ("life", "study", "pledge", "identity", "dues")} == {
        "life": 1500, "study": 1200, "pledge": 900, "identity": 480, "dues": 600,
    }  # fmt: skip
    assert (items["volunteer"], items["lecture"], items["absence"]) == (200, 200, -200)
    summary = summary_of(hand.scheme, hand.result)
    assert (summary.figure, summary.value, summary.to_next) == (Figure.RESULT, 4880, 1120)
    assert summary.band is not None
    assert summary.next_band is not None
    assert (summary.band.code, summary.next_band.code) == ("improve", "qualified")


def test_three_platforms() -> None:
    # No ballots yet; facts fill in: A1 6 x 1/2 = 3.00 of 6; A2 no form: 0.00 of 5; B1 8.00 of 8; B2 no problem: full 6.00 of 6;
    # C1 nothing was due; C2 5 x 2/2 = 5.00 of 5; G1 "partly" 2.00 of 5; G2 (4 + 3) / 2 = 3.50 of 4.
    # 3 + 0 + 8 + 6 + 5 + 2 + 3.5 = 27.50 of 6 + 5 + 8 + 6 + 5 + 5 + 4 = 39.00, in 7 items; 18 - 7 = 11 wait.
    hand = Hand(
        "three-platforms", date(2026, 9, 30),
        (date(2026, 7, 1), "study.collective", "present"), (date(2026, 7, 2), "training.central", "absent"),
        (date(2026, 7, 8), "form.report", "accepted"), (date(2026, 7, 9), "meeting.theme_day", "present"),
        (date(2026, 8, 9), "meeting.theme_day", "online"), (date(2026, 9, 1), "pledge.progress", "partly"),
        (date(2026, 9, 2), "pledge.item", "fulfilled"), (date(2026, 9, 3), "pledge.item", "mostly"),
    )  # fmt: skip
    summary = summary_of(hand.scheme, hand.result)
    assert (summary.figure, summary.value, summary.most) == (Figure.FILLED, 2750, 3900)
    assert summary.parts[3].filled == Prefilled(2750, 3900, 7, 11)
    assert summary.scored == ()
    assert [part.component.code for part in summary.waiting] == ["self", "mutual", "mass", "organisation"]


def test_study_do() -> None:
    # Two lectures 6.00, a project led 4.00, in production as a member 3.00, an essay 1.00: 14.00; one problem overdue -2.00.
    # 14 - 2 = 12.00 of 40; the method sets no grades.
    hand = Hand(
        "study-do", date(2026, 9, 30),
        (date(2026, 3, 1), "publicity.done"), (date(2026, 4, 1), "publicity.done"),
        (date(2026, 4, 2), "project.approved", "leader"), (date(2026, 4, 3), "project.in_production", "member"),
        (date(2026, 4, 4), "essay.written"), (date(2026, 4, 5), "problem.item", "overdue"),
    )  # fmt: skip
    summary = summary_of(hand.scheme, hand.result)
    assert (summary.figure, summary.value, summary.band, summary.to_next) == (Figure.RESULT, 1200, None, None)


def test_three_four_one() -> None:
    # Second half-year to 30 September, member at home. Theme days 15 x 1/2 = 7.50; meetings 15 x 1/1 = 15.00; dues 5 x 2/3 = 3.33;
    # pledge "fulfilled" 15.00; talk 5 - 2.50 (none in Q3, which has ended) = 2.50; badge: no check, not due.
    # Earned 43.33 of 55 due -> 43.33 x 60 / 55 = 47.2690... = 47.27. Plus 2 services x 2 = 4.00. Minus one absence -3.00.
    # 47.27 + 4.00 - 3.00 = 48.27; 60% of it is 28.962; the mutual review (40%) is still to come.
    hand = Hand(
        "three-four-one", date(2026, 9, 30),
        (date(2026, 7, 1), "meeting.theme_day", "present"), (date(2026, 8, 1), "meeting.theme_day", "absent"),
        (date(2026, 8, 2), "meeting.group", "present"), (date(2026, 7, 5), "dues.month", "on_time"),
        (date(2026, 8, 5), "dues.month", "late"), (date(2026, 9, 5), "dues.month", "on_time"),
        (date(2026, 9, 6), "pledge.progress", "fulfilled"), (date(2026, 9, 7), "volunteer.service", "", 800),
        (date(2026, 9, 8), "volunteer.service"),
    )  # fmt: skip
    items = hand.items()
    assert {code: items[code] for code in ("fixed_day", "meetings", "dues", "pledge", "talk", "badge")} == {
        "fixed_day": 750, "meetings": 1500, "dues": 333, "pledge": 1500, "talk": 250, "badge": None,
    }  # fmt: skip
    summary = summary_of(hand.scheme, hand.result)
    assert (summary.figure, summary.value) == (Figure.COMPONENT, 4827)
    assert summary.scored[0].result.part == 28_962_000
    assert hand.result.status is Status.INCOMPLETE


def test_baseline() -> None:
    # A secretary: expected to the end of June 56 x 6 / 12 = 28.00 hours; 21 are there: 40 x 21/28 = 30.00. Meetings 40 x 2/3 = 26.67;
    # dues 20 x 6/6 = 20.00. 30 + 26.67 + 20 = 76.67; 60% is 46.002.
    dues = [(date(2026, month, 5), "dues.month", "on_time") for month in range(1, 7)]
    hand = Hand(
        "baseline", date(2026, 6, 30), *dues, (date(2026, 2, 1), "training.central", "present", 2100),
        (date(2026, 2, 2), "meeting.assembly", "present"), (date(2026, 3, 2), "meeting.lecture", "online"),
        (date(2026, 4, 2), "meeting.group", "absent"), offices=frozenset({"secretary"}),
    )  # fmt: skip
    assert hand.items() == {"hours": 3000, "meetings": 2667, "dues": 2000}
    summary = summary_of(hand.scheme, hand.result)
    assert (summary.figure, summary.value, summary.scored[0].result.part) == (
        Figure.COMPONENT,
        7667,
        46_002_000,
    )


def test_a_member_away_for_most_of_the_period_has_no_number_at_all() -> None:
    # In Q3 July and August have ended: she came on 2 August, so neither counts (0 of 2).
    hand = Hand("one-four-one", date(2026, 9, 15), start=date(2026, 8, 2))
    summary = summary_of(hand.scheme, hand.result)
    assert (summary.figure, summary.value, summary.parts) == (Figure.NOT_ASSESSED, None, ())
    assert (hand.result.reasons[0].have, hand.result.reasons[0].need) == (0, 200)


def test_a_decision_lowers_the_grade_and_no_score_is_said_to_lift_it() -> None:
    facts = [(date(2026, 7, day), "publicity.done") for day in (1, 2, 3)]
    hand = Hand(
        "one-four-one", date(2026, 9, 30), *facts, (date(2026, 2, 1), "decision.safety", "", 100, "安字1号")
    )
    summary = summary_of(hand.scheme, hand.result)
    assert summary.band is not None
    assert (summary.band.code, summary.next_band, hand.result.veto) == ("improve", None, True)
