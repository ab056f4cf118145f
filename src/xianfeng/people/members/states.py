"""What may change into what, as data. Every change needs a document and a day (domain 2.2, 11).

The diagram in README.md is generated from these tables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xianfeng.people.members.models import Member, StatusChange

Status, Kind, Duties = Member.Status, Member.Kind, Member.Duties
Field, Exit = StatusChange.Field, StatusChange.Exit

STATUS: Mapping[str, tuple[str, ...]] = {
    Status.ACTIVE: (
        Status.FLOATING, Status.UNREGISTERED, Status.TRANSFERRING, Status.LOST_CONTACT, Status.LEFT
    ),
    # Who studies abroad for more than five years and does not return is suspended without being lost.
    Status.FLOATING: (
        Status.ACTIVE, Status.TRANSFERRING, Status.LOST_CONTACT, Status.SUSPENDED, Status.LEFT
    ),
    Status.UNREGISTERED: (Status.ACTIVE, Status.TRANSFERRING, Status.LOST_CONTACT, Status.LEFT),
    Status.TRANSFERRING: (Status.ACTIVE, Status.LOST_CONTACT, Status.LEFT),
    Status.LOST_CONTACT: (Status.ACTIVE, Status.SUSPENDED, Status.LEFT),
    Status.SUSPENDED: (Status.ACTIVE, Status.LEFT),
    Status.LEFT: (Status.ACTIVE,),
}  # fmt: skip
KIND: Mapping[str, tuple[str, ...]] = {
    Kind.PROBATIONARY: (Kind.FULL,),
    Kind.FULL: (Kind.PROBATIONARY,),  # only to correct what was registered wrongly
}
DUTIES: Mapping[str, tuple[str, ...]] = {
    Duties.STANDARD: (Duties.REDUCED,),
    Duties.REDUCED: (Duties.STANDARD,),
}
TABLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    Field.STATUS: STATUS,
    Field.KIND: KIND,
    Field.DUTIES: DUTIES,
}
EXITS: Mapping[str, tuple[str, ...]] = {
    Status.ACTIVE: (Exit.DECEASED, Exit.WITHDRAWN, Exit.REMOVED),
    Status.FLOATING: (Exit.DECEASED, Exit.WITHDRAWN, Exit.REMOVED),
    Status.UNREGISTERED: (Exit.DECEASED, Exit.WITHDRAWN, Exit.REMOVED),
    Status.TRANSFERRING: (Exit.TRANSFERRED, Exit.DECEASED, Exit.WITHDRAWN, Exit.REMOVED),
    Status.LOST_CONTACT: (Exit.DECEASED,),
    Status.SUSPENDED: (Exit.DECEASED, Exit.REMOVED),
}
"""How a member may leave, by the status until then."""
YEARS_SUSPENDED = 2
"""So long a member must have been suspended before she is removed (domain 2.2, 11)."""
HOLDING = (Status.ACTIVE, Status.FLOATING, Status.UNREGISTERED, Status.TRANSFERRING)
"""In these a full member may hold an office; any other status ends it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A change that the tables allow."""

    field: str
    old: str
    new: str
    exit: str = ""

    @property
    def key(self) -> str:
        """Return the change as a form gives it back."""
        return ":".join(filter(None, (self.field, self.new, self.exit)))

    @property
    def is_restoring(self) -> bool:
        return (
            self.field == Field.STATUS
            and self.new == Status.ACTIVE
            and self.old in (Status.LEFT, Status.SUSPENDED)
        )

    @property
    def needs_officer(self) -> bool:
        """Return whether the branch cannot decide it by itself (domain 2.4)."""
        correction = self.field == Field.KIND and self.new == Kind.PROBATIONARY
        return self.new == Status.SUSPENDED or self.exit == Exit.REMOVED or self.is_restoring or correction


def list_changes(member: Member) -> list[Change]:
    """Return every change that is possible now."""
    fields = [Field.STATUS] if member.status == Status.LEFT else list(Field)
    return [change for field in fields for change in _from(field, getattr(member, field))]


def _from(field: str, old: str) -> Iterator[Change]:
    for new in TABLES[field][old]:
        if new == Status.LEFT:
            yield from (Change(field, old, new, exit) for exit in EXITS[old])
        else:
            yield Change(field, old, new)


def diagram() -> str:
    """Return the tables as a Mermaid state diagram; with * what the level above must record."""
    arrows: dict[str, list[str]] = {"[*] --> active": [], "[*] --> probationary": []}
    for field in (Field.STATUS, Field.KIND):
        for change in (each for old in TABLES[field] for each in _from(field, old)):
            words = change.exit + ("*" if change.needs_officer else "")
            arrows.setdefault(f"{change.old} --> {change.new}", []).append(words)
    lines = [arrow + ": ".join(["", ", ".join(filter(None, words))]) for arrow, words in arrows.items()]
    return "\n    ".join(["stateDiagram-v2", *(line.removesuffix(": ") for line in lines)])
