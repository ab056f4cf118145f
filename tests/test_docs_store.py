"""The documentation of stores says what is in them and in folders of results; what it shows works."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
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
from xianfeng.store.reading import read_store
from xianfeng.store.tables import schemas
from xianfeng.store.writing import write_store

YEAR = Period.parse("2025")
PAGE = (Path(__file__).parent.parent / "docs" / "reference" / "store.md").read_text("utf-8")
BLOCK = re.compile(r"```(python|sql)\n(.*?)```", re.DOTALL)
PYTHON, *QUERIES = [text for _, text in BLOCK.findall(PAGE)]
COLUMN = re.compile(r"^\| `(\w+)` \| (.+) \| .+ \|$", re.MULTILINE)
INPUTS = Inputs(
    (Member("M0007", "甲", (RosterRow("一支部", "standard"),)),),
    (
        Fact("late", "M0007", "dues.month", date(2025, 7, 8), outcome="late"),
        *(
            Fact(f"r{n}", "M0007", "study.collective", date(2025, n, 9), outcome="present")
            for n in range(1, 13)
        ),
    ),
)


# ---- tables and columns


def _documented(heading: str) -> dict[str, list[list[str]]]:
    """Return the columns of each table of a section: name, type, and for a store whether it may be null."""
    section = PAGE.partition(f"\n## {heading}")[2].partition("\n## ")[0]
    _, *parts = re.split(r"^### (\w+)$", section, flags=re.MULTILINE)
    return {
        name: [[column, *map(str.strip, cells.split("|"))] for column, cells in COLUMN.findall(text)]
        for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


def _columns(table: duckdb.DuckDBPyRelation) -> list[list[str]]:
    return [[name, str(kind).lower()] for name, kind in zip(table.columns, table.types, strict=True)]


def test_every_table_and_column_of_a_store_is_documented_and_no_other() -> None:
    expected = {}
    with duckdb.connect() as connection:
        for name, schema in schemas().items():
            columns = _columns(connection.from_arrow(schema.empty_table()))
            nulls = ["yes" if field.nullable else "" for field in schema]
            expected[name] = [[*column, null] for column, null in zip(columns, nulls, strict=True)]
    assert _documented("Tables") == expected


def _settle(scheme: str, inputs: Inputs, store: Path, results: Path) -> None:
    write_store(inputs, store)
    loaded = library.load(scheme)
    with executors.local(1) as executor:
        settle_store(Order(store, loaded, tuple(periods_of(loaded, YEAR))), results, executor)


def _written(results: Path) -> Iterator[tuple[str, list[list[str]]]]:
    with duckdb.connect() as connection:
        for path in results.rglob("*.parquet"):
            yield path.parent.name, _columns(connection.read_parquet(str(path)))


def _is(column: list[str], documented: list[str]) -> bool:
    return column[0] == documented[0] and column[1] in documented[1].split(" or ")


@pytest.mark.parametrize("scheme", library.NAMES)
def test_every_table_and_column_of_the_results_is_documented_and_no_other(
    scheme: str, tmp_path: Path
) -> None:
    _settle(scheme, INPUTS, tmp_path / "s", tmp_path / "r")
    documented = _documented("Results")
    written = dict(_written(tmp_path / "r"))
    assert set(written) | {"year"} == set(documented)
    assert ("year" in written) == (library.load(scheme).year is not None)
    for name, columns in written.items():
        assert all(map(_is, columns, documented[name])), name
        assert len(columns) == len(documented[name]), name


# ---- what is shown


def _rows(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    written = list(lines)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(written[0]))
        writer.writeheader()
        writer.writerows(written)


def test_the_program_that_is_shown_writes_a_sound_store(tmp_path: Path) -> None:
    branches = {"007": "一支部", "008": "二支部", "009": "二支部"}
    _rows(
        tmp_path / "people.csv",
        ({"id": id_, "name": "甲", "branch": each, "variant": "standard"} for id_, each in branches.items()),
    )
    happened = {"kind": "study.collective", "day": "2025-03-09", "quantity": "1.5", "outcome": "present"}
    _rows(
        tmp_path / "happenings.csv",
        ({"id": id_, "ref": f"0{id_}", **happened, "document": ""} for id_ in branches),
    )
    program = PYTHON.replace("8000", "2")
    subprocess.run([sys.executable, "-c", program], check=True, cwd=tmp_path)
    store = tmp_path / "company-store"
    assert check_store(store, library.load("ten-ones"), [YEAR]) == []
    assert [(each.members, each.facts) for each in read_manifest(store).buckets] == [(1, 1), (2, 2)]
    inputs = read_store(store)
    assert {member.id: member.rows[-1].branch for member in inputs.members} == branches
    assert {(fact.ref, fact.member, fact.quantity) for fact in inputs.facts} == {
        (f"0{id_}", id_, 150) for id_ in branches
    }


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store, its results, and those of an earlier store that had a fact less."""
    folder = tmp_path_factory.mktemp("settled")
    whole = {"pioneer": 10_000}
    inputs = replace(INPUTS, resolutions={"2025": (Resolution("M0007", "决议1号", whole),)})
    _settle("ten-ones", inputs, folder / "company-store", folder / "results")
    _settle("ten-ones", replace(inputs, facts=inputs.facts[1:]), folder / "earlier-store", folder / "earlier")
    return folder


def _answers(settled: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    monkeypatch.chdir(settled)
    with duckdb.connect() as connection:
        for query in QUERIES:
            found = connection.sql(query)
            yield [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_the_questions_that_are_shown_are_answered(settled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    branches, lines, changed = _answers(settled, monkeypatch)
    assert [(row["branch"], row["members"]) for row in branches] == [("一支部", 1)]
    assert {row["what"]: row["counted"] for row in lines}["dues.month"] == -100
    assert {"2025", "2025-Q1"} < {row["what"] for row in lines}
    assert changed == [{"member": "M0007", "other_inputs": True}]


def test_the_parts_add_up_as_documented(settled: Path) -> None:
    with duckdb.connect() as connection:
        tables = {
            name: connection.read_parquet(f"{settled}/results/2025/{name}/*.parquet").fetchall()
            for name in ("results", "components")
        }
    [[*_, weighted]] = tables["results"]
    [[_, _, _, weight, score, part, *_]] = tables["components"]
    assert part == weight * score
    assert weighted == (2 * part + 10_000) // 20_000
