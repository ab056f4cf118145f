"""Why one score differs from another: changes that add up to the change of the score, to the millionth."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar

from xianfeng.engine.amounts import FULL, clamp, half_up
from xianfeng.engine.comparison.outcomes import MILLIONTHS, Cause, Key, Shift
from xianfeng.engine.comparison.parts import Addend, addends
from xianfeng.engine.components import EXACT
from xianfeng.engine.results import ComponentResult, MemberResult
from xianfeng.engine.scheme import Scheme, Status

_NONE = Addend(None)
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum:
    """A score by one scheme and what it is put together from: components, or a year's periods.

    `steps` are what comes after the weighted sum: adjustment, ceiling, rounding to whole points.
    """

    scheme: Scheme
    score: int
    result: MemberResult | None = None
    parts: Mapping[str, ComponentResult] = field(default_factory=dict)
    periods: Mapping[str, Addend] = field(default_factory=dict)
    steps: Mapping[Cause, int] = field(default_factory=dict)

    @classmethod
    def of_period(cls, scheme: Scheme, result: MemberResult) -> Self:
        """Return the sum of a complete result."""
        parts = {part.code: part for part in result.components}
        return cls(scheme, result.score or 0, result, parts, {}, _steps(scheme, result))

    @classmethod
    def of_year(cls, scheme: Scheme, score: int, results: Mapping[str, MemberResult]) -> Self:
        """Return the sum of a complete year, from its results by period."""
        assessed = {p: result for p, result in results.items() if result.status is not Status.NOT_ASSESSED}
        return cls(scheme, score, periods={p: Addend(r.score, len(assessed)) for p, r in assessed.items()})

    def share(self, code: str) -> int:
        """Return how much of a component's score counts, in hundredths of a per cent."""
        return self.parts[code].weight if self.scheme.components[code].out_of == FULL else EXACT


def _steps(scheme: Scheme, result: MemberResult) -> Mapping[Cause, int]:
    adjusted = (result.weighted or 0) + (result.adjustment or 0)
    within = clamp(adjusted, 0, scheme.at_most)
    return {
        Cause.ADJUSTMENT: result.adjustment or 0,
        Cause.CEILING: within - adjusted,
        Cause.WHOLE: (result.score or 0) - within,
    }


def score_shifts(a: Sum, b: Sum) -> Iterator[Shift]:
    """Yield every change; what roundings make together comes last and closes the sum."""
    told = [*_components(a, b), *_periods(a, b), *_after(a, b)]
    yield from told
    rest = (b.score - a.score) * MILLIONTHS - sum(shift.change or 0 for shift in told)
    if rest:
        yield Shift(Key(Cause.ROUNDING), change=rest)


def _components(a: Sum, b: Sum) -> Iterator[Shift]:
    for code in _union(a.parts, b.parts):
        if code not in b.parts:
            yield shift(Key(Cause.ONLY_A, code), Addend(a.parts[code].score), _NONE, a.share(code))
        elif code not in a.parts:
            yield shift(Key(Cause.ONLY_B, code), _NONE, Addend(b.parts[code].score), b.share(code))
        else:
            yield from _component(a, b, code)


def _component(a: Sum, b: Sum, code: str) -> Iterator[Shift]:
    """Yield the change of weight at A's score, then what changed in the score at B's weight."""
    share_a, share_b = a.share(code), b.share(code)
    if share_a != share_b:
        score = a.parts[code].score or 0
        yield shift(Key(Cause.WEIGHT, code), Addend(share_a), Addend(share_b), score)
    ours, theirs = _addends(a, code), _addends(b, code)
    for cause, subject in _union(ours, theirs):
        one, other = ours.get((cause, subject), _NONE), theirs.get((cause, subject), _NONE)
        if _differ(cause, one, other):
            found = shift(Key(cause, code, subject), one, other, share_b)
            yield _with_ballots(found, a.parts[code], b.parts[code]) if cause is Cause.BALLOTS else found


def _addends(side: Sum, code: str) -> Mapping[tuple[Cause, str], Addend]:
    assert side.result is not None, "only results of a period have components"
    return addends(side.scheme, side.result, side.parts[code])


def _differ(cause: Cause, a: Addend, b: Addend) -> bool:
    """Whether two summands differ; an item that becomes due differs even if it earns nothing."""
    if cause is Cause.ITEM and (a.value is None) is not (b.value is None):
        return True
    return (a.value or 0) * b.of != (b.value or 0) * a.of


def _with_ballots(found: Shift, a: ComponentResult, b: ComponentResult) -> Shift:
    trimmed = a.ballots is not None and a.ballots == b.ballots and a.kept != b.kept
    key = found.key._replace(cause=Cause.TRIM) if trimmed else found.key
    return replace(found, key=key, ballots_a=a.kept, ballots_b=b.kept)


def _periods(a: Sum, b: Sum) -> Iterator[Shift]:
    for code in _union(a.periods, b.periods):
        one, other = a.periods.get(code, _NONE), b.periods.get(code, _NONE)
        if one.value is None or other.value is None or _differ(Cause.PERIOD, one, other):
            yield shift(Key(Cause.PERIOD, "", code), one, other, FULL)


def _after(a: Sum, b: Sum) -> Iterator[Shift]:
    for cause in _union(a.steps, b.steps):
        one, other = a.steps.get(cause, 0), b.steps.get(cause, 0)
        if one != other:
            yield shift(Key(cause), Addend(one), Addend(other), FULL)


def shift(key: Key, a: Addend, b: Addend, share: int) -> Shift:
    """Return a cause with its change of the score, (b - a) x share, rounded only where a mean is not exact."""
    numerator = ((b.value or 0) * a.of - (a.value or 0) * b.of) * share
    change = half_up(numerator, a.of * b.of)
    return Shift(key, a.value, b.value, change, share, a.of, b.of)


def _union(first: Iterable[Name], second: Iterable[Name]) -> list[Name]:
    return list(dict.fromkeys([*first, *second]))
