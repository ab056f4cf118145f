"""Every number of the tree on a page is the engine's, and adds up to the one above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from tests.engine.agreement import settled
from tests.engine.recompute import wrong
from tests.merit.scores.making import Hand
from tests.schemes.cases import Case, all_cases
from xianfeng.engine.amounts import show
from xianfeng.engine.calendar import Period
from xianfeng.engine.explanation.nodes import Step, as_dict
from xianfeng.engine.facts import Record
from xianfeng.engine.organisation import records
from xianfeng.engine.results import ItemResult, LineReason, MemberResult
from xianfeng.engine.scheme import Measure, Scheme, Sort, Status
from xianfeng.engine.settle import settle_member
from xianfeng.merit.scores.explaining import explanation_of
from xianfeng.merit.scores.trees import ComponentTree, Explanation, FactLine, ItemTree, RuleTree, SheetTree
from xianfeng.schemes import library

SEEDS = range(200)


@dataclass(frozen=True)
class Told:
    """A settled member with the explanation of a page."""

    scheme: Scheme
    period: Period
    record: Record
    result: MemberResult
    explanation: Explanation


def explained(scheme: Scheme, period: Period, record: Record, as_of: date) -> Told:
    result = settle_member(scheme, period, record, as_of)
    return Told(scheme, period, record, result, explanation_of(scheme, period, record, result, as_of))


def worked(case: Case) -> Iterator[Told]:
    scheme = library.load(case.scheme)
    for stretch in case.stretches:
        period = Period.parse(stretch["period"])
        as_of = date.fromisoformat(stretch["as_of"]) if "as_of" in stretch else period.end
        yield explained(scheme, period, case.record(scheme, stretch), as_of)


def drawn(start: int) -> Iterator[Told]:
    for seed in range(start, start + 40):
        case = settled(seed)
        as_of = date.fromisoformat(case.case.as_of) if case.case.as_of else case.period.end
        for record in records(case.inputs, case.period, as_of):
            yield explained(case.scheme, case.period, record, as_of)


def number(text: str) -> int:
    return int(text.replace(".", ""))


def check(told: Told) -> int:
    """Check every number of the trees; return how many items there were."""
    shown = {
        (tree.component.code, sheet.tally.code, item.item.code): (sheet, item)
        for tree in told.explanation.components
        for sheet in tree.sheets
        for section in sheet.sections
        for item in section.items
    }
    expected = {(item.component, item.tally, item.item): item for item in told.result.items}
    assert shown.keys() == expected.keys()
    for place, (_, item) in shown.items():
        check_item(told, expected[place], item)
    for tree in told.explanation.components:
        for sheet in tree.sheets:
            check_sheet(told, tree, sheet)
    return len(shown)


def check_item(told: Told, expected: ItemResult, item: ItemTree) -> None:
    assert item.value == (None if expected.value is None else show(expected.value))
    values = [number(rule.value) for rule in item.rules if rule.value is not None]
    started = (item.item.points or 0) if item.item.deduct else 0
    if expected.due:
        assert started + sum(values) == expected.sum
    if expected.due and (expected.sum != expected.value or item.item.deduct or len(item.rules) > 1):
        assert item.words.zh
    for rule in item.rules:
        check_rule(told, expected, rule)


def check_rule(told: Told, item: ItemResult, rule: RuleTree) -> None:
    for step in rule.sums:
        assert list(wrong(as_dict(step, "zh"))) == []
    place = (item.component, item.tally, item.item)
    lines = {line.ref: line for line in told.result.lines if (line.component, line.tally, line.item) == place}
    if rule.sums[0].step is Step.EACH:
        assert sum(number(line.value) for line in rule.facts) == number(rule.value or "")
        assert all(line.fact.ref in lines for line in rule.facts)
    assert [line.fact.on for line in rule.facts] == sorted(
        (line.fact.on for line in rule.facts), reverse=True
    )


def check_sheet(told: Told, tree: ComponentTree, sheet: SheetTree) -> None:
    part = next(part for part in told.result.components if part.code == tree.component.code)
    tally = {each.tally: each for each in part.tallies}.get(sheet.tally.code)
    assert tree.value == (None if part.score is None else show(part.score))
    if tally is None:
        assert sheet.steps == ()
        return
    assert sheet.steps[0].value == (None if tally.score is None else show(tally.score))
    extra = [number(s.value or "0") for s in sheet.sections if s.section.sort is not Sort.OF]
    required = [number(s.value or "0") for s in sheet.sections if s.section.sort is Sort.OF]
    assert sum(extra) == tally.extra
    if tree.component.raters is None:
        assert sum(required) == tally.earned


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.name)
def test_every_number_of_a_worked_case_is_the_engines(case: Case) -> None:
    for told in worked(case):
        assert check(told) or told.result.status is Status.NOT_ASSESSED


@pytest.mark.parametrize("start", SEEDS[::40])
def test_every_number_of_random_schemes_is_the_engines(start: int) -> None:
    assert sum(check(told) for told in drawn(start)) > 40


def rules_of(hand: Hand, item: str) -> dict[Measure, RuleTree]:
    told = explained(hand.scheme, hand.period, hand.record, hand.as_of)
    items = [leaf for tree in told.explanation.components for sheet in tree.sheets
             for section in sheet.sections for leaf in section.items if leaf.item.code == item]  # fmt: skip
    return dict(zip((rule.measure for rule in items[0].item.rules), items[0].rules, strict=True))


def values(rule: RuleTree) -> list[tuple[str, str]]:
    return [(line.struck, line.value) for line in rule.facts]


def test_a_capped_fact_shows_its_value_struck_and_what_counted() -> None:
    facts = [
        (date(2026, 3, day), "hazard.fixed", "", quantity) for day, quantity in ((1, 500), (2, 300), (3, 100))
    ]
    hand = Hand("ten-ones", date(2026, 9, 30), *facts)
    told = explained(hand.scheme, hand.period, hand.record, hand.as_of)
    (item,) = (leaf for sheet in told.explanation.components[0].sheets for section in sheet.sections
               for leaf in section.items if leaf.item.code == "safety")  # fmt: skip
    assert item.is_capped
    assert values(item.rules[0]) == [("1.00", "0.00"), ("3.00", "1.00"), ("", "5.00")]
    assert "6.00" in item.rules[0].facts[0].why.zh
    assert [rule.is_empty for rule in item.rules] == [False, True, True]


def test_a_fact_beyond_the_number_of_times_shows_what_it_would_have_given() -> None:
    facts = [(date(2026, 7, 1), "community.report"), (date(2026, 8, 1), "community.report")]
    hand = Hand("one-four-one", date(2026, 9, 30), *facts)
    told = explained(hand.scheme, hand.period, hand.record, hand.as_of)
    (item,) = (leaf for sheet in told.explanation.components[0].sheets for section in sheet.sections
               for leaf in section.items if leaf.item.code == "volunteer")  # fmt: skip
    assert values(item.rules[1]) == [("1.00", "0.00"), ("", "1.00")]
    assert item.is_capped


def test_facts_of_a_target_show_their_quantity_and_the_target_how_it_was_worked_out() -> None:
    facts = [
        (date(2026, 3, 1), "study.collective", "present", 600),
        (date(2026, 4, 1), "training.central", "present", 1200),
    ]
    study = rules_of(Hand("one-four-one", date(2026, 9, 30), *facts), "study")[Measure.REACH]
    assert [(line.value, line.unit.zh) for line in study.facts] == [("12.00", "学时"), ("6.00", "学时")]
    assert [step.step for step in study.sums] == [Step.REACH, Step.NEED]
    assert (study.value, study.sums[1].value) == ("12.00", "24.00")  # 16 x 18/24; 32 x 9 / 12


def test_facts_are_listed_before_anything_is_due() -> None:
    hand = Hand("one-four-one", date(2026, 1, 20), (date(2026, 1, 10), "study.collective", "present", 600))
    study = rules_of(hand, "study")[Measure.REACH]
    assert study.value is None
    assert [(line.fact.on, line.value) for line in study.facts] == [(date(2026, 1, 10), "")]


def test_items_filled_from_facts_are_shown_although_ballots_are_missing() -> None:
    hand = Hand("three-platforms", date(2026, 9, 30), (date(2026, 7, 8), "form.report", "accepted"))
    told = explained(hand.scheme, hand.period, hand.record, hand.as_of)
    (tree,) = told.explanation.components
    assert (tree.component.code, tree.value) == ("organisation", None)
    (sheet,) = tree.sheets
    assert sheet.steps == ()
    assert {leaf.item.code: leaf.value for section in sheet.sections for leaf in section.items} == {
        "A1": None, "A2": "0.00", "B1": "8.00", "B2": "6.00", "C1": None, "C2": None, "G1": "0.00", "G2": "0.00",
    }  # fmt: skip


def test_a_member_who_is_not_assessed_has_no_tree() -> None:
    hand = Hand("one-four-one", date(2026, 9, 15), start=date(2026, 8, 2))
    told = explained(hand.scheme, hand.period, hand.record, hand.as_of)
    assert told.explanation.components == ()


def test_lines_say_why_they_count_for_less() -> None:
    reasons = set()
    for seed in range(0, 60):
        case = settled(seed)
        as_of = date.fromisoformat(case.case.as_of) if case.case.as_of else case.period.end
        for record in records(case.inputs, case.period, as_of):
            told = explained(case.scheme, case.period, record, as_of)
            lines = {(line.item, line.rule, line.ref, line.tally): line for line in told.result.lines}
            for line, reason in shown_lines(told, lines):
                reasons.add(reason)
                assert bool(line.why.zh) or reason is LineReason.COUNTED
    assert reasons >= {LineReason.COUNTED, LineReason.TIMES, LineReason.AT_MOST}


def shown_lines(
    told: Told, lines: dict[tuple[str, int, str | None, str], object]
) -> Iterator[tuple[FactLine, object]]:
    for tree in told.explanation.components:
        for sheet in tree.sheets:
            for section in sheet.sections:
                for leaf in section.items:
                    for rule in leaf.rules:
                        if rule.sums[0].step is not Step.EACH:
                            continue
                        for shown in rule.facts:
                            found = [line for (item, _, ref, tally), line in lines.items()
                                     if (item, ref, tally) == (leaf.item.code, shown.fact.ref, sheet.tally.code)]  # fmt: skip
                            if len(found) == 1:
                                yield shown, found[0].reason  # type: ignore[attr-defined]
