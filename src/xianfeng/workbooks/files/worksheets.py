"""Looks over a worksheet part before it is read: where cells are, and which of them cannot be trusted."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from xianfeng.engine.text import Text
from xianfeng.workbooks.files.refusals import damaged
from xianfeng.workbooks.files.xmlparts import Action, Attributes, Part, nothing

LAST_ROW = 1_048_576
WIDEST = 64
"""The most columns in use, from the first to the last."""
LARGEST = 10_000_000
"""The most places between the first and the last cell in use, empty ones included."""
_ALWAYS_FINE = 1_000_000
_SPARSEST = 50
"""A larger sheet needs a cell in use for so many places; else one of them stands far off."""
_MOST_RUNS = 1_000
_MOST_CELLS = 2 * LARGEST
"""The most cells, empty ones with nothing but a style included."""
_DIGITS = "0123456789"
_LETTERS = re.compile(r"[A-Za-z]{1,6}")
_RANGE = re.compile(r"([A-Za-z]{1,6})([0-9]{1,9})(?::([A-Za-z]{1,6})([0-9]{1,9}))?")

_TOO_LONG = Text(f"超过{LAST_ROW:,}行", f"there are more than {LAST_ROW:,} rows")
_TOO_WIDE = Text(f"用到的列超过{WIDEST}列", f"more than {WIDEST} columns are in use")
_TOO_MANY = Text(f"单元格超过{LARGEST:,}个", f"there are more than {LARGEST:,} cells")
_FAR_OFF = Text("这个单元格离其他内容太远", "this cell stands far away from all others")
_SPLIT = Text("请分成几个文件，或改用CSV", "Divide it among several files, or use CSV")
_CLEAR = Text("请删去多余的行和列后另存", "Delete the rows and columns that are not needed and save it")

Run = tuple[int, int]
"""The first and the last row of neighbouring cells in one column."""


@dataclass(slots=True)
class Runs:
    """Cells of one sort, as runs of rows by column. Beyond a thousand runs a column, no more are kept."""

    by_column: dict[int, list[Run]] = field(default_factory=dict)

    def add(self, column: int, row: int) -> None:
        runs = self.by_column.setdefault(column, [])
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        elif len(runs) < _MOST_RUNS:
            runs.append((row, row))

    def holds(self, column: int, row: int) -> bool:
        runs = self.by_column.get(column, [])
        before = bisect_right(runs, row, key=_first)
        return before > 0 and row <= runs[before - 1][1]


def _first(run: Run) -> int:
    return run[0]


@dataclass(frozen=True, slots=True)
class Merged:
    """Cells merged into one; rows and columns count from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Unbounded:
    """A cell that makes a sheet too large to read, and why."""

    row: int
    column: int
    what: Text
    fix: Text


@dataclass(slots=True)
class Scan:
    """What was seen in a worksheet. Rows and columns count from 1."""

    formulas: Runs = field(default_factory=Runs)
    errors: Runs = field(default_factory=Runs)
    merged: list[Merged] = field(default_factory=list)
    unbounded: Unbounded | None = None

    def distrusts(self, column: int, row: int) -> bool:
        return self.formulas.holds(column, row) or self.errors.holds(column, row)


class Worksheet(Part):
    """A worksheet part that is looked over while it is copied.

    Its cells must stand in order and once each: programs would differ on what is in a cell written twice.
    """

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.scan = Scan()
        self._numbers: dict[str, int] = {}
        self._begun = self._inside = self._is_error = self._is_formula = self._is_used = False
        self._row = self._column = self._cells = self._used = 0
        self._first_row = self._first_column = self._last_column = 0
        self._last: tuple[int, int] = (0, 0)

    def action(self, name: str) -> Action:
        actions: dict[str, Action] = {
            "sheetData": self._begin, "row": self._on_row, "c": self._on_cell, "v": self._on_value,
            "is": self._on_value, "f": self._on_formula, "mergeCell": self._on_merged,
        }  # fmt: skip
        return actions.get(name, nothing)

    def feed(self, piece: bytes) -> None:
        if self.scan.unbounded is None:
            super().feed(piece)

    def finish(self) -> None:
        if self.scan.unbounded is None:
            super().finish()
            self._check_spread()

    def closed(self, depth: int) -> None:
        self._inside = False

    def _begin(self, _: Attributes) -> None:
        if self._begun:
            raise damaged(self.name)
        self._begun = self._inside = True

    def _on_row(self, attributes: Attributes) -> None:
        number = _plain(attributes, "r")
        self._row = int(number) if number else self._row + 1
        self._column = 0

    def _on_cell(self, attributes: Attributes) -> None:
        if not self._inside:
            return
        reference = _plain(attributes, "r")
        self._move(reference)
        self._is_error = _plain(attributes, "t") == "e"
        self._is_formula = self._is_used = False
        self._cells += 1
        if self._cells > _MOST_CELLS:
            self._stop(_TOO_MANY, _SPLIT)

    def _move(self, reference: str | None) -> None:
        if reference is None:
            self._column += 1
            return
        letters = reference.rstrip(_DIGITS)
        self._column = self._numbers.get(letters) or self._numbered(letters)
        self._row = int(reference[len(letters) :])

    def _numbered(self, letters: str) -> int:
        self._numbers[letters] = number_of(letters)
        return self._numbers[letters]

    def _on_value(self, _: Attributes) -> None:
        if not self._inside or self._is_used:
            return
        self._is_used = True
        self._used += 1
        if self._is_error and not self._is_formula:
            self.scan.errors.add(self._column, self._row)
        self._stretch()

    def _on_formula(self, _: Attributes) -> None:
        if self._inside and not self._is_formula:
            self._is_formula = True
            self.scan.formulas.add(self._column, self._row)

    def _on_merged(self, attributes: Attributes) -> None:
        found = _RANGE.fullmatch(_plain(attributes, "ref") or "")
        if found and len(self.scan.merged) < _MOST_RUNS:
            end = (found[3] or found[1], found[4] or found[2])
            merged = Merged(int(found[2]), number_of(found[1]), int(end[1]), number_of(end[0]))
            self.scan.merged.append(merged)

    def _stretch(self) -> None:
        row, column = here = self._row, self._column
        if here <= self._last:
            raise damaged(self.name)
        if self._used == 1:
            self._first_row, self._first_column = here
        self._last = here
        self._first_column = min(self._first_column, column)
        self._last_column = max(self._last_column, column)
        if row > LAST_ROW:
            self._stop(_TOO_LONG, _SPLIT)
        elif self._last_column - self._first_column >= WIDEST:
            self._stop(_TOO_WIDE, _CLEAR)

    def _check_spread(self) -> None:
        if not self._used:
            return
        self._row, self._column = self._last
        places = (self._row - self._first_row + 1) * (self._last_column - self._first_column + 1)
        if places > _ALWAYS_FINE and places > _SPARSEST * self._used:
            self._stop(_FAR_OFF, _CLEAR)
        elif places > LARGEST:
            self._stop(_TOO_MANY, _SPLIT)

    def _stop(self, what: Text, fix: Text) -> None:
        if self.scan.unbounded is None:
            self.scan.unbounded = Unbounded(self._row, self._column, what, fix)


def _plain(attributes: Attributes, name: str) -> str | None:
    """Return the value of an attribute without prefix; the reading library knows no other."""
    if attributes and attributes[0] == name:
        return attributes[1]
    for index in range(2, len(attributes), 2):
        if attributes[index] == name:
            return attributes[index + 1]
    return None


def number_of(letters: str) -> int:
    """Return the number of a column from its letters, counted from 1. Raises ValueError for other text."""
    if not _LETTERS.fullmatch(letters):
        raise ValueError(letters)
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
