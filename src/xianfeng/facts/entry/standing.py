"""What stands in the record already of what is about to be entered, and what waits to be confirmed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from xianfeng.facts.entries import Entry, once_of
from xianfeng.facts.models import Fact, Proposal
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import Scope

FIELDS = ("member_id", "kind", "on", "quantity", "outcome", "document")
Content = tuple[Any, ...]
"""What a fact says, without its note: the values of FIELDS."""


def content_of(entry: Entry) -> Content:
    """Return what an entry says."""
    document = entry.document.strip()
    return (entry.member.pk, entry.kind, entry.on, entry.quantity, entry.outcome, document)


@dataclass(frozen=True, slots=True)
class Stand:
    """A fact by its number and `pk`, or without them a proposal. `is_undone`: reversed, rejected, withdrawn."""

    content: Content
    number: int | None
    key: str
    is_undone: bool = False
    pk: int | None = None

    @property
    def quantity(self) -> int:
        return int(self.content[3])

    @property
    def outcome(self) -> str:
        return str(self.content[4])


@dataclass(slots=True)
class Standing:
    """What stands about some members, kinds and days."""

    _by_day: dict[tuple[int, str, date], list[Stand]] = field(default_factory=lambda: defaultdict(list))
    _by_once: dict[Content, list[Stand]] = field(default_factory=lambda: defaultdict(list))
    _keys: dict[str, Stand] = field(default_factory=dict)
    _undone: Counter[Content] = field(default_factory=Counter)

    def add(self, stand: Stand, member: Member) -> None:
        """Add a fact, or a proposal that is none."""
        self._keys[stand.key] = stand
        if stand.is_undone:
            self._undone[stand.content] += 1
            return
        pk, kind, on = stand.content[:3]
        self._by_day[pk, kind, on].append(stand)
        once = once_of(Entry(member, kind, on))
        if once is not None:
            self._by_once[once].append(stand)

    def add_key(self, stand: Stand) -> None:
        """Add the key by which a fact was proposed; the fact has one of its own."""
        self._keys[stand.key] = stand

    def of(self, entry: Entry) -> list[Stand]:
        """Return what stands of the same kind: on that day or, of what happens once a month, in that month."""
        once = once_of(entry)
        if once is not None:
            return self._by_once.get(once, [])
        return self._by_day.get((entry.member.pk, entry.kind, entry.on), [])

    def same(self, entry: Entry) -> list[Stand]:
        """Return what says the same; of what happens once a month, on whatever day of it."""
        content = content_of(entry)
        return [each for each in self.of(entry) if each.content[3:] == content[3:]]

    def keyed(self, key: str) -> Stand | None:
        """Return what was entered by a key, whether it counts or was undone."""
        return self._keys.get(key)

    def undone(self, entry: Entry) -> int:
        """Return how often the same was entered and undone."""
        return self._undone[content_of(entry)]


def read_standing(scope: Scope, entries: Sequence[Entry]) -> Standing:
    """Return what stands about the members, kinds and days of some entries. Two queries."""
    standing = Standing()
    if not entries:
        return standing
    members = {entry.member.pk: entry.member for entry in entries}
    days = [entry.on for entry in entries]
    about = {
        "member__in": members, "kind__in": {entry.kind for entry in entries},
        "on__range": (min(days).replace(day=1), max(days) + timedelta(days=31)),
    }  # fmt: skip
    _add_facts(standing, scope, about, members)
    _add_proposals(standing, scope, about, members)
    return standing


def _add_facts(standing: Standing, scope: Scope, about: dict[str, Any], members: dict[int, Member]) -> None:
    facts = Fact.objects.within(scope).filter(**about, reverses=None).order_by("pk")
    for *content, number, key, reversal, pk in facts.values_list(*FIELDS, "number", "key", "reversal", "pk"):
        standing.add(Stand(tuple(content), number, key, reversal is not None, pk), members[content[0]])


def _add_proposals(
    standing: Standing, scope: Scope, about: dict[str, Any], members: dict[int, Member]
) -> None:
    proposals = Proposal.objects.within(scope).filter(**about).order_by("pk")
    rows = proposals.values_list(*FIELDS, "key", "state", "fact__number", "fact__reversal")
    for *content, key, state, number, reversal in rows:
        if number is not None:
            standing.add_key(Stand(tuple(content), number, key, reversal is not None))
        else:
            is_undone = state != Proposal.State.PROPOSED
            standing.add(Stand(tuple(content), None, key, is_undone), members[content[0]])
