"""One row of a table: typed access to its cells, each problem reported at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from xianfeng.engine.amounts import MAX_QUANTITY
from xianfeng.engine.calendar import Period
from xianfeng.engine.text import Text
from xianfeng.workbooks.checking.choices import Choices
from xianfeng.workbooks.files import cells
from xianfeng.workbooks.files.cells import Raw, Wrong, is_blank
from xianfeng.workbooks.files.grids import Grid

T = TypeVar("T")
_MISSING = Text("没有填写", "it is empty")
_FILL = Text("请填写", "Fill it in")


@dataclass(slots=True)
class Row:
    """A row; `is_sound` until a problem of it is reported."""

    grid: Grid
    number: int
    raw: dict[str, Raw]
    is_sound: bool = True

    def gives(self, code: str) -> bool:
        """Whether there is anything in the cell."""
        return not is_blank(self.raw.get(code))

    def problem(self, code: str, what: Text, fix: Text) -> None:
        self.is_sound = False
        self.grid.report(self.number, code, what, fix)

    def read(self, code: str, parse: Callable[[Raw], T | Wrong]) -> T | None:
        """Return the value of a cell; None when it is empty or wrong. A required one must not be empty."""
        raw = self.raw.get(code)
        if is_blank(raw):
            self._check_required(code)
            return None
        value = parse(raw)
        if isinstance(value, Wrong):
            self.problem(code, value.what, value.fix)
            return None
        return value

    def _check_required(self, code: str) -> None:
        if not self.grid.table.column(code).required:
            return
        if code in self.grid.columns:
            self.problem(code, _MISSING, _FILL)
        else:
            # The whole column is missing, which is reported once.
            self.is_sound = False

    def text(self, code: str) -> str:
        """Return text; nothing when the cell is empty or wrong."""
        return self.read(code, cells.text) or ""

    def amount(self, code: str, least: int = 0, most: int = MAX_QUANTITY) -> int | None:
        return self.read(code, partial(cells.amount, least=least, most=most))

    def day(self, code: str) -> date | None:
        return self.read(code, cells.day)

    def period(self, code: str) -> Period | None:
        return self.read(code, cells.period)

    def choice(self, code: str, choices: Choices) -> str | None:
        return self.read(code, choices.find)

    def several(self, code: str, choices: Choices) -> frozenset[str]:
        return self.read(code, choices.find_all) or frozenset()


def rows_of(grid: Grid | None) -> Iterator[Row]:
    """Yield the rows of a table; none when the table is not there."""
    if grid is not None:
        for number, raw in grid.rows():
            yield Row(grid, number, raw)
