"""Checks a store before it is settled: what the reader of workbooks checks, as SQL over whole tables."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xianfeng.engine.calendar import Period
from xianfeng.engine.problems import Named, Problem
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.text import Text
from xianfeng.store.checks import ACROSS, CHECKS
from xianfeng.store.checks.check import DEFINITIONS, Check
from xianfeng.store.database import in_memory
from xianfeng.store.known import Stretch, known_tables, most_items
from xianfeng.store.manifest import FILE, Bucket, Manifest, read_manifest, table_file
from xianfeng.store.places import Rows, WholeFile, about_file, unreadable
from xianfeng.store.tables import NAMES, schemas

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

MEMORY = "400MB"
"""What DuckDB may take for itself; with what it does not count, it takes twice that."""
_MOST_NAMED = 5
"""So many of the rows that fail a check are named."""
_COLUMNS = Text("列不对", "the columns are not as they must be")
_IN_ORDER = Text("请依次写这些列：{columns}", "Write these columns in this order: {columns}")
_ROWS = Text("文件有{rows}行，清单上是{listed}行", "the file has {rows} rows, the manifest says {listed}")
_NOBODY = Text("没有党员", "there are no members")
_ADD = Text("请用有党员的数据写出存储", "Write the store from data with members")


def check_store(
    folder: Path, scheme: Scheme, periods: Sequence[Period], as_of: date | None = None
) -> list[Problem]:
    """Return what is wrong with a store: bucket by bucket, then across the buckets if every file is as it must be.

    Periods are of one year; facts are read up to as_of, by default the last day of the last period.
    Raises InvalidInput when the manifest is wrong or a file is missing.
    """
    manifest = read_manifest(folder)
    if not manifest.members:
        return [Problem(Named.of(FILE), _NOBODY, _ADD)]
    with _opened(scheme, periods, as_of) as connection:
        problems = [each for bucket in manifest.buckets for each in _of_bucket(connection, folder, bucket)]
        if not any(isinstance(each.place, WholeFile) for each in problems):
            problems += _across(connection, folder, manifest)
        return problems


def check_bucket(
    folder: Path, bucket: Bucket, scheme: Scheme, periods: Sequence[Period], as_of: date | None = None
) -> list[Problem]:
    """Return what is wrong with one bucket by itself: not whether another has the same member or ref."""
    with _opened(scheme, periods, as_of) as connection:
        return list(_of_bucket(connection, folder, bucket))


@contextmanager
def _opened(scheme: Scheme, periods: Sequence[Period], as_of: date | None) -> Iterator[DuckDBPyConnection]:
    """Yield a database in memory that has the tables of what the scheme knows."""
    stretch = Stretch(scheme, tuple(periods), as_of or periods[-1].end)
    with in_memory(MEMORY, threads=2) as connection:
        for name, table in known_tables(stretch).items():
            connection.from_arrow(table).create(name)
        connection.execute(f"SET VARIABLE last_item = {most_items(scheme) - 1}")
        yield connection


# ---- one bucket


def _of_bucket(connection: DuckDBPyConnection, folder: Path, bucket: Bucket) -> Iterator[Problem]:
    problems = [each for name in NAMES for each in _view(connection, folder, bucket.name, name)]
    yield from problems
    if not problems:
        connection.execute(DEFINITIONS)
        yield from _wrong_counts(connection, bucket)
        yield from _wrong_rows(connection, bucket.name)


def _view(connection: DuckDBPyConnection, folder: Path, bucket: str, name: str) -> Iterator[Problem]:
    """Make a table's file a view of the database; yield a problem when it is no such table."""
    import duckdb

    wanted = connection.from_arrow(schemas()[name].empty_table())
    try:
        found = _parquet(connection, [table_file(folder, bucket, name)])
    except duckdb.Error:
        yield unreadable(bucket, name)
        return
    *columns, _, _ = zip(found.columns, found.types, strict=True)
    if columns == list(zip(wanted.columns, wanted.types, strict=True)):
        found.create_view(name, replace=True)
    else:
        expected = ", ".join(f"{field.name} {field.type}" for field in schemas()[name])
        yield about_file(bucket, name, _COLUMNS, _IN_ORDER.fill(columns=expected))


def _wrong_rows(connection: DuckDBPyConnection, bucket: str) -> Iterator[Problem]:
    import duckdb

    for checks in _by_source(CHECKS):
        try:
            yield from _failed(connection, checks, f"{bucket}/")
        except duckdb.Error:
            yield unreadable(bucket, checks[0].source.table)
            return


def _parquet(connection: DuckDBPyConnection, paths: Sequence[Path]) -> DuckDBPyRelation:
    # A folder's name may hold what would be read as a pattern, or as the value of a column.
    names = [glob.escape(str(path)) for path in paths]
    return connection.read_parquet(names, file_row_number=True, filename=True, hive_partitioning=False)


def _wrong_counts(connection: DuckDBPyConnection, bucket: Bucket) -> Iterator[Problem]:
    for name, listed in (("members", bucket.members), ("facts", bucket.facts), ("answers", bucket.answers)):
        (rows,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone() or (0,)
        if rows != listed:
            yield about_file(bucket.name, name, _ROWS.fill(rows=rows, listed=listed))


# ---- all buckets


def _across(connection: DuckDBPyConnection, folder: Path, manifest: Manifest) -> Iterator[Problem]:
    for name in ("members", "rows", "facts"):
        found = _parquet(connection, [table_file(folder, bucket.name, name) for bucket in manifest.buckets])
        bucket = r"regexp_extract(filename, '(\d{5})[/\\][a-z]+\.parquet$', 1) AS bucket"
        found.project(f"*, {bucket}").create_view(f"all_{name}")
    for checks in _by_source(ACROSS):
        yield from _failed(connection, checks, "")


# ---- checks


def _by_source(checks: Sequence[Check]) -> Iterable[list[Check]]:
    """Return the checks of each source, which is read but once, in the order of the tables."""
    found: dict[str, list[Check]] = {}
    for check in sorted(checks, key=lambda check: NAMES.index(check.source.table)):
        found.setdefault(check.source.sql, []).append(check)
    return found.values()


def _failed(connection: DuckDBPyConnection, checks: Sequence[Check], folder: str) -> Iterator[Problem]:
    """Yield the checks of one source that some of its rows fail."""
    counts = ", ".join(f"count(*) FILTER ({check.wrong})" for check in checks)
    found = connection.execute(f"SELECT {counts} FROM ({checks[0].source.sql})").fetchone() or ()
    for check, count in zip(checks, found, strict=True):
        if count:
            place = Rows(f"{folder}{check.source.table}.parquet", _named(connection, check), count)
            yield Problem(place, check.what, check.fix)


def _named(connection: DuckDBPyConnection, check: Check) -> tuple[str, ...]:
    """Return what names the first few rows that fail a check, each with its value."""
    source = check.source
    query = f"SELECT DISTINCT {source.named}, {check.value} FROM ({source.sql}) WHERE {check.wrong}"
    rows = connection.execute(f"{query} ORDER BY ALL LIMIT {_MOST_NAMED}").fetchall()
    return tuple(f"{name or '?'}" if value is None else f"{name or '?'} ({value})" for name, value in rows)
