"""What a scheme and the settled stretch of a year know, as small tables that SQL can look things up in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from xianfeng.engine.amounts import FULL
from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.polls import WHOLE
from xianfeng.engine.scheme import Component, Item, Kind, Rule, Scheme

Row = tuple[Any, ...]
_TEXT, _NUMBER, _DAY, _TRUTH = pa.string(), pa.int32(), pa.date32(), pa.bool_()
_PATTERNS = {
    Unit.MONTH: r"\d{4}-(0[1-9]|1[0-2])",
    Unit.QUARTER: r"\d{4}-Q[1-4]",
    Unit.HALF_YEAR: r"\d{4}-H[12]",
    Unit.YEAR: r"\d{4}",
}
"""How the codes of periods are written, apart from what is a year."""
_COLUMNS: dict[str, dict[str, pa.DataType]] = {
    "stretch": {"first_day": _DAY, "last_day": _DAY, "pattern": _TEXT, "adjusts": _TRUTH},
    "settled": {"period": _TEXT, "last_day": _DAY},
    "tallies": {"months": _NUMBER, "month": _NUMBER, "last_day": _DAY},
    "known_variants": {"variant": _TEXT},
    "known_offices": {"office": _TEXT},
    "known_components": {"component": _TEXT, "out_of": _NUMBER},
    "known_kinds": {"kind": _TEXT, "has_outcomes": _TRUTH, "needs_document": _TRUTH},
    "known_outcomes": {"kind": _TEXT, "outcome": _TEXT},
    "judged": {
        "kind": _TEXT, "outcome": _TEXT, "variant": _TEXT, "months": _NUMBER, "least": _NUMBER, "most": _NUMBER,
    },
    "known_raters": {"rater_kind": _TEXT},
    "known_grades": {"rater_kind": _TEXT, "grade": _TEXT},
    "asked": {
        "rater_kind": _TEXT, "variant": _TEXT, "item": _TEXT, "number": _NUMBER, "points": _NUMBER, "must": _TRUTH,
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stretch:
    """The periods of one year that are settled, by which scheme, and up to which day."""

    scheme: Scheme
    periods: tuple[Period, ...]
    as_of: date

    def end(self, period: Period) -> date:
        return min(period.end, self.as_of)


def known_tables(stretch: Stretch) -> dict[str, pa.Table]:
    """Return the tables by name. A component is known by its raters, of which each has but one."""
    scheme = stretch.scheme
    rows: dict[str, Iterable[Row]] = {
        "stretch": [_bounds(stretch)],
        "settled": [(period.code, stretch.end(period)) for period in stretch.periods],
        "tallies": _tallies(stretch),
        "known_variants": [(code,) for code in scheme.variants],
        "known_offices": [(code,) for code in scheme.offices],
        "known_components": [(each.code, each.out_of) for each in scheme.components.values()],
        "known_kinds": [(kind.code, bool(kind.outcomes), kind.document) for kind in scheme.kinds.values()],
        "known_outcomes": [
            (kind.code, outcome) for kind in scheme.kinds.values() for outcome in kind.outcomes
        ],
        "judged": _judged(scheme),
        "known_raters": [(each.raters,) for each in _rated(scheme)],
        "known_grades": [(each.raters, grade) for each in _rated(scheme) for grade in each.grades],
        "asked": _asked(scheme),
    }
    return {name: _table(columns, list(rows[name])) for name, columns in _COLUMNS.items()}


def most_items(scheme: Scheme) -> int:
    """Return the most items that any raters may be asked."""
    return max((len(sheet.items) for sheet in scheme.sheets.values()), default=1)


def _table(columns: dict[str, pa.DataType], rows: Sequence[Row]) -> pa.Table:
    values = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [pa.array(each, kind) for each, kind in zip(values, columns.values(), strict=True)]
    return pa.table(arrays, names=list(columns))


def _bounds(stretch: Stretch) -> Row:
    first = date(stretch.periods[0].year, 1, 1)
    return first, stretch.as_of, _PATTERNS[stretch.scheme.period], stretch.scheme.adjust is not None


def _tallies(stretch: Stretch) -> Iterator[Row]:
    """Yield, for units of each length, the last day of the one in which a month lies."""
    for unit in Unit:
        for month in range(1, 13):
            period = Period.containing(unit, date(stretch.periods[0].year, month, 1))
            yield unit.months, month, stretch.end(period)


# ---- quantities that are judged


def _judged(scheme: Scheme) -> Iterator[Row]:
    """Yield between what, in hundredths, a fact's quantity must be, by kind, outcome and variant."""
    for component in scheme.components.values():
        sheet = scheme.sheet_of(component)
        unit = component.tally or scheme.period
        for item in sheet.items.values() if sheet else ():
            for rule in item.rules:
                if rule.judged is not None:
                    least, most = sorted(abs(end) for end in rule.judged)
                    yield from ((*key, unit.months, least, most) for key in _held_for(scheme, item, rule))


def _held_for(scheme: Scheme, item: Item, rule: Rule) -> Iterator[Row]:
    for code in rule.kinds:
        kind = scheme.kinds[code]
        for outcome in kind.outcomes or ("",):
            for variant in scheme.variants:
                if (
                    _matches(rule, kind, outcome)
                    and rule.scope.includes(variant)
                    and item.scope.includes(variant)
                ):
                    yield code, outcome, variant


def _matches(rule: Rule, kind: Kind, outcome: str) -> bool:
    return outcome in rule.outcomes if rule.outcomes is not None else outcome not in kind.excused


# ---- what raters are asked


def _rated(scheme: Scheme) -> Iterator[Component]:
    yield from (component for component in scheme.components.values() if component.raters)


def _asked(scheme: Scheme) -> Iterator[Row]:
    """Yield the items that raters answer about a variant: the most points, and whether every ballot must."""
    for component in _rated(scheme):
        sheet = scheme.sheet_of(component)
        for variant in scheme.variants:
            if sheet is None:
                yield component.raters, variant, WHOLE, 0, FULL, True
                continue
            for number, (_, item) in enumerate(sheet.items_for(variant)):
                must = not component.prefilled or not item.rules
                yield component.raters, variant, item.code, number, item.points or 0, must
