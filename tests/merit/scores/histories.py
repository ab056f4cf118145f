"""Random histories of a member, lived forward day by day; what was on each day is written down as it happens.

Nothing here knows how rows are walked back: that is what the diary is compared with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.people.world import World, branch_of
from xianfeng.people.members.models import Affiliation, Member, Office, StatusChange
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post

DAY = timedelta(days=1)
FIRST, LAST = date(2024, 11, 1), date(2026, 11, 21)
PLACES = ("one", "two", "second", "third")
OFFICES = (
    (Post.DEPUTY_SECRETARY, "first"), (Post.DEPUTY_SECRETARY, "second"), (Post.PUBLICITY_OFFICER, "first"),
    (Post.COMMITTEE_MEMBER, "third"), (Post.COMMITTEE_MEMBER, "one"), (Post.COMMITTEE_MEMBER, "general"),
    (Post.DEPUTY_SECRETARY, "committee"),
)  # fmt: skip
STATUSES = (
    Member.Status.ACTIVE,
    Member.Status.FLOATING,
    Member.Status.TRANSFERRING,
    Member.Status.LOST_CONTACT,
)


@dataclass(frozen=True)
class OnDay:
    """What was on one day. `unit` is None where she belonged nowhere."""

    unit: Unit | None
    status: str
    duties: str
    posts: frozenset[tuple[str, Unit]]


@dataclass
class History:
    """A member's life: the rows it left in the database, and the diary of what was on each day."""

    world: World
    random: Random
    member: Member
    affiliation: Affiliation | None = None
    offices: list[Office] = field(default_factory=list)
    diary: dict[date, OnDay] = field(default_factory=dict)

    def live(self) -> Mapping[date, OnDay]:
        self._enter(FIRST)
        day = FIRST
        while day <= LAST:
            if day > FIRST and self.random.random() < 0.03:
                self._happen(day)
            posts = frozenset((office.post, office.unit) for office in self.offices)
            self.diary[day] = OnDay(self.member.unit, self.member.status, self.member.duties, posts)
            day += DAY
        self.member.save()
        return self.diary

    def _happen(self, day: date) -> None:
        for _ in range(self.random.choice((1, 1, 2))):
            if self.member.unit is None:
                return self._return(day)
            deed = self.random.choice(
                (self._move, self._leave, self._status, self._duties, self._take, self._give_up)
            )
            deed(day)
        return None

    def _enter(self, day: date) -> None:
        unit = getattr(self.world, self.random.choice(PLACES))
        self.member.unit, self.member.branch = unit, branch_of(unit)
        self.affiliation = Affiliation.objects.create(member=self.member, unit=unit, from_on=day)

    def _end(self, day: date) -> bool:
        assert self.affiliation is not None
        if self.affiliation.from_on == day:
            return False
        self.affiliation.to_on = day - DAY
        self.affiliation.save()
        return True

    def _move(self, day: date) -> None:
        if self._end(day):
            self._enter(day)

    def _leave(self, day: date) -> None:
        if self._end(day):
            self._change("status", Member.Status.LEFT, day)
            self.member.unit = self.member.branch = None

    def _return(self, day: date) -> None:
        self._change("status", self.random.choice(STATUSES[:2]), day)
        self._enter(day)

    def _status(self, day: date) -> None:
        self._change("status", self.random.choice(STATUSES), day)

    def _duties(self, day: date) -> None:
        other = {Member.Duties.STANDARD: Member.Duties.REDUCED, Member.Duties.REDUCED: Member.Duties.STANDARD}
        self._change("duties", other[Member.Duties(self.member.duties)], day)

    def _change(self, name: str, new: str, day: date) -> None:
        old = getattr(self.member, name)
        if old != new:
            StatusChange.objects.create(
                member=self.member, field=name, old=old, new=new, on=day, document="1"
            )
            setattr(self.member, name, new)

    def _take(self, day: date) -> None:
        post, where = self.random.choice(OFFICES)
        unit = getattr(self.world, where)
        if all((office.post, office.unit) != (post, unit) for office in self.offices):
            self.offices.append(Office.objects.create(member=self.member, unit=unit, post=post, from_on=day))

    def _give_up(self, day: date) -> None:
        begun = [office for office in self.offices if office.from_on < day]
        for office in begun[:1]:
            office.to_on = day - DAY
            office.save()
            self.offices.remove(office)
