"""A sheet to read rather than to filter: lines of text, and small tables one below another."""

from __future__ import annotations

from collections.abc import Sequence

from xianfeng.engine.text import Text
from xianfeng.workbooks.writing.book import DIVISORS, LINE_HEIGHT, Book, Cell, Field, head_width, lines_needed

_ROOM = 3


class Stack:
    """The sheet; its tables share the columns, and each column is as wide as the widest needs."""

    def __init__(self, book: Book, name: Text) -> None:
        self._book, self._sheet = book, book.sheet(name.get(book.language))
        self._row = 0
        self._fields: Sequence[Field] = ()
        self._widths: dict[int, int] = {}

    def text(self, words: str, look: str = "text") -> None:
        """Write a line that may run over the columns beside it."""
        self._sheet.write_string(self._row, 0, words, self._book.format(look))
        self._row += 1

    def table(self, caption: Text, fields: Sequence[Field]) -> None:
        """Begin a table: a caption and a head; its rows are added next."""
        self._row += 1
        self._sheet.set_row(self._row, LINE_HEIGHT + 4)
        self.text(caption.get(self._book.language), "caption")
        self._fields = fields
        titles = [each.title.get(self._book.language) for each in fields]
        for column, (title, each) in enumerate(zip(titles, fields, strict=True)):
            self._widen(column, min(head_width(title) + 1, each.widest))
        needed = max(lines_needed(title, self._widths[column]) for column, title in enumerate(titles))
        self._sheet.set_row(self._row, LINE_HEIGHT * needed + 4)
        for column, (title, each) in enumerate(zip(titles, fields, strict=True)):
            look = "number head" if each.form in DIVISORS else "head"
            self._sheet.write_string(self._row, column, title, self._book.format(look))
        self._row += 1

    def add(self, cells: Sequence[Cell]) -> None:
        """Write one row of the table that was begun last."""
        for column, (each, cell) in enumerate(zip(self._fields, cells, strict=True)):
            width = self._book.write(self._sheet, self._row, column, each.form, cell)
            self._widen(column, min(width, each.widest))
        self._row += 1

    def _widen(self, column: int, width: int) -> None:
        self._widths[column] = max(self._widths.get(column, 0), width)

    def finish(self) -> None:
        """Set widths and print area, which are known only now; it is printed on one page."""
        for column, width in self._widths.items():
            self._sheet.set_column(column, column, width + _ROOM)
        self._sheet.print_area(0, 0, self._row - 1, max(self._widths, default=0))
        self._sheet.fit_to_pages(1, 1)
