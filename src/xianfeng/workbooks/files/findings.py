"""Collects what is wrong or worth a warning, from all tables, and puts it into reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from xianfeng.engine.problems import Place, Problem
from xianfeng.engine.text import Text
from xianfeng.workbooks.files.places import Cell

MOST = 10_000
"""So many findings of one table are listed; the rest are counted, so that memory stays bounded."""

Order = tuple[int, int, int]
"""The number of the table, of the row and of the column; -1, 0, 0 is the whole input."""

FIRST: Order = (-1, 0, 0)


@dataclass(slots=True)
class Findings:
    """Problems, or warnings, in whatever order they are found."""

    _found: list[tuple[Order, int, Problem]] = field(default_factory=list)
    _counts: Counter[int] = field(default_factory=Counter)
    _names: dict[int, Cell] = field(default_factory=dict)

    def add(self, order: Order, place: Place, what: Text, fix: Text) -> None:
        table = order[0]
        self._counts[table] += 1
        if isinstance(place, Cell):
            self._names.setdefault(table, Cell(place.sheet, is_file=place.is_file))
        if self._counts[table] <= MOST:
            self._found.append((order, len(self._found), Problem(place, what, fix)))

    def in_order(self) -> tuple[Problem, ...]:
        """Return the findings by table, row and column; after those of a table, how many are not listed."""
        found = [*self._found, *self._left_out()]
        return tuple(problem for _, _, problem in sorted(found, key=lambda each: each[:2]))

    def _left_out(self) -> list[tuple[Order, int, Problem]]:
        last, fix = 2**31, Text("先改正已列出的，再读一次", "Correct those listed and read again")
        return [
            ((table, last, 0), last, Problem(self._names[table], _more(count - MOST), fix))
            for table, count in self._counts.items()
            if count > MOST
        ]


def _more(count: int) -> Text:
    return Text(f"还有{count}处没有列出", f"{count} more are not listed")
