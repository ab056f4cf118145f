"""From inputs to the tables of a store: all of them in memory, or as files, bucket by bucket."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from xianfeng.engine.facts import Inputs
from xianfeng.engine.problems import InvalidInput, Named, Problem
from xianfeng.engine.text import Text
from xianfeng.store.manifest import Bucket, Manifest, table_file, write_manifest
from xianfeng.store.tables import NAMES, schemas

PER_BUCKET = 8000
"""About so many members make a bucket."""
_BATCH = 50_000
"""So many rows at a time become columns."""
_ROW_GROUP = 122_880
"""So many rows of a file are one group: as DuckDB shares them among its threads."""
_ORDER = {"facts": ("member", "day", "ref"), "answers": ("period", "member", "rater_kind", "ballot")}
_OCCUPIED = Text("这个文件夹里已有别的东西", "there is something in this folder already")
_ANOTHER = Text("请换一个新的或空的文件夹", "choose a new or an empty folder")
_NOT_WRITABLE = Text("这里写不了文件", "files cannot be written here")
_CHECK_PLACE = Text("请检查路径、权限和磁盘空间", "check the path, the permissions and the space on the disk")

Row = tuple[Any, ...]


def bucketed(inputs: Inputs, per_bucket: int = PER_BUCKET) -> list[tuple[int, ...]]:
    """Return the numbers of the members of each bucket: whole branches by name, as many as fit.

    A member belongs to the branch of the last roster row. A larger branch is a bucket of its own.
    """
    branches: dict[str, list[int]] = {}
    for number, member in enumerate(inputs.members):
        branches.setdefault(member.rows[-1].branch, []).append(number)
    buckets: list[list[int]] = []
    for _, numbers in sorted(branches.items()):
        if not buckets or len(buckets[-1]) + len(numbers) > per_bucket:
            buckets.append([])
        buckets[-1] += numbers
    return [tuple(sorted(bucket)) for bucket in buckets]


def arrow_tables(inputs: Inputs) -> dict[str, pa.Table]:
    """Return the whole inputs as tables by name; `member` is the place in `inputs.members`.

    Facts are in order (member, day, ref), answers in order (period, member, rater kind, ballot).
    Raises KeyError when anything is about somebody who is not a member.
    """
    numbers = {member.id: number for number, member in enumerate(inputs.members)}
    return {name: _table(name, _ROWS[name](inputs, numbers)) for name in NAMES}


def write_store(inputs: Inputs, folder: Path, per_bucket: int = PER_BUCKET) -> Manifest:
    """Write inputs as a store and return its manifest, which is written last of all.

    Raises InvalidInput when there is something in the folder, or it cannot be written.
    """
    buckets = bucketed(inputs, per_bucket)
    parts = {
        name: _split(table, buckets, len(inputs.members)) for name, table in arrow_tables(inputs).items()
    }
    try:
        prepare_folder(folder)
        written = [
            write_bucket(folder, index, {name: parts[name][index] for name in NAMES})
            for index in range(len(buckets))
        ]
        manifest = Manifest(tuple(written))
        write_manifest(manifest, folder)
    except OSError as error:
        raise InvalidInput([Problem(Named.of(str(folder)), _NOT_WRITABLE, _CHECK_PLACE)]) from error
    return manifest


def prepare_folder(folder: Path) -> None:
    """Make the folder of a new store. Raises InvalidInput when there is something in it already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput([Problem(Named.of(str(folder)), _OCCUPIED, _ANOTHER)])
    folder.mkdir(parents=True, exist_ok=True)


def write_bucket(folder: Path, index: int, tables: Mapping[str, pa.Table]) -> Bucket:
    """Write the tables of a bucket, which is counted from 0, and return its entry in the manifest."""
    name = f"{index:05d}"
    (folder / name).mkdir()
    for table in NAMES:
        path = table_file(folder, name, table)
        pq.write_table(tables[table], path, compression="snappy", row_group_size=_ROW_GROUP)
    return Bucket(name, *(tables[table].num_rows for table in ("members", "facts", "answers")))


def _split(table: pa.Table, buckets: Sequence[Sequence[int]], members: int) -> list[pa.Table]:
    """Return the rows of each bucket, in the order they have in the table."""
    bucket_of = [0] * members
    for index, numbers in enumerate(buckets):
        for number in numbers:
            bucket_of[number] = index
    index_of_row = pc.take(pa.array(bucket_of, pa.int32()), table["member"].combine_chunks())
    sizes = {each["values"]: each["counts"] for each in pc.value_counts(index_of_row).to_pylist()}
    ordered = table.take(pc.sort_indices(index_of_row))
    lengths = [sizes.get(index, 0) for index in range(len(buckets))]
    starts = accumulate(lengths, initial=0)
    return [ordered.slice(start, length) for start, length in zip(starts, lengths, strict=False)]


# ---- the rows of each table


def _table(name: str, rows: Iterator[Row]) -> pa.Table:
    schema = schemas()[name]
    table = pa.Table.from_batches(_batches(rows, schema), schema)
    keys = _ORDER.get(name)
    return table.sort_by([(key, "ascending") for key in keys]) if keys else table


def _batches(rows: Iterator[Row], schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    while some := list(islice(rows, _BATCH)):
        columns = zip(*some, strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
        yield pa.record_batch(arrays, schema=schema)


Numbers = Mapping[str, int]
"""The number of each member by id."""


def _members(inputs: Inputs, numbers: Numbers) -> Iterator[Row]:
    yield from ((number, member.id, member.name) for number, member in enumerate(inputs.members))


def _carried(inputs: Inputs, numbers: Numbers) -> Iterator[Row]:
    yield from ((numbers[id_], stars) for id_, stars in inputs.carried_stars.items())


def _rows(inputs: Inputs, numbers: Numbers) -> Iterator[Row]:
    for number, member in enumerate(inputs.members):
        for row in member.rows:
            yield number, row.branch, row.group, row.variant, sorted(row.offices), row.start, row.end


def _facts(inputs: Inputs, numbers: Numbers) -> Iterator[Row]:
    for fact in inputs.facts:
        yield numbers[fact.member], fact.ref, fact.kind, fact.on, fact.quantity, fact.outcome, fact.document


def _answers(inputs: Inputs, numbers: Numbers) -> Iterator[Row]:
    for period, ballots in inputs.ballots.items():
        for ballot in ballots:
            key = (period, numbers[ballot.ratee], ballot.rater_kind, ballot.id)
            for item, answer in ballot.answers.items():
                yield *key, item, *((answer, None) if isinstance(answer, int) else (None, answer))


def _adjustments(inputs: Inputs, numbers: Numbers) -> Iterator[Row]:
    for period, adjustments in inputs.adjustments.items():
        for each in adjustments:
            yield period, numbers[each.member], each.points, each.reason, each.document


def _resolutions(inputs: Inputs, numbers: Numbers) -> Iterator[Row]:
    for period, resolutions in inputs.resolutions.items():
        for each in resolutions:
            for component, weight in each.weights.items():
                yield period, numbers[each.member], each.document, component, weight


_ROWS = {
    "members": _members, "carried": _carried, "rows": _rows, "facts": _facts, "answers": _answers,
    "adjustments": _adjustments, "resolutions": _resolutions,
}  # fmt: skip
