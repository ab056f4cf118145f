"""What goes into a settlement: members, facts, ballots, decisions. Amounts are hundredths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class RosterRow:
    """Where and as what a member belonged from one day to another, both included; None is open."""

    branch: str
    variant: str
    group: str = ""
    offices: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Member:
    """A member with at least one roster row; rows are in order of start and do not overlap."""

    id: str
    name: str
    rows: tuple[RosterRow, ...]

    def row_on(self, day: date) -> RosterRow:
        """Return the row with the latest start not after the day, even if it ended; else the first."""
        started = [row for row in self.rows if row.start is None or row.start <= day]
        return started[-1] if started else self.rows[0]

    def was_there(self, day: date) -> bool:
        return any(row.covers(day) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that happened to a member on a day. Only facts in force go into a settlement."""

    ref: str
    member: str
    kind: str
    on: date
    quantity: int = 100
    outcome: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One rater's answers about one member: item code ('' is the whole) to points or to a grade.

    Points are hundredths; a grade is a code of the component's `grades`.
    """

    ratee: str
    rater_kind: str
    id: str
    answers: Mapping[str, int | str]


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A panel's decision to move one result, with its reason. Points are signed hundredths."""

    member: str
    points: int
    reason: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A recorded decision that gives a member other weights; components left out do not count."""

    member: str
    document: str
    weights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Record:
    """Everything a settlement of one period reads about one member."""

    member: Member
    facts: tuple[Fact, ...] = ()
    ballots: tuple[Ballot, ...] = ()
    adjustment: Adjustment | None = None
    resolution: Resolution | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """Everything about an organisation that a settlement may read: all periods of one year.

    Ballots, adjustments and resolutions carry the code of their period; '' is whichever is settled.
    """

    members: tuple[Member, ...]
    facts: tuple[Fact, ...] = ()
    ballots: Mapping[str, tuple[Ballot, ...]] = field(default_factory=dict)
    adjustments: Mapping[str, tuple[Adjustment, ...]] = field(default_factory=dict)
    resolutions: Mapping[str, tuple[Resolution, ...]] = field(default_factory=dict)
    carried_stars: Mapping[str, int] = field(default_factory=dict)
