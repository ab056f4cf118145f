"""A SQLite file with the tables of a store, and one member's record out of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

import pyarrow.parquet as pq

from xianfeng.engine.facts import Adjustment, Ballot, Fact, Member, Record, Resolution, RosterRow
from xianfeng.store.tables import NAMES, schemas

T = TypeVar("T")


@dataclass(slots=True)
class MemberRow:
    """A row of the table of members."""

    member: int
    id: str
    name: str


@dataclass(slots=True)
class RowRow:
    """A row of the table of roster rows."""

    member: int
    branch: str
    group_name: str
    variant: str
    offices: str
    from_day: str | None
    to_day: str | None


@dataclass(slots=True)
class FactRow:
    """A row of the table of facts."""

    member: int
    ref: str
    kind: str
    day: str
    quantity: int
    outcome: str
    document: str


@dataclass(slots=True)
class AnswerRow:
    """A row of the table of answers."""

    period: str
    member: int
    rater_kind: str
    ballot: str
    item: str
    score: int | None
    grade: str | None


@dataclass(slots=True)
class AdjustmentRow:
    """A row of the table of adjustments."""

    period: str
    member: int
    points: int
    reason: str
    document: str


@dataclass(slots=True)
class ResolutionRow:
    """A row of the table of resolutions."""

    period: str
    member: int
    document: str
    component: str
    weight: int


def fill(database: sqlite3.Connection, store: Path, bucket: str) -> None:
    """Write the tables of a bucket, with an index by member."""
    for name in NAMES:
        columns = schemas()[name].names
        database.execute(f"create table {name} ({', '.join(columns)})")
        insert = f"insert into {name} values ({', '.join('?' * len(columns))})"
        for batch in pq.ParquetFile(store / bucket / f"{name}.parquet").iter_batches(10_000):
            rows = zip(*(map(_stored, column.to_pylist()) for column in batch.columns), strict=True)
            database.executemany(insert, rows)
        database.execute(f"create index {name}_member on {name} (member)")
    database.commit()


def _stored(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return ",".join(value) if isinstance(value, list) else value


def fetch(database: sqlite3.Connection, number: int) -> Record:
    """Return one member's record: one query a table, one object a row."""
    member = next(_objects(database, MemberRow, "members", number))
    rows = _objects(database, RowRow, "rows", number, "from_day")
    facts = _objects(database, FactRow, "facts", number, "day, ref")
    answers = _objects(database, AnswerRow, "answers", number, "rater_kind, ballot")
    adjusted = [
        Adjustment(member.id, row.points, row.reason, row.document)
        for row in _objects(database, AdjustmentRow, "adjustments", number)
    ]
    decided = list(_objects(database, ResolutionRow, "resolutions", number))
    weights = {row.component: row.weight for row in decided}
    return Record(
        Member(member.id, member.name, tuple(map(_roster_row, rows))),
        tuple(
            Fact(f.ref, member.id, f.kind, date.fromisoformat(f.day), f.quantity, f.outcome, f.document)
            for f in facts
        ),
        tuple(_ballots(member.id, answers)),
        adjusted[0] if adjusted else None,
        Resolution(member.id, decided[0].document, weights) if decided else None,
    )


def _objects(
    database: sqlite3.Connection, kind: type[T], table: str, member: int, order: str = "rowid"
) -> Iterator[T]:
    names = ", ".join(field.name for field in fields(kind))  # type: ignore[arg-type]
    query = f"select {names} from {table} where member = ? order by {order}"
    for row in database.execute(query, (member,)):
        yield kind(*row)


def _roster_row(row: RowRow) -> RosterRow:
    start = date.fromisoformat(row.from_day) if row.from_day else None
    end = date.fromisoformat(row.to_day) if row.to_day else None
    offices = frozenset(filter(None, row.offices.split(",")))
    return RosterRow(row.branch, row.variant, row.group_name, offices, start, end)


def _ballots(member: str, answers: Iterator[AnswerRow]) -> Iterator[Ballot]:
    for (rater_kind, ballot), rows in groupby(answers, lambda row: (row.rater_kind, row.ballot)):
        yield Ballot(member, rater_kind, ballot, {row.item: _answer(row) for row in rows})


def _answer(row: AnswerRow) -> int | str:
    return row.grade or "" if row.score is None else row.score
