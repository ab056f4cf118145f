"""Every number of a board, worked out by hand from the text of the scheme."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from tests.merit.scores.boarding import Facts, board, standing
from xianfeng.merit.scores.boards import (
    Sum,
    components_from_facts,
    development,
    mean_of,
    part_of,
    totals_of,
)
from xianfeng.merit.scores.distribution import FEWEST, Span, distribution
from xianfeng.merit.scores.losses import losses_of

JAN, FEB, MAR = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
FEB_END, MAR_END = date(2026, 2, 28), date(2026, 3, 31)

LI: Facts = [
    (date(2026, 1, 15), "meeting.assembly", "absent"),
    (date(2026, 1, 20), "study.collective", "present", 800),
    (date(2026, 2, 10), "hazard.fixed", "", 300),
    (date(2026, 3, 5), "publicity.done"),
    (date(2026, 3, 20), "volunteer.service", "", 200),
]
WANG: Facts = []


def test_ten_ones_month_is_what_there_was_and_what_came_in() -> None:
    li, wang = board("ten-ones", MAR, MAR_END, LI, WANG).rows
    # until 28 February: 60 - 2 absent + 3 hazards; 8 hours of 32 x 2 / 12 = 5.33
    assert li.sum == Sum(before=6100, added=200, deducted=0, worked_out=0, now=6300)
    # 5.33 hours missing are 2 full steps of 2; 8 are 4, and the quarter ends without service
    assert wang.sum == Sum(before=5800, added=0, deducted=0, worked_out=-300, now=5500)


def test_ten_ones_quarter_begins_with_the_sixty() -> None:
    li, wang = board("ten-ones", JAN, MAR_END, LI, WANG).rows
    assert li.sum == Sum(before=6000, added=500, deducted=-200, worked_out=0, now=6300)
    assert wang.sum == Sum(before=6000, added=0, deducted=0, worked_out=-500, now=5500)


def test_items_stand_with_their_change() -> None:
    shown = board("ten-ones", MAR, MAR_END, LI, WANG)
    li, wang = (
        {c.item.code: cell for c, cell in zip(shown.columns, row.cells, strict=True)} for row in shown.rows
    )
    assert (li["institutions"].value, li["institutions"].change) == (1800, 0)
    assert (li["publicity"].value, li["publicity"].change) == (200, 200)
    assert (li["safety"].value, li["safety"].change) == (300, 0)
    assert (wang["institutions"].value, wang["institutions"].change) == (1600, -200)
    assert (wang["duties"].value, wang["duties"].change) == (1900, -100)


def test_an_items_ceiling_is_worked_out_not_added() -> None:
    talks: Facts = [(MAR, "publicity.done")] * 6
    row = board("ten-ones", MAR, MAR_END, [*LI[1:2], *LI[4:], *talks]).rows[0]
    assert row.sum == Sum(before=6000, added=1200, deducted=0, worked_out=-200, now=7000)


def test_one_four_one_shares_are_worked_out() -> None:
    facts: Facts = [
        (date(2026, 1, 15), "meeting.assembly", "present"),
        (date(2026, 2, 15), "meeting.assembly", "absent"),
        (date(2026, 1, 10), "dues.month", "on_time"),
        (date(2026, 2, 10), "dues.month", "on_time"),
        (date(2026, 3, 10), "dues.month", "late"),
        (date(2026, 1, 20), "training.central", "present", 800),
        (date(2026, 2, 1), "pledge.progress", "mostly"),
        (date(2026, 3, 1), "display.check", "", 500),
        (date(2026, 1, 25), "volunteer.service", "", 400),
        (date(2026, 3, 5), "publicity.done"),
    ]
    # February: 10 + 16 + 9 + 0 + 6 of 60, + 2 - 2 = 41; March: 10 + 16 + 9 + 6 + 4, + 4 - 3 = 46
    row = board("one-four-one", MAR, MAR_END, facts).rows[0]
    assert row.sum == Sum(before=4100, added=800, deducted=-100, worked_out=-200, now=4600)


def test_three_four_one_scales_what_is_due() -> None:
    facts: Facts = [
        (date(2026, 1, 5), "meeting.theme_day", "present"),
        (date(2026, 1, 15), "meeting.assembly", "present"),
        (date(2026, 2, 15), "meeting.assembly", "absent"),
        (date(2026, 3, 10), "dues.month", "on_time"),
        (date(2026, 3, 20), "talk.attended"),
        (date(2026, 3, 21), "volunteer.service"),
    ]
    # (15 + 7.50 + 5 + 0 + 5) x 60 / 55 = 35.4545, + 2 - 3
    row = board("three-four-one", JAN, MAR_END, facts).rows[0]
    assert row.sum == Sum(before=500, added=200, deducted=-300, worked_out=3045, now=3445)
    assert row.result.score is None, "the mutual review is still to come"


def test_three_platforms_shows_what_facts_fill_in_before_any_ballot() -> None:
    facts: Facts = [
        (date(2026, 1, 10), "study.collective", "present"),
        (date(2026, 1, 11), "form.study", "accepted"),
        (date(2026, 2, 1), "form.report", "partly_returned"),
        (date(2026, 2, 2), "meeting.lecture", "present"),
        (date(2026, 3, 2), "meeting.lecture", "absent"),
        (date(2026, 3, 3), "pledge.progress", "fulfilled"),
    ]
    # A1 6, A2 5, B1 5, B2 6 (no problem fell due), C1 3 of 6, G1 5, G2 0; C2 is not due
    row = board("three-platforms", JAN, MAR_END, facts).rows[0]
    assert row.sum == Sum(before=0, added=0, deducted=0, worked_out=3000, now=3000)


def test_study_do_adds_and_deducts() -> None:
    facts: Facts = [
        (date(2026, 1, 10), "publicity.done"),
        (date(2026, 2, 10), "project.approved", "leader"),
        (date(2026, 3, 10), "problem.item", "overdue"),
    ]
    assert board("study-do", JAN, MAR_END, facts).rows[0].sum == Sum(0, 700, -200, 0, 500)
    assert board("study-do", MAR, MAR_END, facts).rows[0].sum == Sum(700, 0, -200, 0, 500)


HAPPENS = {
    "ten-ones": [("meeting.assembly", "absent"), ("hazard.fixed", ""), ("publicity.done", ""), ("dues.month", "late"),
                 ("study.collective", "present"), ("task.assigned", "missed")],
    "one-four-one": [("meeting.theme_day", "absent"), ("meeting.theme_day", "present"), ("publicity.done", ""),
                     ("dues.month", "on_time"), ("award.granted", "unit"), ("training.central", "present")],
    "three-four-one": [("meeting.assembly", "absent"), ("meeting.assembly", "present"), ("clean.up", ""),
                       ("talk.attended", ""), ("pledge.item", "not")],
    "study-do": [("essay.written", ""), ("problem.item", "overdue"), ("publicity.done", "")],
    "three-platforms": [("study.collective", "present"), ("problem.item", "overdue"), ("pledge.item", "mostly")],
}  # fmt: skip


@pytest.mark.parametrize("name", HAPPENS)
def test_months_add_up_to_the_quarter(name: str) -> None:
    choose = random.Random(name)
    for _ in range(30):
        days = [JAN + timedelta(choose.randrange(90)) for _ in range(choose.randrange(25))]
        facts: Facts = [(day, *choose.choice(HAPPENS[name])) for day in days]
        whole = board(name, JAN, MAR_END, facts).rows[0].sum
        ends = [(JAN, date(2026, 1, 31)), (FEB, FEB_END), (MAR, MAR_END)]
        months = [board(name, start, end, facts).rows[0].sum for start, end in ends]
        there = [month for month in months if month]
        if whole is None or months[-1] is None:
            assert whole is None
            assert months[-1] is None
            continue
        moved = sum(m.added + m.deducted + m.worked_out for m in there)
        assert moved == whole.now - whole.before
        assert sum(m.added for m in there) <= whole.added
        assert all(m.before + m.added + m.deducted + m.worked_out == m.now for m in [*there, whole])


# ---- where points were lost


def test_losses_of_a_quarter_are_counted_by_item_and_rule() -> None:
    losses = losses_of([part_of(standing("ten-ones", MAR_END, LI, WANG), JAN)])
    assert [(loss.title.en, loss.points, loss.members) for loss in losses] == [
        ("keeping to party institutions", 600, 2),
        ("fulfilling the eight duties", 100, 1),
    ]
    assert [(rule.points, rule.members) for rule in losses[0].rules] == [(400, 1), (200, 1)]


def test_losses_of_a_month_leave_out_what_was_lost_before() -> None:
    losses = losses_of([part_of(standing("ten-ones", MAR_END, LI, WANG), MAR)])
    assert [(loss.points, loss.members) for loss in losses] == [(200, 1), (100, 1)]


def test_what_is_merely_not_yet_earned_is_no_loss() -> None:
    assert losses_of([part_of(standing("study-do", MAR_END, []), JAN)]) == []


# ---- the branch


def test_a_mean_is_rounded_once_and_leaves_out_who_has_none() -> None:
    assert mean_of([100, 101, None]) == 101
    assert mean_of([None]) is None


def test_the_branchs_mean_develops_quarter_by_quarter() -> None:
    part = part_of(standing("ten-ones", date(2026, 5, 10), LI, WANG), JAN)
    component = components_from_facts(part.standing.method.scheme)[0]
    first, second = development([part], component)
    assert (first.quarter.code, first.total, first.number, first.mean) == ("2026-Q1", 6300 + 5500, 2, 5900)
    # 32 x 4 / 12 = 10.66 hours to date: Li lacks 2.66, one step; Wang 10.66, five
    assert (second.day, second.total, second.mean) == (date(2026, 5, 10), 6200 + 5400, 5800)


def test_totals_over_several_periods_are_their_mean() -> None:
    parts = [part_of(standing("study-do", MAR_END, [(JAN, "publicity.done")] * n), JAN) for n in (1, 2)]
    component = components_from_facts(parts[0].standing.method.scheme)[0]
    assert totals_of(parts, component) == [450]


def test_a_distribution_has_no_group_below_five() -> None:
    amounts = [9500, 9200, 8800, 8500, 8400, 8300, 7100, 6600, 6500, 6400, 6300, 4000]
    assert distribution(amounts) == [Span(8000, 10000, 6), Span(0, 8000, 6)]


def test_full_marks_belong_to_the_top_group() -> None:
    assert distribution([10000] * 4 + [9000]) == [Span(9000, 10000, 5)]


def test_fewer_than_five_have_no_distribution() -> None:
    assert distribution([9000, 8000, 7000, 6000, None]) == []


def test_any_distribution_counts_everybody_once_in_groups_of_five_or_more() -> None:
    choose = random.Random(5)
    for _ in range(300):
        amounts = [choose.randrange(-500, 13000) for _ in range(choose.randrange(5, 40))]
        spans = distribution(amounts)
        assert sum(span.number for span in spans) == len(amounts)
        assert all(span.number >= FEWEST for span in spans)
        for at, span in enumerate(spans):
            inside = [n for n in amounts if span.low <= n < span.high or (at == 0 and n == span.high)]
            assert len(inside) == span.number
