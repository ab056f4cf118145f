"""Why one band differs from another at what scores: a veto, other limits. And who moves where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xianfeng.engine.amounts import ONE
from xianfeng.engine.comparison.outcomes import Cause, Grade, Key, Move, Outcome, Shift
from xianfeng.engine.scheme import Scheme, Status


def standing_shifts(a: Outcome, b: Outcome) -> Iterator[Shift]:
    """Yield that a result is of another status, or without a score for other reasons; that one is vetoed."""
    same_reasons = a.score is not None or set(a.reasons) == set(b.reasons)
    if a.status is not b.status or not same_reasons:
        yield Shift(Key(Cause.STATUS))
    if a.veto is not b.veto:
        yield Shift(Key(Cause.VETO), int(a.veto) * ONE, int(b.veto) * ONE)


def band_shifts(a: Outcome, b: Outcome, scheme_a: Scheme, scheme_b: Scheme) -> Iterator[Shift]:
    """Yield the limits that put a member into another band: those that one of the two scores meets only once.

    A band that only one scheme has is a limit, too; of two vetoed results both bands are named.
    """
    if a.score is None or b.score is None or a.band == b.band or a.veto is not b.veto:
        return
    ours, theirs = _limits(scheme_a), _limits(scheme_b)
    lost = [code for code, other in ((a.band, theirs), (b.band, ours)) if code and code not in other]
    moved = [code for code in ours if _moves(code, ours, theirs, (a.score, b.score))]
    for code in dict.fromkeys([a.band, b.band] if a.veto else [*moved, *lost]):
        if code:
            yield Shift(Key(Cause.LIMIT, "", code), ours.get(code), theirs.get(code))


def _limits(scheme: Scheme) -> Mapping[str, int]:
    return {band.code: band.at_least for band in scheme.bands}


def _moves(code: str, a: Mapping[str, int], b: Mapping[str, int], scores: tuple[int, int]) -> bool:
    both = code in a and code in b
    return both and any((score >= a[code]) is not (score >= b[code]) for score in scores)


def star_shifts(a: Outcome, b: Outcome) -> Iterator[Shift]:
    """Yield that stars or flags differ."""
    for cause, one, other in ((Cause.STARS, a.stars, b.stars), (Cause.FLAGS, a.flags, b.flags)):
        if one != other:
            yield Shift(Key(cause), _hundredths(one), _hundredths(other))


def _hundredths(count: int | None) -> int | None:
    return None if count is None else count * ONE


def grades_of(scheme: Scheme) -> tuple[Grade, ...]:
    """Return where a member may stand, the best band first, then without a score."""
    complete = [Grade(Status.COMPLETE, band.code) for band in scheme.bands] or [Grade(Status.COMPLETE)]
    return (*complete, Grade(Status.INCOMPLETE), Grade(Status.NOT_ASSESSED))


def move_of(a: Grade, b: Grade, scheme_a: Scheme, scheme_b: Scheme) -> Move:
    """Return whether a member moves up or down, by the bands of B, or of A if B lacks one of the two."""
    if a == b:
        return Move.SAME
    for scheme in (scheme_b, scheme_a):
        codes = [band.code for band in scheme.bands]
        if a.band in codes and b.band in codes:
            return Move.UP if codes.index(b.band) < codes.index(a.band) else Move.DOWN
    return Move.OTHER
