"""What is to be recorded, and what is wrong with it. All problems at once, each at its field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.engine.language.subjects import forbidden_subject
from xianfeng.engine.scheme import Kind
from xianfeng.facts.models import MOST_QUANTITY, NOTE_LENGTH, REASON_LENGTH, Fact
from xianfeng.people.members.models import DOCUMENT_LENGTH, Member

YEARS_BACK = 2
"""Facts are recorded from 1 January of the year so many years ago."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact that is to be recorded. `quantity` is in hundredths; `key` makes it once, '' makes a new key."""

    member: Member
    kind: str
    on: date
    quantity: int = 100
    outcome: str = ""
    document: str = ""
    note: str = ""
    key: str = ""


class EntriesRefused(ValidationError):
    """Raised when entries cannot be recorded: `by_entry` has the problems by place in the list, then field."""

    def __init__(self, by_entry: Mapping[int, Mapping[str, list[str]]]) -> None:
        self.by_entry = by_entry
        merged: dict[str, list[Any]] = {}
        for problems in by_entry.values():
            for field, messages in problems.items():
                merged.setdefault(field, []).extend(messages)
        super().__init__({field: list(dict.fromkeys(messages)) for field, messages in merged.items()})


def check_entries(entries: Sequence[Entry], kinds: Mapping[str, Kind], today: date) -> None:
    """Check entries of one branch. Raises EntriesRefused. One query, however many there are."""
    taken = _taken(entries)
    seen: Counter[tuple[Any, ...]] = Counter()
    found: dict[int, dict[str, list[str]]] = {}
    for at, entry in enumerate(entries):
        problems = problems_of(entry, kinds, today)
        once = once_of(entry)
        if once is not None and (once in taken or seen[once]):
            number = taken.get(once)
            problems.setdefault("on", []).append(_already(number))
        if once is not None:
            seen[once] += 1
        if problems:
            found[at] = problems
    if found:
        raise EntriesRefused(found)


def problems_of(entry: Entry, kinds: Mapping[str, Kind], today: date) -> dict[str, list[str]]:
    """Return what is wrong with an entry by itself, by field."""
    problems: dict[str, list[str]] = {}
    kind = kinds.get(entry.kind)
    if kind is None:
        problems["kind"] = [_("There is no such kind of fact here.")]
    else:
        problems |= _of_kind(entry, kind)
    problems |= _of_day(entry, today)
    if entry.member.branch_id is None:
        problems["member"] = [_("This member has left the register.")]
    if len(entry.note) > NOTE_LENGTH:
        problems["note"] = [_("At most %(most)s characters.") % {"most": NOTE_LENGTH}]
    elif forbidden_subject(entry.note):
        problems["note"] = [_only_the_deed()]
    return problems


def _of_kind(entry: Entry, kind: Kind) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if kind.outcomes and entry.outcome not in kind.outcomes:
        problems["outcome"] = [_("Choose one of the outcomes.")]
    if not kind.outcomes and entry.outcome:
        problems["outcome"] = [_("This kind of fact has no outcomes.")]
    if not 0 <= entry.quantity <= MOST_QUANTITY:
        problems["quantity"] = [_("From 0 to 99,999.99.")]
    if kind.document and not entry.document.strip():
        problems["document"] = [_("This needs the number of the document.")]
    if len(entry.document) > DOCUMENT_LENGTH:
        problems["document"] = [_("At most %(most)s characters.") % {"most": DOCUMENT_LENGTH}]
    return problems


def _of_day(entry: Entry, today: date) -> dict[str, list[str]]:
    first = max(date(today.year - YEARS_BACK, 1, 1), entry.member.joined_on)
    if entry.on > today:
        return {"on": [_("This day has not come yet.")]}
    if entry.on < first:
        return {"on": [_("Facts are recorded from %(day)s on.") % {"day": first.isoformat()}]}
    return {}


def problem_of_reason(reason: str) -> str:
    """Return what is wrong with the reason for a reversal or a rejection, "" for a good one."""
    if not reason:
        return _("Say why; the member reads it.")
    if len(reason) > REASON_LENGTH:
        return _("At most %(most)s characters.") % {"most": REASON_LENGTH}
    return _only_the_deed() if forbidden_subject(reason) else ""


def _only_the_deed() -> str:
    return _("Write what was done and where, nothing about other people or private matters.")


# ---- what happens once: being at a meeting of a kind on a day, the dues of a month


def once_of(entry: Entry | Fact) -> tuple[Any, ...] | None:
    """Return what two facts must not share; None where two of a kind are no contradiction."""
    if entry.kind.startswith("meeting."):
        return (entry.member.pk, entry.kind, entry.on)
    if entry.kind == "dues.month":
        return (entry.member.pk, entry.kind, entry.on.year, entry.on.month)
    return None


def _taken(entries: Sequence[Entry]) -> dict[tuple[Any, ...], int]:
    """Return the number of the fact in force for what happens once."""
    asked = [entry for entry in entries if once_of(entry) is not None]
    if not asked:
        return {}
    first, last = min(e.on for e in asked).replace(day=1), max(e.on for e in asked)
    facts = Fact.objects.unscoped().in_force().filter(
        member__in={e.member.pk for e in asked}, kind__in={e.kind for e in asked},
        on__range=(first, _month_end(last)),
    ).select_related("member")  # fmt: skip
    return {once: fact.number for fact in facts if (once := once_of(fact))}


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _already(number: int | None) -> str:
    if number is None:
        return _("The same stands twice here.")
    return _("This is recorded already, as number %(number)s. Reverse that one if it is wrong.") % {
        "number": number
    }
