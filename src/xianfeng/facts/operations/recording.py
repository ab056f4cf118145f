"""Recording facts: all or none, each once by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.facts.catalogue import kinds_of
from xianfeng.facts.entries import EntriesRefused, Entry, check_entries
from xianfeng.facts.models import Fact, Note
from xianfeng.facts.operations.ledgers import A_BATCH, End, append, locked
from xianfeng.people.audit.operations import Actor
from xianfeng.people.audit.operations import record as write_audit
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation

Source = Fact.Source
KNOWN = "SELECT 1 FROM facts_fact WHERE key IN ({}) LIMIT 1"


class KeyConflict(ValidationError):
    """Raised when a key comes again with other content: nothing is recorded."""

    def __init__(self) -> None:
        super().__init__(
            {"__all__": [_("This was sent before with other content; nothing was recorded now.")]}
        )


@dataclass(frozen=True, slots=True)
class Hands:
    """Through whom facts come: how, who wrote them down, who confirmed them, and when."""

    source: str
    recorded_by: int | None
    confirmed_by: int | None
    at: datetime


def record(
    actor: Actor,
    *,
    member: Member,
    kind: str,
    on: date,
    quantity: int = 100,
    outcome: str = "",
    document: str = "",
    note: str = "",
    key: str = "",
    source: str = Source.RECORDED,
    recorded_by: int | None = None,
    at: datetime | None = None,
) -> Fact:
    """Record one fact; `record_many` says the rest."""
    entry = Entry(member, kind, on, quantity, outcome, document, note, key)
    return record_many(actor, [entry], source=source, recorded_by=recorded_by, at=at)[0]


@operation
def record_many(
    actor: Actor,
    entries: Sequence[Entry],
    *,
    source: str = Source.RECORDED,
    recorded_by: int | None = None,
    at: datetime | None = None,
) -> list[Fact]:
    """Record facts, all or none, and return them in the order given; what came before by its key is returned as it is.

    The actor confirms them; `recorded_by` is who wrote them down, when it was somebody else. `at` is now unless
    history is being written. Raises EntriesRefused with everything that is wrong, KeyConflict.
    """
    hands = Hands(source, recorded_by or actor.user_id, actor.user_id, at or timezone.now())
    asked = [entry.key for entry in entries if entry.key]
    entries = [_tidied(entry) for entry in entries]
    branches = _by_branch(entries)
    ends = {branch: locked(branch) for branch in sorted(branches)}  # in this order against deadlocks
    facts = _known(asked)
    first = _first_of_each_key(entries, facts)
    new = {branch: [place for place in places if place in first] for branch, places in branches.items()}
    _check(entries, new, hands.at)
    for branch, places in new.items():
        made = _write(actor, ends[branch], [entries[place] for place in places], hands)
        facts |= {fact.key: fact for fact in made}
    return [facts[entry.key] for entry in entries]


def _tidied(entry: Entry) -> Entry:
    """Return an entry with a key, and without white space around its words."""
    return replace(
        entry, document=entry.document.strip(), note=entry.note.strip(), key=entry.key or uuid4().hex
    )


def _by_branch(entries: Sequence[Entry]) -> dict[int, list[int]]:
    """Return the places of the entries by the branch of their member. Raises EntriesRefused where there is none."""
    found: dict[int, list[int]] = {}
    for place, entry in enumerate(entries):
        found.setdefault(entry.member.branch_id or 0, []).append(place)
    if 0 in found:
        left = {"member": [_("This member has left the register.")]}
        raise EntriesRefused(dict.fromkeys(found[0], left))
    return found


def _known(asked: Sequence[str]) -> dict[str, Fact]:
    """Return the facts that were recorded with these keys before, by key."""
    found: dict[str, Fact] = {}
    for begin in range(0, len(asked), A_BATCH):
        keys = asked[begin : begin + A_BATCH]
        if _any_known(keys):
            facts = Fact.objects.unscoped().filter(key__in=keys).select_related("note")
            found |= {fact.key: fact for fact in facts}
    return found


def _any_known(keys: Sequence[str]) -> bool:
    """Return whether a key was used before: hardly ever, so it is asked as cheaply as can be."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN.format(", ".join(["%s"] * len(keys))), keys)
        return cursor.fetchone() is not None


def _first_of_each_key(entries: Sequence[Entry], known: Mapping[str, Fact]) -> set[int]:
    """Return the places of what is new. Raises KeyConflict where a key stands for two things."""
    told = {key: _told_by(fact) for key, fact in known.items()}
    first = set()
    for place, entry in enumerate(entries):
        if entry.key not in told:
            told[entry.key] = _said(entry)
            first.add(place)
        if told[entry.key] != _said(entry):
            raise KeyConflict
    return first


def _said(entry: Entry) -> tuple[Any, ...]:
    words = (entry.outcome, entry.document, entry.note)
    return (entry.member.pk, entry.kind, entry.on, entry.quantity, *words)


def _told_by(fact: Fact) -> tuple[Any, ...]:
    note = fact.note.text if hasattr(fact, "note") else ""
    return (fact.member_id, fact.kind, fact.on, fact.quantity, fact.outcome, fact.document, note)


def _check(entries: Sequence[Entry], new: Mapping[int, Sequence[int]], at: datetime) -> None:
    """Check what is new, as of the day on which it is written down.

    Raises EntriesRefused with the problems of every branch, by place in the whole list.
    """
    today = timezone.localdate(at)
    found: dict[int, Mapping[str, list[str]]] = {}
    for branch, places in new.items():
        among = [entries[place] for place in places]
        try:
            check_entries(among, kinds_of(branch, {entry.kind for entry in among}), today)
        except EntriesRefused as refused:
            found |= {places[at]: problems for at, problems in refused.by_entry.items()}
    if found:
        raise EntriesRefused(found)


def _write(actor: Actor, end: End, entries: Sequence[Entry], hands: Hands) -> list[Fact]:
    if not entries:
        return []
    facts = [_fact(end.unit_id, entry, hands) for entry in entries]
    append(end, facts)
    _annotate(facts, entries)
    kinds = sorted({fact.kind for fact in facts})
    one = facts[0] if len(facts) == 1 else None
    write_audit(actor, "facts.record", one, end.unit_id, number=len(facts), kinds=kinds, source=hands.source)
    return facts


def _fact(branch: int, entry: Entry, hands: Hands) -> Fact:
    return Fact(
        unit_id=branch, member=entry.member, kind=entry.kind, on=entry.on, quantity=entry.quantity,
        outcome=entry.outcome, document=entry.document, source=hands.source, recorded_by=hands.recorded_by,
        confirmed_by=hands.confirmed_by, recorded_at=hands.at, key=entry.key,
    )  # fmt: skip


def _annotate(facts: Sequence[Fact], entries: Sequence[Entry]) -> None:
    notes = [Note(fact=fact, text=entry.note)
             for fact, entry in zip(facts, entries, strict=True) if entry.note]  # fmt: skip
    if notes:
        Note.objects.bulk_create(notes, batch_size=A_BATCH)
