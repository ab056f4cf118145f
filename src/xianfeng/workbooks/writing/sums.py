"""The sheets from which a score can be checked with a pencil: 组成, 项目 and 明细."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xianfeng.engine.results import (
    ComponentResult,
    ItemResult,
    Line,
    LineReason,
    MemberResult,
    Settlement,
    TallyResult,
)
from xianfeng.engine.scheme import Component, Item, Rule, Scheme
from xianfeng.engine.text import Language, Text
from xianfeng.engine.words import LINE_REASONS, MISSING, NO, NOTHING, YES
from xianfeng.rulebook.phrases import rule_sentence
from xianfeng.rulebook.reading import Reading, points_words
from xianfeng.workbooks.writing.book import Book, Cell, Field, Form
from xianfeng.workbooks.writing.people import ID, NAME, PERIOD

COMPONENTS = Text("组成", "components")
ITEMS = Text("项目", "items")
LINES = Text("明细", "lines")
PART = Field(Text("组成", "component"), widest=20)
TALLY = Field(Text("时段", "tally"))

_ITEM_FIELDS = (
    PERIOD, ID, NAME, PART, TALLY,
    Field(Text("部分", "section"), widest=20),
    Field(Text("项目", "item"), widest=24),
    Field(Text("分值", "points"), Form.AMOUNT),
    Field(Text("合计", "sum"), Form.AMOUNT),
    Field(Text("计入", "value"), Form.AMOUNT),
    Field(Text("说明", "note"), widest=24),
)  # fmt: skip
_LINE_FIELDS = (
    PERIOD, ID, NAME, PART, TALLY,
    Field(Text("项目", "item"), Form.LONG, 18),
    Field(Text("规则", "rule"), Form.LONG, 50),
    Field(Text("计算时段", "window")),
    Field(Text("凭据", "ref"), widest=16),
    Field(Text("日期", "date"), Form.DATE),
    Field(Text("数量或已有", "quantity or have"), Form.AMOUNT),
    Field(Text("应有", "need"), Form.AMOUNT),
    Field(Text("原始分", "points"), Form.AMOUNT),
    Field(Text("计入分", "counted"), Form.AMOUNT),
    Field(Text("说明", "why"), Form.LONG, 20),
)  # fmt: skip


def write_sums(book: Book, scheme: Scheme, settlements: Sequence[Settlement]) -> None:
    """Write every component, item and line of every member."""
    places = Places(scheme, book.language)
    columns = Columns.of(scheme)
    components = book.page(COMPONENTS, list(columns.fields()), frozen=3)
    items = book.page(ITEMS, _ITEM_FIELDS, frozen=3)
    lines = book.page(LINES, _LINE_FIELDS, frozen=3)
    for settlement in settlements:
        for result in settlement.results:
            person: list[Cell] = [settlement.period, result.member, result.name]
            for row in _components(scheme, columns, result, book.language):
                components.add([*person, *row])
            for item in result.items:
                items.add([*person, *places.item(item)])
            for line in result.lines:
                lines.add([*person, *places.line(line)])


# ---- components


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns the components of a scheme need: from tallies, from ballots, from facts."""

    tallied: bool
    polled: bool
    counted: bool

    @classmethod
    def of(cls, scheme: Scheme) -> Columns:
        parts = scheme.components.values()
        return cls(
            any(part.tally for part in parts),
            any(part.raters for part in parts),
            any(part.raters is None or part.prefilled for part in parts),
        )

    def fields(self) -> Iterator[Field]:
        yield from (PERIOD, ID, NAME, PART)
        if self.tallied:
            yield from (TALLY, Field(Text("计入平均", "in the mean")))
        yield Field(Text("占比", "weight"), Form.AMOUNT)
        yield Field(Text("得分", "score"), Form.AMOUNT)
        yield Field(Text("计入结果", "part of the result"), Form.EXACT)
        if self.polled:
            yield from _POLL_FIELDS
        if self.counted:
            yield from _TALLY_FIELDS
        yield Field(Text("没有得分的原因", "why there is no score"), widest=20)


_POLL_FIELDS = (
    Field(Text("票数", "ballots"), Form.COUNT),
    Field(Text("计入的票", "ballots kept"), Form.COUNT),
    Field(Text("计入票总分", "sum of kept"), Form.AMOUNT),
)
_TALLY_FIELDS = (
    Field(Text("起评分", "start"), Form.AMOUNT),
    Field(Text("应计项得分", "earned"), Form.AMOUNT),
    Field(Text("应计项分值", "due"), Form.AMOUNT),
    Field(Text("全部分值", "of"), Form.AMOUNT),
    Field(Text("折算后", "base"), Form.AMOUNT),
    Field(Text("加分减分", "extra"), Form.AMOUNT),
)


def _components(
    scheme: Scheme, columns: Columns, result: MemberResult, language: Language
) -> Iterator[list[Cell]]:
    """Yield a row a component, with its one tally, or with a row for each of its tallies below."""
    for component in result.components:
        own = scheme.components[component.code]
        title = own.title.get(language)
        only = component.tallies[0] if component.tallies and own.tally is None else None
        yield [title, *_component(columns, component, only, language)]
        for tally in component.tallies if own.tally else ():
            yield [title, *_of_several(columns, tally, language)]


def _component(
    columns: Columns, component: ComponentResult, only: TallyResult | None, language: Language
) -> Iterator[Cell]:
    if columns.tallied:
        yield from (None, None)
    yield from (component.weight, component.score, component.part)
    if columns.polled:
        yield from (component.ballots, component.kept, component.total)
    if columns.counted:
        yield from _tally(only)
    yield MISSING[component.reason].get(language) if component.reason else None


def _of_several(columns: Columns, tally: TallyResult, language: Language) -> Iterator[Cell]:
    counts = YES if tally.counts and tally.score is not None else NO
    yield from (tally.tally, counts.get(language), None, tally.score, None)
    if columns.polled:
        yield from (None, None, None)
    yield from _tally(tally)
    yield None


def _tally(tally: TallyResult | None) -> tuple[Cell, ...]:
    if tally is None:
        return (None,) * len(_TALLY_FIELDS)
    return tally.start, tally.earned, tally.due, tally.of, tally.base, tally.extra


# ---- items and lines


class Places:
    """Words for the items and rules of a scheme, each put together once."""

    def __init__(self, scheme: Scheme, language: Language) -> None:
        self._scheme, self._language = scheme, language
        self._rules: dict[tuple[str, str, int], str] = {}
        self._items = {code: _items_of(scheme, component) for code, component in scheme.components.items()}

    def item(self, result: ItemResult) -> list[Cell]:
        """Return the cells of an item, from its component on."""
        component = self._scheme.components[result.component]
        sheet = self._scheme.sheet_of(component)
        section = sheet.sections[result.section].title if sheet else NOTHING
        item = self._items[result.component][result.item]
        words = [component.title, Text.same(result.tally), section, item.title]
        cells: list[Cell] = [each.get(self._language) for each in words]
        return [*cells, item.points, result.sum, result.value, _item_note(result).get(self._language)]

    def line(self, line: Line) -> list[Cell]:
        """Return the cells of a line, from its component on."""
        item = self._items[line.component][line.item]
        rule = item.rules[line.rule - 1]
        title = self._scheme.components[line.component].title.get(self._language)
        return [
            title, line.tally, item.title.get(self._language), self._rule(line, rule), line.window,
            line.ref, line.on, line.have, line.need, line.raw, line.counted,
            line_words(line, rule).get(self._language),
        ]  # fmt: skip

    def _rule(self, line: Line, rule: Rule) -> str:
        key = line.component, line.item, line.rule
        if key not in self._rules:
            component = self._scheme.components[line.component]
            reading = Reading(self._scheme, component.tally or self._scheme.period)
            self._rules[key] = rule_sentence(rule, reading).get(self._language).rstrip("。.")
        return self._rules[key]


def _items_of(scheme: Scheme, component: Component) -> Mapping[str, Item]:
    sheet = scheme.sheet_of(component)
    return sheet.items if sheet else {}


def _item_note(result: ItemResult) -> Text:
    if not result.due or result.sum is None or result.value is None:
        return Text("没有应计的，不算", "nothing was due; left out")
    if result.value < result.sum:
        return Text("已到本项上限", "the item's ceiling is reached")
    if result.value > result.sum:
        return Text("已扣到底", "the item's floor is reached")
    return NOTHING


def line_words(line: Line, rule: Rule) -> Text:
    """Return why a line counts what it counts."""
    day = line.full_on.isoformat() if line.full_on else ""
    if line.reason is LineReason.AT_MOST and rule.at_most is not None:
        words = Text(
            "上限{most}已于{day}用完，这一条计{counted}",
            "the cap of {most} was reached on {day}; {counted} of this count",
        )
        counted = points_words(abs(line.counted))
        return words.fill(most=points_words(rule.at_most), day=day, counted=counted)
    if line.reason is LineReason.TIMES and rule.times is not None:
        words = Text("最多计{n}次，{day}已满，不再计", "only {n} count, used up on {day}")
        return words.fill(n=rule.times, day=day)
    return LINE_REASONS[line.reason]
