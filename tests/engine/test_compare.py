"""Two schemes over the same facts: what changes, why, and that the causes add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.engine.comparing import SMALL, beside, causes, changed, m1, scheme, sums_up, told, town
from xianfeng.engine.calendar import Period
from xianfeng.engine.compare import compare
from xianfeng.engine.comparison.outcomes import Cause, Grade, Move, Side
from xianfeng.engine.facts import Ballot, Fact
from xianfeng.engine.organisation import settle
from xianfeng.engine.scheme import Status

WEIGHTS = ("weight: 60", "weight: 50"), ("weight: 40", "weight: 50")
CAP = ("at_most: 6", "at_most: 4")
PERIOD = Period.parse("2025")
ONE_COMPONENT = (
    ("weight: 60", "weight: 100"),
    ("  mutual: {title: {zh: 互评, en: mutual}, weight: 40, raters: mutual, at_least: 2}\n", ""),
)


def test_weights_and_a_cap_move_a_score_by_what_the_parts_say() -> None:
    # B: publicity capped at 4.00, points 49.00; 24.50 + 43.50 = 68.00.
    member = m1(changed(*WEIGHTS, CAP))
    assert (member.a.score, member.b.score, member.change) == (6540, 6800, 260)
    assert told(member) == {
        ("weight", "mutual", ""): (4000, 5000, 870),
        ("weight", "points", ""): (6000, 5000, -510),
        ("item", "points", "work"): (600, 400, -100),
    }
    assert [shift.change for shift in member.shifts] == [8_700_000, -5_100_000, -1_000_000]


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([CAP], {("item", "points", "work"): (600, 400, -120)}),
        ([("plus: 40", "plus: 5")], {("section", "points", "extra"): (0, -100, -60)}),
        ([("    sections", "    at_most: 50\n    sections")], {("bounds", "points", ""): (0, -100, -60)}),
        ([("    sections", "    start: 10\n    sections")], {("start", "points", ""): (0, 1000, 600)}),
        # Dues are due now although there are none: 22.50 of 60.00 due, no scaling by 60 / 30.
        (
            [("met: on_time,", "met: on_time, if_none: zero,")],
            {("scaling", "points", ""): (2250, 0, -1350), ("item", "points", "dues"): (None, 0, 0)},
        ),
        # Without the lowest and the highest ballot 90.00 is left.
        ([("at_least: 2", "at_least: 2, trim: {drop: 1, when: 3}")], {("trim", "mutual", ""): (8700, 9000, 120)}),
        ([("source: default", "source: default\nat_most: 60")], {("ceiling", "", ""): (0, -540, -540)}),
        ([("source: default", "source: default\nband_on: whole")], {("whole", "", ""): (0, -40, -40)}),
        # 51.00 x 59.99 % + 87.00 x 40.01 % = 30.5949 + 34.8087 = 65.4036, which is 65.40.
        (
            [("weight: 60", "weight: 59.99"), ("weight: 40", "weight: 40.01")],
            {
                ("weight", "mutual", ""): (4000, 4001, 0.87),
                ("weight", "points", ""): (6000, 5999, -0.51),
                ("rounding", "", ""): (None, None, -0.36),
            },
        ),
        (
            ONE_COMPONENT,
            {("only_a", "mutual", ""): (8700, None, -3480), ("weight", "points", ""): (6000, 10000, 2040)},
        ),
    ],
)  # fmt: skip
def test_one_edit_has_its_one_cause(edits: list[tuple[str, str]], expected: dict[object, object]) -> None:
    member = m1(changed(*edits))
    shown = {key: value for key, value in told(member).items() if key[0] != "stars"}
    assert shown == expected
    assert sums_up(member)


def test_a_panel_that_may_adjust_less_takes_back_what_is_beyond() -> None:
    member = m1(changed(("within: 5", "within: 2")), town(adjusted=400))
    assert told(member) == {("adjustment", "", ""): (400, 200, -200)}
    assert (member.a.score, member.b.score) == (6940, 6740)


def test_graded_ballots_are_worth_what_each_scheme_says() -> None:
    graded = changed(("at_least: 2", "at_least: 2, grades: {a: 90, b: 80}"))
    inputs = town()
    ballots = tuple(Ballot("m1", "mutual", f"v{n}", {"": grade}) for n, grade in enumerate("aab"))
    # A: (90 + 90 + 80) / 3 = 86.67. B: (90 + 90 + 60) / 3 = 80.00.
    with_grades = replace(inputs, ballots={"2025": ballots})
    member = m1(changed(("b: 80", "b: 60"), text=graded), with_grades, graded)
    assert told(member)["ballots", "mutual", ""] == (8667, 8000, -266.8)
    assert sums_up(member)


# ---- bands, vetoes, statuses


def test_a_moved_limit_changes_bands_and_nothing_else() -> None:
    member = m1(changed(("at_least: 60", "at_least: 66")))
    assert (member.a.band, member.b.band, member.change) == ("pass", "low", 0)
    assert told(member) == {("limit", "", "pass"): (6000, 6600, None), ("stars", "", ""): (100, 0, None)}


def test_a_moved_limit_that_nobody_meets_is_no_cause() -> None:
    assert m1(changed(("at_least: 75", "at_least: 80"))).shifts == ()


@pytest.mark.parametrize("both_ways", [False, True])
def test_a_band_of_one_scheme_alone_is_a_limit(both_ways: bool) -> None:
    fair = changed(
        ("  - {code: pass", "  - {code: fair, title: 尚可, at_least: 65, stars: 1}\n  - {code: pass")
    )
    member = m1(SMALL, text_a=fair) if both_ways else m1(fair)
    limit = (6500, None, None) if both_ways else (None, 6500, None)
    assert told(member) == {("limit", "", "fair"): limit}


def test_a_band_that_the_score_alone_changes_has_no_limit_as_its_cause() -> None:
    # 39.00 + 12.00 x 60 % = 46.20 below 60.00 by both.
    member = m1(changed(("source: default", "source: default\nat_most: 59")))
    assert (member.a.band, member.b.band) == ("pass", "low")
    assert causes(member) == {Cause.CEILING, Cause.STARS}


def test_a_veto_of_one_scheme_alone_is_the_cause() -> None:
    decision = Fact("d1", "m1", "decision.discipline", date(2025, 6, 1), document="纪1号")
    member = m1(changed(("bands:", "veto: {kinds: [decision.discipline]}\nbands:")), town(decision))
    assert (member.a.band, member.b.band, member.change) == ("pass", "low", 0)
    assert told(member)["veto", "", ""] == (0, 100, None)
    assert causes(member) == {Cause.VETO, Cause.STARS}
    assert [reason.subject for reason in member.b.reasons] == ["d1"]


def test_too_few_ballots_for_one_scheme_leave_no_change_but_say_why() -> None:
    member = m1(changed(("at_least: 2", "at_least: 4")))
    assert (member.a.status, member.b.status, member.change) == (Status.COMPLETE, Status.INCOMPLETE, None)
    assert causes(member) == {Cause.STATUS, Cause.STARS}
    assert [(reason.have, reason.need) for reason in member.b.reasons] == [(300, 400)]


def test_an_incomplete_result_that_stays_incomplete_for_the_same_reason_does_not_differ() -> None:
    assert beside(SMALL, changed(*WEIGHTS), town()).members[1].shifts == ()


def test_a_variant_that_is_no_longer_assessed_says_so() -> None:
    text = changed(("sheets:", "variants: {standard: {title: 党员, assessed: false}}\nsheets:"))
    member = m1(text)
    assert member.b.status is Status.NOT_ASSESSED
    assert Cause.STATUS in causes(member)


# ---- two methods, and the year


def test_two_methods_are_told_part_by_part() -> None:
    other = changed(
        ("  points: {title", "  marks: {title"), ("  mutual: {title", "  peers: {title"), *WEIGHTS
    )
    member = m1(other)
    assert told(member) == {
        ("only_b", "peers", ""): (None, 8700, 4350),
        ("only_a", "mutual", ""): (8700, None, -3480),
        ("only_a", "points", ""): (5100, None, -3060),
        ("only_b", "marks", ""): (None, 5100, 2550),
    }
    assert sums_up(member)


HALVES = changed(("period: year", "period: half_year\nyear: {flags: {stars: 2}}"))


def test_a_year_is_told_by_its_periods_and_each_period_by_its_causes() -> None:
    votes = town().ballots["2025"]
    inputs = town()
    halves = replace(inputs, facts=inputs.facts + SECOND_HALF, ballots={"2025-H1": votes, "2025-H2": votes})
    comparison = beside(HALVES, changed(CAP, text=HALVES), halves)
    year = comparison.members[0]
    # H1: 65.40 and 64.20 (6.00 and 4.00 of publicity). H2: 60.00 x 60 % + 34.80 = 70.80 by both.
    assert (year.a.score, year.b.score) == (6810, 6750)
    assert told(year) == {("period", "", "2025-H1"): (6540, 6420, -60)}
    assert [code for code, _ in comparison.periods] == ["2025-H1", "2025-H2"]
    first, second = (members[0] for _, members in comparison.periods)
    assert told(first) == {("item", "points", "work"): (600, 400, -120)}
    assert second.shifts == ()
    assert [(total.key.cause, total.members, total.mean) for total in comparison.causes] == [
        (Cause.ITEM, 1, -120)
    ]


SECOND_HALF = (Fact("x1", "m1", "meeting.theme_day", date(2025, 8, 5), 100, "present"),)


def test_a_year_of_halves_beside_a_year_settled_at_once_is_told_by_both_sums() -> None:
    votes = town().ballots["2025"]
    inputs = town()
    ballots = dict.fromkeys(("2025", "2025-H1", "2025-H2"), votes)
    both = replace(inputs, facts=inputs.facts + SECOND_HALF, ballots=ballots)
    member = beside(HALVES, SMALL, both).members[0]
    # By B at once: 4 of 5 theme days: 24.00 of 30.00 due, 48.00; points 54.00; 32.40 + 34.80 = 67.20.
    assert (member.a.score, member.b.score) == (6810, 6720)
    assert told(member) == {
        ("period", "", "2025-H1"): (6540, None, -3270),
        ("period", "", "2025-H2"): (7080, None, -3540),
        ("only_b", "points", ""): (None, 5400, 3240),
        ("only_b", "mutual", ""): (None, 8700, 3480),
        ("stars", "", ""): (200, 100, None),
        ("flags", "", ""): (100, None, None),
    }
    assert sums_up(member)


# ---- everybody


def test_branches_and_matrix_count_everybody_once() -> None:
    comparison = beside(SMALL, changed(("at_least: 60", "at_least: 66")), town())
    passed, low, incomplete = (
        Grade(Status.COMPLETE, "pass"), Grade(Status.COMPLETE, "low"), Grade(Status.INCOMPLETE),
    )  # fmt: skip
    assert {pair: n for pair, n in comparison.matrix.items() if n} == {
        (passed, low): 1,
        (incomplete, incomplete): 1,
    }
    first, second = comparison.branches
    assert (first.branch, first.members, first.scored, first.moves[Move.DOWN]) == ("1支部", 1, 1, 1)
    assert (second.branch, second.members, second.scored, second.mean_a) == ("2支部", 1, 0, None)
    assert (first.mean_a, first.mean_b, first.change, first.same) == (6540, 6540, 0, 1)
    assert (comparison.whole.members, comparison.whole.grades_b[low]) == (2, 1)
    assert [(total.key.cause, total.raised, total.lowered, total.mean) for total in comparison.causes] == [
        (Cause.LIMIT, 0, 1, None)
    ]


def test_means_are_rounded_once_over_those_with_a_score_by_both() -> None:
    inputs = town()
    extra = tuple(_vote(n, vote) for n, vote in enumerate((5000, 5001)))
    both = replace(inputs, ballots={"2025": inputs.ballots["2025"] + extra})
    comparison = beside(SMALL, changed(CAP), both)
    # m2: (50.00 + 50.01) / 2 = 50.01; 30.60 + 20.004 = 50.60. Mean (65.40 + 50.60) / 2 = 58.00; B is 1.20 less.
    assert (comparison.whole.mean_a, comparison.whole.mean_b, comparison.whole.change) == (5800, 5680, -120)
    assert (comparison.whole.lower, comparison.whole.higher) == (2, 0)


def _vote(number: int, vote: int) -> Ballot:
    return Ballot("m2", "mutual", f"w{number}", {"": vote})


def test_weights_are_one_cause_together_for_everybody() -> None:
    comparison = beside(SMALL, changed(*WEIGHTS, CAP), town())
    assert [(total.key.cause, total.members, total.mean) for total in comparison.causes] == [
        (Cause.COMPOSITION, 1, 360), (Cause.ITEM, 1, -100),
    ]  # fmt: skip


def test_other_members_on_one_side_are_refused() -> None:
    loaded, inputs = scheme(), town()
    settlements = settle(loaded, inputs, [PERIOD])
    fewer = settle(loaded, replace(inputs, members=inputs.members[:1]), [PERIOD])
    with pytest.raises(ValueError, match="same members"):
        compare(Side("a", loaded, tuple(settlements)), Side("b", loaded, tuple(fewer)))
