"""The folder of results: a table of each kind for each period, and a manifest that says what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from xianfeng.columnar.outcome import read_results, read_year
from xianfeng.columnar.script import DIGESTS, YEAR, parquet
from xianfeng.engine.results import Settlement, UncountedKind
from xianfeng.engine.scheme import Scheme
from xianfeng.store.database import in_memory

if TYPE_CHECKING:
    import duckdb

FILE = "settlement.json"
FORMAT = "xianfeng-results"
VERSION = 1
MEMORY = "500MB"
"""What DuckDB may take for itself."""


@dataclass(frozen=True, slots=True)
class PeriodEntry:
    """A period that was settled, up to which day, and the digests of what went in and came out."""

    period: str
    as_of: date
    inputs_digest: str
    results_digest: str


@dataclass(frozen=True, slots=True)
class ResultsManifest:
    """What a folder of results holds; `year` says whether the periods were rolled up to a year."""

    scheme: str
    version: date
    members: int
    periods: tuple[PeriodEntry, ...]
    year: bool
    defaults: tuple[str, ...]


def is_results(folder: Path) -> bool:
    """Return whether a folder holds results."""
    return (folder / FILE).is_file()


def write_manifest(manifest: ResultsManifest, folder: Path) -> None:
    """Write what the folder holds; without it, it is no folder of results."""
    shaped = {
        "format": FORMAT,
        "format_version": VERSION,
        "scheme": manifest.scheme,
        "version": manifest.version.isoformat(),
        "members": manifest.members,
        "periods": [_shaped(entry) for entry in manifest.periods],
        "year": manifest.year,
        "defaults": list(manifest.defaults),
    }
    (folder / FILE).write_text(json.dumps(shaped, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _shaped(entry: PeriodEntry) -> dict[str, str]:
    return {
        "period": entry.period,
        "as_of": entry.as_of.isoformat(),
        "inputs_digest": entry.inputs_digest,
        "results_digest": entry.results_digest,
    }


def members_in(period: Path) -> int:
    """Return how many members' digests there are; a file that a shared folder does not show yet is missed."""
    with connected() as connection:
        (members,) = connection.execute(f"select count(*) from {table(period / DIGESTS)}").fetchall()[0]
    return int(members)


def digests_of(period: Path, side: str) -> Iterator[tuple[str, str]]:
    """Yield each member's id and digest of what went in (`inputs`) or came out (`results`), by id."""
    with connected() as connection:
        found = connection.execute(f"select member, {side} from {table(period / DIGESTS)} order by member")
        while batch := found.fetchmany(10_000):
            yield from batch


def read_settlements(
    folder: Path, scheme: Scheme, manifest: ResultsManifest, lines: bool = True
) -> list[Settlement]:
    """Return the settlements that a folder holds, every member of them, in memory; with or without lines."""
    with connected() as connection:
        settlements = [_settlement(connection, folder, scheme, entry, lines) for entry in manifest.periods]
        if manifest.year:
            year = read_year(connection, scheme, table(folder / YEAR))
            settlements[-1] = replace(settlements[-1], year=year)
    return settlements


def _settlement(
    connection: duckdb.DuckDBPyConnection, folder: Path, scheme: Scheme, entry: PeriodEntry, lines: bool
) -> Settlement:
    own = folder / entry.period
    uncounted = table(own / "uncounted")
    refs = connection.execute(f"select ref from {uncounted} order by day, ref").fetchall()
    return Settlement(
        scheme.code, scheme.version, entry.period, entry.as_of, entry.inputs_digest, entry.results_digest,
        read_results(connection, scheme, lambda name: table(own / name), lines), (),
        tuple(ref for (ref,) in refs), scheme.sources.defaults,
        uncounted_kinds(connection, uncounted, scheme),
    )  # fmt: skip


def uncounted_kinds(
    connection: duckdb.DuckDBPyConnection, source: str, scheme: Scheme
) -> tuple[UncountedKind, ...]:
    """Return how many facts of each kind and outcome no rule counts."""
    counts = f"select kind, outcome, count(*) from {source} group by kind, outcome order by kind, outcome"
    known = scheme.kinds_used()
    found = connection.execute(counts).fetchall()
    return tuple(UncountedKind(kind, outcome, number, kind in known) for kind, outcome, number in found)


def table(folder: Path) -> str:
    """Return what to select a table's rows from: all of its files."""
    return parquet(folder, "/*.parquet")


def connected() -> AbstractContextManager[duckdb.DuckDBPyConnection]:
    """Return a database in memory to read tables with."""
    return in_memory(MEMORY)
