"""What an import would do: who is added, changed, moved, closed, and everything that stands against it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xianfeng.people.members.importing.findings import Findings
from xianfeng.people.members.models import Member
from xianfeng.people.members.states import Change
from xianfeng.people.organizations.models import Unit


@dataclass(frozen=True, slots=True)
class Options:
    """What a person adds to the file: from which day, by which document, and whether the file is complete.

    `closing` is the key of the change for members who are not in a complete file, '' to leave them alone.
    """

    on: date
    document: str = ""
    is_complete: bool = False
    closing: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row that does something. `member` is empty for a new one.

    `before` and `after` hold the fields that change, as the model holds them. `unit` is where the member
    belongs from `on`, empty when she stays; `kind_on` is the day of a change of kind.
    """

    row: int
    name: str
    staff_no: str
    member: Member | None
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    unit: Unit | None = None
    on: date | None = None
    kind_on: date | None = None

    @property
    def does_something(self) -> bool:
        return self.member is None or bool(self.after) or self.unit is not None

    @property
    def digested(self) -> str:
        """Return what another state of the register would change; the rows themselves have a digest."""
        unit = self.unit.pk if self.unit else ""
        if self.member is None:
            return f"{self.row}+{unit}"
        before = [
            f"{name}={value.pk if name == 'team' and value else value}" for name, value in self.before.items()
        ]
        return f"{self.row}:{self.member.pk}@{self.member.unit_id}>{unit}|{'|'.join(before)}"


@dataclass(frozen=True, slots=True)
class Absent:
    """A member of the unit who is not in the file, and what is to become of her."""

    member: Member
    change: Change | None = None

    @property
    def is_leaving(self) -> bool:
        return self.change is not None and self.change.new == Member.Status.LEFT

    @property
    def digested(self) -> str:
        return f"{self.member.pk}@{self.member.unit_id}-{self.change.key if self.change else ''}"


@dataclass(slots=True)
class Plan:
    """Everything an import would do. With a problem nothing is done. `source` is the digest of the rows."""

    source: str
    options: Options
    findings: Findings
    entries: list[Entry] = field(default_factory=list)
    absent: list[Absent] = field(default_factory=list)
    unchanged: int = 0

    @property
    def added(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.member is None]

    @property
    def changed(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.member is not None and entry.after]

    @property
    def moved(self) -> list[Entry]:
        return [entry for entry in self.entries if entry.member is not None and entry.unit is not None]

    @property
    def closed(self) -> list[Absent]:
        return [absent for absent in self.absent if absent.change is not None]

    @property
    def left(self) -> list[Absent]:
        return [absent for absent in self.absent if absent.is_leaving]

    @property
    def is_empty(self) -> bool:
        """Return whether everything is already as the file says."""
        return not self.entries and not self.closed

    @property
    def needs_document(self) -> bool:
        """Return whether something in it is only done by a document."""
        return bool(self.closed) or any(entry.kind_on for entry in self.entries)

    @property
    def can_be_done(self) -> bool:
        return not self.findings.problems and not self.is_empty

    @property
    def counts(self) -> dict[str, int]:
        counts = {"added": len(self.added), "changed": len(self.changed), "moved": len(self.moved)}
        return {**counts, "closed": len(self.closed), "unchanged": self.unchanged}

    @property
    def digest(self) -> str:
        """Return the digest of all that would be done: another one as soon as any of it differs."""
        options = [self.source, str(self.options.on), self.options.document, self.options.closing]
        done = [options, [each.digested for each in self.entries], [each.digested for each in self.absent]]
        return hashlib.sha256(json.dumps(done).encode()).hexdigest()
