"""A member of the sample: what the roster says, and what lies behind the facts and ballots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from xianfeng.engine.facts import Member, RosterRow
from xianfeng.sample.times import Year, random_day


@dataclass(frozen=True, slots=True)
class Person:
    """A member; `latent` and `attendance` are shares, `leave` the numbers of the months of leave."""

    member: Member
    latent: float
    attendance: float
    leave: frozenset[int] = frozenset()

    @property
    def id(self) -> str:
        return self.member.id

    @property
    def row(self) -> RosterRow:
        """The last row."""
        return self.member.rows[-1]

    @property
    def variant(self) -> str:
        return self.row.variant

    @property
    def slack(self) -> float:
        """How much more often than others something is late or left undone; about 1 on average."""
        return 3.2 * (1 - self.latent)

    def with_rows(self, *rows: RosterRow) -> Person:
        return replace(self, member=replace(self.member, rows=rows))

    def first_day(self, year: Year) -> date:
        return self.member.rows[0].start or date(year.number, 1, 1)

    def last_day(self, year: Year) -> date:
        return self.row.end or date(year.number, 12, 31)

    def at_work(self, day: date) -> bool:
        return self.member.was_there(day) and day.month not in self.leave

    def counts(self, year: Year, month: int) -> bool:
        """Return whether the month counts towards a target of hours."""
        whole = year.month(month)
        return self.at_work(whole.start) and self.member.was_there(whole.end)

    def some_day(self, rng: Random, year: Year) -> date:
        """Return a day at random on which the member was there and not on leave."""
        while True:
            day = random_day(rng, self.first_day(year), self.last_day(year))
            if self.at_work(day):
                return day


def split(person: Person, year: Year, month: int, before: RosterRow) -> Person:
    """Return the member with another row up to the end of the month, and the present one after it."""
    end = year.month(month).end
    return person.with_rows(replace(before, end=end), replace(person.row, start=end + timedelta(days=1)))
