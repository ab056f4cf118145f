"""The record once more, from its description alone: plain dicts, strings and SHA-256, nothing of the program.

A branch's digest begins with "". Each fact makes one line of fields with tabs between them: the format's name, the
digest before, branch, number, member, kind, day, quantity in hundredths, outcome, document, source, who wrote it
down, who confirmed it, the moment in UTC to the microsecond, the number it reverses, reason, key. Nothing is \\N; a
backslash, tab or line end within a field is written with a backslash. The digest is the line's SHA-256.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

Row = dict[str, Any]
FIELDS = (
    "branch", "number", "member", "kind", "on", "quantity", "outcome", "document", "source", "recorded_by",
    "confirmed_by", "at", "reverses", "reason", "key",
)  # fmt: skip


def plain(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, datetime):
        moment = value.astimezone(timezone(timedelta(0)))
        return moment.strftime("%Y-%m-%dT%H:%M:%S.%f") + "+00:00"
    text = str(value)
    for sign, written in (("\\", "\\\\"), ("\t", "\\t"), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(sign, written)
    return text


def digest(before: str, row: Row) -> str:
    fields = ["fact-1", before, *(plain(row[name]) for name in FIELDS)]
    return hashlib.sha256("\t".join(fields).encode("utf-8")).hexdigest()


@dataclass
class Refused:
    """What the record answers to what it does not take."""


@dataclass
class Replay:
    """One branch's record."""

    rows: list[Row] = field(default_factory=list)

    @property
    def last(self) -> str:
        return str(self.rows[-1]["digest"]) if self.rows else ""

    def in_force(self) -> set[int]:
        undone = {row["reverses"] for row in self.rows}
        return {r["number"] for r in self.rows if r["reverses"] is None and r["number"] not in undone}

    def record(self, entries: list[Row]) -> list[int] | Refused:
        """Add facts; return their numbers."""
        rows = list(self.rows)
        numbers = []
        for entry in entries:
            old = next((row for row in rows if row["key"] == entry["key"]), None)
            if old is None and (entry["quantity"] < 0 or self._clashes(rows, entry)):
                return Refused()
            if old is not None and any(
                old[name] != entry[name] for name in ("member", "kind", "on", "quantity", "outcome")
            ):
                return Refused()
            numbers.append(
                old["number"] if old else self._add(rows, {**entry, "reverses": None, "reason": ""})
            )
        self.rows = rows
        return numbers

    def _clashes(self, rows: list[Row], entry: Row) -> bool:
        undone = {row["reverses"] for row in rows}
        return entry["kind"].startswith("meeting.") and any(
            (row["member"], row["kind"], row["on"]) == (entry["member"], entry["kind"], entry["on"])
            and row["reverses"] is None
            and row["number"] not in undone
            for row in rows
        )

    def _add(self, rows: list[Row], row: Row) -> int:
        row["number"] = len(rows) + 1
        row["digest"] = digest(rows[-1]["digest"] if rows else "", row)
        rows.append(row)
        return int(row["number"])

    def reverse(self, number: int, reason: str, undoing: Row) -> int | Refused:
        """Undo a fact; return the number of what undoes it."""
        fact = self.rows[number - 1]
        before = next((row for row in self.rows if row["reverses"] == number), None)
        if before is not None:
            return int(before["number"]) if before["reason"] == reason else Refused()
        if fact["reverses"] is not None:
            return Refused()
        copied = {
            name: fact[name]
            for name in ("branch", "member", "kind", "on", "quantity", "outcome", "document", "source")
        }
        return self._add(self.rows, {**copied, **undoing, "reverses": number, "reason": reason})
