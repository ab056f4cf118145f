"""A branch with those who do its work: who acts, and the numbers of its documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xianfeng.demo.history.people import latent_of
from xianfeng.demo.life import come_in
from xianfeng.demo.making import Making
from xianfeng.demo.roles import holder_of
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post
from xianfeng.sample.ballots import quality

PRESENT = 85
"""Of a hundred who may vote, so many are at a meeting."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A branch; its secretary, the member of its committee who does the other half of the work, and an officer above."""

    making: Making
    branch: Unit
    secretary: User
    second: User
    officer: User
    strictness: float = 0.0
    """By how many points all raters are stricter: the method fills in much from facts, which are good."""

    @classmethod
    def of(cls, making: Making, branch: Unit) -> Scene:
        """Return the scene of a branch; whoever acts in it has come in."""
        top = Unit.objects.unscoped().get(path=branch.path[: Unit.steplen])
        secretary = come_in(holder_of(Post.SECRETARY, branch), PROGRAM)
        second = come_in(holder_of(Post.ORGANIZATION_OFFICER, branch), Actor(secretary.pk))
        officer = come_in(holder_of(Post.ORGANIZATION_OFFICER, top), PROGRAM)
        return cls(making, branch, secretary, second, officer)

    @property
    def first(self) -> Actor:
        """The secretary as whoever acts."""
        return Actor(self.secretary.pk)

    @property
    def other(self) -> Actor:
        """The committee member as whoever acts."""
        return Actor(self.second.pk)

    @property
    def above(self) -> Actor:
        """The officer above as whoever acts."""
        return Actor(self.officer.pk)

    def not_about(self, member: int) -> Actor:
        """Return who acts about a member: nobody about herself, nobody of the branch about its secretary."""
        if member == self.secretary.member_id:
            return self.above
        return self.first if member == self.second.member_id else self.other

    def minutes(self, on: date, kind: str = "支纪") -> str:
        """Return the number of the minutes of a day."""
        return f"演示{kind}〔{on.year}〕{on:%m%d}号"

    def entitled(self) -> int:
        """Return how many may vote in a meeting of the branch."""
        full = Member.objects.unscoped().filter(branch=self.branch, kind=Member.Kind.FULL)
        return int(full.filter(status=Member.Status.ACTIVE).count())

    def present(self) -> int:
        """Return how many of them are there."""
        return self.entitled() * PRESENT // 100 + 1

    def qualities(self) -> Mapping[int, float]:
        """Return what a rater without bias sees of each member, in points."""
        members = Member.objects.unscoped().filter(branch=self.branch).order_by("staff_no")
        return {
            member.pk: quality(latent_of(self.making, member.staff_no)) - self.strictness
            for member in members
        }
