"""What a component's score is the sum of: items, rescaling, limits; or its ballots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xianfeng.engine.comparison.outcomes import Cause
from xianfeng.engine.results import ComponentResult, ItemResult, MemberResult, TallyResult
from xianfeng.engine.scheme import Component, Scheme, Sheet, Sort
from xianfeng.engine.sheets import section_value, values_by_section

Name = tuple[Cause, str]


@dataclass(frozen=True, slots=True)
class Addend:
    """A summand of a score: value / of, `of` being the number of tallies or periods in the mean."""

    value: int | None
    of: int = 1


def addends(scheme: Scheme, result: MemberResult, part: ComponentResult) -> Mapping[Name, Addend]:
    """Return the summands of a component that has a score; but for the rounding of a mean they add up to it."""
    component = scheme.components[part.code]
    sheet = scheme.sheet_of(component)
    if sheet is None or (component.raters and not component.prefilled):
        return {(Cause.BALLOTS, ""): Addend(part.score)}
    tallies = _counted(component, part)
    sums: dict[Name, int | None] = {}
    for tally in tallies:
        items = [i for i in result.items if (i.component, i.tally) == (part.code, tally.tally)]
        for name, value in _of_tally(sheet, tally, items):
            sums[name] = _plus(sums.get(name), value)
    return {name: Addend(value, len(tallies)) for name, value in sums.items()}


def _counted(component: Component, part: ComponentResult) -> list[TallyResult]:
    if component.tally is None:
        return list(part.tallies)
    return [tally for tally in part.tallies if tally.counts and tally.score is not None]


def _plus(total: int | None, value: int | None) -> int | None:
    return total if value is None else (total or 0) + value


def _of_tally(sheet: Sheet, tally: TallyResult, items: list[ItemResult]) -> Iterator[tuple[Name, int | None]]:
    """Yield what a sheet's score in one tally is the exact sum of; None where an item was not due."""
    yield (Cause.START, ""), tally.start
    yield from (((Cause.ITEM, item.item), item.value) for item in items)
    values = values_by_section(items)
    required = sum(values.get(s.code, 0) for s in sheet.sections.values() if s.sort is Sort.OF)
    yield (Cause.POLLED, ""), tally.earned - required
    yield (Cause.SCALING, ""), (tally.base or 0) - tally.earned
    for section in sheet.sections.values():
        if section.sort is not Sort.OF:
            total = values.get(section.code, 0)
            yield (Cause.SECTION, section.code), section_value(section, total) - total
    before_bounds = tally.start + (tally.base or 0) + tally.extra
    yield (Cause.BOUNDS, ""), (tally.score or 0) - before_bounds
