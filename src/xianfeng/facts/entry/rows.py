"""A line with what was understood of it, what is wrong with it, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from xianfeng.engine.amounts import ONE
from xianfeng.engine.scheme import Kind
from xianfeng.engine.text import Text
from xianfeng.facts.entries import Entry
from xianfeng.facts.entry.lines import Line
from xianfeng.facts.showing import plain
from xianfeng.people.members.importing.words import said
from xianfeng.people.members.models import Member


class State(StrEnum):
    """What becomes of an entry."""

    RECORD = "record"
    PROPOSE = "propose"
    ALREADY = "already"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, and in which column; '' is the whole line."""

    code: str
    words: str


@dataclass(slots=True)
class Row:
    """`entry` is there where everything it needs was understood; `why` says why it waits, or where it stands."""

    line: Line
    member: Member | None = None
    kind: Kind | None = None
    entry: Entry | None = None
    candidates: list[Member] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    state: State = State.RECORD
    why: Any = ""

    def problem(self, code: str, words: Any) -> None:
        self.problems.append(Problem(code, str(words)))

    @property
    def is_written(self) -> bool:
        """Return whether this makes a fact or a proposal."""
        return self.entry is not None and not self.problems and self.state != State.ALREADY

    @property
    def title(self) -> str:
        """Return what happened in words."""
        return said(self.kind.title) if self.kind else ""

    @property
    def outcome(self) -> str:
        """Return the outcome in words."""
        if self.entry is None or self.kind is None or self.entry.outcome not in self.kind.outcomes:
            return ""
        return said(self.kind.outcomes[self.entry.outcome])

    @property
    def quantity(self) -> str:
        """Return the quantity with its unit, '' where the kind has none and it is one."""
        if self.entry is None or self.kind is None or (self.kind.unit is None and self.entry.quantity == ONE):
            return ""
        return measured(self.entry.quantity, self.kind)


def measured(quantity: int, kind: Kind) -> str:
    """Return a quantity with the unit of its kind; only some languages put a blank between them."""
    unit = said(kind.unit) if kind.unit else ""
    return said(Text("", " ")).join([plain(quantity), unit]).strip()
