"""The components of a result: from facts, from ballots, or from both (section 7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xianfeng.engine.amounts import FULL, half_up
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Record
from xianfeng.engine.measures import Diary
from xianfeng.engine.polls import Poll, count
from xianfeng.engine.results import ComponentResult, ItemResult, Line, Missing, TallyResult
from xianfeng.engine.scheme import Component, Scheme, Sheet
from xianfeng.engine.sheets import score_sheet, settle_items, settle_sheet

EXACT = 10_000
"""A part of a weighted sum is exact in 1/10 000 of a hundredth."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One member in one period: what is settled."""

    scheme: Scheme
    period: Period
    record: Record
    diary: Diary


@dataclass(frozen=True, slots=True)
class Settled:
    """A component with the items and lines that facts gave it."""

    component: ComponentResult
    items: tuple[ItemResult, ...] = ()
    lines: tuple[Line, ...] = ()


def settle_components(matter: Matter) -> list[Settled]:
    """Return the components that are looked at, in the scheme's order."""
    return [_settle(matter, component, weight) for component, weight in _weights(matter)]


def _weights(matter: Matter) -> Iterator[tuple[Component, int]]:
    """Yield components with their weights; a resolution replaces the scheme's, and 0 is not looked at."""
    decided = matter.record.resolution.weights if matter.record.resolution else None
    variant = matter.diary.presence.row.variant
    for code, component in matter.scheme.components.items():
        weight = component.weight_for(variant) if decided is None else decided.get(code, 0)
        if weight:
            yield component, weight


def _settle(matter: Matter, component: Component, weight: int) -> Settled:
    sheet = matter.scheme.sheet_of(component)
    if component.raters is None:
        return _from_facts(matter, component, _there(sheet), weight)
    poll = count(component, sheet, matter.record.ballots)
    if component.prefilled:
        return _prefilled(matter, component, _there(sheet), weight, poll)
    missing = Missing.TOO_FEW_BALLOTS if poll.mean is None else None
    return Settled(_component(component, weight, poll.mean, missing, poll=poll))


def _there(sheet: Sheet | None) -> Sheet:
    assert sheet is not None, "checked when the scheme is loaded"
    return sheet


def _from_facts(matter: Matter, component: Component, sheet: Sheet, weight: int) -> Settled:
    """Return a component settled from facts: the period's sheet, or the mean of its tallies."""
    periods = [matter.period]
    if component.tally:
        ended = matter.diary.presence.as_of
        periods = [tally for tally in matter.period.split(component.tally) if tally.end <= ended]
    scored = [settle_sheet(component.code, sheet, tally, matter.diary) for tally in periods]
    tallies = tuple(each.tally for each in scored)
    score = tallies[0].score if component.tally is None else _mean(tallies)
    return Settled(
        _component(component, weight, score, _why_missing(component, tallies, score), tallies),
        tuple(item for each in scored for item in each.items),
        tuple(line for each in scored for line in each.lines),
    )


def _mean(tallies: tuple[TallyResult, ...]) -> int | None:
    scores = [tally.score for tally in tallies if tally.counts and tally.score is not None]
    return half_up(sum(scores), len(scores)) if scores else None


def _why_missing(component: Component, tallies: tuple[TallyResult, ...], score: int | None) -> Missing | None:
    if score is not None:
        return None
    if component.tally is None or any(tally.counts for tally in tallies):
        return Missing.NOTHING_DUE
    return Missing.NOTHING_COUNTS


def _prefilled(matter: Matter, component: Component, sheet: Sheet, weight: int, poll: Poll) -> Settled:
    """Return a component whose raters answer some items while facts fill in the others."""
    answered = {polled.item for polled in poll.polled}
    own = list(sheet.items_for(matter.diary.presence.row.variant))
    ruled = [(section, item) for section, item in own if item.rules]
    items, lines = settle_items(component.code, ruled, matter.period, matter.diary)
    items = [item for item in items if item.item not in answered]
    lines = [line for line in lines if line.item not in answered]
    tallies: tuple[TallyResult, ...] = ()
    if poll.mean is not None:
        due = sum(item.points or 0 for _, item in own if item.code in answered)
        tallies = (score_sheet(sheet, matter.period, True, items, poll.mean, due),)
    score = tallies[0].score if tallies else None
    missing = None if score is not None else Missing.NOTHING_DUE if tallies else Missing.TOO_FEW_BALLOTS
    result = _component(component, weight, score, missing, tallies, poll)
    return Settled(result, tuple(items), tuple(lines))


def _component(
    component: Component, weight: int, score: int | None, missing: Missing | None,
    tallies: tuple[TallyResult, ...] = (), poll: Poll | None = None,
) -> ComponentResult:  # fmt: skip
    return ComponentResult(
        code=component.code,
        weight=weight,
        score=score,
        part=None if score is None else _part(component, weight, score),
        ballots=poll.ballots if poll else None,
        kept=poll.kept if poll else None,
        total=poll.total if poll else None,
        reason=missing,
        tallies=tallies,
        polled=poll.polled if poll else (),
    )


def _part(component: Component, weight: int, score: int) -> int:
    """Return weight x score / out_of, exactly; where out_of is the weight, the score itself is the part."""
    return weight * score if component.out_of == FULL else score * EXACT
