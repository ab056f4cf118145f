"""Where something stands in a spreadsheet, in words a person can follow."""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng.engine.text import Text, shown


def letters_of(column: int) -> str:
    """Return the letters of a column that is counted from 1: 28 is AB."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, a column, a row or the whole of a sheet; for CSV and Parquet of a file.

    `sheet` and `column` are written as they are in the input; `row` counts from 1.
    """

    sheet: str
    row: int | None = None
    column: str = ""
    is_file: bool = False

    @property
    def words(self) -> Text:
        sheet, column = shown(self.sheet), shown(self.column)
        zh = f"{'文件' if self.is_file else '工作表'}“{sheet}”"
        en = f'{"file" if self.is_file else "sheet"} "{sheet}"'
        if self.row is not None:
            zh, en = f"{zh}第{self.row}行", f"{en} row {self.row}"
        if self.column:
            zh, en = f"{zh}“{column}”{'' if self.row else '列'}", f'{en} column "{column}"'
        return Text(zh, en)


def whole_file(name: str) -> Cell:
    """Return the place of a whole file."""
    return Cell(name, is_file=True)
