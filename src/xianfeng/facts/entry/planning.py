"""What the entries of a text or file come to: what is new, what stands already, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.facts.entries import EntriesRefused, Entry, check_entries, once_of
from xianfeng.facts.entry.kinds import Kinds
from xianfeng.facts.entry.permissions import way_of
from xianfeng.facts.entry.rows import Row, State
from xianfeng.facts.entry.standing import Stand, Standing, content_of, read_standing
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden

MOST_PROPOSED = 500
"""So many entries of one text or file may wait for somebody else."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Rows, and what becomes of them."""

    rows: Sequence[Row]

    def _of(self, state: State) -> list[Row]:
        return [row for row in self.rows if row.entry is not None and not row.problems and row.state == state]

    @property
    def recorded(self) -> list[Row]:
        return self._of(State.RECORD)

    @property
    def proposed(self) -> list[Row]:
        return self._of(State.PROPOSE)

    @property
    def already(self) -> list[Row]:
        return self._of(State.ALREADY)

    @property
    def wrong(self) -> list[Row]:
        return [row for row in self.rows if row.problems]

    @property
    def written(self) -> list[Row]:
        return [row for row in self.rows if row.is_written]

    @property
    def problems(self) -> int:
        return sum(len(row.problems) for row in self.rows)

    @property
    def can_be_done(self) -> bool:
        return not self.wrong and bool(self.written)

    @property
    def digest(self) -> str:
        """Return a digest of what would be written."""
        told = [(content_of(row.entry), row.entry.note, row.state.value) for row in self.written if row.entry]
        return sha256(repr(told).encode()).hexdigest()


@dataclass(slots=True)
class Planner:
    """Plans rows. `origin` begins their keys; a file's are not recorded again after they were reversed."""

    scope: Scope
    kinds: Kinds
    origin: str
    is_file: bool = False
    _seen: dict[Any, int] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)
    _waiting: int = 0

    def plan(self, rows: Sequence[Row]) -> Plan:
        """Return what becomes of the rows. Three queries at most, however many there are."""
        standing = read_standing(self.scope, [row.entry for row in rows if row.entry is not None])
        for row in rows:
            if row.entry is not None and not row.problems:
                self._decide(row, row.entry, standing)
        self._check([row for row in rows if row.is_written])
        return Plan(rows)

    def _decide(self, row: Row, entry: Entry, standing: Standing) -> None:
        ref = row.line.cells.get("ref", "") if self.is_file else ""
        if self._is_repeated(row, entry, ref):
            return
        row.entry = entry = replace(entry, key=self._key(entry, ref, standing))
        before = standing.keyed(entry.key) if self.is_file else None
        if before is not None and before.content != content_of(entry):
            row.problem("ref", self._conflict(before))
        elif stand := before or self._same(entry, ref, standing):
            row.state, row.why = (
                State.ALREADY,
                self._undone(stand) if stand.is_undone else self._stands(stand),
            )
            self._used.add(stand.key)
        elif once_of(entry) is not None and any(each.number is None for each in standing.of(entry)):
            row.problem("on", _("Another entry about this waits to be confirmed. Decide that one first."))
        else:
            self._choose_way(row, entry)

    def _same(self, entry: Entry, ref: str, standing: Standing) -> Stand | None:
        """Return what says the same and no row above stands for; refs tell what may happen twice apart."""
        told_apart = f"{self.origin}-" if ref and once_of(entry) is None else None
        for stand in standing.same(entry):
            if stand.key not in self._used and not (told_apart and stand.key.startswith(told_apart)):
                return stand
        return None

    def _is_repeated(self, row: Row, entry: Entry, ref: str) -> bool:
        """Return whether a row above is about the same; two rows of a file may be told apart by their refs."""
        told = once_of(entry) or (*content_of(entry), ref)
        first = self._seen.setdefault(told, row.line.number)
        if first == row.line.number:
            return False
        words = _("This is about the same as line %(line)s. Keep one of them.")
        row.problem("", words % {"line": first})
        return True

    def _key(self, entry: Entry, ref: str, standing: Standing) -> str:
        """Return the key of an entry: by its ref where it has one, else by what it says.

        What was entered by hand, reversed and is entered again gets another key than before.
        """
        told: tuple[Any, ...] = (
            (entry.member.pk, entry.kind, entry.on.isoformat(), ref) if ref else content_of(entry)
        )
        again = 0 if self.is_file else standing.undone(entry)
        digest = sha256(repr((*map(str, told), again)).encode()).hexdigest()
        return f"{self.origin}-{digest[:48]}"

    def _choose_way(self, row: Row, entry: Entry) -> None:
        assert row.kind is not None
        try:
            why = way_of(self.scope, entry.member, row.kind)
        except Forbidden as refusal:
            row.problem("member", refusal.reason)
            return
        if why:
            row.state, row.why = State.PROPOSE, why
            self._waiting += 1
        if self._waiting == MOST_PROPOSED + 1:
            words = _("More than %(most)s entries would wait for others to confirm. Enter fewer at once.")
            row.problem("", words % {"most": MOST_PROPOSED})

    def _check(self, rows: Sequence[Row]) -> None:
        """Add what the record itself refuses."""
        try:
            check_entries([row.entry for row in rows if row.entry], self.kinds.all, timezone.localdate())
        except EntriesRefused as refused:
            for at, problems in refused.by_entry.items():
                for code, messages in problems.items():
                    for words in messages:
                        rows[at].problem(code, words)

    # ---- words

    def _conflict(self, before: Stand) -> str:
        if before.number is None:
            return _("This ref was entered before with other content. Write another ref.")
        words = _(
            "This ref was recorded before with other content, as number %(number)s."
            " Reverse that one or write another ref."
        )
        return words % {"number": before.number}

    def _undone(self, before: Stand) -> str:
        if before.number is None:
            return _("was entered before and rejected or withdrawn; write another ref to enter it again")
        words = _("was recorded as number %(number)s and reversed; write another ref to record it again")
        return words % {"number": before.number}

    def _stands(self, stand: Stand) -> str:
        if stand.number is None:
            return _("waits to be confirmed already")
        return _("recorded already, number %(number)s") % {"number": stand.number}
