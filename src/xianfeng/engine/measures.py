"""How facts become points: one function for each measure. Every function yields lines.

Amounts are hundredths; numbers of facts are printed as hundredths too (3 facts are 300).
Section numbers refer to docs/reference/scheme-language.md.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from xianfeng.engine.amounts import ONE, clamp, half_up
from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.facts import Fact, RosterRow
from xianfeng.engine.presence import Presence
from xianfeng.engine.results import Line, LineReason
from xianfeng.engine.scheme import OTHERWISE, Counting, IfNone, Kind, Measure, Rule


@dataclass(frozen=True, slots=True)
class Window:
    """The calendar unit in which a rule is judged, and the last day of it that is read."""

    whole: Period
    end: date


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line belongs: its rule is number `rule` of the item; `end` is the tally's last day read."""

    component: str
    tally: Period
    end: date
    item: str
    rule: int


@dataclass
class Diary:
    """One member's facts in order (day, ref); remembers which ones some rule looked at."""

    facts: tuple[Fact, ...]
    kinds: Mapping[str, Kind]
    presence: Presence
    seen: set[str] = field(default_factory=set)
    by_kind: dict[str, list[Fact]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for fact in self.facts:
            self.by_kind.setdefault(fact.kind, []).append(fact)

    def between(self, rule: Rule, start: date, end: date) -> list[Fact]:
        """Return the facts of the rule's kinds from start to end, whatever their outcome, in order."""
        found: list[Fact] = []
        for kind in rule.kinds:
            facts = self.by_kind.get(kind, ())
            found += facts[bisect_left(facts, start, key=_day) : bisect_right(facts, end, key=_day)]
        return sorted(found, key=_order) if len(rule.kinds) > 1 else found

    def matching(self, rule: Rule, window: Window) -> list[Fact]:
        """Return the facts of the window that the rule counts (section 6)."""
        facts = self.between(rule, window.whole.start, window.end)
        facts = [fact for fact in facts if self._matches(rule, fact)]
        self.seen.update(fact.ref for fact in facts)
        return facts

    def _matches(self, rule: Rule, fact: Fact) -> bool:
        if rule.outcomes is not None:
            return fact.outcome in rule.outcomes
        if rule.measure is Measure.EACH and rule.by_outcome is not None:
            return fact.outcome in rule.by_outcome
        return fact.outcome not in self.kinds[fact.kind].excused


def _day(fact: Fact) -> date:
    return fact.on


def _order(fact: Fact) -> tuple[date, str]:
    return fact.on, fact.ref


def lines(rule: Rule, place: Place, diary: Diary) -> Iterator[Line]:
    """Yield the lines of one rule in one tally, window by window."""
    for window in windows(rule, place.tally, place.end):
        yield from _MEASURES[rule.measure](rule, window, place, diary)


def windows(rule: Rule, tally: Period, end: date) -> tuple[Window, ...]:
    """Return the tally, the longer window around it, or the shorter ones in it that have begun."""
    return _windows(rule.every, tally, end)


@lru_cache(1024)
def _windows(every: Unit | None, tally: Period, end: date) -> tuple[Window, ...]:
    if every is None or every is tally.unit:
        return (Window(tally, end),)
    if every.months > tally.unit.months:
        return (Window(Period.containing(every, tally.start), end),)
    begun = (whole for whole in tally.split(every) if whole.start <= end)
    return tuple(Window(whole, min(whole.end, end)) for whole in begun)


# ---- each: points for every matching fact


def _each(rule: Rule, window: Window, place: Place, diary: Diary) -> Iterator[Line]:
    used = running = 0
    full_on: date | None = None
    sign = -1 if rule.deducts else 1
    for number, fact in enumerate(diary.matching(rule, window), 1):
        beyond = rule.times is not None and number > rule.times
        value = 0 if beyond else _value(rule, fact, running)
        counted = _under(rule.at_most, used + value) - _under(rule.at_most, used)
        if full_on is None and (number == rule.times or _is_full(rule.at_most, used + value)):
            full_on = fact.on
        if fact.on >= place.tally.start:
            reason = LineReason.TIMES if beyond else _capped(counted, value)
            yield Line(
                place.component, place.tally.code, place.item, place.rule, window.whole.code,
                fact.ref, fact.on, fact.quantity, None, sign * value, sign * counted, reason,
                used, running, full_on,
            )  # fmt: skip
        used, running = used + value, running + fact.quantity


def _is_full(cap: int | None, value: int) -> bool:
    return cap is not None and value >= cap


def _value(rule: Rule, fact: Fact, running: int) -> int:
    """Return the size of a fact's value, without its sign."""
    if rule.judged:
        least, most = sorted(map(abs, rule.judged))
        return clamp(fact.quantity, least, most)
    if rule.by_outcome is not None:
        return abs(rule.by_outcome[fact.outcome])
    points = abs(rule.points or 0)
    if rule.per is None:
        return points
    return points * ((running + fact.quantity) // rule.per - running // rule.per)


def _under(cap: int | None, value: int) -> int:
    return value if cap is None else min(cap, value)


def _capped(counted: int, value: int) -> LineReason:
    return LineReason.COUNTED if counted == value else LineReason.AT_MOST


# ---- ratio, latest, average: what was met of what was required


def _ratio(rule: Rule, window: Window, place: Place, diary: Diary) -> Iterator[Line]:
    facts = diary.matching(rule, window)
    have = sum(fact.outcome in rule.met for fact in facts)
    if not facts:
        yield _without_facts(rule, window, place, diary, 0, 0)
    else:
        points = half_up((rule.points or 0) * have, len(facts))
        yield _window_line(window, place, have * ONE, len(facts) * ONE, points)


def _latest(rule: Rule, window: Window, place: Place, diary: Diary) -> Iterator[Line]:
    facts = diary.matching(rule, window)
    if not facts:
        yield _without_facts(rule, window, place, diary)
    else:
        last = facts[-1]
        points = (rule.by_outcome or {})[last.outcome]
        yield _window_line(window, place, points, None, points, last)


def _average(rule: Rule, window: Window, place: Place, diary: Diary) -> Iterator[Line]:
    facts = diary.matching(rule, window)
    if not facts:
        yield _without_facts(rule, window, place, diary)
    else:
        total = sum((rule.by_outcome or {})[fact.outcome] for fact in facts)
        yield _window_line(window, place, total, len(facts) * ONE, half_up(total, len(facts)))


def _without_facts(
    rule: Rule, window: Window, place: Place, diary: Diary, have: int | None = None, need: int | None = None
) -> Line:
    excused = diary.between(rule, window.whole.start, window.end)
    if excused or rule.if_none is IfNone.SKIP:
        return _window_line(window, place, have, need, 0, reason=LineReason.NOTHING_DUE)
    highest = rule.points if rule.by_outcome is None else max(rule.by_outcome.values())
    points = (highest or 0) if rule.if_none is IfNone.FULL else 0
    return _window_line(window, place, have, need, points, reason=LineReason.NO_FACTS)


# ---- reach, shortfall, absence: what was done of a target


def _reach(rule: Rule, window: Window, place: Place, diary: Diary) -> Iterator[Line]:
    have, need = _have(rule, window, diary), _need(rule, window, diary)
    if not judged_here(rule, window, place) or need == 0:
        yield _window_line(window, place, have, need, 0, reason=LineReason.NOTHING_DUE)
    else:
        yield _window_line(window, place, have, need, half_up((rule.points or 0) * min(have, need), need))


def _shortfall(rule: Rule, window: Window, place: Place, diary: Diary) -> Iterator[Line]:
    have, need = _have(rule, window, diary), _need(rule, window, diary)
    if not judged_here(rule, window, place) or need == 0:
        yield _window_line(window, place, have, need, 0, reason=LineReason.NOTHING_DUE)
    else:
        steps = max(0, need - have) // (rule.per or ONE)
        yield _window_line(window, place, have, need, (rule.points or 0) * steps)


def _absence(rule: Rule, window: Window, place: Place, diary: Diary) -> Iterator[Line]:
    yield from _shortfall(as_shortfall(rule), window, place, diary)


def as_shortfall(rule: Rule) -> Rule:
    """Return what an absence rule stands for: one fact expected in each window that has ended."""
    return Rule(
        Measure.SHORTFALL, rule.kinds, rule.points, outcomes=rule.outcomes, per=ONE, every=rule.every,
        target={OTHERWISE: ONE}, counting=Counting.FACTS, paced=False, scope=rule.scope,
    )  # fmt: skip


def _have(rule: Rule, window: Window, diary: Diary) -> int:
    facts = diary.matching(rule, window)
    if rule.counting is Counting.FACTS:
        return len(facts) * ONE
    return sum(fact.quantity for fact in facts)


def judged_here(rule: Rule, window: Window, place: Place) -> bool:
    """Return whether this tally judges the window: always when paced, else only where the window ends."""
    return rule.paced or place.tally.start <= window.whole.end <= place.end


def _need(rule: Rule, window: Window, diary: Diary) -> int:
    """Return the target to date: the months that count, each at the target of its last day."""
    presence = diary.presence
    months = filter(presence.counts, presence.ended_months(window.whole, window.end))
    total = sum(target_for(rule.target, presence.member.row_on(month.end)) for month in months)
    in_unit = window.whole.unit.months
    if rule.counting is Counting.FACTS:
        return half_up(total, ONE * in_unit) * ONE
    return half_up(total, in_unit)


def target_for(target: Mapping[str, int], row: RosterRow) -> int:
    """Return the target of the first key, in the order written, that fits the row; 0 if none fits."""
    fitting = (key for key in target if key in (OTHERWISE, row.variant) or key in row.offices)
    return target.get(next(fitting, ""), 0)


def _window_line(
    window: Window,
    place: Place,
    have: int | None,
    need: int | None,
    points: int,
    fact: Fact | None = None,
    reason: LineReason = LineReason.COUNTED,
) -> Line:
    ref, on = (fact.ref, fact.on) if fact else (None, None)
    return Line(
        place.component, place.tally.code, place.item, place.rule, window.whole.code,
        ref, on, have, need, points, points, reason,
    )  # fmt: skip


_MEASURES: Mapping[Measure, Callable[[Rule, Window, Place, Diary], Iterator[Line]]] = {
    Measure.EACH: _each,
    Measure.RATIO: _ratio,
    Measure.LATEST: _latest,
    Measure.AVERAGE: _average,
    Measure.REACH: _reach,
    Measure.SHORTFALL: _shortfall,
    Measure.ABSENCE: _absence,
}
