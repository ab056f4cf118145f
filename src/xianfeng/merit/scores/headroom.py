"""What would still count and how much: the possibilities left in a period, and what is behind its pace.

Pure, and by the specification's own functions. Amounts are hundredths. What can only be lost is not here,
except what a deed would still keep from being lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xianfeng.engine.amounts import ONE, half_up
from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Span
from xianfeng.engine.facts import Record
from xianfeng.engine.measures import Diary, Place, Window, as_shortfall, lines, target_for, windows
from xianfeng.engine.results import ItemResult, Line
from xianfeng.engine.scheme import Component, Counting, Item, Measure, Rule, Scheme, Section, Sheet, Sort
from xianfeng.engine.settle import open_diary
from xianfeng.engine.sheets import score_sheet, settle_items, values_by_section
from xianfeng.merit.scores.chances import Before, Chance, Deed, Grade, Pace, Room, Share


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A sheet in the tally that is running, as it stands."""

    component: Component
    sheet: Sheet
    tally: Period
    diary: Diary

    @property
    def end(self) -> date:
        return min(self.tally.end, self.diary.presence.as_of)

    @property
    def variant(self) -> str:
        return self.diary.presence.member.row_on(self.end).variant


def headroom(scheme: Scheme, period: Period, record: Record, as_of: date) -> tuple[Room, ...]:
    """Return the items of an assessed member with something that would still count, those behind first."""
    diary = open_diary(scheme, period, record, as_of)
    rooms: list[Room] = []
    for component in scheme.components.values():
        sheet = scheme.sheet_of(component)
        is_from_facts = component.raters is None or component.prefilled
        if sheet and is_from_facts and component.weight_for(diary.presence.row.variant):
            tally = Period.containing(component.tally or period.unit, as_of)
            rooms += _rooms(_Stretch(component, sheet, tally, diary))
    return tuple(sorted(rooms, key=lambda room: not room.is_behind))


def _rooms(stretch: _Stretch) -> Iterator[Room]:
    own = [(section, item) for section, item in stretch.sheet.items_for(stretch.variant) if item.rules]
    results, _ = settle_items(stretch.component.code, own, stretch.tally, stretch.diary)
    for (section, item), result in zip(own, results, strict=True):
        left = _left(stretch, section, item, result, results)
        chances = tuple(_chances(stretch, section, item, left))
        if chances:
            yield Room(stretch.component.code, item, result.value or 0, _most(section, item), chances)


def _most(section: Section, item: Item) -> int | None:
    return None if section.sort is Sort.MINUS else item.points


def _left(
    stretch: _Stretch, section: Section, item: Item, result: ItemResult, results: list[ItemResult]
) -> int | None:
    """Return how much an item can still add until it, its section or its sheet is full; None without an end."""
    limits = [item.points - (result.value or 0)] if item.points is not None else []
    if section.sort is Sort.PLUS and section.limit is not None:
        limits.append(section.limit - values_by_section(results).get(section.code, 0))
    if stretch.sheet.at_most is not None and stretch.component.raters is None:
        limits.append(stretch.sheet.at_most - _total(stretch, results))
    return max(0, min(limits)) if limits else None


def _total(stretch: _Stretch, results: list[ItemResult]) -> int:
    """Return the sheet's score before it is brought within its bounds."""
    scored = score_sheet(stretch.sheet, stretch.tally, True, results)
    return scored.start + (scored.base or 0) + scored.extra


def _chances(stretch: _Stretch, section: Section, item: Item, left: int | None) -> Iterator[Chance]:
    for number, rule in enumerate(item.rules, 1):
        if not rule.scope.includes(stretch.variant):
            continue
        window = windows(rule, stretch.tally, stretch.end)[-1]
        place = Place(stretch.component.code, window.whole, window.end, item.code, number)
        found = list(lines(rule, place, stretch.diary))
        chance = _chance(rule, window, found, stretch.diary, left)
        if chance is not None:
            yield chance


def _chance(rule: Rule, window: Window, found: list[Line], diary: Diary, left: int | None) -> Chance | None:
    """Return what a rule still offers in the window that is running; `found` are the window's lines."""
    if rule.measure is Measure.EACH:
        return None if rule.deducts else _deed(rule, found, left)
    if rule.measure is Measure.RATIO:
        return None if left == 0 else _share(rule, found[0])
    if rule.measure in (Measure.LATEST, Measure.AVERAGE):
        return None if left == 0 else _grade(rule, found[0], diary, window)
    if rule.measure is Measure.ABSENCE:
        return _before(as_shortfall(rule), rule, window, found[0], diary)
    if rule.measure is Measure.SHORTFALL and not rule.paced:
        return _before(rule, rule, window, found[0], diary)
    return _pace(rule, window, found[0], diary)


def _deed(rule: Rule, found: list[Line], left: int | None) -> Deed | None:
    used = sum(line.counted for line in found)
    limits = [
        each for each in (left, None if rule.at_most is None else rule.at_most - used) if each is not None
    ]
    left = min(limits) if limits else None
    counts = [] if rule.times is None else [rule.times - len(found)]
    if left is not None and rule.points and rule.per in (None, ONE):
        counts.append(-(-left // rule.points))
    times = min(counts) if counts else None
    return None if left == 0 or (times is not None and times <= 0) else Deed(rule, left, times)


def _share(rule: Rule, line: Line) -> Share | None:
    have, need = (line.have or 0) // ONE, (line.need or 0) // ONE
    after = half_up((rule.points or 0) * (have + 1), need + 1)
    return Share(rule, have, need, line.counted, after) if after > line.counted else None


def _grade(rule: Rule, line: Line, diary: Diary, window: Window) -> Grade | None:
    points = {code: p for code, p in (rule.by_outcome or {}).items() if _matters(rule, code, diary)}
    best = max(points, key=lambda outcome: points[outcome])
    number, after = len(diary.matching(rule, window)), points[best]
    if rule.measure is Measure.AVERAGE:
        after = half_up((line.have or 0) + after, number + 1)
    return Grade(rule, number, line.counted, best, after) if after > line.counted else None


def _matters(rule: Rule, outcome: str, diary: Diary) -> bool:
    """Return whether a fact with the outcome would be looked at: named by the rule, or excused by no kind of it."""
    if rule.outcomes is not None:
        return outcome in rule.outcomes
    kinds = [diary.kinds[code] for code in rule.kinds]
    return any(outcome in kind.outcomes and outcome not in kind.excused for kind in kinds)


# ---- targets


def _pace(rule: Rule, window: Window, line: Line, diary: Diary) -> Pace | None:
    have, whole = line.have or 0, _whole(rule, window, diary)
    ended = diary.presence.ended_months(window.whole, window.end)
    if have >= max(whole, line.need or 0):
        return None
    months = Counter(_target(rule, month, diary) for month in ended if diary.presence.counts(month))
    until = ended[-1].end if ended else None
    return Pace(rule, window.whole, have, line.need or 0, whole, tuple(months.items()), until)


def _before(rule: Rule, shown: Rule, window: Window, line: Line, diary: Diary) -> Before | None:
    """Return what has to be there when the window ends; None when it has ended or nothing will be missing."""
    if window.whole.end <= diary.presence.as_of:
        return None
    missing = max(0, _whole(rule, window, diary) - (line.have or 0))
    costs = -(rule.points or 0) * (missing // (rule.per or ONE))
    return Before(shown, missing, window.whole.end, costs) if costs else None


def _whole(rule: Rule, window: Window, diary: Diary) -> int:
    """Return the target of the whole window, if the member stays as she is today."""
    months = [month for month in window.whole.split(Span.MONTH) if _will_count(month, diary)]
    total = sum(_target(rule, month, diary) for month in months)
    if rule.counting is Counting.FACTS:
        return half_up(total, ONE * window.whole.unit.months) * ONE
    return half_up(total, window.whole.unit.months)


def _target(rule: Rule, month: Period, diary: Diary) -> int:
    return target_for(rule.target, diary.presence.member.row_on(month.end))


def _will_count(month: Period, diary: Diary) -> bool:
    """Return whether a month counts; one that has not ended if the member has been there since it began."""
    presence = diary.presence
    if month.end <= presence.as_of:
        return presence.counts(month)
    begun = min(month.start, presence.as_of)
    return month not in presence.excused and presence.member.was_there(begun)
