"""Every member by A and by B: in each period, and where it stands at the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xianfeng.engine.comparison.grades import band_shifts, standing_shifts, star_shifts
from xianfeng.engine.comparison.outcomes import MemberChange, Outcome, Shift, Side
from xianfeng.engine.comparison.scores import Sum, score_shifts
from xianfeng.engine.results import MemberResult, Reason, Settlement, YearResult
from xianfeng.engine.scheme import Scheme, Status


@dataclass(frozen=True, slots=True)
class Settled:
    """A member's outcome by one scheme with what its score is put together from, if it has one."""

    scheme: Scheme
    outcome: Outcome
    sum: Sum | None


def at_the_end(a: Side, b: Side) -> tuple[MemberChange, ...]:
    """Return what stands at the end: the year if it was rolled up, else the last period."""
    people = a.settlements[-1].results
    return tuple(map(_member, people, _standing(a), _standing(b)))


def period_by_period(a: Side, b: Side) -> tuple[tuple[str, tuple[MemberChange, ...]], ...]:
    """Return each period, where both sides settled the same ones and there are several."""
    codes = [[settlement.period for settlement in side.settlements] for side in (a, b)]
    if codes[0] != codes[1] or len(codes[0]) == 1:
        return ()
    pairs = zip(a.settlements, b.settlements, strict=True)
    return tuple((one.period, _period(a.scheme, b.scheme, one, other)) for one, other in pairs)


def _period(a: Scheme, b: Scheme, one: Settlement, other: Settlement) -> tuple[MemberChange, ...]:
    ours = [_of_period(a, one.period, result) for result in one.results]
    theirs = [_of_period(b, other.period, result) for result in other.results]
    return tuple(map(_member, one.results, ours, theirs))


def _standing(side: Side) -> list[Settled]:
    last = side.settlements[-1]
    if not last.year:
        return [_of_period(side.scheme, last.period, result) for result in last.results]
    by_member = zip(*(settlement.results for settlement in side.settlements), strict=True)
    codes = [settlement.period for settlement in side.settlements]
    pairs = zip(last.year, by_member, strict=True)
    return [_of_year(side.scheme, year, dict(zip(codes, each, strict=True))) for year, each in pairs]


def _of_period(scheme: Scheme, period: str, result: MemberResult) -> Settled:
    outcome = Outcome(
        period, result.status, result.score, result.band, result.veto, result.stars, None, result.reasons
    )
    return Settled(scheme, outcome, None if result.score is None else Sum.of_period(scheme, result))


def _of_year(scheme: Scheme, year: YearResult, results: Mapping[str, MemberResult]) -> Settled:
    code = next(iter(results)).partition("-")[0]
    reasons = tuple(_reasons(year, list(results.values())))
    outcome = Outcome(code, year.status, year.score, year.band, year.veto, year.stars, year.flags, reasons)
    return Settled(scheme, outcome, _sum_of_year(scheme, year, results))


def _sum_of_year(scheme: Scheme, year: YearResult, results: Mapping[str, MemberResult]) -> Sum | None:
    """Return what a year is put together from; a year of one period is what that period is."""
    if year.score is None:
        return None
    only = next(iter(results.values()))
    return Sum.of_period(scheme, only) if len(results) == 1 else Sum.of_year(scheme, year.score, results)


def _reasons(year: YearResult, results: Sequence[MemberResult]) -> Iterator[Reason]:
    """Yield, each once, the reasons of the periods that are as the year is, or that veto it."""
    telling = [r for r in results if year.status is not Status.COMPLETE and r.status is year.status]
    telling += [r for r in results if r.veto and r not in telling]
    yield from dict.fromkeys(reason for result in telling for reason in result.reasons)


def _member(person: MemberResult, a: Settled, b: Settled) -> MemberChange:
    shifts = tuple(sorted(_shifts(a, b), key=_rank))
    return MemberChange(person.member, person.name, person.branch, a.outcome, b.outcome, shifts)


def _shifts(a: Settled, b: Settled) -> Iterator[Shift]:
    yield from standing_shifts(a.outcome, b.outcome)
    yield from band_shifts(a.outcome, b.outcome, a.scheme, b.scheme)
    if a.sum and b.sum:
        yield from score_shifts(a.sum, b.sum)
    yield from star_shifts(a.outcome, b.outcome)


def _rank(shift: Shift) -> tuple[bool, int]:
    """Rank what no sum explains first, then the largest changes."""
    return shift.change is not None, -abs(shift.change or 0)
