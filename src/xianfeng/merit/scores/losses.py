"""Where points were lost in a stretch, item by item and rule by rule: what a committee talks about. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xianfeng.engine.explanation.rules import rule_title
from xianfeng.engine.results import Line, MemberResult
from xianfeng.engine.scheme import Measure, Rule, Scheme
from xianfeng.engine.text import Text
from xianfeng.merit.scores.boards import Part, components_from_facts

Place = tuple[str, str, int]
"""A component, an item and the number of a rule in it."""


@dataclass(frozen=True, slots=True)
class RuleLoss:
    """What members lost by one rule, before ceilings of its item. Hundredths."""

    title: Text
    points: int
    members: int


@dataclass(frozen=True, slots=True)
class Loss:
    """What members lost in one item, rule by rule, most first."""

    title: Text
    points: int
    members: int
    rules: tuple[RuleLoss, ...]


def losses_of(parts: Sequence[Part]) -> list[Loss]:
    """Return the items in which points were lost in the stretch, most first. It orders items, never people."""
    scheme = parts[-1].standing.method.scheme
    lost: dict[Place, Counter[str]] = {}
    for part in parts:
        for at, result in enumerate(part.standing.results):
            before = part.before[at] if part.before else None
            for place, points in _of_member(scheme, part, result, before).items():
                lost.setdefault(place, Counter())[result.member] += points
    return sorted(_by_item(scheme, lost), key=lambda loss: -loss.points)


def _of_member(
    scheme: Scheme, part: Part, result: MemberResult, before: MemberResult | None
) -> Counter[Place]:
    """Return what a member lost by each rule: single facts of the stretch, and what the others lost since before."""
    now = _by_rule(scheme, result, part.since)
    if before is not None:
        now.subtract(_by_rule(scheme, before, part.since))
    return +now


def _by_rule(scheme: Scheme, result: MemberResult, since: date) -> Counter[Place]:
    known = {component.code for component in components_from_facts(scheme)}
    lost: Counter[Place] = Counter()
    for line in result.lines:
        rule = rule_at(scheme, (line.component, line.item, line.rule))
        if line.component in known and line.due and _belongs(rule, line, since):
            lost[line.component, line.item, line.rule] += _most(rule) - line.counted
    return lost


def _belongs(rule: Rule, line: Line, since: date) -> bool:
    """Return whether a line can lose points here: of single facts only deductions since a day."""
    if rule.measure is not Measure.EACH:
        return True
    return rule.deducts and line.on is not None and line.on >= since


def rule_at(scheme: Scheme, place: Place) -> Rule:
    """Return the rule at a place."""
    component, item, number = place
    sheet = scheme.sheet_of(scheme.components[component])
    assert sheet is not None, "lines come from sheets"
    return sheet.items[item].rules[number - 1]


def _most(rule: Rule) -> int:
    """Return what a line of the rule could give at most: nothing where it takes away."""
    if rule.deducts:
        return 0
    return rule.points or max((rule.by_outcome or {}).values(), default=0)


def _by_item(scheme: Scheme, lost: dict[Place, Counter[str]]) -> list[Loss]:
    items: dict[tuple[str, str], list[Place]] = {}
    for place in lost:
        items.setdefault(place[:2], []).append(place)
    return [_loss(scheme, item, places, lost) for item, places in items.items()]


def _loss(
    scheme: Scheme, item: tuple[str, str], places: list[Place], lost: dict[Place, Counter[str]]
) -> Loss:
    sheet = scheme.sheet_of(scheme.components[item[0]])
    assert sheet is not None, "lines come from sheets"
    rules = [
        RuleLoss(rule_title(scheme, rule_at(scheme, place)), lost[place].total(), len(lost[place]))
        for place in places
    ]
    members = {member for place in places for member in lost[place]}
    ordered = tuple(sorted(rules, key=lambda rule: -rule.points))
    return Loss(sheet.items[item[1]].title, sum(rule.points for rule in rules), len(members), ordered)
