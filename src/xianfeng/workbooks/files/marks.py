"""Reports what was seen in a worksheet before it was read: formulas, error values, merged cells, cells far off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xianfeng.engine.text import Text
from xianfeng.workbooks.files.findings import Findings, Order
from xianfeng.workbooks.files.grids import Grid
from xianfeng.workbooks.files.places import Cell, letters_of
from xianfeng.workbooks.files.sheets import Sheet
from xianfeng.workbooks.files.worksheets import Merged, Runs, Scan

_FORMULA = Text("{rows}是公式", "{rows} a formula")
_AS_VALUES = Text("请复制后选择性粘贴为数值", "Copy it and paste it as values")
_ERROR = Text("{rows}是错误值，如#N/A", "{rows} an error value such as #N/A")
_CORRECT = Text("请改为正确的内容", "Write the proper value")
_MERGED = Text("{range}是合并单元格", "{range} are merged cells")
_UNMERGE = Text("请取消合并，每格各填各的内容", "Unmerge them and fill in every cell")


@dataclass(frozen=True, slots=True)
class Mark:
    """What was seen in the rows from `row` to `last_row`, and the code of the column it is about, if of one."""

    row: int
    last_row: int
    code: str
    what: Text
    fix: Text


def report_unbounded(sheet: Sheet, order: Order, findings: Findings) -> None:
    """Report the cell that makes a sheet too large to read."""
    cell = sheet.scan.unbounded if sheet.scan else None
    if cell is not None:
        place = Cell(sheet.name, cell.row, letters_of(cell.column))
        findings.add((order[0], cell.row, cell.column), place, cell.what, cell.fix)


def report_marks(grid: Grid) -> None:
    """Report formulas and error values in the columns that are read, and merged cells that touch them."""
    if grid.sheet.scan is None:
        return
    columns = {code: at + grid.sheet.first_column for code, at in grid.columns.items()}
    for mark in list_marks(grid.sheet.scan, columns, grid.header_row):
        place = grid.place(mark.row, mark.code)
        grid.findings.add(grid.order(mark.row, mark.code), place, mark.what, mark.fix)


def list_marks(scan: Scan, columns: Mapping[str, int], header_row: int) -> Iterator[Mark]:
    """Yield what was seen in the columns that are read, given by their codes and numbers."""
    read = sorted(columns.items(), key=lambda each: each[1])
    for runs, what, fix in ((scan.formulas, _FORMULA, _AS_VALUES), (scan.errors, _ERROR, _CORRECT)):
        yield from _of_runs(runs, read, what, fix)
    for merged in scan.merged:
        yield from _of_merged(merged, read, header_row)


def _of_runs(runs: Runs, read: list[tuple[str, int]], what: Text, fix: Text) -> Iterator[Mark]:
    for code, column in read:
        for first, last in runs.by_column.get(column, ()):
            yield Mark(first, last, code, what.fill(rows=_rows(first, last)), fix)


def _rows(first: int, last: int) -> Text:
    if first == last:
        return Text("", "this is")
    return Text(f"第{first}至{last}行都", f"each of rows {first} to {last} is")


def _of_merged(merged: Merged, read: list[tuple[str, int]], header_row: int) -> Iterator[Mark]:
    touched = [code for code, number in read if merged.first_column <= number <= merged.last_column]
    if touched or merged.first_row <= header_row <= merged.last_row:
        code = touched[0] if touched else ""
        what = _MERGED.fill(range=_range(merged))
        yield Mark(merged.first_row, merged.last_row, code, what, _UNMERGE)


def _range(merged: Merged) -> str:
    start = f"{letters_of(merged.first_column)}{merged.first_row}"
    return f"{start}:{letters_of(merged.last_column)}{merged.last_row}"
