"""The scheme language as data: which keys a scheme may have and what they hold.

The loader, the JSON Schema and the nearest-key hints all come from these records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from xianfeng.engine.amounts import FULL, MAX_AMOUNT
from xianfeng.engine.calendar import Unit
from xianfeng.engine.language.forms import YES_NO, Amount, Choice, Code, Day, Either, Words
from xianfeng.engine.language.records import AmountBy, Key, ListOf, MapOf, OneOrByCode, Record
from xianfeng.engine.scheme import (
    EVERYONE,
    OTHERWISE,
    RATERS,
    Action,
    Adjust,
    At,
    Band,
    BandOn,
    Carry,
    Component,
    Consequence,
    Counting,
    Flags,
    IfNone,
    Item,
    Kind,
    Lasts,
    Measure,
    Rule,
    Scope,
    Section,
    Sheet,
    Sort,
    Status,
    Trim,
    Variant,
    Veto,
    When,
    YearRule,
)
from xianfeng.engine.text import Text

_MEASURES = tuple(str(measure) for measure in Measure)
_SORTS = tuple(str(sort) for sort in Sort)

TAKES: Mapping[Measure, tuple[str, ...]] = {
    Measure.EACH: ("outcome", "points", "judged", "per", "times", "at_most", "every"),
    Measure.RATIO: ("met", "points", "every", "if_none"),
    Measure.LATEST: ("points", "every", "if_none"),
    Measure.AVERAGE: ("points", "every", "if_none"),
    Measure.REACH: ("outcome", "target", "counting", "paced", "points", "every"),
    Measure.SHORTFALL: ("outcome", "target", "counting", "paced", "points", "every", "per"),
    Measure.ABSENCE: ("outcome", "points", "every"),
}
"""The keys that each measure takes, besides `only`, `except`, `title`, `note` and `source`."""

NEEDS: Mapping[Measure, tuple[str, ...]] = {
    Measure.EACH: (),
    Measure.RATIO: ("met", "points"),
    Measure.LATEST: ("points",),
    Measure.AVERAGE: ("points",),
    Measure.REACH: ("target", "points"),
    Measure.SHORTFALL: ("target", "points"),
    Measure.ABSENCE: ("points",),
}


def _words(enum: type[StrEnum]) -> Choice:
    return Choice({str(member): member for member in enum})


_CODES = ListOf(Code())
_POSITIVE = Amount(1)
_ANY = Amount()
_FROM_ZERO = Amount(0)
_COUNT = Amount(100, whole=True)
_UNLIMITED = Either("unlimited", None, _POSITIVE)
_UNIT = _words(Unit)
_SCOPE = {"only": Key(_CODES), "except": Key(_CODES, attribute="exempt")}


def _scope(only: tuple[str, ...] | None, exempt: tuple[str, ...]) -> Scope:
    if only is None and not exempt:
        return EVERYONE
    return Scope(None if only is None else frozenset(only), frozenset(exempt))


def _kind(code: str, title: Text, excused: Iterable[str] = (), **values: Any) -> Kind:
    values.pop("note", None)
    return Kind(code=code, title=title, excused=frozenset(excused), **values)


def _variant(code: str, title: Text, assessed: bool = True, note: Text | None = None) -> Variant:
    return Variant(code, title, assessed)


def _rule(
    points: int | Mapping[str, int] | None = None,
    outcomes: tuple[str, ...] | None = None,
    met: tuple[str, ...] = (),
    only: tuple[str, ...] | None = None,
    exempt: tuple[str, ...] = (),
    if_none: IfNone | None = None,
    **values: Any,
) -> Rule:
    measure = next(measure for measure in Measure if measure in values)
    averaged = measure in (Measure.LATEST, Measure.AVERAGE)
    return Rule(
        measure=measure,
        kinds=values.pop(measure),
        points=None if isinstance(points, Mapping) else points,
        by_outcome=points if isinstance(points, Mapping) else None,
        outcomes=None if outcomes is None else frozenset(outcomes),
        met=frozenset(met),
        if_none=if_none or (IfNone.ZERO if averaged else IfNone.SKIP),
        scope=_scope(only, exempt),
        **values,
    )


def _item(
    only: tuple[str, ...] | None = None,
    exempt: tuple[str, ...] = (),
    deduct: bool | None = None,
    **values: Any,
) -> tuple[Item, bool | None]:
    return Item(scope=_scope(only, exempt), deduct=bool(deduct), **values), deduct


def _section(
    code: str, title: Text, items: Mapping[str, tuple[Item, bool | None]], deduct: bool = False, **values: Any
) -> Section:
    sort = next(sort for sort in Sort if sort in values)
    settled = {
        item_code: replace(item, deduct=True) if (deduct if own is None else own) else item
        for item_code, (item, own) in items.items()
    }
    return Section(code, title, sort, values[sort], settled, values.get("note"))


def _component(code: str, title: Text, weight: Mapping[str, int] | None = None, **values: Any) -> Component:
    grades = values.pop("grades", {})
    return Component(
        code=code,
        title=title,
        weights=weight or {OTHERWISE: FULL},
        grades={grade: worth for grade, (_, worth) in grades.items()},
        grade_titles={grade: title for grade, (title, _) in grades.items()},
        **values,
    )


class Grade:
    """What a grade is worth: an amount, or {title, worth}."""

    record = Record(
        {"worth": Key(Amount(0, FULL), required=True)},
        lambda code, title, worth, note=None: (title, worth),
        coded=True,
    )

    def read(self, node: Any, reader: Any, path: Any) -> Any:
        if hasattr(node, "entries"):
            return self.record.read(node, reader, path)
        worth = Amount(0, FULL).read(node, reader, path)
        return worth if not isinstance(worth, int) else (Text.same(path[-1]), worth)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [Amount(0, FULL).schema(), self.record.schema()]}


def _when(
    band: tuple[str, ...] | None = None, status: tuple[Status, ...] | None = None, **values: Any
) -> When:
    return When(
        None if band is None else frozenset(band), None if status is None else frozenset(status), **values
    )


KIND = Record(
    {
        "unit": Key(Words()),
        "outcomes": Key(MapOf(Words(), leaf=True)),
        "excused": Key(_CODES),
        "excuses_month": Key(YES_NO),
        "document": Key(YES_NO),
    },
    _kind,
    coded=True,
)
KINDS = MapOf(KIND, empty=True)

RULE = Record(
    {measure: Key(_CODES) for measure in _MEASURES}
    | {
        "outcome": Key(_CODES, attribute="outcomes"),
        "met": Key(_CODES),
        "points": Key(OneOrByCode(_ANY)),
        "judged": Key(ListOf(_ANY, single=False, length=2)),
        "per": Key(_POSITIVE),
        "times": Key(_COUNT),
        "at_most": Key(_POSITIVE),
        "every": Key(_UNIT),
        "target": Key(AmountBy(_FROM_ZERO, OTHERWISE)),
        "counting": Key(_words(Counting)),
        "paced": Key(YES_NO),
        "if_none": Key(_words(IfNone)),
    }
    | _SCOPE,
    _rule,
    one_of=_MEASURES,
)
ITEM = Record(
    {"points": Key(_POSITIVE), "deduct": Key(YES_NO), "rules": Key(ListOf(RULE, single=False))} | _SCOPE,
    _item,
    coded=True,
)
SECTION = Record(
    {
        "of": Key(_POSITIVE),
        "plus": Key(_UNLIMITED),
        "minus": Key(_UNLIMITED),
        "deduct": Key(YES_NO),
        "items": Key(MapOf(ITEM), required=True),
    },
    _section,
    coded=True,
    one_of=_SORTS,
)
SHEET = Record(
    {
        "start": Key(_ANY),
        "at_least": Key(_ANY),
        "at_most": Key(Either("unlimited", None, _ANY)),
        "sections": Key(MapOf(SECTION), required=True),
    },
    Sheet,
    coded=True,
)
COMPONENT = Record(
    {
        "weight": Key(AmountBy(Amount(0, FULL), OTHERWISE)),
        "out_of": Key(_POSITIVE),
        "sheet": Key(Code()),
        "raters": Key(Choice({rater: rater for rater in RATERS})),
        "at_least": Key(_COUNT),
        "trim": Key(
            Record({"drop": Key(_COUNT, True), "when": Key(_COUNT, True)}, Trim, titled=False, noted=False)
        ),
        "grades": Key(MapOf(Grade(), leaf=True)),
        "prefilled": Key(YES_NO),
        "tally": Key(_UNIT),
    },
    _component,
    coded=True,
)
ADJUST = Record({"by": Key(Code(), True), "within": Key(_POSITIVE, True)}, Adjust, noted=False)
BAND = Record(
    {"code": Key(Code(), True), "at_least": Key(Amount(0), True), "stars": Key(Amount(0, whole=True))},
    lambda code, at_least, title=None, stars=None: Band(code, title or Text.same(code), at_least, stars),
    noted=False,
)
VETO = Record({"kinds": Key(_CODES, True), "lasts": Key(_words(Lasts))}, Veto, noted=False)
FLAGS = Record({"stars": Key(_COUNT, True), "carry": Key(_words(Carry))}, Flags, titled=False, noted=False)
YEAR = Record({"flags": Key(FLAGS)}, YearRule, titled=False, noted=False)
WHEN = Record(
    {
        "band": Key(_CODES),
        "status": Key(ListOf(_words(Status))),
        "veto": Key(YES_NO),
        "flags_at_least": Key(_COUNT),
    },
    _when,
    titled=False,
    noted=False,
)
CONSEQUENCE = Record(
    {
        "when": Key(WHEN, True),
        "at": Key(_words(At)),
        "do": Key(_words(Action), True),
        "by": Key(_CODES),
        "within_days": Key(Amount(0, MAX_AMOUNT, whole=True)),
    },
    Consequence,
    noted=False,
)
SCHEME = Record(
    {
        "scheme": Key(Code(), True, "code"),
        "version": Key(Day(), True),
        "period": Key(_UNIT, True),
        "at_most": Key(_UNLIMITED),
        "variants": Key(MapOf(Record({"assessed": Key(YES_NO)}, _variant, coded=True))),
        "offices": Key(MapOf(Words(), leaf=True, empty=True)),
        "kinds": Key(KINDS),
        "sheets": Key(MapOf(SHEET)),
        "components": Key(MapOf(COMPONENT), True),
        "adjust": Key(ADJUST),
        "band_on": Key(_words(BandOn)),
        "bands": Key(ListOf(BAND, single=False)),
        "veto": Key(VETO),
        "year": Key(YEAR),
        "consequences": Key(ListOf(CONSEQUENCE, single=False)),
    },
    dict,
    partial=True,
)
