"""The year: the mean of its periods, stars into flags (section 9)."""

from __future__ import annotations

from collections.abc import Sequence

from xianfeng.engine.amounts import half_up
from xianfeng.engine.results import MemberResult, YearResult
from xianfeng.engine.scheme import At, Carry, Flags, Scheme, Status
from xianfeng.engine.settle import band_for, proposed


def settle_year(scheme: Scheme, periods: Sequence[MemberResult], carried: int = 0) -> YearResult:
    """Return one member's year from the results of all its periods, in order.

    `carried` are last year's stars that made no flag; they count only where the scheme carries always.
    """
    member = periods[0].member
    assessed = [result for result in periods if result.status is not Status.NOT_ASSESSED]
    veto = any(result.veto for result in assessed)
    if not assessed:
        return _without_score(scheme, member, Status.NOT_ASSESSED, veto)
    if any(result.status is Status.INCOMPLETE for result in assessed):
        return _without_score(scheme, member, Status.INCOMPLETE, veto)
    score = half_up(sum(result.score or 0 for result in assessed), len(assessed))
    band = band_for(scheme, score, veto)
    code = band.code if band else None
    stars = [result.stars for result in assessed if result.stars is not None]
    flags, left = _flags(scheme, stars, carried)
    flags = 0 if veto and flags is not None else flags
    proposals = proposed(scheme, At.YEAR, Status.COMPLETE, code, veto, flags)
    total = sum(stars) if stars else None
    return YearResult(member, Status.COMPLETE, score, code, veto, total, flags, left, proposals)


def _without_score(scheme: Scheme, member: str, status: Status, veto: bool) -> YearResult:
    proposals = proposed(scheme, At.YEAR, status, None, veto, None)
    return YearResult(member, status, veto=veto, consequences=proposals)


def _flags(scheme: Scheme, stars: Sequence[int], carried: int) -> tuple[int | None, int | None]:
    rule: Flags | None = scheme.year.flags if scheme.year else None
    if rule is None:
        return None, None
    if rule.carry is Carry.NONE:
        return sum(x // rule.stars for x in stars), sum(x % rule.stars for x in stars)
    return divmod(sum(stars) + (carried if rule.carry is Carry.ALWAYS else 0), rule.stars)
