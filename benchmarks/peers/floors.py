"""Floors: what DuckDB needs for reading everything, and for sorting and grouping alone."""

from __future__ import annotations

import duckdb

from benchmarks.peers.options import Options, Said
from xianfeng.store.tables import schemas


def scan(options: Options) -> Said:
    """Read every column of every table.

    count(column) must know of every value whether it is empty, so each column is read and decoded; with
    this it is the cheapest question that leaves no column out. Hashing the values takes half as long again.
    """
    with duckdb.connect() as connection:
        for table, schema in schemas().items():
            counts = ", ".join(f"count({column})" for column in schema.names)
            connection.execute(f"select {counts} from {_all(options, table)}").fetchall()
    return Said()


def sort_group(options: Options) -> Said:
    """Sort the facts by (member, day, ref) and group the answers by ballot, into tables in memory."""
    with duckdb.connect() as connection:
        connection.execute(
            f"create temp table sorted as select * from {_all(options, 'facts')} order by member, day, ref"
        )
        connection.execute(
            "create temp table totals as select member, rater_kind, ballot, sum(score) as total "
            f"from {_all(options, 'answers')} group by all"
        )
    return Said()


def _all(options: Options, table: str) -> str:
    return f"read_parquet('{options.store}/*/{table}.parquet')"
