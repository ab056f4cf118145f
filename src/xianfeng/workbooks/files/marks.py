"""Reports what was seen in a worksheet before it was read: formulas, error values, merged cells, cells far off."""

from __future__ import annotations

from collections.abc import Iterator

from xianfeng.engine.text import Text
from xianfeng.workbooks.files.findings import Findings, Order
from xianfeng.workbooks.files.grids import Grid
from xianfeng.workbooks.files.places import Cell, letters_of
from xianfeng.workbooks.files.sheets import Sheet
from xianfeng.workbooks.files.worksheets import Merged, Runs

_FORMULA = Text("{rows}是公式", "{rows} a formula")
_AS_VALUES = Text("请复制后选择性粘贴为数值", "Copy it and paste it as values")
_ERROR = Text("{rows}是错误值，如#N/A", "{rows} an error value such as #N/A")
_CORRECT = Text("请改为正确的内容", "Write the proper value")
_MERGED = Text("{range}是合并单元格", "{range} are merged cells")
_UNMERGE = Text("请取消合并，每格各填各的内容", "Unmerge them and fill in every cell")


def report_unbounded(sheet: Sheet, order: Order, findings: Findings) -> None:
    """Report the cell that makes a sheet too large to read."""
    cell = sheet.scan.unbounded if sheet.scan else None
    if cell is not None:
        place = Cell(sheet.name, cell.row, letters_of(cell.column))
        findings.add((order[0], cell.row, cell.column), place, cell.what, cell.fix)


def report_marks(grid: Grid) -> None:
    """Report formulas and error values in the columns that are read, and merged cells that touch them."""
    scan = grid.sheet.scan
    if scan is None:
        return
    for runs, what, fix in ((scan.formulas, _FORMULA, _AS_VALUES), (scan.errors, _ERROR, _CORRECT)):
        _report_runs(grid, runs, what, fix)
    for merged in scan.merged:
        _report_merged(grid, merged)


def _report_runs(grid: Grid, runs: Runs, what: Text, fix: Text) -> None:
    for code, column in _columns(grid):
        for first, last in runs.by_column.get(column, ()):
            words = what.fill(rows=_rows(first, last))
            grid.findings.add(grid.order(first, code), grid.place(first, code), words, fix)


def _columns(grid: Grid) -> Iterator[tuple[str, int]]:
    """Yield the codes and numbers of the columns that are read, from left to right."""
    for code, at in sorted(grid.columns.items(), key=lambda each: each[1]):
        yield code, at + grid.sheet.first_column


def _rows(first: int, last: int) -> Text:
    if first == last:
        return Text("", "this is")
    return Text(f"第{first}至{last}行都", f"each of rows {first} to {last} is")


def _report_merged(grid: Grid, merged: Merged) -> None:
    touched = [c for c, number in _columns(grid) if merged.first_column <= number <= merged.last_column]
    if not touched and not merged.first_row <= grid.header_row <= merged.last_row:
        return
    row, code = merged.first_row, touched[0] if touched else ""
    what = _MERGED.fill(range=_range(merged))
    grid.findings.add(grid.order(row, code), grid.place(row, code), what, _UNMERGE)


def _range(merged: Merged) -> str:
    start = f"{letters_of(merged.first_column)}{merged.first_row}"
    return f"{start}:{letters_of(merged.last_column)}{merged.last_row}"
