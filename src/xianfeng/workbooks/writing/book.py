"""A quiet workbook to print: one head row, typed columns, no cell that could become a formula."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from xianfeng.engine.text import Language, Text

INK, QUIET, RED = "#1F1D1A", "#67625A", "#C8161D"
HEAD_FILL, LINE = "#F3F1EC", "#E3DFD7"
FONT = "Microsoft YaHei"
LINE_HEIGHT = 16.5
"""Points; a row that needs several lines is made as many times as high."""
_HEAD_WIDTH = 10
_ROOM = 3
"""Letters of room beside the widest cell, for the indent and the filter's arrow."""
ROWS_A_SHEET = 1_000_000
"""Rows of data on one sheet, below the limit of 1 048 576, before the next sheet begins."""

_TRUTHFUL = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class Form(StrEnum):
    """What the cells of a column are: words, or numbers given as the engine keeps them."""

    WORDS = "words"
    LONG = "long"
    AMOUNT = "amount"
    EXACT = "exact"
    CHANGE = "change"
    EXACT_CHANGE = "exact change"
    COUNT = "count"
    DATE = "date"


_FORMATS: Mapping[Form, Mapping[str, object]] = {
    Form.WORDS: {"num_format": "@", "align": "left", "indent": 1},
    Form.LONG: {"num_format": "@", "align": "left", "indent": 1, "text_wrap": True},
    Form.AMOUNT: {"num_format": "0.00"},
    Form.EXACT: {"num_format": "0.00####"},
    Form.CHANGE: {"num_format": "+0.00;-0.00;0.00"},
    Form.EXACT_CHANGE: {"num_format": "+0.00####;-0.00####;0.00"},
    Form.COUNT: {"num_format": "0"},
    Form.DATE: {"num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
}
DIVISORS: Mapping[Form, int] = {
    Form.AMOUNT: 100, Form.EXACT: 1_000_000, Form.CHANGE: 100, Form.EXACT_CHANGE: 1_000_000, Form.COUNT: 1,
}  # fmt: skip
"""The forms that are numbers, and what a number is divided by to be shown."""


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its title, the form of its cells, and how wide it may become, in Latin letters.

    LONG columns are always that wide, and their cells break into lines.
    """

    title: Text
    form: Form = Form.WORDS
    widest: int = 24


@dataclass(frozen=True, slots=True)
class Alert:
    """Words that need attention; they are red."""

    words: str


Cell = str | int | date | Alert | None


def cell_width(words: str) -> int:
    """Return how many Latin letters wide the words are; a Chinese character counts as two."""
    return max(
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line) for line in words.split("\n")
    )


def head_width(title: str) -> int:
    """Return how wide a column must be for its title, which may break into lines but not within a Latin word."""
    longest = max(map(cell_width, title.split())) if title.isascii() else 0
    return max(min(cell_width(title), _HEAD_WIDTH), longest)


def lines_needed(words: str, width: int) -> int:
    """Return how many lines the words take in a column that wide."""
    return sum(max(1, -(-cell_width(line) // width)) for line in words.split("\n"))


@dataclass
class Book:
    """A workbook being written row by row; closing it finishes its sheets."""

    path: Path
    language: Language
    title: str
    footer: str
    day: date
    rows_a_sheet: int = ROWS_A_SHEET
    _workbook: xlsxwriter.Workbook = field(init=False)
    _formats: dict[Form | str, Format] = field(init=False)
    _pages: list[Page] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        base = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
        options = {"constant_memory": True, "default_format_properties": base, **_TRUTHFUL}
        self._workbook = xlsxwriter.Workbook(str(self.path), options)
        made = datetime.combine(self.day, time())
        self._workbook.set_properties({"title": self.title, "author": "Xianfeng", "created": made})
        base |= {"bottom": 1, "bottom_color": LINE}
        self._formats = {form: self._workbook.add_format({**base, **look}) for form, look in _FORMATS.items()}
        head = {"bold": True, "bg_color": HEAD_FILL, "text_wrap": True, "valign": "vcenter"}
        self._formats["head"] = self._workbook.add_format({**base, **head, "align": "left", "indent": 1})
        self._formats["number head"] = self._workbook.add_format({**base, **head, "align": "right"})
        alert = {**_FORMATS[Form.LONG], "font_color": RED}
        self._formats["alert"] = self._workbook.add_format({**base, **alert})
        self._formats["caption"] = self._workbook.add_format(
            {"bold": True, "font_size": 11, "indent": 1, "bottom": 0}
        )
        self._formats["text"] = self._workbook.add_format({"indent": 1, "bottom": 0})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for page in self._pages:
            page.finish()
        self._workbook.close()

    def page(self, name: Text, fields: Sequence[Field], frozen: int = 0, filtered: bool = True) -> Page:
        """Return a new sheet with these columns; `frozen` columns at the left stay in view."""
        page = Page(self, name.get(self.language), tuple(fields), frozen, filtered)
        self._pages.append(page)
        return page

    def sheet(self, name: str) -> Worksheet:
        """Return a new worksheet set up for A4 across."""
        sheet = self._workbook.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        heading, footer = (words.replace("&", "&&") for words in (self.title, self.footer))
        pages = Text("第&P页，共&N页", "page &P of &N").get(self.language)
        sheet.set_header(f"&L&9 {heading[:90]}&R&9 {name}")
        sheet.set_footer(f"&L&8 {footer[:150]}&R&8 {pages}")
        return sheet

    def format(self, form: Form | str) -> Format:
        return self._formats[form]

    def write(self, sheet: Worksheet, row: int, column: int, form: Form, cell: Cell) -> int:
        """Write one cell and return how wide it is."""
        look = self.format("alert") if isinstance(cell, Alert) else self.format(form)
        words = cell.words if isinstance(cell, Alert) else cell
        if words is None or words == "":
            sheet.write_blank(row, column, None, look)
            return 0
        if isinstance(words, str):
            sheet.write_string(row, column, words, look)
            return cell_width(words)
        if isinstance(words, date):
            sheet.write_datetime(row, column, words, look)
            return 10
        number = words / DIVISORS[form]
        sheet.write_number(row, column, number, look)
        return len(f"{number:.6g}") + 1


class Page:
    """One table, on as many sheets as it needs; what goes on is written at once and not kept."""

    def __init__(self, book: Book, name: str, fields: tuple[Field, ...], frozen: int, filtered: bool) -> None:
        self._book, self._name, self._fields = book, name, fields
        self._frozen, self._filtered = frozen, filtered
        self._sheets: list[tuple[Worksheet, int]] = []
        self._widths = [0] * len(fields)
        self._open()

    def _open(self) -> None:
        number = len(self._sheets) + 1
        sheet = self._book.sheet(self._name if number == 1 else f"{self._name}{number}")
        titles = [each.title.get(self._book.language) for each in self._fields]
        widths = [
            head_width(t) if f.form is not Form.LONG else f.widest
            for t, f in zip(titles, self._fields, strict=True)
        ]
        needed = max(map(lines_needed, titles, widths))
        sheet.set_row(0, LINE_HEIGHT * needed + 4)
        for column, words in enumerate(titles):
            look = "number head" if self._fields[column].form in DIVISORS else "head"
            sheet.write_string(0, column, words, self._book.format(look))
            self._widths[column] = max(self._widths[column], widths[column])
        sheet.freeze_panes(1, self._frozen)
        sheet.repeat_rows(0)
        self._sheets.append((sheet, 0))

    def add(self, cells: Sequence[Cell]) -> None:
        """Write one row; begin another sheet when this one is full."""
        if self._sheets[-1][1] == self._book.rows_a_sheet:
            self._open()
        sheet, row = self._sheets[-1]
        self._sheets[-1] = sheet, row + 1
        needed = self._lines(cells)
        if needed > 1:
            sheet.set_row(row + 1, LINE_HEIGHT * needed)
        for column, cell in enumerate(cells):
            width = self._book.write(sheet, row + 1, column, self._fields[column].form, cell)
            self._widths[column] = max(self._widths[column], width)

    def _lines(self, cells: Sequence[Cell]) -> int:
        long = zip(self._fields, cells, strict=True)
        words = (
            (f, cell.words if isinstance(cell, Alert) else cell) for f, cell in long if f.form is Form.LONG
        )
        return max(
            (lines_needed(cell, f.widest + _ROOM - 1) for f, cell in words if isinstance(cell, str)),
            default=1,
        )

    def finish(self) -> None:
        """Set widths, filter and print area, which are known only now."""
        for sheet, rows in self._sheets:
            last = len(self._fields) - 1
            for column, each in enumerate(self._fields):
                width = each.widest if each.form is Form.LONG else min(self._widths[column], each.widest)
                sheet.set_column(column, column, width + _ROOM)
            if self._filtered:
                sheet.autofilter(0, 0, max(rows, 1), last)
            sheet.print_area(0, 0, max(rows, 1), last)
