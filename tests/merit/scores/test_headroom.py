"""What would still count: worked out by hand, and kept by what happens when it is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.engine.agreement import settled
from tests.merit.scores.making import Hand
from xianfeng.engine.amounts import ONE
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Fact, Record
from xianfeng.engine.measures import Place, as_shortfall, lines, windows
from xianfeng.engine.organisation import records
from xianfeng.engine.results import Line
from xianfeng.engine.scheme import Measure, Scheme, Status
from xianfeng.engine.settle import open_diary, settle_member
from xianfeng.merit.scores.chances import Before, Deed, Grade, Pace, Room, Share
from xianfeng.merit.scores.headroom import headroom

SEPTEMBER = date(2026, 9, 30)


def test_a_cap_says_how_many_more_count() -> None:
    # Two hazards of six are fixed, the item has 12: 4.00 are left of the rule's 6.00, so 4 more count.
    hand = Hand("ten-ones", SEPTEMBER, (date(2026, 3, 1), "hazard.fixed", "", 200))
    hazards = hand.chances("safety")[0]
    assert isinstance(hazards, Deed)
    assert (hazards.left, hazards.times) == (400, 4)
    assert (hand.rooms["safety"].value, hand.rooms["safety"].most) == (200, 1200)


def test_a_cap_that_is_reached_is_no_possibility_while_others_of_the_item_are() -> None:
    hand = Hand("ten-ones", SEPTEMBER, (date(2026, 3, 1), "hazard.fixed", "", 900))
    rules = [chance.rule.kinds for chance in hand.chances("safety")]
    assert rules == [("safety.teaching",), ("emergency.duty",)]


def test_the_limit_of_a_section_bounds_every_item_in_it() -> None:
    # The plus section has 40; 19 services x 2 = 38.00, so 2.00 is left for whatever comes: half of a demonstration's 4.00.
    facts = [(date(2026, 7, day), "volunteer.service") for day in range(1, 20)]
    hand = Hand("three-four-one", SEPTEMBER, *facts)
    (industry,) = hand.chances("industry")
    assert isinstance(industry, Deed)
    assert (industry.left, industry.times) == (200, 1)
    full = Hand("three-four-one", SEPTEMBER, *facts, (date(2026, 7, 20), "volunteer.service"))
    assert (full.chances("industry"), full.chances("welfare")) == ((), ())


def test_the_ceiling_of_a_sheet_bounds_its_items_too() -> None:
    # Thirteen lectures x 3 = 39.00 of the sheet's 40, so an essay of 1.00 counts once and no more; an overdue problem
    # takes 2.00 away and opens as much: 40 - 37 = 3.00, but the section has 1.00 left all the same.
    facts = [(date(2026, 3, day), "publicity.done") for day in range(1, 14)]
    for more in ((), ((date(2026, 4, 1), "problem.item", "overdue"),)):
        (essay,) = Hand("study-do", SEPTEMBER, *facts, *more).chances("essay")
        assert isinstance(essay, Deed)
        assert (essay.left, essay.times) == (100, 1)


def test_what_counts_once_a_year_is_no_possibility_in_a_later_quarter() -> None:
    done = Hand("one-four-one", SEPTEMBER, (date(2026, 2, 1), "community.report"))
    assert [chance.rule.kinds for chance in done.chances("volunteer")] == [("volunteer.service",)]
    open_ = Hand("one-four-one", SEPTEMBER)
    report = open_.chances("volunteer")[1]
    assert isinstance(report, Deed)
    assert (report.times, report.left) == (1, 800)


def test_hours_that_are_behind_say_how_the_pace_was_worked_out() -> None:
    # 32 x 9 / 12 = 24.00 expected to the end of September, 18 there: 6 behind; 14 to go to 32.
    hand = Hand("one-four-one", SEPTEMBER, (date(2026, 2, 1), "study.collective", "present", 1800))
    pace = hand.chances("study")[0]
    assert isinstance(pace, Pace)
    assert (pace.have, pace.need, pace.whole, pace.behind) == (1800, 2400, 3200, 600)
    assert (pace.months, pace.in_window, pace.until) == (((3200, 9),), 12, SEPTEMBER)
    assert next(iter(hand.rooms)) == "study"


def test_before_the_first_month_has_ended_nothing_is_expected_yet() -> None:
    pace = Hand("one-four-one", date(2026, 1, 20)).chances("study")[0]
    assert isinstance(pace, Pace)
    assert (pace.need, pace.whole, pace.behind, pace.until) == (0, 3200, 0, None)


def test_whoever_joined_in_may_is_asked_for_the_months_that_are_left() -> None:
    # June to September count: 32 x 4 / 12 = 10.67; to December seven months: 32 x 7 / 12 = 18.67.
    pace = Hand("one-four-one", SEPTEMBER, start=date(2026, 5, 2)).chances("study")[0]
    assert isinstance(pace, Pace)
    assert (pace.need, pace.whole, pace.months) == (1067, 1867, ((3200, 4),))


def test_a_target_that_is_reached_for_the_whole_year_is_done_with() -> None:
    hand = Hand("one-four-one", SEPTEMBER, (date(2026, 2, 1), "study.collective", "present", 3200))
    assert hand.chances("study") == ()


def test_a_share_that_missed_something_says_that_the_full_points_are_out_of_reach() -> None:
    # 1 of 2: 20 x 1/2 = 10.00; one more that is met: 20 x 2/3 = 13.33.
    meetings = [
        (date(2026, 7, 1), "meeting.assembly", "present"),
        (date(2026, 7, 2), "meeting.group", "absent"),
    ]
    (share,) = Hand("one-four-one", SEPTEMBER, *meetings).chances("life")
    assert isinstance(share, Share)
    assert (share.have, share.need, share.value, share.after_next) == (1, 2, 1000, 1333)
    assert share.full_is_out_of_reach


def test_a_share_that_is_full_has_no_room() -> None:
    assert (
        Hand("one-four-one", SEPTEMBER, (date(2026, 7, 1), "meeting.group", "present")).chances("life") == ()
    )
    (nothing_yet,) = Hand("one-four-one", SEPTEMBER).chances("life")
    assert isinstance(nothing_yet, Share)
    assert (nothing_yet.after_next, nothing_yet.full_is_out_of_reach) == (2000, False)


def test_the_latest_grade_can_still_become_the_best_one() -> None:
    (grade,) = Hand("one-four-one", SEPTEMBER, (date(2026, 3, 1), "pledge.progress", "partly")).chances(
        "pledge"
    )
    assert isinstance(grade, Grade)
    assert (grade.value, grade.best, grade.after_best) == (500, "fulfilled", 1200)


def test_a_mean_rises_by_the_next_one() -> None:
    # (4 + 0) / 2 = 2.00; with one more fulfilled (4 + 0 + 4) / 3 = 2.67.
    items = [(date(2026, 7, 1), "pledge.item", "fulfilled"), (date(2026, 7, 2), "pledge.item", "not")]
    (grade,) = Hand("three-platforms", SEPTEMBER, *items).chances("G2")
    assert isinstance(grade, Grade)
    assert (grade.number, grade.value, grade.after_best) == (2, 200, 267)


def test_what_is_due_by_the_end_of_a_window_is_told_before_it_costs_points() -> None:
    (before,) = [c for c in Hand("ten-ones", date(2026, 8, 10)).chances("duties") if isinstance(c, Before)]
    assert (before.missing, before.until, before.costs) == (100, SEPTEMBER, 100)
    done = Hand("ten-ones", date(2026, 8, 10), (date(2026, 7, 4), "volunteer.service"))
    assert done.chances("duties") == ()
    assert Hand("ten-ones", SEPTEMBER).chances("duties") == ()  # the quarter has ended: it is lost


def test_a_secretary_is_told_of_the_training_that_the_year_asks_for() -> None:
    hand = Hand("one-four-one", SEPTEMBER, offices=frozenset({"secretary"}))
    training = hand.chances("study")[1]
    assert isinstance(training, Before)
    assert (training.missing, training.costs, training.until) == (100, 400, date(2026, 12, 31))


def test_deductions_offer_nothing_to_gain() -> None:
    assert not {"absence", "form", "problem", "late"} & set(Hand("one-four-one", SEPTEMBER).rooms)


# ---- on random schemes: what is said holds when it is done


SEEDS = range(240)


def cases(start: int) -> list[tuple[Scheme, Period, Record, date]]:
    found = []
    for seed in range(start, start + 40):
        case = settled(seed)
        as_of = date.fromisoformat(case.case.as_of) if case.case.as_of else case.period.end
        for record in records(case.inputs, case.period, as_of):
            result = settle_member(case.scheme, case.period, record, as_of)
            if result.status is not Status.NOT_ASSESSED:
                found.append((case.scheme, case.period, record, as_of))
    return found


def line_of(scheme: Scheme, room: Room, number: int, record: Record, as_of: date) -> list[Line]:
    component = scheme.components[room.component]
    tally = Period.containing(component.tally or scheme.period, as_of)
    diary = open_diary(scheme, Period.containing(scheme.period, as_of), record, as_of)
    window = windows(room.item.rules[number - 1], tally, min(tally.end, as_of))[-1]
    place = Place(room.component, window.whole, window.end, room.item.code, number)
    return list(lines(room.item.rules[number - 1], place, diary))


def with_fact(record: Record, scheme: Scheme, chance: Deed | Share | Grade | Pace, as_of: date) -> Record:
    """Return the record with one more fact of today, the best that the rule knows."""
    rule = chance.rule
    outcome = ""
    if isinstance(chance, Share):
        outcome = min(rule.met)
    elif isinstance(chance, Grade):
        outcome = chance.best
    elif rule.by_outcome:
        outcome = max(rule.by_outcome, key=lambda code: rule.by_outcome[code])  # type: ignore[index]
    elif rule.outcomes:
        outcome = min(rule.outcomes)
    quantity = chance.behind if isinstance(chance, Pace) else max(rule.judged or (rule.per or ONE,))
    fitting = [code for code in rule.kinds if outcome in (scheme.kinds[code].outcomes or {"": ""})]
    kind = min(fitting, key=lambda code: outcome in scheme.kinds[code].excused)
    more = Fact("\U0010ffff", record.member.id, kind, as_of, quantity, outcome)
    return replace(record, facts=(*record.facts, more))


@pytest.mark.parametrize("start", SEEDS[::40])
def test_what_is_said_to_count_counts_when_it_is_done(start: int) -> None:
    seen = set()
    for scheme, period, record, as_of in cases(start):
        for room in headroom(scheme, period, record, as_of):
            for chance in room.chances:
                if isinstance(chance, Before) or (isinstance(chance, Pace) and not chance.behind):
                    continue
                number = room.item.rules.index(chance.rule) + 1
                before = line_of(scheme, room, number, record, as_of)
                after = line_of(scheme, room, number, with_fact(record, scheme, chance, as_of), as_of)
                check(chance, before, after)
                seen.add(type(chance))
    assert seen == {Deed, Share, Grade, Pace}


def check(chance: Deed | Share | Grade | Pace, before: list[Line], after: list[Line]) -> None:
    if isinstance(chance, Deed):
        gained = sum(line.counted for line in after) - sum(line.counted for line in before)
        assert gained >= 0
        assert (
            chance.rule.points is None
            or chance.rule.per not in (None, ONE)
            or gained > 0
            or not chance.rule.points
        )
    elif isinstance(chance, Pace):
        assert (before[0].have or 0) + chance.behind == after[0].have or chance.rule.counting == "facts"
    else:
        now = chance.value
        assert (before[0].counted, after[0].counted) == (
            now,
            chance.after_next if isinstance(chance, Share) else chance.after_best,
        )
        assert after[0].counted > now


@pytest.mark.parametrize("start", SEEDS[::40])
def test_at_the_end_of_a_window_the_whole_target_is_the_target_to_date(start: int) -> None:
    paces = 0
    for scheme, period, record, as_of in cases(start):
        for room in headroom(scheme, period, record, as_of):
            for chance in room.chances:
                if isinstance(chance, Pace) and chance.window.end == as_of:
                    assert chance.whole == chance.need
                    paces += 1
    assert paces


@pytest.mark.parametrize("start", SEEDS[::40])
def test_what_is_said_to_cost_points_costs_them_once_the_window_has_ended(start: int) -> None:
    told = 0
    for scheme, period, record, as_of in cases(start):
        if record.member.rows[-1].end is not None:
            continue
        for room in headroom(scheme, period, record, as_of):
            for chance in room.chances:
                if isinstance(chance, Before) and chance.until <= period.end:
                    told += 1
                    assert chance.costs == lost(scheme, room, chance, record, as_of)
    assert told or start


def lost(scheme: Scheme, room: Room, chance: Before, record: Record, as_of: date) -> int:
    number = room.item.rules.index(chance.rule) + 1
    (line,) = line_of(scheme, room, number, record, chance.until)
    rule = as_shortfall(chance.rule) if chance.rule.measure is Measure.ABSENCE else chance.rule
    assert line.on is None
    assert rule.points is not None
    assert chance.until - as_of > timedelta(0)
    return -line.counted
