"""The plan's tables: their columns, and their rows for a scheme and a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from xianfeng.columnar.plan import AS_OF, WHOLE_PERIOD, NumberedRule, Plan, Slot
from xianfeng.engine.amounts import FULL, ONE, half_up
from xianfeng.engine.measures import Place, judged_here
from xianfeng.engine.polls import item_points
from xianfeng.engine.scheme import IfNone, Kind, Measure, Rule, Section, Sort
from xianfeng.engine.sheets import bounds_of

Value = str | int | bool | date | None
Row = tuple[Value, ...]


def _months(plan: Plan) -> Iterator[Row]:
    for month in plan.ended:
        yield month.number, month.start, month.end


def _calendar(_: Plan) -> Iterator[Row]:
    yield from ((month,) for month in range(1, 13))


def _ends(plan: Plan) -> Iterator[Row]:
    yield AS_OF, plan.as_of
    yield from ((month.number, month.end) for month in plan.ended)


def _stretches(plan: Plan) -> Iterator[Row]:
    yield WHOLE_PERIOD, plan.period.start.month, plan.period.end.month
    for place, (_, tally) in enumerate(plan.places, 1):
        yield place, tally.start.month, tally.end.month


def _excusing(plan: Plan) -> Iterator[Row]:
    yield from ((kind.code,) for kind in plan.scheme.kinds.values() if kind.excuses_month)


def _vetoing(plan: Plan) -> Iterator[Row]:
    yield from ((kind,) for kind in (plan.scheme.veto.kinds if plan.scheme.veto else ()))


def _variants(plan: Plan) -> Iterator[Row]:
    yield from ((variant.code, variant.assessed) for variant in plan.scheme.variants.values())


def _scheme_weights(plan: Plan) -> Iterator[Row]:
    for variant in plan.scheme.variants:
        for part in plan.parts:
            yield variant, part.number, part.component.weight_for(variant)


def _components(plan: Plan) -> Iterator[Row]:
    for part in plan.parts:
        component, sheet = part.component, plan.scheme.sheet_of(part.component)
        trim = component.trim
        yield (
            part.number, component.code, component.raters, component.prefilled, component.tally is not None,
            component.out_of != FULL, component.at_least, trim.drop if trim else None,
            trim.when if trim else None, sheet.start if sheet else 0, sheet.required if sheet else 0,
            sheet.at_least if sheet else 0, sheet.at_most if sheet else None,
        )  # fmt: skip


def _grade_worths(plan: Plan) -> Iterator[Row]:
    for part in plan.parts:
        points = item_points(plan.scheme.sheet_of(part.component))
        for grade, share in part.component.grades.items():
            for item, most in points.items():
                yield part.component.raters, item, grade, half_up(most * share, FULL)


def _polled_items(plan: Plan) -> Iterator[Row]:
    for part in plan.parts:
        if part.component.raters:
            items = item_points(plan.scheme.sheet_of(part.component))
            yield from ((part.number, position, item) for position, item in enumerate(items))


def _places(plan: Plan) -> Iterator[Row]:
    for place, (part, tally) in enumerate(plan.places, 1):
        yield place, part.number, tally.code, plan.moment(part, tally)


def _sections(plan: Plan) -> Iterator[Row]:
    for part in plan.parts:
        sheet = plan.scheme.sheet_of(part.component)
        if part.items and sheet:
            for section in sheet.sections.values():
                least, most = _section_bounds(section)
                yield part.number, section.code, section.sort is Sort.OF, least, most


def _section_bounds(section: Section) -> tuple[int | None, int | None]:
    if section.sort is Sort.PLUS:
        return None, section.limit
    return (None if section.limit is None else -section.limit), None


def _item_slots(plan: Plan) -> Iterator[Row]:
    for number, (place, _, numbered) in enumerate(plan.item_slots, 1):
        item, section = numbered.item, numbered.section
        least, most = bounds_of(section, item)
        required = section.sort is Sort.OF
        component = plan.parts[numbered.component - 1].component
        by_facts = bool(item.rules) or not component.prefilled
        start = (item.points or 0) if item.deduct else 0
        yield (
            number, place, numbered.component, numbered.number, section.code, item.code, by_facts, required,
            start, item.points or 0, least, most,
        )  # fmt: skip


def _item_fits(plan: Plan) -> Iterator[Row]:
    for part in plan.parts:
        for numbered in part.items:
            for variant in plan.scheme.variants:
                if numbered.item.scope.includes(variant):
                    yield numbered.number, variant


def _rule_fits(plan: Plan) -> Iterator[Row]:
    for item, numbered in plan.rules:
        for variant in plan.scheme.variants:
            if item.item.scope.includes(variant) and numbered.rule.scope.includes(variant):
                yield numbered.number, variant


def _rules(plan: Plan) -> Iterator[Row]:
    for _, numbered in plan.rules:
        rule = numbered.rule
        judged = sorted(map(abs, rule.judged)) if rule.judged else (None, None)
        limited = (rule.per, rule.times, rule.at_most) != (None, None, None)
        per = rule.per or (ONE if rule.measure is Measure.SHORTFALL else None)
        yield (
            numbered.number, numbered.within, rule.measure, limited, -1 if rule.deducts else 1, rule.points,
            *judged, per, rule.times, rule.at_most, rule.if_none, _without_facts(rule), rule.counting,
        )  # fmt: skip


def _without_facts(rule: Rule) -> int:
    """Return the points of a ratio, latest or average without any fact, where that is not skipped."""
    highest = rule.points if rule.by_outcome is None else max(rule.by_outcome.values())
    return (highest or 0) if rule.if_none is IfNone.FULL else 0


_SHARES = (Measure.RATIO, Measure.LATEST, Measure.AVERAGE)


def _sorts(plan: Plan) -> Iterator[Row]:
    """Yield every kind and outcome that a fact can have, numbered."""
    pairs = [(kind.code, outcome) for kind in plan.scheme.kinds.values() for outcome in _outcomes(kind)]
    yield from ((number, *pair) for number, pair in enumerate(pairs, 1))


def _outcomes(kind: Kind) -> Iterable[str]:
    return dict.fromkeys(("", *kind.outcomes))


def _looks(plan: Plan) -> Iterator[Row]:
    """Yield which rule looks at which facts; a share also at the facts that it does not count."""
    for _, numbered in plan.rules:
        for code in numbered.rule.kinds:
            yield from _looks_at(numbered, plan.scheme.kinds[code])


def _looks_at(numbered: NumberedRule, kind: Kind) -> Iterator[Row]:
    rule = numbered.rule
    for outcome in _outcomes(kind):
        matched = matches(rule, kind, outcome)
        if matched or rule.measure in _SHARES:
            yield numbered.number, kind.code, outcome, matched, outcome in rule.met, _worth(rule, outcome)


def matches(rule: Rule, kind: Kind, outcome: str) -> bool:
    """Return whether a rule counts a kind's facts of an outcome (section 6)."""
    if rule.outcomes is not None:
        return outcome in rule.outcomes
    if rule.measure is Measure.EACH and rule.by_outcome is not None:
        return outcome in rule.by_outcome
    return outcome not in kind.excused


def _worth(rule: Rule, outcome: str) -> int | None:
    """Return what a fact is worth by itself: without its sign under `each`, None where it is judged."""
    if rule.by_outcome is not None:
        points = rule.by_outcome.get(outcome, 0)
        return abs(points) if rule.measure is Measure.EACH else points
    return None if rule.judged else abs(rule.points or 0)


def _slots(plan: Plan) -> Iterator[Row]:
    spans: dict[tuple[int, str], int] = {}
    for slot in plan.slots:
        whole = slot.window.whole
        span = spans.setdefault((slot.rule.number, whole.code), len(spans) + 1)
        own = max(whole.start, slot.tally.start).month
        component = plan.parts[slot.item.component - 1].component.code
        place = Place(component, slot.tally, slot.end, slot.item.item.code, slot.rule.within)
        yield (
            slot.number, slot.item_slot, slot.place, slot.rule.number, span, whole.code,
            whole.start.month, own, slot.window.end.month, _needed(plan, slot),
            judged_here(slot.rule.rule, slot.window, place), whole.unit.months,
        )  # fmt: skip


def _needed(plan: Plan, slot: Slot) -> int | None:
    """Return the last month whose target is to be reached by the end of the window; 0 if there is none."""
    if not slot.rule.rule.target:
        return None
    ended = (month.number for month in plan.ended if month.end <= slot.window.end)
    return max(ended, default=0)


def _scheme_targets(plan: Plan) -> Iterator[Row]:
    for _, numbered in plan.rules:
        for position, (fits, amount) in enumerate(numbered.rule.target.items()):
            yield numbered.number, position, fits, amount


def _bands(plan: Plan) -> Iterator[Row]:
    for position, band in enumerate(plan.scheme.bands):
        yield position, band.code, band.at_least, band.stars


CODE = "code"
"""The type of a column of codes that come out again: an enumeration, which is quick to write."""

TABLES: Mapping[str, tuple[str, Callable[[Plan], Iterator[Row]]]] = {
    "calendar": ("month integer", _calendar),
    "months": ("month integer, first_day date, last_day date", _months),
    "ends": ("moment integer, day date", _ends),
    "stretches": ("stretch integer, first_month integer, last_month integer", _stretches),
    "variants": ("variant varchar, assessed boolean", _variants),
    "excusing": ("kind varchar", _excusing),
    "vetoing": ("kind varchar", _vetoing),
    "components": (
        "component integer, code code, raters varchar, prefilled boolean, tallied boolean, "
        "out_of_weight boolean, at_least integer, trim_drop integer, trim_when integer, "
        "start bigint, required bigint, least bigint, most bigint",
        _components,
    ),
    "scheme_weights": ("variant varchar, component integer, weight bigint", _scheme_weights),
    "grade_worths": ("rater_kind varchar, item varchar, grade varchar, worth bigint", _grade_worths),
    "polled_items": ("component integer, position integer, item code", _polled_items),
    "places": ("place integer, component integer, tally code, moment integer", _places),
    "sections": (
        "component integer, section code, required boolean, least bigint, most bigint",
        _sections,
    ),
    "item_slots": (
        "item_slot integer, place integer, component integer, item integer, section code, code code, "
        "by_facts boolean, required boolean, start bigint, points bigint, least bigint, most bigint",
        _item_slots,
    ),
    "item_fits": ("item integer, variant varchar", _item_fits),
    "rules": (
        "rule integer, number integer, measure varchar, limited boolean, sign integer, points bigint, "
        "judged_least bigint, judged_most bigint, per bigint, times bigint, at_most bigint, "
        "if_none varchar, none_points bigint, counting varchar",
        _rules,
    ),
    "rule_fits": ("rule integer, variant varchar", _rule_fits),
    "sorts": ("sort integer, kind varchar, outcome varchar", _sorts),
    "looks": (
        "rule integer, kind varchar, outcome varchar, matched boolean, met boolean, worth bigint",
        _looks,
    ),
    "slots": (
        "slot integer, item_slot integer, place integer, rule integer, span integer, of_window code, "
        "first_month integer, own_month integer, last_month integer, needed_month integer, "
        "judged boolean, unit_months integer",
        _slots,
    ),
    "scheme_targets": ("rule integer, position integer, fits varchar, amount bigint", _scheme_targets),
    "bands": ("position integer, band varchar, at_least bigint, stars integer", _bands),
}
