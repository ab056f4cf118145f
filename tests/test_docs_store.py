"""The documentation of stores says what is in them and in folders of results; what it shows works."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from xianfeng.columnar import executors
from xianfeng.columnar.settling import Order, settle_store
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Fact, Inputs, Member, Resolution, RosterRow
from xianfeng.engine.organisation import periods_of
from xianfeng.schemes import library
from xianfeng.store.checking import check_store
from xianfeng.store.manifest import read_manifest
from xianfeng.store.tables import schemas
from xianfeng.store.writing import write_store

YEAR = Period.parse("2025")
PAGE = (Path(__file__).parent.parent / "docs" / "reference" / "store.md").read_text("utf-8")
INPUTS = Inputs(
    (Member("M0007", "甲", (RosterRow("一支部", "standard"),)),),
    tuple(
        Fact(f"r{n}", "M0007", "study.collective", date(2025, n, 9), 100, "present") for n in range(1, 13)
    ),
    resolutions={"2025": (Resolution("M0007", "决议1号", {"pioneer": 10000}),)},
)
Columns = dict[str, list[tuple[str, ...]]]


# ---- columns


def _documented(begin: str, end: str) -> Columns:
    """Return the cells before the last of every row, by the table whose heading they stand under."""
    _, *sections = re.split(r"^### (\w+)$", PAGE.partition(begin)[2].partition(end)[0], flags=re.MULTILINE)
    rows = re.compile(r"^\| `(\w+)` \| (.+) \| .+ \|$", re.MULTILINE)
    return {
        name: [(column, *map(str.strip, cells.split("|"))) for column, cells in rows.findall(text)]
        for name, text in zip(sections[::2], sections[1::2], strict=True)
    }


def _columns(relation: duckdb.DuckDBPyRelation) -> list[tuple[str, str]]:
    return [(name, str(kind).lower()) for name, kind in zip(relation.columns, relation.types, strict=True)]


def test_every_table_and_column_of_a_store_is_documented_and_no_other() -> None:
    with duckdb.connect() as connection:
        expected = {
            name: [
                (*column, "yes" if schema.field(column[0]).nullable else "")
                for column in _columns(connection.from_arrow(schema.empty_table()))
            ]
            for name, schema in schemas().items()
        }
    assert _documented("\n## Tables", "\n## ") == expected


def _settle(scheme: str, inputs: Inputs, store: Path, results: Path) -> None:
    write_store(inputs, store)
    loaded = library.load(scheme)
    with executors.local(1) as executor:
        settle_store(Order(store, loaded, tuple(periods_of(loaded, YEAR))), results, executor)


def _written(results: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    with duckdb.connect() as connection:
        for path in results.rglob("*.parquet"):
            yield path.parent.name, _columns(connection.read_parquet(str(path)))


@pytest.mark.parametrize("scheme", library.NAMES)
def test_every_table_and_column_of_the_results_is_documented(scheme: str, tmp_path: Path) -> None:
    _settle(scheme, INPUTS if scheme == "ten-ones" else replace(INPUTS, resolutions={}), tmp_path / "s", tmp_path / "r")
    documented = _documented("\n## Results", "\n## ")
    written = list(_written(tmp_path / "r"))
    assert [name for name, columns in written if documented[name] != columns] == []
    assert set(documented) - {"year"} == {name for name, _ in written} - {"year"}


def test_the_table_of_the_year_is_documented(tmp_path: Path) -> None:
    _settle("three-four-one", replace(INPUTS, resolutions={}), tmp_path / "s", tmp_path / "r")
    assert set(_documented("\n## Results", "\n## ")) == {name for name, _ in _written(tmp_path / "r")}
