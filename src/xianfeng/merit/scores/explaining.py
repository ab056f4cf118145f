"""Where a score comes from, for a page: components, sections, items, rules, facts. Every number is the engine's.

The words of each sum are those of `engine.explanation`. A component that facts have only filled in so far
is laid out the same way although it has no score.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xianfeng.engine.amounts import ONE, show
from xianfeng.engine.calendar import Period
from xianfeng.engine.explanation.nodes import Node, Step
from xianfeng.engine.explanation.rules import Explained, explain_each, explain_window
from xianfeng.engine.explanation.scores import explain_result, item_words
from xianfeng.engine.facts import Fact as EngineFact
from xianfeng.engine.facts import Record
from xianfeng.engine.measures import Diary, windows
from xianfeng.engine.results import ComponentResult, ItemResult, Line, LineReason, MemberResult
from xianfeng.engine.scheme import Component, Item, Measure, Rule, Scheme, Section, Sheet, Sort
from xianfeng.engine.settle import open_diary
from xianfeng.engine.sheets import section_value
from xianfeng.engine.words import NOTHING
from xianfeng.merit.scores.trees import (
    ComponentTree,
    Explanation,
    FactLine,
    ItemTree,
    RuleTree,
    SectionTree,
    SheetTree,
)


def explanation_of(
    scheme: Scheme, period: Period, record: Record, result: MemberResult, as_of: date
) -> Explanation:
    """Return where a result comes from; nothing for a member who is not assessed."""
    diary = open_diary(scheme, period, record, as_of)
    whole = explain_result(scheme, result, diary, record.resolution)
    trees = (
        _component(scheme, period, part, result, diary, node)
        for part, node in zip(result.components, _parts(whole), strict=True)
        if _is_fed(scheme.components[part.code])
    )
    return Explanation(NOTHING if whole.value is None else whole.sum, tuple(trees))


def _is_fed(component: Component) -> bool:
    return component.raters is None or component.prefilled


def _parts(whole: Node) -> tuple[Node, ...]:
    """Return the nodes of the components: below the result, or below the weighted sum below it."""
    return whole.children if whole.value is None else whole.children[0].children


def _component(
    scheme: Scheme, period: Period, part: ComponentResult, result: MemberResult, diary: Diary, node: Node
) -> ComponentTree:
    component = scheme.components[part.code]
    sheet = scheme.sheet_of(component)
    assert sheet is not None, "checked when the scheme is loaded"
    nodes = node.children if node.step is Step.TALLIES else (node,)
    codes = [tally.tally for tally in part.tallies] or [period.code]
    sheets = tuple(
        _Sheet(scheme, component, sheet, Period.parse(code), result, diary).tree(_steps(at))
        for code, at in zip(codes, nodes, strict=False)
    )
    value = None if part.score is None else show(part.score)
    return ComponentTree(component, sheet, value, node.sum if node.step is Step.TALLIES else NOTHING, sheets)


def _steps(node: Node) -> tuple[Node, ...]:
    """Return the score of a sheet and what is added up to it; nothing where ballots are still missing."""
    return (node, *node.children) if node.step is Step.SHEET else ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet in one tally, while its tree is made."""

    scheme: Scheme
    component: Component
    sheet: Sheet
    tally: Period
    result: MemberResult
    diary: Diary

    @property
    def end(self) -> date:
        return min(self.tally.end, self.diary.presence.as_of)

    def tree(self, steps: tuple[Node, ...]) -> SheetTree:
        place = (self.component.code, self.tally.code)
        items = [item for item in self.result.items if (item.component, item.tally) == place]
        by_section = {code: [item for item in items if item.section == code] for code in self.sheet.sections}
        sections = tuple(self._section(code, found) for code, found in by_section.items() if found)
        return SheetTree(self.tally, steps, sections)

    def _section(self, code: str, found: Sequence[ItemResult]) -> SectionTree:
        section = self.sheet.sections[code]
        values = [item.value for item in found if item.value is not None]
        value = sum(values) if section.sort is Sort.OF else section_value(section, sum(values))
        most = "" if section.limit is None or section.sort is Sort.MINUS else show(section.limit)
        items = tuple(self._item(section, section.items[item.item], item) for item in found)
        return SectionTree(section, show(value) if values else None, most, items)

    def _item(self, section: Section, item: Item, found: ItemResult) -> ItemTree:
        rules = tuple(self._rules(item))
        most = "" if item.points is None or section.sort is Sort.MINUS else show(item.points)
        if found.value is None:
            return ItemTree(item, None, most, NOTHING, False, rules)
        is_more = item.deduct or len(rules) > 1 or found.sum != found.value
        words = item_words(section, item)[0] if is_more else NOTHING
        return ItemTree(item, show(found.value), most, words, self._is_capped(item, found), rules)

    def _is_capped(self, item: Item, found: ItemResult) -> bool:
        """Return whether something counted for less because a cap was reached, of a rule or of the item."""
        beyond = (LineReason.AT_MOST, LineReason.TIMES)
        is_over = item.points is not None and (found.sum or 0) > item.points
        return is_over or any(line.reason in beyond for line in self._lines(item))

    def _lines(self, item: Item) -> list[Line]:
        place = (self.component.code, self.tally.code, item.code)
        return [line for line in self.result.lines if (line.component, line.tally, line.item) == place]

    def _rules(self, item: Item) -> Iterator[RuleTree]:
        variant = self.diary.presence.member.row_on(self.end).variant
        for number, rule in enumerate(item.rules, 1):
            if not rule.scope.includes(variant):
                continue
            for window in windows(rule, self.tally, self.end):
                lines = [line for line in self._lines(item)
                         if (line.rule, line.window) == (number, window.whole.code)]  # fmt: skip
                yield _rule(Explained(self.scheme, rule, window, lines, self.diary))


# ---- rules and their facts


def _rule(one: Explained) -> RuleTree:
    if one.rule.measure is Measure.EACH:
        node = explain_each(one)
        facts = [_each(one, *pair) for pair in zip(one.lines, node.children, strict=True)]
    else:
        node = explain_window(one)
        facts = list(_facts(one, node))
    needed = [child for child in node.children if child.step is Step.NEED]
    return RuleTree(node.title, node.value, (node, *needed), tuple(reversed(facts)))


def _each(one: Explained, line: Line, node: Node) -> FactLine:
    fact = next(fact for fact in one.facts if fact.ref == line.ref)
    struck = ""
    if line.reason is LineReason.AT_MOST:
        struck = show(line.raw)
    elif line.reason is LineReason.TIMES:
        struck = _alone(one.rule, fact)
    return FactLine(
        fact, show(line.counted), struck=struck, why=NOTHING if _is_plain(one.rule, line, fact) else node.sum
    )


def _is_plain(rule: Rule, line: Line, fact: EngineFact) -> bool:
    """Return whether a value needs no words: so much for each, or for each whole one of the quantity."""
    whole = rule.per is None or (rule.per == ONE and not (line.running % ONE or fact.quantity % ONE))
    return line.reason is LineReason.COUNTED and not rule.judged and whole


def _alone(rule: Rule, fact: EngineFact) -> str:
    """Return what a fact beyond the number of times would have given; a judged value is not repeated."""
    points = rule.points if rule.by_outcome is None else rule.by_outcome[fact.outcome]
    return "" if points is None else show(points)


def _facts(one: Explained, node: Node) -> Iterator[FactLine]:
    """Yield the facts of a window with what each adds: points or quantity, nothing where only the number counts."""
    told = [child for child in node.children if child.step is Step.FACT]
    if node.step is Step.RATIO or not told:
        yield from (FactLine(fact, "") for fact in one.facts)
    else:
        facts = one.facts[-1:] if node.step is Step.LATEST else one.facts
        yield from (
            FactLine(fact, child.value or "", child.unit) for fact, child in zip(facts, told, strict=True)
        )
