"""What is wrong in a file, or worth knowing: by row and column, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xianfeng.engine.text import Text
from xianfeng.people.members.importing.columns import BY_CODE
from xianfeng.people.members.importing.words import Problems, in_both_languages
from xianfeng.workbooks.files.places import Cell

MOST = 10_000
"""So many findings are listed; the rest are counted."""
NOTHING = Text("", "")
_ORDER = {code: number for number, code in enumerate(BY_CODE)}


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, or a note that stops nothing. `code` is the column's, empty for a whole row or file."""

    row: int | None
    code: str
    what: Text
    fix: Text = NOTHING
    is_note: bool = False

    def to_json(self) -> list[Any]:
        return [self.row, self.code, self.what.zh, self.what.en, self.fix.zh, self.fix.en, self.is_note]

    @classmethod
    def from_json(cls, kept: list[Any]) -> Finding:
        row, code, zh, en, fix_zh, fix_en, is_note = kept
        return cls(row, code, Text(zh, en), Text(fix_zh, fix_en), is_note)


@dataclass(slots=True)
class Findings:
    """Problems and notes in the order in which they were found, and how many there are of each."""

    listed: list[Finding] = field(default_factory=list)
    problems: int = 0
    notes: int = 0

    def add(self, finding: Finding) -> None:
        if finding.is_note:
            self.notes += 1
        else:
            self.problems += 1
        if (self.notes if finding.is_note else self.problems) <= MOST:
            self.listed.append(finding)

    def add_rules(self, row: int | None, code: str, find: Callable[[], Problems]) -> None:
        """Add what a rule of the register finds; under `code` where the rule names no column of a file."""
        for name, words in in_both_languages(find) if find() else ():
            self.add(Finding(row, name if name in BY_CODE else code, words))

    def to_json(self) -> list[Any]:
        return [self.problems, self.notes, [finding.to_json() for finding in self.listed]]

    @classmethod
    def from_json(cls, kept: list[Any]) -> Findings:
        problems, notes, listed = kept
        return cls([Finding.from_json(each) for each in listed], problems, notes)

    def of(self, is_note: bool) -> list[Finding]:
        """Return the problems, or the notes, by row and column; first what is about no row."""
        found = [each for each in self.listed if each.is_note == is_note]
        return sorted(found, key=lambda each: (each.row or 0, _ORDER.get(each.code, 0)))


@dataclass(frozen=True, slots=True)
class Places:
    """Names the place of a finding: the sheet or file, and the titles of its columns by their codes."""

    sheet: str
    is_file: bool
    titles: Mapping[str, str]

    def title(self, code: str) -> str:
        return self.titles.get(code, "")

    def words(self, finding: Finding) -> Text:
        return Cell(self.sheet, finding.row, self.title(finding.code), self.is_file).words
