"""One member at a time out of a database, as a web application would: rows become objects, one by one.

The database is a SQLite file with the tables of a store, indexed by member; so many members of a bucket
are settled, and the seconds are scaled to the whole store.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.peers.database import fetch, fill
from benchmarks.peers.options import PERIOD, Options, Said
from xianfeng.engine.results import MemberResult
from xianfeng.engine.settle import settle_member
from xianfeng.store.manifest import read_manifest

SAMPLE = 300
_RESULTS = (
    "create table results (member text, branch text, status text, score int, band text, veto int)",
    "create table lines (member text, component text, tally text, item text, rule int, window text, "
    "ref text, day text, have int, need int, raw int, counted int, reason text)",
)


def settle(options: Options) -> Said:
    """Fetch, settle and store SAMPLE members, each in a transaction of its own."""
    scheme = options.load()
    with TemporaryDirectory() as folder, closing(_database(options, Path(folder))) as database:
        members = [row[0] for row in database.execute("select member from members")]
        step = max(1, len(members) // SAMPLE)
        chosen = list(islice(members, 0, None, step))[:SAMPLE]
        began = time.perf_counter()
        for member in chosen:
            with database:
                _insert(database, settle_member(scheme, PERIOD, fetch(database, member)))
        seconds = time.perf_counter() - began
    everybody = read_manifest(options.store).members
    return Said(seconds * everybody / len(chosen), {"members": len(chosen)})


def _database(options: Options, folder: Path) -> sqlite3.Connection:
    database = sqlite3.connect(folder / "bench.sqlite")
    fill(database, options.store, options.buckets[0].name)
    for statement in _RESULTS:
        database.execute(statement)
    return database


def _insert(database: sqlite3.Connection, result: MemberResult) -> None:
    top = (result.member, result.branch, result.status, result.score, result.band, result.veto)
    database.execute("insert into results values (?, ?, ?, ?, ?, ?)", top)
    for line in _lines(result):
        database.execute(f"insert into lines values ({', '.join('?' * len(line))})", line)


def _lines(result: MemberResult) -> Iterator[tuple[object, ...]]:
    for line in result.lines:
        values = asdict(line)
        for name in ("used", "running", "full_on"):
            del values[name]
        values["on"] = None if line.on is None else line.on.isoformat()
        yield result.member, *values.values()
