"""A whole organisation: records out of the inputs, every member settled, digests and warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.digest import combined, hashed, header, input_lines, result_lines
from xianfeng.engine.facts import Ballot, Fact, Inputs, Member, Record
from xianfeng.engine.results import MemberResult, Settlement, UncountedKind, YearResult
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.settle import facts_read, settle_member
from xianfeng.engine.years import settle_year


def periods_of(scheme: Scheme, wanted: Period, as_of: date | None = None) -> tuple[Period, ...]:
    """Return the scheme's periods in the wanted stretch that have begun by as_of.

    Raises ValueError when the scheme's periods are longer than the stretch, or none has begun.
    """
    if wanted.unit.months < scheme.period.months:
        raise ValueError(f"{scheme.code} is settled by {scheme.period}")
    periods = tuple(p for p in wanted.split(scheme.period) if as_of is None or p.start <= as_of)
    if not periods:
        raise ValueError(f"nothing of {wanted.code} has begun by {as_of}")
    return periods


def settle(
    scheme: Scheme, inputs: Inputs, periods: Sequence[Period], as_of: date | None = None
) -> list[Settlement]:
    """Return the settlements of the periods, in order; the last one carries the year if it is whole."""
    settlements = [settle_period(scheme, inputs, period, day_settled(period, as_of)) for period in periods]
    if rolls_up(scheme, periods, as_of):
        settlements[-1] = _with_year(scheme, inputs, settlements)
    return settlements


def day_settled(period: Period, as_of: date | None) -> date:
    """Return the day up to which a period is settled: its last one, or as_of if that is earlier."""
    return period.end if as_of is None else min(period.end, as_of)


def rolls_up(scheme: Scheme, periods: Sequence[Period], as_of: date | None) -> bool:
    """Return whether the scheme has a year and all of its periods are settled to their ends."""
    whole = len(periods) * scheme.period.months == Unit.YEAR.months
    return scheme.year is not None and whole and (as_of is None or as_of >= periods[-1].end)


def settle_period(scheme: Scheme, inputs: Inputs, period: Period, as_of: date) -> Settlement:
    """Return the settlement of one period: every member, in the order of the roster."""
    results, digests_in, digests_out = [], {}, {}
    for record in records(inputs, period, as_of):
        result = settle_member(scheme, period, record, as_of)
        results.append(result)
        carried = inputs.carried_stars.get(record.member.id)
        digests_in[record.member.id] = hashed(input_lines(scheme, record, carried))
        digests_out[record.member.id] = hashed(result_lines(result))
    top = header(scheme, period, as_of)
    return Settlement(
        scheme.code, scheme.version, period.code, as_of,
        combined(top, sorted(digests_in.items())), combined(top, sorted(digests_out.items())),
        tuple(results), (), tuple(_uncounted(results, inputs)), scheme.sources.defaults,
        tuple(_uncounted_kinds(scheme, results, inputs)),
    )  # fmt: skip


def records(inputs: Inputs, period: Period, as_of: date) -> Iterator[Record]:
    """Yield what a settlement of the period reads about each member, in the order of the roster."""
    facts = _by_member(inputs.facts)
    ballots = _by_ratee(inputs.ballots.get(period.code, ()))
    adjustments = {each.member: each for each in inputs.adjustments.get(period.code, ())}
    resolutions = {each.member: each for each in inputs.resolutions.get(period.code, ())}
    for member in inputs.members:
        own = facts_read(tuple(facts.get(member.id, ())), period, as_of)
        cast = tuple(ballots.get(member.id, ()))
        yield Record(member, own, cast, adjustments.get(member.id), resolutions.get(member.id))


def record_of(inputs: Inputs, member: Member, period: Period, as_of: date) -> Record:
    """Return what a settlement of the period reads about one member."""
    one = Inputs(
        (member,), tuple(fact for fact in inputs.facts if fact.member == member.id),
        inputs.ballots, inputs.adjustments, inputs.resolutions,
    )  # fmt: skip
    return next(records(one, period, as_of))


def _by_member(facts: Sequence[Fact]) -> Mapping[str, list[Fact]]:
    grouped: dict[str, list[Fact]] = {}
    for fact in facts:
        grouped.setdefault(fact.member, []).append(fact)
    return grouped


def _by_ratee(ballots: Sequence[Ballot]) -> Mapping[str, list[Ballot]]:
    grouped: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        grouped.setdefault(ballot.ratee, []).append(ballot)
    return grouped


def _uncounted(results: Sequence[MemberResult], inputs: Inputs) -> list[str]:
    refs = {ref for result in results for ref in result.uncounted}
    found = [fact for fact in inputs.facts if fact.ref in refs]
    return [fact.ref for fact in sorted(found, key=lambda fact: (fact.on, fact.ref))]


def _uncounted_kinds(
    scheme: Scheme, results: Sequence[MemberResult], inputs: Inputs
) -> Iterator[UncountedKind]:
    known = scheme.kinds_used()
    refs = {ref for result in results for ref in result.uncounted}
    counts = Counter((fact.kind, fact.outcome) for fact in inputs.facts if fact.ref in refs)
    for (kind, outcome), number in sorted(counts.items()):
        yield UncountedKind(kind, outcome, number, kind in known)


def _with_year(scheme: Scheme, inputs: Inputs, settlements: Sequence[Settlement]) -> Settlement:
    by_member = zip(*(settlement.results for settlement in settlements), strict=True)
    year: list[YearResult] = []
    for results in by_member:
        year.append(settle_year(scheme, results, inputs.carried_stars.get(results[0].member, 0)))
    return replace(settlements[-1], year=tuple(year))
