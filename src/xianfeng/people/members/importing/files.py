"""From an upload to sheets with a header: inspected before it is read, and gone from the disk afterwards."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from xianfeng.engine.text import Text, shown
from xianfeng.people.members.importing.titles import LOOKED_AT, header_among, recognised, title_of
from xianfeng.workbooks.files import refusals
from xianfeng.workbooks.files.cells import is_blank
from xianfeng.workbooks.files.excel import read_workbook
from xianfeng.workbooks.files.folders import read_folder
from xianfeng.workbooks.files.refusals import Refused
from xianfeng.workbooks.files.sheets import Line, Sheet, Source
from xianfeng.workbooks.files.worksheets import WIDEST

MOST_UPLOADED = 10
MOST_INFLATED = 100
"""The most megabytes of a file as it is sent, and of all its parts inflated."""
MEGABYTE = 1024 * 1024
PREFIX = "xianfeng-import-"
LEFT_OVER = 3600
"""After so many seconds a folder is what a killed process has left behind."""


HeaderAmong = Callable[[Mapping[int, tuple[str, ...]]], int | None]
"""Finds the number of the row that is the header, among the titles of the first rows by number."""


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its header; `lines` follow it. `titles` stand by their places in a line."""

    sheet: Sheet
    header_row: int
    titles: tuple[str, ...]
    lines: Iterator[Line]


@contextmanager
def opened(upload: UploadedFile[bytes]) -> Iterator[list[Sheet]]:
    """Yield the visible sheets of an upload, and remove every trace of it from the disk.

    Raises Refused when it is no spreadsheet, is damaged or too large, or is built to do harm.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
            yield [sheet for sheet in _source(upload, Path(name)).sheets if not sheet.is_hidden]
    finally:
        upload.close()


def remove_left_over() -> int:
    """Remove what processes that were killed while reading have left behind; return how many folders."""
    found = [
        folder
        for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*")
        if time.time() - folder.stat().st_mtime > LEFT_OVER
    ]
    for folder in found:
        shutil.rmtree(folder, ignore_errors=True)
    return len(found)


def _source(upload: UploadedFile[bytes], folder: Path) -> Source:
    if (upload.size or 0) > MOST_UPLOADED * MEGABYTE:
        raise refusals.too_large(MOST_UPLOADED)
    is_csv = (upload.name or "").lower().endswith((".csv", ".txt"))
    path = folder / ("upload.csv" if is_csv else "upload.xlsx")
    with path.open("wb") as file:
        for piece in upload.chunks():
            file.write(piece)
    if is_csv:
        return _named(read_folder(folder, lambda _: True), upload)
    return read_workbook(path, lambda _: True, scratch=folder, megabytes=MOST_INFLATED)


def _named(source: Source, upload: UploadedFile[bytes]) -> Source:
    for sheet in source.sheets:
        sheet.name = shown(upload.name)
    return source


def tables_of(sheets: Sequence[Sheet]) -> list[Table]:
    """Return the sheets in which a header was recognised, the one that names the most columns first."""
    found = [table for sheet in sheets if (table := headed(sheet, header_among)) is not None]
    return sorted(found, key=lambda table: -len(recognised(table.titles)))


def headed(sheet: Sheet, header_among: HeaderAmong) -> Table | None:
    """Return a sheet with its header among its first rows, None where there is none. Raises Refused when it is too wide."""
    first = list(islice((line for line in sheet.lines if not all(map(is_blank, line[1]))), LOOKED_AT))
    titles = {number: tuple(map(title_of, values[: WIDEST + 1])) for number, values in first}
    number = header_among(titles)
    if number is None:
        return None
    if len(titles[number]) > WIDEST:
        raise too_wide()
    following = (line for line in first if line[0] > number)
    return Table(sheet, number, titles[number], chain(following, sheet.lines))


def too_wide() -> Refused:
    """Return the refusal of a header that is wider than a roster can be."""
    what = Text(f"用到的列超过{WIDEST}列", f"more than {WIDEST} columns are in use")
    return Refused(what, Text("请删去不需要的列", "Delete the columns that are not needed"))
