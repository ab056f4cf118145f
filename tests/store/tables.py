"""The tables of a store as rows that a test can spoil, and ways to write them: as a store, or as CSV files."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from xianfeng.engine.amounts import show
from xianfeng.engine.facts import Inputs
from xianfeng.store.manifest import Manifest, write_manifest
from xianfeng.store.tables import NAMES, schemas
from xianfeng.store.writing import arrow_tables, write_bucket

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def rows_of(inputs: Inputs) -> Rows:
    return {name: table.to_pylist() for name, table in arrow_tables(inputs).items()}


def write_rows(folder: Path, *buckets: Rows) -> Path:
    """Write rows as a store, each argument one bucket; nothing keeps a column from being empty."""
    folder.mkdir()
    entries = [write_bucket(folder, index, _tables(rows)) for index, rows in enumerate(buckets)]
    write_manifest(Manifest(tuple(entries)), folder)
    return folder


def _tables(rows: Rows) -> dict[str, pa.Table]:
    return {name: pa.Table.from_pylist(rows[name], _nullable(schemas()[name])) for name in NAMES}


def _nullable(schema: pa.Schema) -> pa.Schema:
    return pa.schema([field.with_nullable(True) for field in schema])


# ---- the same rows as CSV files, as the reader of workbooks takes them


def write_csv(folder: Path, rows: Rows) -> Path:
    """Write rows as a folder of CSV files. Every row must be about a member with an id."""
    ids = {each["member"]: each["id"] for each in rows["members"]}
    folder.mkdir()
    for name, lines in {
        "members": _members(rows),
        "facts": _facts(rows, ids),
        "ballots": _ballots(rows, ids),
        "adjustments": _adjustments(rows, ids),
        "resolutions": _resolutions(rows, ids),
    }.items():
        _write(folder / f"{name}.csv", list(lines))
    return folder


def _write(path: Path, lines: list[Row]) -> None:
    if lines:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(lines[0]))
            writer.writeheader()
            writer.writerows(lines)


def _members(rows: Rows) -> Iterator[Row]:
    people = {each["member"]: each for each in rows["members"]}
    stars = {each["member"]: each["stars"] for each in rows["carried"]}
    for row in rows["rows"]:
        person = people[row["member"]]
        yield {
            "id": person["id"], "name": person["name"], "branch": row["branch"], "group": row["group_name"],
            "variant": row["variant"], "offices": "、".join(row["offices"]), "start": row["from_day"],
            "end": row["to_day"], "carried_stars": stars.get(row["member"]),
        }  # fmt: skip


def _facts(rows: Rows, ids: Mapping[int, str]) -> Iterator[Row]:
    for row in rows["facts"]:
        yield {
            "ref": row["ref"], "member": ids[row["member"]], "kind": row["kind"], "on": row["day"],
            "quantity": show(row["quantity"]), "outcome": row["outcome"], "document": row["document"],
        }  # fmt: skip


def _ballots(rows: Rows, ids: Mapping[int, str]) -> Iterator[Row]:
    for row in rows["answers"]:
        score = None if row["score"] is None else show(row["score"])
        yield {
            "period": row["period"], "ratee": ids[row["member"]], "rater_kind": row["rater_kind"],
            "ballot": row["ballot"], "item": row["item"], "score": score, "grade": row["grade"],
        }  # fmt: skip


def _adjustments(rows: Rows, ids: Mapping[int, str]) -> Iterator[Row]:
    for row in rows["adjustments"]:
        yield {**row, "member": ids[row["member"]], "points": show(row["points"])}


def _resolutions(rows: Rows, ids: Mapping[int, str]) -> Iterator[Row]:
    for row in rows["resolutions"]:
        yield {**row, "member": ids[row["member"]], "weight": show(row["weight"])}
