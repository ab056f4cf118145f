"""Reads a folder of CSV or Parquet files, one a table."""

from __future__ import annotations

import csv
import glob
from collections.abc import Callable, Iterator
from pathlib import Path

from xianfeng.store.database import in_memory
from xianfeng.workbooks.files import refusals
from xianfeng.workbooks.files.packages import MEGABYTE, MOST_MEGABYTES
from xianfeng.workbooks.files.sheets import Line, Sheet, Source

_ENCODINGS = ("utf-8-sig", "gb18030")
_BATCH = 10_000
_MEMORY = "1GB"
"""What DuckDB may take for itself."""


def read_folder(folder: Path, wanted: Callable[[str], bool]) -> Source:
    """Return the files whose names without ending are wanted. Raises Refused when there is none."""
    files = sorted(
        each for each in folder.iterdir() if each.is_file() and not each.name.startswith((".", "~$"))
    )
    read = [each for each in files if each.suffix.lower() in _READERS and wanted(each.stem)]
    if not read:
        raise refusals.no_tables()
    sheets = tuple(Sheet(each.name, _READERS[each.suffix.lower()](each), is_file=True) for each in read)
    return Source(sheets, tuple(each.name for each in files if each not in read))


def _csv_lines(path: Path) -> Iterator[Line]:
    _check_size(path)
    with path.open(encoding=_encoding(path), newline="") as stream:
        reader = csv.reader(stream, strict=True)
        try:
            yield from enumerate(reader, 1)
        except csv.Error as error:
            raise refusals.not_csv(reader.line_num) from error


def _check_size(path: Path) -> None:
    size = path.stat().st_size
    if size == 0:
        raise refusals.empty_file()
    if size > MOST_MEGABYTES * MEGABYTE:
        raise refusals.too_large(MOST_MEGABYTES)


def _encoding(path: Path) -> str:
    """Return the first encoding in which the whole file can be read."""
    for encoding in _ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as stream:
                while stream.read(MEGABYTE):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise refusals.not_encoded()


def _parquet_lines(path: Path) -> Iterator[Line]:
    """Yield the names of the columns as row 0, then the rows from 1 on, in batches."""
    import duckdb  # Heavy, and needed for this alone.

    _check_size(path)
    # A folder's name may hold what would be read as a pattern.
    name, number = glob.escape(str(path)), 0
    try:
        with in_memory(_MEMORY) as connection:
            found = connection.execute("SELECT * FROM read_parquet(?)", [name])
            yield 0, [column[0] for column in found.description]
            while batch := found.fetchmany(_BATCH):
                yield from enumerate(batch, number + 1)
                number += len(batch)
    except duckdb.Error as error:
        raise refusals.not_parquet() from error


_READERS: dict[str, Callable[[Path], Iterator[Line]]] = {".csv": _csv_lines, ".parquet": _parquet_lines}
