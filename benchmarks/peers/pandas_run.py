"""Settles a store in pandas, some buckets at a time, and compares a bucket with the specification."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from benchmarks.peers.agreement import check
from benchmarks.peers.options import Options, Said
from benchmarks.peers.pandas_way.frames import read
from benchmarks.peers.pandas_way.results import settle as settle_frames
from benchmarks.peers.pandas_way.study import Study

AT_ONCE = 1
"""So many buckets at a time: of 8,000 members each, one already fills gigabytes."""


def settle(options: Options) -> Said:
    """Settle the buckets that are taken and write every table of the result as Parquet."""
    scheme, lines = options.load(), 0
    names = [bucket.name for bucket in options.buckets]
    for start in range(0, len(names), AT_ONCE):
        study = Study(scheme, read(options.store, names[start : start + AT_ONCE], scheme))
        tables = settle_frames(study)
        _write(tables, options.out, names[start])
        lines += len(tables["lines"])
    return Said(figures={"lines": lines})


def _write(tables: dict[str, pd.DataFrame], out: Path, name: str) -> None:
    for table, frame in tables.items():
        folder = out / table
        folder.mkdir(parents=True, exist_ok=True)
        frame.to_parquet(folder / f"{name}.parquet", compression="snappy", index=False)


def agrees(options: Options) -> Said:
    """Raise AssertionError where pandas and the specification differ in any row of the first bucket taken."""
    scheme, bucket = options.load(), options.buckets[0].name
    tables = settle_frames(Study(scheme, read(options.store, [bucket], scheme)))
    return Said(figures=check(options, bucket, tables))
