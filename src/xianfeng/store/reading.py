"""From the tables of a store back to inputs: those of one bucket, or all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq

from xianfeng.engine.facts import Adjustment, Ballot, Fact, Inputs, Member, Resolution, RosterRow
from xianfeng.engine.problems import InvalidInput
from xianfeng.store.manifest import read_manifest, table_file
from xianfeng.store.places import unreadable
from xianfeng.store.tables import NAMES, schemas

Row = tuple[Any, ...]
Tables = Mapping[str, pa.Table]
Ids = Mapping[int, str]
"""The id of each member by number."""
T = TypeVar("T")

_BATCH = 50_000
"""So many rows of a table become Python objects at a time."""
_KEYS = {
    "members": ("member",),
    "rows": ("member",),
    "facts": ("member", "day", "ref"),
    "answers": ("period", "member", "rater_kind", "ballot"),
    "adjustments": ("period", "member"),
    "resolutions": ("period", "member"),
}


def read_store(folder: Path) -> Inputs:
    """Return everything in a sound store; `checking` says whether it is sound.

    Members are as they were written, facts in order (member, day, ref), ballots in order
    (member, rater kind, number). Raises InvalidInput when the manifest or a file cannot be read.
    """
    read = [_tables(folder, bucket.name) for bucket in read_manifest(folder).buckets]
    none = {name: schema.empty_table() for name, schema in schemas().items()}
    return inputs_of({name: pa.concat_tables([each[name] for each in (none, *read)]) for name in NAMES})


def read_bucket(folder: Path, bucket: str) -> Inputs:
    """Return what one bucket of a sound store holds, in the order of `read_store`."""
    return inputs_of(_tables(folder, bucket))


def inputs_of(tables: Tables) -> Inputs:
    """Return the inputs that sound tables hold, such as those of `arrow_tables`."""
    ids = {number: id_ for number, id_, _ in _rows(tables, "members")}
    return Inputs(
        tuple(_members(tables)),
        tuple(Fact(ref, ids[member], *rest) for member, ref, *rest in _rows(tables, "facts")),
        _by_period(_ballots(tables, ids)),
        _by_period(
            (period, Adjustment(ids[member], *rest)) for period, member, *rest in _rows(tables, "adjustments")
        ),
        _by_period(_resolutions(tables, ids)),
        {ids[member]: stars for member, stars in _rows(tables, "carried")},
    )


def _tables(folder: Path, bucket: str) -> dict[str, pa.Table]:
    return {name: _table(folder, bucket, name) for name in NAMES}


def _table(folder: Path, bucket: str, name: str) -> pa.Table:
    try:
        with pq.ParquetFile(table_file(folder, bucket, name)) as file:
            return file.read().cast(schemas()[name])
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InvalidInput([unreadable(bucket, name)]) from error


def _rows(tables: Tables, name: str) -> Iterator[Row]:
    """Yield the rows of a table in order; rows that nothing puts in order stay as they are."""
    table = tables[name]
    if name in _KEYS:
        table = table.sort_by([(key, "ascending") for key in _KEYS[name]])
    for batch in table.to_batches(_BATCH):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _groups(rows: Iterable[Row], width: int) -> Iterator[tuple[Row, list[Row]]]:
    """Yield the rows that agree in their first columns, in order of these: what they agree in, and the rest."""
    for key, group in groupby(rows, itemgetter(slice(width))):
        yield key, [row[width:] for row in group]


def _members(tables: Tables) -> Iterator[Member]:
    dated = {member: rows for (member,), rows in _groups(_rows(tables, "rows"), 1)}
    for number, id_, name in _rows(tables, "members"):
        rows = [_roster_row(row) for row in dated[number]]
        yield Member(id_, name, tuple(sorted(rows, key=lambda row: row.start or date.min)))


def _roster_row(row: Row) -> RosterRow:
    branch, group, variant, offices, start, end = row
    return RosterRow(branch, variant, group, frozenset(offices), start, end)


def _ballots(tables: Tables, ids: Ids) -> Iterator[tuple[str, Ballot]]:
    for (period, member, rater_kind, id_), rows in _groups(_rows(tables, "answers"), 4):
        answers = {item: grade if score is None else score for item, score, grade in rows}
        yield period, Ballot(ids[member], rater_kind, id_, answers)


def _resolutions(tables: Tables, ids: Ids) -> Iterator[tuple[str, Resolution]]:
    for (period, member, document), rows in _groups(_rows(tables, "resolutions"), 3):
        yield period, Resolution(ids[member], document, dict(rows))


def _by_period(dated: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    return {period: tuple(each for _, each in group) for period, group in groupby(dated, itemgetter(0))}
