"""From the tables that come out back to the results that the specification gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from xianfeng.engine.results import (
    ComponentResult,
    ItemResult,
    Line,
    LineReason,
    MemberResult,
    Missing,
    Polled,
    Reason,
    TallyResult,
    Why,
    YearResult,
)
from xianfeng.engine.scheme import At, Scheme, Status
from xianfeng.engine.settle import proposed

if TYPE_CHECKING:
    import duckdb

Row = Mapping[str, Any]
Rows = Mapping[int, Sequence[Row]]

_ORDER = {
    "results": "number", "reasons": "number, position", "components": "number, position",
    "polled": "number, position", "tallies": "number, position", "items": "number, position",
    "lines": "number, position, day, ref", "uncounted": "number, day, ref",
}  # fmt: skip


def read_results(
    connection: duckdb.DuckDBPyConnection, scheme: Scheme, source: Callable[[str], str], lines: bool = True
) -> tuple[MemberResult, ...]:
    """Return the results in the order of the roster; `source` gives what to select a table from."""
    wanted = {name: order for name, order in _ORDER.items() if lines or name != "lines"}
    tables = {name: _rows(connection, source(name), order) for name, order in wanted.items()}
    return tuple(_member(scheme, each, number, tables) for number, (each,) in tables["results"].items())


def read_year(connection: duckdb.DuckDBPyConnection, scheme: Scheme, source: str) -> tuple[YearResult, ...]:
    """Return the members' years in the order of the roster."""
    rows = _rows(connection, source, "number")
    return tuple(_year(scheme, row) for (row,) in rows.values())


def _year(scheme: Scheme, row: Row) -> YearResult:
    status = Status(row["status"])
    return YearResult(
        row["member"], status, row["score"], row["band"], row["veto"], row["stars"], row["flags"],
        row["stars_left"], proposed(scheme, At.YEAR, status, row["band"], row["veto"], row["flags"]),
    )  # fmt: skip


def _rows(connection: duckdb.DuckDBPyConnection, source: str, order: str) -> Rows:
    found = connection.execute(f"select * from {source} order by {order}")
    names = [column[0] for column in found.description]
    grouped: dict[int, list[Row]] = defaultdict(list)
    while batch := found.fetchmany(10_000):
        for values in batch:
            row = dict(zip(names, values, strict=True))
            grouped[row["number"]].append(row)
    return grouped


def _member(scheme: Scheme, row: Row, number: int, tables: Mapping[str, Rows]) -> MemberResult:
    status, veto = Status(row["status"]), row["veto"]
    own = {name: rows.get(number, ()) for name, rows in tables.items()}
    return MemberResult(
        member=row["member"],
        name=row["name"],
        branch=row["branch"],
        variant=row["variant"],
        status=status,
        reasons=tuple(map(_reason, own["reasons"])),
        score=row["score"],
        adjustment=row["adjustment"],
        band=row["band"],
        veto=veto,
        stars=row["stars"],
        consequences=proposed(scheme, At.PERIOD, status, row["band"], veto, None),
        components=tuple(_component(each, own) for each in own["components"]),
        items=tuple(map(_item, own["items"])),
        lines=tuple(map(_line, own.get("lines", ()))),
        weighted=row["weighted"],
        uncounted=tuple(each["ref"] for each in own["uncounted"]),
    )


def _reason(row: Row) -> Reason:
    return Reason(Why(row["why"]), row["subject"], row["have"], row["need"])


def _component(row: Row, own: Mapping[str, Sequence[Row]]) -> ComponentResult:
    code = row["component"]
    return ComponentResult(
        code=code,
        weight=row["weight"],
        score=row["score"],
        part=None if row["part"] is None else int(row["part"]),
        ballots=row["ballots"],
        kept=row["kept"],
        total=row["total"],
        reason=None if row["reason"] is None else Missing(row["reason"]),
        tallies=tuple(_tally(each) for each in _of(own["tallies"], code)),
        polled=tuple(Polled(each["item"], each["sum"], each["mean"]) for each in _of(own["polled"], code)),
    )


def _of(rows: Sequence[Row], component: str) -> Iterator[Row]:
    return (row for row in rows if row["component"] == component)


def _tally(row: Row) -> TallyResult:
    return TallyResult(
        row["tally"], row["counts"], row["score"], row["start"], row["earned"], row["due"], row["of_points"],
        row["base"], row["extra"],
    )  # fmt: skip


def _item(row: Row) -> ItemResult:
    return ItemResult(
        row["component"], row["tally"], row["section"], row["item"], row["due"], row["sum"], row["value"]
    )


def _line(row: Row) -> Line:
    return Line(
        row["component"], row["tally"], row["item"], row["rule"], row["of_window"], row["ref"], row["day"],
        row["have"], row["need"], row["raw"], row["counted"], LineReason(row["reason"]),
    )  # fmt: skip
