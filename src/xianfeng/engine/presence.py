"""When a member was there: which months count, and whether a stretch is long enough to assess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.facts import Fact, Member, RosterRow
from xianfeng.engine.scheme import Kind


@dataclass
class Presence:
    """One member's time up to `as_of`. `excused` are the months with a fact that excuses them."""

    member: Member
    as_of: date
    excused: frozenset[Period] = frozenset()
    _counts: dict[Period, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, member: Member, as_of: date, facts: tuple[Fact, ...], kinds: Mapping[str, Kind]) -> Presence:
        excusing = [fact.on for fact in facts if kinds[fact.kind].excuses_month]
        return cls(member, as_of, frozenset(Period.containing(Unit.MONTH, day) for day in excusing))

    def ended_months(self, stretch: Period, until: date | None = None) -> list[Period]:
        """Return the months of the stretch whose last day is neither after as_of nor after `until`."""
        limit = self.as_of if until is None else min(self.as_of, until)
        return [month for month in stretch.split(Unit.MONTH) if month.end <= limit]

    def counts(self, month: Period) -> bool:
        """Return whether an ended month counts: there on its first and last day, and not excused."""
        if month not in self._counts:
            there = self.member.was_there(month.start) and self.member.was_there(month.end)
            self._counts[month] = there and month not in self.excused
        return self._counts[month]

    def share(self, stretch: Period) -> tuple[int, int]:
        """Return how many of the stretch's ended months count, and how many there are."""
        months = self.ended_months(stretch)
        return sum(map(self.counts, months)), len(months)

    def passes_half_rule(self, stretch: Period) -> bool:
        counting, ended = self.share(stretch)
        return 2 * counting >= ended

    @cached_property
    def row(self) -> RosterRow:
        """The row that decides weights, branch and whether the member is assessed."""
        return self.member.row_on(self.as_of)
