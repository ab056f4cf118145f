"""THE SPECIFICATION: one member, one period, plain integers. Every other engine must agree with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xianfeng.engine.amounts import FULL, ONE, clamp, half_up
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Fact, Record
from xianfeng.engine.measures import Diary
from xianfeng.engine.polls import count
from xianfeng.engine.presence import Presence
from xianfeng.engine.results import (
    ComponentResult,
    ItemResult,
    Line,
    MemberResult,
    Missing,
    Proposal,
    Reason,
    TallyResult,
    Why,
)
from xianfeng.engine.scheme import (
    At,
    Band,
    BandOn,
    Component,
    Consequence,
    Lasts,
    Scheme,
    Sheet,
    Status,
    When,
)
from xianfeng.engine.sheets import score_sheet, settle_items, settle_sheet

EXACT = 10_000
"""A part of a weighted sum is exact in 1/10 000 of a hundredth."""

Settled = tuple[ComponentResult, tuple[ItemResult, ...], tuple[Line, ...]]


def settle_member(scheme: Scheme, period: Period, record: Record, as_of: date | None = None) -> MemberResult:
    """Return the result of one member in one period, settled up to `as_of` (default: its last day).

    Raises ValueError when as_of lies outside the period or the period is not the scheme's.
    """
    as_of = _checked_as_of(scheme, period, as_of)
    diary = open_diary(scheme, period, record, as_of)
    absent = _not_assessed(scheme, period, diary.presence)
    if absent:
        return _without_score(scheme, record, diary.presence, absent)
    weights = list(_weights(scheme, record, diary.presence))
    settled = [_component(scheme, part, weight, period, record, diary) for part, weight in weights]
    return _result(scheme, period, record, diary, settled)


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


def _not_assessed(scheme: Scheme, period: Period, presence: Presence) -> Reason | None:
    variant = presence.row.variant
    if not scheme.variants[variant].assessed:
        return Reason(Why.VARIANT, variant)
    if not presence.passes_half_rule(period):
        counting, ended = presence.share(period)
        return Reason(Why.AWAY, "", counting * ONE, ended * ONE)
    return None


def _without_score(scheme: Scheme, record: Record, presence: Presence, reason: Reason) -> MemberResult:
    member, row = record.member, presence.row
    proposals = proposed(scheme, At.PERIOD, Status.NOT_ASSESSED, None, False, None)
    return MemberResult(
        member.id,
        member.name,
        row.branch,
        row.variant,
        Status.NOT_ASSESSED,
        (reason,),
        consequences=proposals,
    )


def _weights(scheme: Scheme, record: Record, presence: Presence) -> Iterator[tuple[Component, int]]:
    """Yield the components that are looked at, with their weights; a resolution replaces the scheme's."""
    decided = record.resolution.weights if record.resolution else None
    for code, component in scheme.components.items():
        weight = component.weight_for(presence.row.variant) if decided is None else decided.get(code, 0)
        if weight:
            yield component, weight


# ---- components


def _component(
    scheme: Scheme, component: Component, weight: int, period: Period, record: Record, diary: Diary
) -> Settled:
    sheet = scheme.sheet_of(component)
    if component.raters is None:
        assert sheet is not None, "checked when the scheme is loaded"
        return _from_facts(component, sheet, weight, period, diary)
    if component.prefilled:
        assert sheet is not None, "checked when the scheme is loaded"
        return _prefilled(component, sheet, weight, period, record, diary)
    return _from_ballots(component, sheet, weight, record), (), ()


def _from_facts(component: Component, sheet: Sheet, weight: int, period: Period, diary: Diary) -> Settled:
    tallies = [period]
    if component.tally:
        tallies = [tally for tally in period.split(component.tally) if tally.end <= diary.presence.as_of]
    scored = [settle_sheet(component.code, sheet, tally, diary) for tally in tallies]
    results = tuple(each.tally for each in scored)
    if component.tally is None:
        score, reason = results[0].score, Missing.NOTHING_DUE
    else:
        kept = [tally.score for tally in results if tally.counts and tally.score is not None]
        score = half_up(sum(kept), len(kept)) if kept else None
        reason = Missing.NOTHING_DUE if any(tally.counts for tally in results) else Missing.NOTHING_COUNTS
    items = tuple(item for each in scored for item in each.items)
    lines = tuple(line for each in scored for line in each.lines)
    return (
        ComponentResult(
            component.code, weight, score, _part(component, weight, score),
            reason=reason if score is None else None, tallies=results,
        ),
        items,
        lines,
    )  # fmt: skip


def _from_ballots(component: Component, sheet: Sheet | None, weight: int, record: Record) -> ComponentResult:
    poll = count(component, sheet, record.ballots)
    score = poll.mean
    return ComponentResult(
        component.code, weight, score, _part(component, weight, score), poll.ballots, poll.kept, poll.total,
        Missing.TOO_FEW_BALLOTS if score is None else None, (), poll.polled,
    )  # fmt: skip


def _prefilled(
    component: Component, sheet: Sheet, weight: int, period: Period, record: Record, diary: Diary
) -> Settled:
    """Return a component whose raters answer some items while facts fill in the others."""
    poll = count(component, sheet, record.ballots)
    answered = {polled.item for polled in poll.polled}
    variant = diary.presence.row.variant
    own = list(sheet.items_for(variant))
    ruled = [(section, item) for section, item in own if item.rules]
    items, lines = settle_items(component.code, ruled, period, diary)
    items = [item for item in items if item.item not in answered]
    lines = [line for line in lines if line.item not in answered]
    tallies: tuple[TallyResult, ...] = ()
    if poll.mean is not None:
        due = sum(item.points or 0 for _, item in own if item.code in answered)
        tallies = (score_sheet(sheet, period, True, items, poll.mean, due),)
    score = tallies[0].score if tallies else None
    missing = None if score is not None else Missing.NOTHING_DUE if tallies else Missing.TOO_FEW_BALLOTS
    return (
        ComponentResult(
            component.code, weight, score, _part(component, weight, score), poll.ballots, poll.kept, poll.total,
            missing, tallies, poll.polled,
        ),
        tuple(items),
        tuple(lines),
    )  # fmt: skip


def _part(component: Component, weight: int, score: int | None) -> int | None:
    """Return weight x score / out_of, exactly; out_of is 100, or the weight and the part the score itself."""
    if score is None:
        return None
    return weight * score if component.out_of == FULL else score * EXACT


# ---- the result


def _result(
    scheme: Scheme,
    period: Period,
    record: Record,
    diary: Diary,
    settled: list[Settled],
) -> MemberResult:
    components = tuple(component for component, _, _ in settled)
    missing = tuple(_missing(scheme, component) for component in components if component.reason)
    vetoes = vetoing(scheme, period, diary.facts)
    complete = not missing
    weighted = half_up(sum(component.part or 0 for component in components), EXACT) if complete else None
    adjustment = _adjustment(scheme, record) if complete else None
    score = None if weighted is None else finished(scheme, weighted, adjustment)
    band = None if score is None else band_for(scheme, score, bool(vetoes))
    status = Status.COMPLETE if complete else Status.INCOMPLETE
    code = band.code if band else None
    row, member = diary.presence.row, record.member
    return MemberResult(
        member.id, member.name, row.branch, row.variant, status,
        missing + tuple(Reason(Why.VETO, fact.ref) for fact in vetoes),
        score, adjustment, code, bool(vetoes), band.stars if band else None,
        proposed(scheme, At.PERIOD, status, code, bool(vetoes), None),
        components,
        tuple(item for _, items, _ in settled for item in items),
        tuple(line for _, _, lines in settled for line in lines),
        weighted,
        tuple(_uncounted(scheme, period, diary, vetoes)),
    )  # fmt: skip


def _missing(scheme: Scheme, result: ComponentResult) -> Reason:
    component = scheme.components[result.code]
    if result.reason is Missing.TOO_FEW_BALLOTS:
        return Reason(Why.TOO_FEW_BALLOTS, result.code, (result.ballots or 0) * ONE, component.at_least * ONE)
    return Reason(Why(result.reason or ""), result.code)


def _adjustment(scheme: Scheme, record: Record) -> int | None:
    if scheme.adjust is None or record.adjustment is None:
        return None
    return clamp(record.adjustment.points, -scheme.adjust.within, scheme.adjust.within)


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


def _uncounted(scheme: Scheme, period: Period, diary: Diary, vetoes: tuple[Fact, ...]) -> Iterator[str]:
    """Yield the refs of the period's facts that no rule looked at and that have no other effect."""
    effective = diary.seen | {fact.ref for fact in vetoes}
    for fact in diary.facts:
        if (
            fact.on >= period.start
            and fact.ref not in effective
            and not scheme.kinds[fact.kind].excuses_month
        ):
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
