"""Writes the sample as an input workbook, or as a folder of CSV files with the same tables."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xianfeng.engine.amounts import ONE, show
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Language, Text, joined
from xianfeng.engine.words import RATERS
from xianfeng.sample.branches import AREA
from xianfeng.sample.generator import SCHEME
from xianfeng.sample.notes import FICTIONAL, notes
from xianfeng.sample.tables import Cell, Row, Tables
from xianfeng.schemes import library
from xianfeng.workbooks.tables import NOTES, TABLES, Column, Holds, Table
from xianfeng.workbooks.writing.book import Book, Field, Form, cell_width

Shown = str | int | date | None
"""A cell with its codes put into words; amounts are hundredths still."""
_FORMS: Mapping[Holds, Form] = {Holds.AMOUNT: Form.AMOUNT, Holds.DATE: Form.DATE}
_TITLES: Mapping[str, Callable[[Scheme, str, str], Text]] = {
    "variant": lambda scheme, kind, code: scheme.variants[code].title,
    "offices": lambda scheme, kind, code: scheme.offices[code],
    "kind": lambda scheme, kind, code: scheme.kinds[code].title,
    "outcome": lambda scheme, kind, code: scheme.kinds[kind].outcomes[code],
    "rater_kind": lambda scheme, kind, code: RATERS[code],
    "component": lambda scheme, kind, code: scheme.components[code].title,
}
"""How to find the title of a code, by column; outcomes also need the kind of the fact."""


def write_workbook(tables: Tables, path: Path, language: Language = "zh") -> None:
    """Write one sheet a table and one with notes; the same tables give the same bytes."""
    title, footer = AREA.get(language), FICTIONAL.get(language)
    with Book(path, language, title, footer, tables.today) as book:
        for table, columns, rows in _filled(tables):
            _write_sheet(book, table, columns, list(_worded(columns, rows, language)))
        page = book.page(NOTES, [Field(NOTES, Form.LONG, 100)], filtered=False)
        for note in notes(tables):
            page.add([note.get(language)])


def _write_sheet(book: Book, table: Table, columns: list[Column], rows: list[list[Shown]]) -> None:
    """Write a table. Its cells go straight to the sheet: a page's care for each of them takes another second."""
    sheet = book.sheet(table.title.get(book.language))
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    for number, column in enumerate(columns):
        title = column.title.get(book.language) + ("*" if column.required else "")
        sheet.write_string(0, number, title, book.format("head"))
        longest = max((str(row[number] or "") for row in rows), key=len)
        sheet.set_column(number, number, max(cell_width(title), cell_width(longest)) + 2)
    forms = [book.format(_FORMS.get(column.holds, Form.WORDS)) for column in columns]
    for at, row in enumerate(rows, 1):
        for number, cell in enumerate(row):
            _write_cell(sheet, at, number, cell, forms[number])


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Shown, form: Format) -> None:
    if isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, cell, form)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, form)
    elif cell is not None:
        sheet.write_number(row, column, cell / ONE, form)


def write_folder(tables: Tables, folder: Path, language: Language = "zh") -> None:
    """Write one CSV file a table into the folder, which is made if it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, columns, rows in _filled(tables):
        path = folder / f"{table.title.get(language)}.csv"
        # Spreadsheet programs recognise the encoding by its mark.
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(column.title.get(language) for column in columns)
            for row in _worded(columns, rows, language):
                writer.writerow(_plain(column, cell) for column, cell in zip(columns, row, strict=True))


def _filled(tables: Tables) -> Iterator[tuple[Table, list[Column], list[Row]]]:
    """Yield the tables that have rows, with the columns of which any row has something."""
    for table in TABLES:
        rows: list[Row] = getattr(tables, table.code)
        used = {code for row in rows for code, cell in row.items() if cell not in (None, "", ())}
        if rows:
            yield table, [column for column in table.columns if column.code in used], rows


def _worded(columns: list[Column], rows: list[Row], language: Language) -> Iterator[list[Shown]]:
    """Yield the rows with titles instead of codes."""
    codes = [column.code for column in columns]
    for row in rows:
        yield [_words(code, row[code], str(row.get("kind")), language) for code in codes]


def _words(column: str, cell: Cell, kind: str, language: Language) -> Shown:
    if isinstance(cell, tuple):
        return joined([_title(column, kind, code) for code in cell]).get(language)
    if column not in _TITLES or not isinstance(cell, str) or not cell:
        return cell
    return _title(column, kind, cell).get(language)


@cache
def _title(column: str, kind: str, code: str) -> Text:
    return _TITLES[column](library.load(SCHEME), kind, code)


def _plain(column: Column, cell: Shown) -> object:
    return show(cell) if column.holds is Holds.AMOUNT and isinstance(cell, int) else cell
