"""What members have said lately that they did: some of it waits, some was confirmed, rejected, withdrawn, reversed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from operator import itemgetter

from xianfeng.demo.history.picture import drawn
from xianfeng.demo.history.said import OWN_KIND, OWN_KIND_AGO, SAID, Fate, Said, Who
from xianfeng.demo.history.spans import moment, workday_before, workday_from
from xianfeng.demo.life import come_in, committee_member
from xianfeng.demo.making import Making, get_unit
from xianfeng.demo.roles import holder_of, plain_members
from xianfeng.demo.stages import Stage
from xianfeng.facts.evidence import attach, kept_of
from xianfeng.facts.models import Fact, Proposal
from xianfeng.facts.operations import add_kind, confirm, propose, record, reject, reverse, withdraw
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post

MORNING, AFTERNOON, EVENING = (9, 11), (14, 16), (17, 17)
Event = tuple[datetime, int, Callable[[datetime], None]]
"""When it is done, a number to keep those of one moment in order, and what is done."""


def make_claims(making: Making, stage: Stage) -> None:
    """Let members say what they did, and their committees answer, each thing after the other."""
    for at, said in SAID.items():
        code = getattr(stage, at)
        if code:
            scene = Scene.of(making, get_unit(code))
            events = [event for number, each in enumerate(said) for event in scene.events(number, each)]
            for at_moment, _, act in sorted(events, key=itemgetter(0, 1)):
                act(at_moment)
    _use_own_kind(Scene.of(making, get_unit(stage.branch)))


@dataclass(slots=True)
class Scene:
    """A branch in its last days: who says something, and who answers."""

    making: Making
    branch: Unit
    members: list[Member]
    secretary: User
    made: dict[int, Proposal] = field(default_factory=dict)
    facts: dict[int, Fact] = field(default_factory=dict)

    @classmethod
    def of(cls, making: Making, branch: Unit) -> Scene:
        secretary = come_in(holder_of(Post.SECRETARY, branch), PROGRAM)
        return cls(making, branch, plain_members(branch), secretary)

    def events(self, number: int, said: Said) -> Iterator[Event]:
        """Yield what is said and what is answered, each with its moment."""
        yield self.at(said.days_ago, MORNING), number, partial(self.propose, number, said)
        if said.fate:
            answer = partial(self.answer, number, said)
            yield self.at(said.days_ago - said.answered_after, AFTERNOON), number, answer
        if said.reversed_because:
            undo = partial(self.undo, number, said.reversed_because)
            yield self.at(said.days_ago - said.answered_after - 1, EVENING), number, undo

    def day(self, days_ago: int) -> date:
        """Return the day so many days ago, on which or after which somebody has worked since."""
        return min(self.making.on - timedelta(days=days_ago), workday_before(self.making.on))

    def at(self, days_ago: int, hours: tuple[int, int]) -> datetime:
        """Return a moment on the first working day since then."""
        on = min(workday_from(self.day(days_ago)), workday_before(self.making.on))
        return moment(self.making.rng(f"{self.branch.code}/{days_ago}/{hours}"), on, hours)

    def propose(self, number: int, said: Said, at: datetime) -> None:
        member, user = self.people(said)
        proposal = propose(
            Actor(user.pk), member=member, kind=said.kind, on=self.day(said.days_ago), quantity=said.quantity,
            note=said.note, key=f"demo/{self.branch.code}/said/{number}", at=at,
        )  # fmt: skip
        if said.has_picture:
            picture = drawn()
            attach(Actor(user.pk), proposal, kept_of(picture, picture.getbuffer().nbytes))
        self.made[number] = proposal

    def people(self, said: Said) -> tuple[Member, User]:
        """Return who did it, and who says so: she herself, or the leader of her group."""
        if said.who == Who.SECRETARY:
            return holder_of(Post.SECRETARY, self.branch), self.secretary
        member = self.members[said.member]
        speaker = member
        if said.who == Who.LEADER:
            assert member.unit
            speaker = holder_of(Post.GROUP_LEADER, member.unit)
        return member, come_in(speaker, Actor(self.secretary.pk))

    def answer(self, number: int, said: Said, at: datetime) -> None:
        proposal, actor = self.made[number], Actor(committee_member(self.branch).pk)
        if said.fate == Fate.CONFIRMED:
            self.facts[number] = confirm(actor, proposal, at=at)
        elif said.fate == Fate.REJECTED:
            reject(actor, proposal, reason=said.reason, at=at)
        else:
            withdraw(Actor(proposal.proposed_by), proposal, at=at)

    def undo(self, number: int, reason: str, at: datetime) -> None:
        reverse(Actor(self.secretary.pk), self.facts[number], reason=reason, at=at)


def _use_own_kind(scene: Scene) -> None:
    """Let the branch add a kind of fact of its own, and record it."""
    actor = Actor(scene.secretary.pk)
    kind = add_kind(actor, scene.branch, title=OWN_KIND, measure="次")
    for number, days_ago in enumerate(OWN_KIND_AGO):
        record(
            actor, member=scene.members[number], kind=kind.code, on=scene.day(days_ago),
            key=f"demo/{scene.branch.code}/own/{number}", at=scene.at(0, EVENING),
        )  # fmt: skip
