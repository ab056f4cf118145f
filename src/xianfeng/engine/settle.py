"""THE SPECIFICATION: one member, one period, plain integers. Every other engine must agree with it.

Here stands how a result is put together; what it is put together from stands in `components`,
`sheets`, `polls` and `measures`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xianfeng.engine.amounts import ONE, clamp, half_up
from xianfeng.engine.calendar import Period
from xianfeng.engine.components import EXACT, Matter, Settled, settle_components
from xianfeng.engine.facts import Fact, Record
from xianfeng.engine.measures import Diary
from xianfeng.engine.presence import Presence
from xianfeng.engine.results import ComponentResult, MemberResult, Missing, Proposal, Reason, Why
from xianfeng.engine.scheme import (
    At,
    Band,
    BandOn,
    Consequence,
    Lasts,
    Scheme,
    Status,
    When,
)


def settle_member(scheme: Scheme, period: Period, record: Record, as_of: date | None = None) -> MemberResult:
    """Return the result of one member in one period, settled up to `as_of` (default: its last day).

    Raises ValueError when as_of lies outside the period or the period is not the scheme's.
    """
    diary = open_diary(scheme, period, record, _checked_as_of(scheme, period, as_of))
    matter = Matter(scheme, period, record, diary)
    absent = _not_assessed(matter)
    if absent:
        return _without_score(matter, absent)
    return _result(matter, settle_components(matter))


def open_diary(scheme: Scheme, period: Period, record: Record, as_of: date) -> Diary:
    """Return a member's facts as a settlement reads them."""
    facts = facts_read(record.facts, period, as_of)
    presence = Presence.of(record.member, as_of, facts, scheme.kinds)
    return Diary(facts, scheme.kinds, presence)


def facts_read(facts: tuple[Fact, ...], period: Period, as_of: date) -> tuple[Fact, ...]:
    """Return the facts from 1 January of the period's year up to as_of, in order (day, ref)."""
    first = date(period.year, 1, 1)
    return tuple(sorted((f for f in facts if first <= f.on <= as_of), key=lambda fact: (fact.on, fact.ref)))


def _checked_as_of(scheme: Scheme, period: Period, as_of: date | None) -> date:
    if period.unit is not scheme.period:
        raise ValueError(f"{scheme.code} is settled by {scheme.period}, not for {period.code}")
    as_of = as_of or period.end
    if not period.start <= as_of <= period.end:
        raise ValueError(f"{as_of} is not in {period.code}")
    return as_of


# ---- who is not assessed


def _not_assessed(matter: Matter) -> Reason | None:
    presence = matter.diary.presence
    if not matter.scheme.variants[presence.row.variant].assessed:
        return Reason(Why.VARIANT, presence.row.variant)
    if not presence.passes_half_rule(matter.period):
        counting, ended = presence.share(matter.period)
        return Reason(Why.AWAY, "", counting * ONE, ended * ONE)
    return None


def _without_score(matter: Matter, reason: Reason) -> MemberResult:
    member, row = matter.record.member, matter.diary.presence.row
    return MemberResult(
        member=member.id,
        name=member.name,
        branch=row.branch,
        variant=row.variant,
        status=Status.NOT_ASSESSED,
        reasons=(reason,),
        consequences=proposed(matter.scheme, At.PERIOD, Status.NOT_ASSESSED, None, False, None),
    )


# ---- the result


def _result(matter: Matter, settled: list[Settled]) -> MemberResult:
    scheme, member, row = matter.scheme, matter.record.member, matter.diary.presence.row
    components = tuple(each.component for each in settled)
    vetoes = vetoing(scheme, matter.period, matter.diary.facts)
    missing = tuple(_missing(scheme, component) for component in components if component.reason)
    status = Status.INCOMPLETE if missing else Status.COMPLETE
    weighted = None if missing else half_up(sum(component.part or 0 for component in components), EXACT)
    adjustment = None if missing else _adjustment(matter)
    score = None if weighted is None else finished(scheme, weighted, adjustment)
    band = None if score is None else band_for(scheme, score, bool(vetoes))
    code = band.code if band else None
    return MemberResult(
        member=member.id,
        name=member.name,
        branch=row.branch,
        variant=row.variant,
        status=status,
        reasons=missing + tuple(Reason(Why.VETO, fact.ref) for fact in vetoes),
        score=score,
        adjustment=adjustment,
        band=code,
        veto=bool(vetoes),
        stars=band.stars if band else None,
        consequences=proposed(scheme, At.PERIOD, status, code, bool(vetoes), None),
        components=components,
        items=tuple(item for each in settled for item in each.items),
        lines=tuple(line for each in settled for line in each.lines),
        weighted=weighted,
        uncounted=tuple(_uncounted(matter, vetoes)),
    )


def _missing(scheme: Scheme, result: ComponentResult) -> Reason:
    component = scheme.components[result.code]
    if result.reason is Missing.TOO_FEW_BALLOTS:
        return Reason(Why.TOO_FEW_BALLOTS, result.code, (result.ballots or 0) * ONE, component.at_least * ONE)
    return Reason(Why(result.reason or ""), result.code)


def _adjustment(matter: Matter) -> int | None:
    adjust, decided = matter.scheme.adjust, matter.record.adjustment
    if adjust is None or decided is None:
        return None
    return clamp(decided.points, -adjust.within, adjust.within)


def finished(scheme: Scheme, weighted: int, adjustment: int | None) -> int:
    """Return the result: adjusted, within 0 and the ceiling, and whole if the scheme says so."""
    score = clamp(weighted + (adjustment or 0), 0, scheme.at_most)
    return half_up(score, ONE) * ONE if scheme.band_on is BandOn.WHOLE else score


def band_for(scheme: Scheme, score: int, vetoed: bool) -> Band | None:
    """Return the first band that the score reaches; the last one after a veto."""
    if vetoed and scheme.bands:
        return scheme.bands[-1]
    return next((band for band in scheme.bands if score >= band.at_least), None)


def vetoing(scheme: Scheme, period: Period, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the decisions, with a document, that put the member into the last band."""
    if scheme.veto is None:
        return ()
    first = date(period.year, 1, 1) if scheme.veto.lasts is Lasts.YEAR else period.start
    kinds = scheme.veto.kinds
    return tuple(fact for fact in facts if fact.kind in kinds and fact.document and fact.on >= first)


def _uncounted(matter: Matter, vetoes: tuple[Fact, ...]) -> Iterator[str]:
    """Yield the refs of the period's facts that no rule looked at and that have no other effect."""
    effective = matter.diary.seen | {fact.ref for fact in vetoes}
    for fact in matter.diary.facts:
        excusing = matter.scheme.kinds[fact.kind].excuses_month
        if fact.on >= matter.period.start and fact.ref not in effective and not excusing:
            yield fact.ref


def proposed(
    scheme: Scheme, at: At, status: Status, band: str | None, veto: bool, flags: int | None
) -> tuple[Proposal, ...]:
    """Return what the scheme proposes after a result of a period or of a year."""
    following = (c for c in scheme.consequences if c.at is at and _holds(c.when, status, band, veto, flags))
    return tuple(_proposal(consequence) for consequence in following)


def _holds(when: When, status: Status, band: str | None, veto: bool, flags: int | None) -> bool:
    return (
        (when.bands is None or band in when.bands)
        and (when.statuses is None or status in when.statuses)
        and (when.veto is None or veto is when.veto)
        and (when.flags_at_least is None or (flags or 0) >= when.flags_at_least)
    )


def _proposal(consequence: Consequence) -> Proposal:
    return Proposal(consequence.do, consequence.by, consequence.within_days)
