"""From the lines of a sheet to rows of the register's values, each checked by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xianfeng.engine.text import Text
from xianfeng.people.members import rules
from xianfeng.people.members.importing.cells import Cells, Noted
from xianfeng.people.members.importing.files import Table
from xianfeng.people.members.importing.findings import NOTHING, Finding, Findings
from xianfeng.people.members.importing.words import in_both_languages
from xianfeng.workbooks.files.cells import Raw, Wrong, is_blank
from xianfeng.workbooks.files.grids import EXAMPLE
from xianfeng.workbooks.files.marks import list_marks
from xianfeng.workbooks.files.refusals import Refused
from xianfeng.workbooks.files.sheets import Line

MOST_ROWS = 50_000
"""A file may hold so many members: more than the largest organisation that the product is made for."""
_MISSING = Text("没有填", "this is empty")
_FILL = Text("每一行都要填", "Every row needs it")
_SHIFTED = Text("这一行比标题行多出内容", "this row holds more than the header has columns")
_QUOTE = Text("含逗号的文字请加引号", "Put text that holds a comma into quotes")
_ONCE = Text("同一个员工号只能有一行", "A staff number may stand in one row only")

Values = dict[str, Any]
"""The cells of a row that hold something, by the codes of their columns: texts, and days."""


@dataclass(slots=True)
class Reading:
    """Reads a table. `places` are the places of the columns that are read; nothing else is looked at."""

    table: Table
    places: Mapping[str, int]
    today: date
    findings: Findings = field(default_factory=Findings)
    _cells: Cells = field(default_factory=Cells)
    _rows_of: dict[str, int] = field(default_factory=dict)

    def rows(self) -> list[list[Any]]:
        """Return the rows that hold something: the number, then the cells of `places` in order.

        Each is a text, '' where nothing is written and None where what is written cannot be used.
        What is wrong is added to the findings. Raises Refused when there are too many rows, or none.
        """
        self._report_marks()
        rows = [self._kept(number, values) for number, values in self._lines()]
        if not rows:
            raise _nothing_there()
        return rows

    def _report_marks(self) -> None:
        if self.table.sheet.scan is None:
            return
        columns = {code: at + self.table.sheet.first_column for code, at in self.places.items()}
        for mark in list_marks(self.table.sheet.scan, columns, self.table.header_row):
            if mark.last_row > self.table.header_row:
                self.findings.add(Finding(mark.row, mark.code, mark.what, mark.fix))

    def _lines(self) -> Iterator[tuple[int, Values]]:
        count = 0
        for number, line in self.table.lines:
            cells = {code: line[at] for code, at in self.places.items() if at < len(line)}
            cells = {code: raw for code, raw in cells.items() if not is_blank(raw)}
            if not cells or _is_example(cells.get("name")):
                continue
            count += 1
            if count > MOST_ROWS:
                raise _too_long()
            self._check_width((number, line))
            yield number, self._read(number, cells)

    def _check_width(self, line: Line) -> None:
        """A comma too many shifts the cells of a CSV file; what stands beside a worksheet does not matter."""
        beyond = line[1][len(self.table.titles) :]
        if self.table.sheet.is_file and not all(map(is_blank, beyond)):
            self.findings.add(Finding(line[0], "", _SHIFTED, _QUOTE))

    def _read(self, number: int, cells: Mapping[str, Raw]) -> Values:
        values: Values = {}
        for code, raw in cells.items():
            read = self._cells.read(code, raw)
            if isinstance(read, Wrong):
                self._report(number, code, read.what, read.fix)
            elif isinstance(read, Noted):
                self.findings.add(Finding(number, code, read.what, is_note=True))
                values[code] = read.value
            else:
                values[code] = read
        wrong = [code for code in cells if code not in values]
        return self._checked(number, cells, rules.tidy(values)) | dict.fromkeys(wrong)

    def _checked(self, number: int, cells: Mapping[str, Raw], values: Values) -> Values:
        """Return the values; None instead of those that are reported."""
        for code in ("name", "staff_no"):
            if code not in cells:
                self._report(number, code, _MISSING, _FILL)
        wrong = rules.problems(values, self.today)
        if wrong:
            for code, words in in_both_languages(lambda: rules.problems(values, self.today)):
                self._report(number, code, words)
        if not self._is_first(number, values.get("staff_no") or ""):
            wrong["staff_no"] = []
        return values | dict.fromkeys(wrong)

    def _is_first(self, number: int, staff_no: str) -> bool:
        first = self._rows_of.setdefault(staff_no.casefold(), number)
        if not staff_no or first == number:
            return True
        what = Text(f"与第{first}行的员工号相同", f"the staff number is the same as in row {first}")
        self._report(number, "staff_no", what, _ONCE)
        return False

    def _report(self, number: int, code: str, what: Text, fix: Text = NOTHING) -> None:
        """Add a problem, unless the cell cannot be trusted anyway: that is reported already."""
        scan, place = self.table.sheet.scan, self.places.get(code)
        if scan and place is not None and scan.distrusts(place + self.table.sheet.first_column, number):
            return
        self.findings.add(Finding(number, code, what, fix))

    def _kept(self, number: int, values: Values) -> list[Any]:
        return [number, *(_written(values.get(code, "")) for code in self.places)]


def _written(value: str | date | None) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _is_example(raw: Raw) -> bool:
    return isinstance(raw, str) and raw.strip().casefold().startswith(EXAMPLE)


def _too_long() -> Refused:
    what = Text(f"超过{MOST_ROWS:,}行", f"there are more than {MOST_ROWS:,} rows")
    return Refused(what, Text("请分成几个文件", "Divide it among several files"))


def _nothing_there() -> Refused:
    what = Text("标题行下面没有内容", "there is nothing below the header")
    return Refused(what, Text("请每行填一位党员", "Write a member in each row"))
