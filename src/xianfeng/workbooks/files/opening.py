"""Finds the tables of a workbook or a folder, and the columns of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xianfeng.engine.text import Text, shown
from xianfeng.workbooks.files import refusals
from xianfeng.workbooks.files.cells import Raw, is_blank, text
from xianfeng.workbooks.files.excel import read_workbook
from xianfeng.workbooks.files.findings import FIRST, Findings
from xianfeng.workbooks.files.folders import read_folder
from xianfeng.workbooks.files.grids import Grid
from xianfeng.workbooks.files.marks import report_marks, report_unbounded
from xianfeng.workbooks.files.places import Cell, whole_file
from xianfeng.workbooks.files.refusals import Refused
from xianfeng.workbooks.files.sheets import Line, Sheet, Source
from xianfeng.workbooks.tables import TABLES, Table, holds_words, table_named

_EMPTY = Text("是空的", "it is empty")
_FILL = Text("请写上标题行和内容，或整个删去", "Write the header and the rows, or remove it")
_ONE = Text("请只保留一个", "Keep only one of them")
_HEADER = Text("请在标题行加上这一列", "Add this column to the header")


@dataclass(slots=True)
class Grids:
    """The tables that were found by their codes, the sheets and the columns that are not read."""

    tables: dict[str, Grid] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    columns: list[tuple[str, str]] = field(default_factory=list)

    @property
    def examples(self) -> int:
        return sum(grid.examples for grid in self.tables.values())


def read_grids(path: Path, findings: Findings) -> Grids:
    """Return the tables of a workbook or folder; whatever is wrong with them is added to the findings."""
    try:
        source = _source(path)
    except Refused as refused:
        findings.add(FIRST, whole_file(path.name), refused.what, refused.fix)
        return Grids()
    grids, seen = Grids(sheets=tuple(name for name in source.unread if not holds_words(name))), set[str]()
    for sheet in source.sheets:
        table = _table_of(sheet)
        if table.code in seen:
            _report_twice(table, sheet, findings)
        elif grid := _grid(table, sheet, findings, grids.columns):
            grids.tables[table.code] = grid
        seen.add(table.code)
    _report_missing(path, seen, findings)
    return grids


def _source(path: Path) -> Source:
    try:
        return read_folder(path, _is_wanted) if path.is_dir() else read_workbook(path, _is_wanted)
    except OSError as error:
        raise refusals.not_readable() from error


def _is_wanted(name: str) -> bool:
    return table_named(name) is not None


def _table_of(sheet: Sheet) -> Table:
    name = Path(sheet.name).stem if sheet.is_file else sheet.name
    return next(table for table in TABLES if table.is_named(name))


def _report_twice(table: Table, sheet: Sheet, findings: Findings) -> None:
    what = Text(f"“{table.title.zh}”有两个", f'there are two of "{table.title.en}"')
    findings.add((TABLES.index(table), 0, 0), Cell(sheet.name, is_file=sheet.is_file), what, _ONE)


def _report_missing(path: Path, found: set[str], findings: Findings) -> None:
    for number, table in enumerate(TABLES):
        if table.required and table.code not in found:
            zh, en = table.title.zh, table.title.en
            what = Text(f"没有“{zh}”表", f'there is no table "{en}"')
            findings.add((number, 0, 0), whole_file(path.name), what, Text(f"请加上“{zh}”", f'Add "{en}"'))


def _grid(table: Table, sheet: Sheet, findings: Findings, unread: list[tuple[str, str]]) -> Grid | None:
    order, place = (TABLES.index(table), 0, 0), Cell(sheet.name, is_file=sheet.is_file)
    if sheet.scan is not None and sheet.scan.unbounded is not None:
        report_unbounded(sheet, order, findings)
        return None
    try:
        header = next((line for line in sheet.lines if not all(map(is_blank, line[1]))), None)
    except Refused as refused:
        findings.add(order, place, refused.what, refused.fix)
        return None
    if header is None:
        findings.add(order, place, _EMPTY, _FILL)
        return None
    return _with_columns(table, sheet, findings, header, unread)


def _with_columns(
    table: Table, sheet: Sheet, findings: Findings, header: Line, unread: list[tuple[str, str]]
) -> Grid:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    grid = Grid(table, sheet, findings, header[0], len(header[1]), columns, titles)
    for at, title in _titles(header[1]):
        column = table.column_named(title)
        if column is None:
            unread.append((sheet.name, shown(title)))
        elif column.code in columns:
            _report_column_twice(grid, at, title)
        else:
            columns[column.code], titles[column.code] = at, title
    _report_missing_columns(grid)
    report_marks(grid)
    return grid


def _titles(values: Sequence[Raw]) -> list[tuple[int, str]]:
    written = ((at, text(raw)) for at, raw in enumerate(values) if not is_blank(raw))
    return [(at, title if isinstance(title, str) else shown(values[at])) for at, title in written]


def _report_column_twice(grid: Grid, at: int, title: str) -> None:
    place = Cell(grid.sheet.name, grid.header_row or None, title, grid.sheet.is_file)
    what = Text("这一列有两个", "there are two such columns")
    grid.findings.add((TABLES.index(grid.table), grid.header_row, at), place, what, _ONE)


def _report_missing_columns(grid: Grid) -> None:
    for at, column in enumerate(grid.table.columns):
        if column.required and column.code not in grid.columns:
            what = Text(f"缺少“{column.title.zh}”列", f'the column "{column.title.en}" is missing')
            order = (TABLES.index(grid.table), grid.header_row, at)
            grid.findings.add(order, grid.place(grid.header_row), what, _HEADER)
