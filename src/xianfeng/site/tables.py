"""Tables that leave as files. Every cell is a text; nothing in one can run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet may run what begins so."""


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of texts as CSV that spreadsheets read as UTF-8."""
    out = io.StringIO()
    csv.writer(out).writerows(harmless(row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def harmless(row: Sequence[str]) -> Iterator[str]:
    """Yield the texts of a row with a quote before what a spreadsheet would run."""
    for text in row:
        runs = text.startswith(RUNS) or text.lstrip().startswith(RUNS)
        yield f"'{text}" if runs else text


def write_texts(sheet: Worksheet, rows: Iterable[Sequence[str]]) -> None:
    """Write rows of texts into a sheet of a workbook, as texts."""
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            sheet.write_string(number, column, text)


def plain(words: str) -> str:
    """Return words for the head or foot of a printed sheet, in which & begins a code."""
    return words.replace("&", "&&")
