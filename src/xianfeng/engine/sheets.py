"""The score of a sheet in one tally: items, rescaling, extra points, bounds (section 5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xianfeng.engine.amounts import clamp, half_up
from xianfeng.engine.calendar import Period
from xianfeng.engine.measures import Diary, Place, lines
from xianfeng.engine.results import ItemResult, Line, TallyResult
from xianfeng.engine.scheme import Item, Measure, Section, Sheet, Sort


@dataclass(frozen=True, slots=True)
class SheetScore:
    """A sheet in one tally, with every item and line it was made of."""

    tally: TallyResult
    items: tuple[ItemResult, ...]
    lines: tuple[Line, ...]


def settle_items(
    component: str, items: Sequence[tuple[Section, Item]], tally: Period, diary: Diary
) -> tuple[list[ItemResult], list[Line]]:
    """Return the items of one variant in one tally, and their lines."""
    end = min(tally.end, diary.presence.as_of)
    results, all_lines = [], []
    variant = diary.presence.member.row_on(end).variant
    for section, item in items:
        own: list[Line] = []
        rules = [(number, rule) for number, rule in enumerate(item.rules, 1) if rule.scope.includes(variant)]
        for number, rule in rules:
            own += lines(rule, Place(component, tally, end, item.code, number), diary)
        due = any(rule.measure is Measure.EACH for _, rule in rules) or any(line.due for line in own)
        results.append(_item(component, tally, section, item, due, own))
        all_lines += own
    return results, all_lines


def _item(
    component: str, tally: Period, section: Section, item: Item, due: bool, own: list[Line]
) -> ItemResult:
    if not due:
        return ItemResult(component, tally.code, section.code, item.code, False, None, None)
    total = (item.points or 0 if item.deduct else 0) + sum(line.counted for line in own)
    value = clamp(total, *bounds_of(section, item))
    return ItemResult(component, tally.code, section.code, item.code, True, total, value)


def bounds_of(section: Section, item: Item) -> tuple[int | None, int | None]:
    """Return the floor and the ceiling of an item's value; None is open."""
    if section.sort is Sort.MINUS:
        return (None if item.points is None else -item.points), 0
    return 0, item.points


def score_sheet(
    sheet: Sheet,
    tally: Period,
    counts: bool,
    items: Sequence[ItemResult],
    polled: int = 0,
    polled_due: int = 0,
) -> TallyResult:
    """Return the sheet's score; `polled` of `polled_due` points come from ballots (prefilled)."""
    points = {code: item.points or 0 for code, item in sheet.items.items()}
    values = values_by_section(items)
    required = [item for item in items if item.due and sheet.sections[item.section].sort is Sort.OF]
    earned = sum(item.value or 0 for item in required) + polled
    due = sum(points[item.item] for item in required) + polled_due
    of = sheet.required
    base = None if due == 0 < of else earned if due == of else half_up(earned * of, due)
    extra = sum(section_value(section, values.get(code, 0)) for code, section in sheet.sections.items())
    score = None if base is None else clamp(sheet.start + base + extra, sheet.at_least, sheet.at_most)
    return TallyResult(tally.code, counts, score, sheet.start, earned, due, of, base, extra)


def values_by_section(items: Sequence[ItemResult]) -> Mapping[str, int]:
    """Return the sum of the values of the items that are due, by section."""
    sums: dict[str, int] = {}
    for item in items:
        sums[item.section] = sums.get(item.section, 0) + (item.value or 0)
    return sums


def section_value(section: Section, total: int) -> int:
    """Return what a plus or minus section adds: its items together, within its limit."""
    if section.sort is Sort.OF:
        return 0
    if section.limit is None:
        return total
    return min(total, section.limit) if section.sort is Sort.PLUS else max(total, -section.limit)


def settle_sheet(component: str, sheet: Sheet, tally: Period, diary: Diary) -> SheetScore:
    """Return a sheet settled from facts alone in one tally."""
    variant = diary.presence.member.row_on(min(tally.end, diary.presence.as_of)).variant
    items, all_lines = settle_items(component, list(sheet.items_for(variant)), tally, diary)
    counts = diary.presence.passes_half_rule(tally)
    return SheetScore(score_sheet(sheet, tally, counts, items), tuple(items), tuple(all_lines))
