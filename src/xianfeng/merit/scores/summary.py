"""A result in short: the figure that leads, what it is out of, what it waits for, and what is behind. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xianfeng.engine.amounts import FULL, half_up
from xianfeng.engine.components import EXACT
from xianfeng.engine.results import ComponentResult, Line, MemberResult
from xianfeng.engine.scheme import Band, Component, Item, Measure, Rule, Scheme, Status


class Figure(StrEnum):
    """What the leading figure is."""

    RESULT = "result"
    COMPONENT = "component"
    PARTS = "parts"
    FILLED = "filled"
    NOTHING = "nothing"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Prefilled:
    """What facts have filled in of a component that also has ballots: points of how many, in how many items."""

    points: int
    most: int
    items: int
    others: int


@dataclass(frozen=True, slots=True)
class Part:
    """A component: its result, and what facts have filled in while ballots are missing."""

    component: Component
    result: ComponentResult
    filled: Prefilled | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """A result in short. `value` is never 0 for something that is missing; `most` None has no end."""

    figure: Figure
    value: int | None
    most: int | None
    parts: tuple[Part, ...]
    band: Band | None = None
    next_band: Band | None = None

    @property
    def to_next(self) -> int | None:
        """Return what a result lacks to the band above."""
        if self.value is None or self.next_band is None:
            return None
        return self.next_band.at_least - self.value

    @property
    def scored(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.result.score is not None)

    @property
    def waiting(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.result.score is None)


@dataclass(frozen=True, slots=True)
class Behind:
    """A target that is not reached to date."""

    item: Item
    rule: Rule
    have: int
    need: int


def summary_of(scheme: Scheme, result: MemberResult) -> Summary:
    """Return a result in short."""
    parts = tuple(_part(scheme, result, each) for each in result.components)
    figure, value, most = _leading(scheme, result, parts)
    band = scheme.band(result.band)
    return Summary(figure, value, most, parts, band, _next_band(scheme, result, band))


def _part(scheme: Scheme, result: MemberResult, found: ComponentResult) -> Part:
    component = scheme.components[found.code]
    is_filled = component.prefilled and found.score is None
    return Part(component, found, _filled(scheme, result, component) if is_filled else None)


def _filled(scheme: Scheme, result: MemberResult, component: Component) -> Prefilled:
    sheet = scheme.sheet_of(component)
    assert sheet is not None, "checked when the scheme is loaded"
    there = [item for item in result.items if item.component == component.code and item.due]
    most = sum(sheet.items[item.item].points or 0 for item in there)
    others = sum(1 for _ in sheet.items_for(result.variant)) - len(there)
    return Prefilled(sum(item.value or 0 for item in there), most, len(there), others)


def _leading(
    scheme: Scheme, result: MemberResult, parts: tuple[Part, ...]
) -> tuple[Figure, int | None, int | None]:
    if result.status is Status.NOT_ASSESSED:
        return Figure.NOT_ASSESSED, None, None
    if result.score is not None:
        return Figure.RESULT, result.score, scheme.at_most
    scored = [part for part in parts if part.result.score is not None]
    if len(scored) == 1:
        return Figure.COMPONENT, scored[0].result.score, _most(scheme, scored[0].component)
    if scored:
        return Figure.PARTS, half_up(sum(p.result.part or 0 for p in scored), EXACT), None
    filled = next((part.filled for part in parts if part.filled and part.filled.items), None)
    return (Figure.FILLED, filled.points, filled.most) if filled else (Figure.NOTHING, None, None)


def _most(scheme: Scheme, component: Component) -> int | None:
    sheet = scheme.sheet_of(component)
    return sheet.at_most if sheet and component.raters is None else FULL


def _next_band(scheme: Scheme, result: MemberResult, band: Band | None) -> Band | None:
    """Return the band above; None after a veto, which no score lifts."""
    if band is None or result.veto:
        return None
    at = scheme.bands.index(band)
    return scheme.bands[at - 1] if at else None


def behind_of(scheme: Scheme, result: MemberResult) -> tuple[Behind, ...]:
    """Return the targets that are not reached to date, from the lines of a result alone; of several tallies the last."""
    last = {(line.component, line.item, line.rule): line for line in result.lines}
    found = (_behind(scheme, line) for line in last.values())
    return tuple(each for each in found if each is not None)


def _behind(scheme: Scheme, line: Line) -> Behind | None:
    sheet = scheme.sheet_of(scheme.components[line.component])
    assert sheet is not None, "a line belongs to a sheet"
    item = sheet.items[line.item]
    rule = item.rules[line.rule - 1]
    have, need = line.have or 0, line.need or 0
    is_target = rule.measure is Measure.REACH or (rule.measure is Measure.SHORTFALL and rule.paced)
    return Behind(item, rule, have, need) if is_target and line.due and have < need else None
