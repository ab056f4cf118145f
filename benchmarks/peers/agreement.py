"""Whether tables hold what the specification says, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pandas as pd

from benchmarks.peers.options import PERIOD, Options
from xianfeng.engine.organisation import records
from xianfeng.engine.results import MemberResult
from xianfeng.engine.settle import settle_member
from xianfeng.store.reading import read_bucket

Row = tuple[Any, ...]
COLUMNS = {
    "results": ["branch", "variant", "status", "score", "adjustment", "band", "veto", "stars"],
    "components": ["component", "weight", "score", "part", "ballots", "kept", "reason"],
    "polled": ["component", "item", "sum", "mean"],
    "tallies": ["component", "tally", "counts", "score", "start", "earned", "due", "of", "base", "extra"],
    "items": ["component", "tally", "section", "item", "due", "sum", "value"],
    "lines": [
        "component", "tally", "item", "rule", "window", "ref", "day", "have", "need", "raw", "counted",
        "reason",
    ],
}  # fmt: skip


def check(options: Options, bucket: str, tables: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Return how many rows of each table agree. Raises AssertionError with a few rows that do not."""
    expected = _expected(options, bucket)
    numbers = {}
    for table, columns in COLUMNS.items():
        found = Counter(_rows(tables[table][["member", *columns]]))
        lacking, surplus = expected[table] - found, found - expected[table]
        assert lacking == surplus == Counter(), (table, list(lacking)[:3], list(surplus)[:3])
        numbers[table] = float(found.total())
    return numbers


def _rows(frame: pd.DataFrame) -> Iterator[Row]:
    for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
        yield tuple(_plain(value) for value in row)


def _plain(value: Any) -> Any:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _expected(options: Options, bucket: str) -> dict[str, Counter[Row]]:
    scheme, inputs = options.load(), read_bucket(options.store, bucket)
    rows: dict[str, Counter[Row]] = {table: Counter() for table in COLUMNS}
    for record in records(inputs, PERIOD, PERIOD.end):
        result = settle_member(scheme, PERIOD, record)
        number = int(result.member.lstrip("M"))
        for table, found in _tables(result):
            rows[table].update((number, *row) for row in found)
    return rows


def _tables(result: MemberResult) -> Iterator[tuple[str, Iterable[Row]]]:
    components = result.components
    yield "results", [_values(result, COLUMNS["results"])]
    yield "components", ((c.code, *_values(c, COLUMNS["components"][1:])) for c in components)
    yield "polled", ((c.code, *_values(p, COLUMNS["polled"][1:])) for c in components for p in c.polled)
    yield "tallies", ((c.code, *_values(t, COLUMNS["tallies"][1:])) for c in components for t in c.tallies)
    yield "items", (_values(item, COLUMNS["items"]) for item in result.items)
    on = ["on" if column == "day" else column for column in COLUMNS["lines"]]
    yield "lines", (_values(line, on) for line in result.lines)


def _values(thing: Any, columns: list[str]) -> Row:
    return tuple(getattr(thing, column) for column in columns)
