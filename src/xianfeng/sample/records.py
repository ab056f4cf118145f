"""The sample's rows as what the engine reads, without a workbook in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xianfeng.engine.facts import Ballot, Fact, Member, Record, Resolution, RosterRow
from xianfeng.sample.tables import Row, Tables


def records(tables: Tables) -> dict[str, Record]:
    """Return what a settlement reads about every member, by id."""
    facts, ballots = _grouped(tables.facts, "member"), _grouped(tables.ballots, "ratee")
    resolutions = _grouped(tables.resolutions, "member")
    found: dict[str, Record] = {}
    for id, rows in _grouped(tables.members, "id").items():
        found[id] = Record(
            _member(rows),
            tuple(map(_fact, facts.get(id, ()))),
            tuple(map(_ballot, ballots.get(id, ()))),
            None,
            _resolution(resolutions[id]) if id in resolutions else None,
        )
    return found


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Mapping[str, Any]]]:
    grouped: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        grouped.setdefault(str(row[key]), []).append(row)
    return grouped


def _member(rows: list[Mapping[str, Any]]) -> Member:
    roster = (
        RosterRow(r["branch"], r["variant"], r["group"], frozenset(r["offices"]), r["start"], r["end"])
        for r in rows
    )
    return Member(rows[0]["id"], rows[0]["name"], tuple(roster))


def _fact(row: Mapping[str, Any]) -> Fact:
    return Fact(
        row["ref"], row["member"], row["kind"], row["on"], row["quantity"], row["outcome"], row["document"]
    )


def _ballot(row: Mapping[str, Any]) -> Ballot:
    return Ballot(row["ratee"], row["rater_kind"], row["ballot"], {"": row["score"]})


def _resolution(rows: list[Mapping[str, Any]]) -> Resolution:
    return Resolution(
        rows[0]["member"], rows[0]["document"], {row["component"]: row["weight"] for row in rows}
    )
