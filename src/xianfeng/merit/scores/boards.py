"""What a board shows of a branch: how its members stand, and what a stretch of time brought. Pure: from standings.

The numbers of a member add up, so that a pencil can follow: what there was before the stretch, what single facts
added and deducted in it, what shares, targets and ceilings made of that, and what there is now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from xianfeng.engine.amounts import half_up
from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.results import Line, MemberResult
from xianfeng.engine.scheme import Component, Item, Measure, Rule, Scheme, Section, Sheet
from xianfeng.engine.settle import settle_member
from xianfeng.merit.scores.standing import Standing
from xianfeng.people.members.models import Member

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Part:
    """What of a stretch lies in one period of the scheme: from `since` to the standing's day.

    `before` are the results of the day before `since`; there are none where the period begins with the stretch.
    """

    standing: Standing
    since: date
    before: tuple[MemberResult, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """How a member's points came about: before + added + deducted + worked_out = now. Hundredths."""

    before: int
    added: int
    deducted: int
    worked_out: int
    now: int


@dataclass(frozen=True, slots=True)
class Cell:
    """An item's value, None where it is not due, and by how much it changed in the stretch."""

    value: int | None
    change: int


@dataclass(frozen=True, slots=True)
class Column:
    """An item that is settled from facts, and its section."""

    section: Section
    item: Item


@dataclass(frozen=True, slots=True)
class Row:
    """A member on a board; without a sum when nothing is due or the member is not assessed."""

    member: Member
    result: MemberResult
    sum: Sum | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """One component of one part, member by member, in the standing's order."""

    part: Part
    component: Component
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def part_of(standing: Standing, start: date) -> Part:
    """Return what of a stretch that began on a day lies in a standing's period."""
    since = max(start, standing.period.start)
    begun_before = since > standing.period.start
    return Part(standing, since, results_on(standing, since - DAY) if begun_before else ())


def results_on(standing: Standing, day: date) -> tuple[MemberResult, ...]:
    """Return the results of the same records on an earlier day of the same period."""
    if day == standing.as_of:
        return standing.results
    scheme = standing.method.scheme
    return tuple(settle_member(scheme, standing.period, record, day) for record in standing.records)


def components_from_facts(scheme: Scheme) -> list[Component]:
    """Return the components that facts settle, or fill in part; those of ballots alone wait for the review."""
    return [c for c in scheme.components.values() if c.sheet and (c.raters is None or c.prefilled)]


def board_of(part: Part, component: Component) -> Board:
    """Return a component's board."""
    sheet = _sheet(part.standing.method.scheme, component)
    columns = tuple(_columns(sheet))
    rows = []
    for at, (member, result) in enumerate(zip(part.standing.members, part.standing.results, strict=True)):
        before = part.before[at] if part.before else None
        cells = tuple(_cells(columns, component, result, before))
        rows.append(Row(member, result, _sum(part, component, result, before), cells))
    return Board(part, component, columns, tuple(rows))


def _sheet(scheme: Scheme, component: Component) -> Sheet:
    sheet = scheme.sheet_of(component)
    assert sheet is not None, "components from facts have one"
    return sheet


def _columns(sheet: Sheet) -> Iterator[Column]:
    for section in sheet.sections.values():
        for item in section.items.values():
            if item.rules:
                yield Column(section, item)


# ---- what a member has


def amount_of(result: MemberResult, component: Component) -> int | None:
    """Return a component's score, or what facts gave to it so far where its raters are still to come."""
    scores = [each.score for each in result.components if each.code == component.code]
    if not scores or scores[0] is not None or not component.prefilled:
        return scores[0] if scores else None
    values = [i.value for i in result.items if i.component == component.code and i.value is not None]
    return sum(values) if values else None


def totals_of(parts: Sequence[Part], component: Component) -> list[int | None]:
    """Return what each member has at the end: in one period the amount, over several the mean of those there are."""
    several = [[amount_of(result, component) for result in part.standing.results] for part in parts]
    return [mean_of(amounts) for amounts in zip(*several, strict=True)]


def mean_of(amounts: Iterable[int | None]) -> int | None:
    """Return the mean of the amounts that there are, rounded once."""
    known = [amount for amount in amounts if amount is not None]
    return half_up(sum(known), len(known)) if known else None


def _sum(part: Part, component: Component, result: MemberResult, before: MemberResult | None) -> Sum | None:
    now = amount_of(result, component)
    if now is None:
        return None
    sheet = _sheet(part.standing.method.scheme, component)
    first = amount_of(before, component) if before else None
    first = _opening(sheet, result.variant) if first is None else first
    single = [line.counted for line in _of(result, component) if _is_single(sheet, line, part.since)]
    added, deducted = sum(n for n in single if n > 0), sum(n for n in single if n < 0)
    return Sum(first, added, deducted, now - first - added - deducted, now)


def _opening(sheet: Sheet, variant: str) -> int:
    """Return what a sheet gives before anything has happened: its start and what rules only take away from."""
    return sheet.start + sum(i.points or 0 for _, i in sheet.items_for(variant) if i.deduct and i.rules)


def _of(result: MemberResult, component: Component) -> list[Line]:
    return [line for line in result.lines if line.component == component.code]


def _is_single(sheet: Sheet, line: Line, since: date) -> bool:
    """Return whether a line is one fact that counts for itself, from a day on."""
    return _rule(sheet, line).measure is Measure.EACH and line.on is not None and line.on >= since


def _rule(sheet: Sheet, line: Line) -> Rule:
    return sheet.items[line.item].rules[line.rule - 1]


def _cells(
    columns: Sequence[Column], component: Component, result: MemberResult, before: MemberResult | None
) -> Iterator[Cell]:
    now, then = _values(result, component), _values(before, component) if before else {}
    for column in columns:
        code = column.item.code
        value = now.get(code)
        opening = column.item.points or 0 if column.item.deduct else 0
        yield Cell(value, 0 if value is None else value - then.get(code, opening))


def _values(result: MemberResult, component: Component) -> dict[str, int]:
    """Return the values of the items that are due; over several tallies their sum."""
    values: dict[str, int] = {}
    for item in result.items:
        if item.component == component.code and item.value is not None:
            values[item.item] = values.get(item.item, 0) + item.value
    return values


# ---- the branch: how its mean develops


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a branch at the end of a quarter: total / number, rounded once."""

    quarter: Period
    day: date
    total: int
    number: int
    mean: int


def development(parts: Sequence[Part], component: Component) -> list[Mean]:
    """Return the branch's mean at the end of each quarter of the last part's year, so far as it has come."""
    last = parts[-1].standing.as_of
    quarters = [q for q in Period(last.year, 1, Unit.YEAR).split(Unit.QUARTER) if q.start <= last]
    found = (_mean(parts, component, quarter, min(quarter.end, last)) for quarter in quarters)
    return [mean for mean in found if mean]


def _mean(parts: Sequence[Part], component: Component, quarter: Period, day: date) -> Mean | None:
    for part in parts:
        standing = part.standing
        if standing.period.start <= day <= standing.as_of:
            amounts = [amount_of(result, component) for result in results_on(standing, day)]
            known = [amount for amount in amounts if amount is not None]
            return _mean_of(quarter, day, known) if known else None
    return None


def _mean_of(quarter: Period, day: date, known: list[int]) -> Mean:
    return Mean(quarter, day, sum(known), len(known), half_up(sum(known), len(known)))
