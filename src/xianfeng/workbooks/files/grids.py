"""A table as it was found: its known columns, and its rows with raw values."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xianfeng.engine.text import Text
from xianfeng.workbooks.files.cells import Raw, is_blank
from xianfeng.workbooks.files.findings import Findings, Order
from xianfeng.workbooks.files.places import Cell
from xianfeng.workbooks.files.refusals import Refused
from xianfeng.workbooks.files.sheets import Line, Sheet
from xianfeng.workbooks.tables import TABLES, Table

EXAMPLE = ("示例", "example")
"""How the first required cell of an example row begins; the template's rows do."""
_TOO_MANY = Text("这一行比标题行多出内容", "this row holds more than the header has columns")
_QUOTE = Text("含逗号的文字请加引号", "Put text that holds a comma into quotes")


@dataclass(slots=True)
class Grid:
    """A table as it was found.

    `columns` are the places of the known columns in a line, `titles` their names as written,
    `width` is the length of the header, whose row is `header_row` (0 where a file has none).
    `examples` counts the example rows that were skipped so far.
    """

    table: Table
    sheet: Sheet
    findings: Findings
    header_row: int
    width: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]
    examples: int = 0

    def place(self, row: int | None, code: str = "") -> Cell:
        return Cell(self.sheet.name, row or None, self.titles.get(code, ""), self.sheet.is_file)

    def order(self, row: int | None, code: str = "") -> Order:
        return TABLES.index(self.table), row or 0, self.columns.get(code, -1)

    def report(self, row: int | None, code: str, what: Text, fix: Text) -> None:
        """Add a problem, unless the cell cannot be trusted anyway: that is reported already."""
        if not self._is_distrusted(row, code):
            self.findings.add(self.order(row, code), self.place(row, code), what, fix)

    def _is_distrusted(self, row: int | None, code: str) -> bool:
        scan, column = self.sheet.scan, self.columns.get(code)
        if scan is None or row is None or column is None:
            return False
        return scan.distrusts(column + self.sheet.first_column, row)

    def rows(self) -> Iterator[tuple[int, dict[str, Raw]]]:
        """Yield the number of each row that holds something, and its values by column; no examples."""
        first = next(column.code for column in self.table.columns if column.required)
        for number, values in self._lines():
            row = {code: values[at] for code, at in self.columns.items() if at < len(values)}
            if all(map(is_blank, row.values())):
                continue
            if _is_example(row.get(first)):
                self.examples += 1
            else:
                yield number, row

    def _lines(self) -> Iterator[Line]:
        try:
            for number, values in self.sheet.lines:
                if len(values) > self.width and not all(map(is_blank, values[self.width :])):
                    self.report(number, "", _TOO_MANY, _QUOTE)
                yield number, values
        except Refused as refused:
            self.report(None, "", refused.what, refused.fix)


def _is_example(raw: Raw) -> bool:
    if not isinstance(raw, str):
        return False
    return unicodedata.normalize("NFKC", raw[:100]).strip().casefold().startswith(EXAMPLE)
