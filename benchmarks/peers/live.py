"""One member, and one branch of 30, by the specification: what a person waits for."""

from __future__ import annotations

import gc
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from functools import partial
from itertools import islice

from benchmarks.peers.database import fetch, fill
from benchmarks.peers.options import PERIOD, Options, Said
from xianfeng.engine.facts import Record
from xianfeng.engine.organisation import records
from xianfeng.engine.scheme import Scheme
from xianfeng.engine.settle import settle_member
from xianfeng.sample import generate
from xianfeng.sample import records as sample_records
from xianfeng.schemes import library
from xianfeng.store.reading import read_bucket

RUNS = 3
BRANCH = 30
MEASURED = 990
"""So many members of a bucket are measured."""
STORED = 300
"""So many members are also fetched from a database."""


def settle(options: Options) -> Said:
    """Measure the scheme on a bucket, and the sample's scheme on the sample; milliseconds by name."""
    bucket = options.buckets[0].name
    inputs = read_bucket(options.store, bucket)
    each = list(islice(records(inputs, PERIOD, PERIOD.end), MEASURED))
    sample = list(sample_records(generate(710, date(PERIOD.year, 12, 31))).values())
    return Said(
        figures={
            **_measured(options.scheme, options.load(), each),
            **_from_database(options, bucket),
            **_measured("ten-ones", library.load("ten-ones"), sample),
        }
    )


def _measured(name: str, scheme: Scheme, each: Sequence[Record]) -> dict[str, float]:
    # What is loaded is not looked through for garbage: a live process would not hold so many records.
    gc.freeze()
    one = [_best(partial(settle_member, scheme, PERIOD, record)) for record in each]
    branches = [each[start : start + BRANCH] for start in range(0, len(each) - BRANCH + 1, BRANCH)]
    whole = [_best(partial(_settle_all, scheme, branch)) for branch in branches]
    return {
        **_spread(f"{name}: one member, record in memory", one),
        **_spread(f"{name}: a branch of {BRANCH}, records in memory", whole),
    }


def _settle_all(scheme: Scheme, branch: Sequence[Record]) -> None:
    for record in branch:
        settle_member(scheme, PERIOD, record)


def _from_database(options: Options, bucket: str) -> dict[str, float]:
    scheme = options.load()
    with closing(sqlite3.connect(":memory:")) as database:
        fill(database, options.store, bucket)
        members = [row[0] for row in database.execute("select member from members limit ?", (STORED,))]
        times = [_best(partial(_fetch_and_settle, scheme, database, member)) for member in members]
    return _spread(f"{options.scheme}: one member, fetched from SQLite", times)


def _fetch_and_settle(scheme: Scheme, database: sqlite3.Connection, member: int) -> None:
    settle_member(scheme, PERIOD, fetch(database, member))


def _best(work: Callable[[], object]) -> float:
    """Return the quickest of a few runs, in milliseconds."""
    times = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - began))
    return min(times)


def _spread(name: str, times: Sequence[float]) -> dict[str, float]:
    hundredths = statistics.quantiles(times, n=100, method="inclusive")
    return {f"{name}, p50": hundredths[49], f"{name}, p95": hundredths[94]}
