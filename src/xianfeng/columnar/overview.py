"""The overview of a folder of results, without reading it into memory."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xianfeng.columnar.folders import PeriodEntry, ResultsManifest, connected, table, uncounted_kinds
from xianfeng.columnar.script import YEAR
from xianfeng.engine.overview import NAMED, Overview, PeriodOverview, Some, YearOverview
from xianfeng.engine.scheme import Scheme, Status

if TYPE_CHECKING:
    import duckdb


def overview_in(folder: Path, scheme: Scheme, manifest: ResultsManifest) -> Overview:
    """Return what the settlements in a folder of results look like."""
    with connected() as connection:
        first = table(folder / manifest.periods[0].period / "results")
        (branches,) = connection.execute(f"select count(distinct branch) from {first}").fetchall()[0]
        periods = tuple(_period(connection, folder, scheme, entry) for entry in manifest.periods)
        year = _year(connection, table(folder / YEAR)) if manifest.year else None
    return Overview(manifest.members, branches, periods, year)


def _period(
    connection: duckdb.DuckDBPyConnection, folder: Path, scheme: Scheme, entry: PeriodEntry
) -> PeriodOverview:
    results = table(folder / entry.period / "results")
    statuses = connection.execute(f"select status, count(*) from {results} group by status").fetchall()
    return PeriodOverview(
        entry.period,
        entry.as_of,
        _bands(connection, results),
        {Status(status): number for status, number in statuses},
        _some(connection, results, "veto"),
        _some(connection, results, f"status = '{Status.INCOMPLETE}'"),
        uncounted_kinds(connection, table(folder / entry.period / "uncounted"), scheme),
    )


def _bands(connection: duckdb.DuckDBPyConnection, source: str) -> dict[str | None, int]:
    return dict(connection.execute(f"select band, count(*) from {source} group by band").fetchall())


def _some(connection: duckdb.DuckDBPyConnection, results: str, condition: str) -> Some:
    (number,) = connection.execute(f"select count(*) from {results} where {condition}").fetchall()[0]
    first = f"select member from {results} where {condition} order by number limit {NAMED}"
    return Some(number, tuple(member for (member,) in connection.execute(first).fetchall()))


def _year(connection: duckdb.DuckDBPyConnection, source: str) -> YearOverview:
    (flags,) = connection.execute(f"select coalesce(sum(flags), 0)::bigint from {source}").fetchall()[0]
    return YearOverview(_bands(connection, source), flags)
