"""Recording facts and reversing them. Writes of one branch come one after the other: its ledger is locked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.language.subjects import forbidden_subject
from xianfeng.facts.catalogue import kinds_for
from xianfeng.facts.chain import digest_of
from xianfeng.facts.entries import EntriesRefused, Entry, check_entries
from xianfeng.facts.models import REASON_LENGTH, Fact, Ledger, Note
from xianfeng.people.audit.operations import Actor
from xianfeng.people.audit.operations import record as write_audit
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

Source = Fact.Source
A_BATCH = 1000


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
    entries = [entry if entry.key else replace(entry, key=uuid4().hex) for entry in entries]
    made: dict[int, Fact] = {}
    for unit, places in _by_branch(entries):
        ledger = _locked(unit)
        known = _known([entries[at] for at in places])
        new = [at for at in places if entries[at].key not in known]
        _check(entries, new, unit)
        facts = _append(ledger, [_fact(unit, entries[at], hands) for at in new])
        _annotate(facts, [entries[at] for at in new])
        made |= dict(zip(new, facts, strict=True))
        made |= {at: _same(known[entries[at].key], entries[at]) for at in places if at not in made}
        if facts:
            kinds = sorted({fact.kind for fact in facts})
            first = facts[0] if len(facts) == 1 else None
            write_audit(actor, "facts.record", first, unit.pk, number=len(facts), kinds=kinds, source=source)
    return [made[at] for at in range(len(entries))]


def _by_branch(entries: Sequence[Entry]) -> list[tuple[Unit, list[int]]]:
    """Return the places of the entries by the branch of their member, branches in order of id against deadlocks."""
    places: dict[int, list[int]] = {}
    left = {at: {"member": [_("This member has left the register.")]}
            for at, entry in enumerate(entries) if entry.member.branch_id is None}  # fmt: skip
    if left:
        raise EntriesRefused(left)
    for at, entry in enumerate(entries):
        places.setdefault(entry.member.branch_id or 0, []).append(at)
    units = Unit.objects.unscoped().in_bulk(list(places))
    return [(units[pk], places[pk]) for pk in sorted(places)]


def _locked(unit: Unit) -> Ledger:
    Ledger.objects.get_or_create(unit=unit)
    return Ledger.objects.select_for_update().get(unit=unit)


def _known(entries: Sequence[Entry]) -> dict[str, Fact]:
    """Return the facts that were recorded with these keys before, by key."""
    keys = [entry.key for entry in entries]
    found: dict[str, Fact] = {}
    for begin in range(0, len(keys), A_BATCH):
        facts = Fact.objects.unscoped().filter(key__in=keys[begin : begin + A_BATCH])
        found |= {fact.key: fact for fact in facts}
    return found


def _same(fact: Fact, entry: Entry) -> Fact:
    """Return the fact recorded before with the entry's key. Raises KeyConflict if it says something else."""
    told = (entry.member.pk, entry.kind, entry.on, entry.quantity, entry.outcome, entry.document)
    if told != (fact.member_id, fact.kind, fact.on, fact.quantity, fact.outcome, fact.document):
        raise KeyConflict
    return fact


def _check(entries: Sequence[Entry], places: Sequence[int], unit: Unit) -> None:
    try:
        check_entries(
            [entries[at] for at in places], kinds_for(unit, with_retired=False), timezone.localdate()
        )
    except EntriesRefused as refused:
        raise EntriesRefused({places[at]: problems for at, problems in refused.by_entry.items()}) from None


def _fact(unit: Unit, entry: Entry, hands: Hands) -> Fact:
    return Fact(
        unit=unit, member=entry.member, kind=entry.kind, on=entry.on, quantity=entry.quantity, outcome=entry.outcome,
        document=entry.document.strip(), source=hands.source, recorded_by=hands.recorded_by,
        confirmed_by=hands.confirmed_by, recorded_at=hands.at, key=entry.key,
    )  # fmt: skip


def _append(ledger: Ledger, facts: list[Fact]) -> list[Fact]:
    """Write facts at the end of a branch's chain."""
    if not facts:
        return []
    for fact in facts:
        ledger.last_number += 1
        fact.number = ledger.last_number
        ledger.last_digest = fact.digest = digest_of(
            ledger.last_digest, fact, fact.reverses.number if fact.reverses else None
        )
    if len(facts) == 1:
        facts[0].save(force_insert=True)
    else:
        Fact.objects.bulk_create(facts, batch_size=A_BATCH)
    ledger.save(update_fields=["last_number", "last_digest"])
    return facts


def _annotate(facts: Sequence[Fact], entries: Sequence[Entry]) -> None:
    notes = [Note(fact=fact, text=entry.note.strip())
             for fact, entry in zip(facts, entries, strict=True) if entry.note.strip()]  # fmt: skip
    if notes:
        Note.objects.bulk_create(notes, batch_size=A_BATCH)


@operation
def reverse(actor: Actor, fact: Fact, *, reason: str, at: datetime | None = None) -> Fact:
    """Undo a fact by one that reverses it, in the same branch's record; a second time it is the same one.

    Raises ValidationError without a reason, for a reversal, and for a fact reversed for another reason.
    """
    reason = reason.strip()
    ledger = _locked(fact.unit)
    before: Fact | None = Fact.objects.unscoped().filter(reverses=fact).first()
    if before is not None and before.reason == reason:
        return before
    _check_reversal(fact, before, reason)
    undoing = Fact(
        unit=fact.unit, member=fact.member, kind=fact.kind, on=fact.on, quantity=fact.quantity, outcome=fact.outcome,
        document=fact.document, source=fact.source, recorded_by=actor.user_id, confirmed_by=actor.user_id,
        recorded_at=at or timezone.now(), reverses=fact, reason=reason, key=f"reverse-{fact.pk}",
    )  # fmt: skip
    _append(ledger, [undoing])
    write_audit(actor, "facts.reverse", undoing, fact.unit_id, kind=fact.kind, number=fact.number)
    return undoing


def _check_reversal(fact: Fact, before: Fact | None, reason: str) -> None:
    problems: dict[str, list[str]] = {}
    if fact.reverses_id is not None:
        problems["__all__"] = [_("A reversal is not reversed; record the fact again.")]
    if before is not None:
        problems["__all__"] = [_("It was reversed before, as number %(number)s.") % {"number": before.number}]
    if not reason:
        problems["reason"] = [_("Say why; the member reads it.")]
    elif len(reason) > REASON_LENGTH:
        problems["reason"] = [_("At most %(most)s characters.") % {"most": REASON_LENGTH}]
    elif forbidden_subject(reason):
        problems["reason"] = [
            _("Write what was done and where, nothing about other people or private matters.")
        ]
    if problems:
        raise ValidationError(problems)
