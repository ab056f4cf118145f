"""What a settlement looks like from afar: how the results are spread, and whom to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xianfeng.engine.results import MemberResult, Settlement, UncountedKind
from xianfeng.engine.scheme import Status

NAMED = 5
"""So many members are named before the rest is only counted."""


@dataclass(frozen=True, slots=True)
class Some:
    """How many members there are of a sort, and the first of them."""

    number: int
    first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodOverview:
    """One period: members by band (those without one under None) and by status, and whom to look at."""

    period: str
    as_of: date
    bands: Mapping[str | None, int]
    statuses: Mapping[Status, int]
    vetoed: Some
    incomplete: Some
    uncounted_kinds: tuple[UncountedKind, ...]


@dataclass(frozen=True, slots=True)
class YearOverview:
    """A year: members by band, and the flags of all of them."""

    bands: Mapping[str | None, int]
    flags: int


@dataclass(frozen=True, slots=True)
class Overview:
    """All periods of a settlement, and the year where it was rolled up."""

    members: int
    branches: int
    periods: tuple[PeriodOverview, ...]
    year: YearOverview | None = None


def overview_of(settlements: Sequence[Settlement]) -> Overview:
    """Return what settlements of one or more periods look like."""
    results = settlements[0].results
    year = settlements[-1].year
    return Overview(
        len(results),
        len({result.branch for result in results}),
        tuple(map(_period, settlements)),
        YearOverview(Counter(each.band for each in year), sum(each.flags or 0 for each in year))
        if year
        else None,
    )


def _period(settlement: Settlement) -> PeriodOverview:
    results = settlement.results
    return PeriodOverview(
        settlement.period,
        settlement.as_of,
        Counter(result.band for result in results),
        Counter(result.status for result in results),
        _some(result for result in results if result.veto),
        _some(result for result in results if result.status is Status.INCOMPLETE),
        settlement.uncounted_kinds,
    )


def _some(results: Iterable[MemberResult]) -> Some:
    members = [result.member for result in results]
    return Some(len(members), tuple(members[:NAMED]))
