"""What one store with all mistakes cannot show: what is missing, what depends on the scheme and the days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.store.example import PERIODS, scheme, sound
from tests.store.findings import checked, named
from tests.store.spoiling import MISTAKES
from tests.store.tables import Rows, rows_of, write_rows
from xianfeng.engine.amounts import MAX_FACTS
from xianfeng.engine.calendar import Period, Unit
from xianfeng.store.checking import check_store
from xianfeng.store.checks import ACROSS, CHECKS
from xianfeng.store.checks.general import LONGEST
from xianfeng.store.tables import schemas
from xianfeng.workbooks.files import cells

COLUMNS = [
    (table, field.name) for table, schema in schemas().items() for field in schema if not field.nullable
]  # fmt: skip
TEXTS = [
    ("members", "id"), ("members", "name"), ("rows", "branch"), ("facts", "ref"), ("answers", "ballot"),
    ("adjustments", "reason"), ("resolutions", "document"),
]  # fmt: skip
DAYS = {
    ("rows", "from_day"): "M00, M01",
    ("rows", "to_day"): "M00, M01",
    ("facts", "day"): "M00-decision, M01-decision",
}
"""The columns of days, and what names the first and the third row of their tables."""
ALONE = {
    *(f"{table}: {column} empty" for table, column in COLUMNS),
    *(f"{table}: {column} no day" for table, column in DAYS),
    "facts: too many", "adjustments: none", "resolutions: fixed weight",
    "store: number out of range", "store: number twice", "store: id twice", "store: ref twice",
    "store: branch in two buckets",
}  # fmt: skip
"""The checks that are tested here."""


def test_every_check_is_tested() -> None:
    assert {check.name for check in (*CHECKS, *ACROSS)} == {mistake.check for mistake in MISTAKES} | ALONE


def test_every_check_says_something_of_its_own() -> None:
    said = [(check.source.table, check.what) for check in (*CHECKS, *ACROSS)]
    assert len(said) == len(set(said))


# ---- of every table


@pytest.fixture(scope="module")
def emptied(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, ...]]:
    """Return what is found where every column is empty in a row of its own."""
    rows = rows_of(sound(8))
    for table in rows:
        for number, column in enumerate(column for name, column in COLUMNS if name == table):
            rows[table][number][column] = None
    for number, (table, column) in enumerate(TEXTS):
        rows[table][-1 - number % 2][column] = ""
    return checked(tmp_path_factory.mktemp("emptied"), rows)


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_a_missing_value_is_named_by_its_row(
    table: str, column: str, emptied: dict[str, tuple[str, ...]]
) -> None:
    number = [name for each, name in COLUMNS if each == table].index(column)
    assert f"#{number + 1}" in emptied[f"{table}: {column} empty"]


@pytest.mark.parametrize(("table", "column"), TEXTS)
def test_an_empty_text_is_as_good_as_missing(
    table: str, column: str, emptied: dict[str, tuple[str, ...]]
) -> None:
    assert len(emptied[f"{table}: {column} empty"]) == 2


@pytest.mark.parametrize(("table", "column"), DAYS)
@pytest.mark.parametrize("days", [(-719_163, 2_932_897), (-(2**31), 2**31 - 1)], ids=["near", "far"])
def test_a_day_that_no_calendar_has_is_named(
    table: str, column: str, days: tuple[int, int], tmp_path: Path
) -> None:
    rows = rows_of(sound(2))
    rows["facts"] = [row for row in rows["facts"] if row["kind"] in ("decision", "lecture")]
    path = write_rows(tmp_path / "store", rows) / "00000" / f"{table}.parquet"
    read = pq.read_table(path)
    wrong = pa.array([days[0], 20_000, days[1], 20_000], pa.int32()).cast(pa.date32())
    pq.write_table(read.set_column(read.column_names.index(column), read.schema.field(column), wrong), path)
    found = [
        each for each in check_store(tmp_path / "store", scheme(), PERIODS) if "years 1 to" in each.what.en
    ]
    assert [each.place.words.en for each in found] == [f"00000/{table}.parquet {DAYS[table, column]}"]


ONE_LINE = ["文 3号", "～", "𠀀", "é", "a\u3000b", "x" * LONGEST, "甲" * LONGEST, "𠀀" * LONGEST, ""]
NOT_ONE_LINE = [
    " a", "a ", "a\u3000", "\xa0a", "a\tb", "a\nb", "a\rb", "a\x00", "a\x7fb", "a\x85b", "a\u2029b", "x" * (LONGEST + 1),
]  # fmt: skip


def with_documents(words: list[str]) -> Rows:
    """Return rows of as many members as there are words, each with a fact that has them for its document."""
    rows = rows_of(sound(len(words)))
    lectures = [row for row in rows["facts"] if row["kind"] == "lecture"]
    for row, document in zip(lectures, words, strict=True):
        row["document"] = document
    return rows


def test_one_line_of_text_passes(tmp_path: Path) -> None:
    assert checked(tmp_path, with_documents(ONE_LINE)) == {}


def test_other_text_is_refused(tmp_path: Path) -> None:
    (problem,) = check_store(write_rows(tmp_path / "store", with_documents(NOT_ONE_LINE)), scheme(), PERIODS)
    assert problem.place.words.en.endswith(f"({len(NOT_ONE_LINE)} rows in all)")


def test_texts_may_be_as_long_as_in_a_workbook() -> None:
    assert LONGEST == cells.LONGEST


# ---- people


def test_rows_of_a_member_must_stand_in_order(tmp_path: Path) -> None:
    rows = rows_of(sound(2))
    rows["rows"].reverse()
    assert checked(tmp_path, rows) == {"rows: order": ("M00", "M01")}


def test_rows_may_have_gaps_and_other_members_between_them(tmp_path: Path) -> None:
    rows = rows_of(sound(2))
    rows["rows"][1]["from_day"] = date(2025, 6, 15)
    rows["rows"].sort(key=lambda row: (row["from_day"] or date.min, row["member"]))
    assert checked(tmp_path, rows) == {}


# ---- facts


def test_what_happened_outside_of_the_stretch_may_mean_anything(tmp_path: Path) -> None:
    rows = rows_of(sound(1))
    first, second, third, _ = rows["facts"]
    first |= {"day": date(2024, 12, 31), "kind": "party"}
    second |= {"day": date(2025, 7, 1), "outcome": "late"}
    third |= {"day": date(2025, 7, 1), "quantity": 0}
    assert checked(tmp_path, rows) == {}


@pytest.mark.parametrize(
    ("day", "found"), [(date(2025, 2, 28), {}), (date(2025, 3, 1), {"facts: kind": ("M00-lecture (party)",)})]
)
def test_facts_are_read_up_to_the_last_day(day: date, found: dict[str, Any], tmp_path: Path) -> None:
    rows = rows_of(sound(1))
    rows["facts"][1] |= {"kind": "party", "outcome": ""}
    rows["answers"] = []
    store = write_rows(tmp_path / "store", rows)
    assert named(check_store(store, scheme(), PERIODS, day)) == found


def test_what_is_judged_depends_on_the_variant_at_the_end(tmp_path: Path) -> None:
    rows = rows_of(sound(1))
    rows["facts"][2]["quantity"] = 9900
    rows["answers"] = []
    store = write_rows(tmp_path / "store", rows)
    assert named(check_store(store, scheme(), PERIODS, date(2025, 5, 31))) == {}
    found = {"facts: judged": ("M00-saving (99.00 / 1.00-4.00)",)}
    assert named(check_store(store, scheme(), PERIODS, date(2025, 6, 1))) == found


@pytest.mark.parametrize("most", [0, 1])
def test_nobody_has_more_facts_than_any_engine_adds_up(most: int, tmp_path: Path) -> None:
    rows = rows_of(sound(2))
    lecture = rows["facts"][1]
    more = range(MAX_FACTS - 3 + most)
    rows["facts"] += [{**lecture, "ref": f"more{number}"} for number in more]
    assert checked(tmp_path, rows) == ({"facts: too many": ("M00 (10001)",)} if most else {})


def test_a_few_of_many_are_named_and_all_are_counted(tmp_path: Path) -> None:
    rows = rows_of(sound(9))
    for row in rows["facts"]:
        row["quantity"] = -1
    rows["facts"] = [row for row in rows["facts"] if row["kind"] == "lecture"]
    (problem,) = check_store(write_rows(tmp_path / "store", rows), scheme(), PERIODS)
    refs = [f"M0{number}-lecture (-0.01)" for number in range(5)]
    assert problem.place.words.en == f"00000/facts.parquet {', '.join(refs)} (9 rows in all)"
    assert problem.place.words.zh == f"00000/facts.parquet {'、'.join(refs)}（共9行）"


# ---- ballots and decisions


def test_of_other_periods_it_matters_only_what_the_rows_hold(tmp_path: Path) -> None:
    rows = rows_of(sound(1))
    answer = next(row for row in rows["answers"] if row["period"] == "2025-H2")
    rows["answers"] += [{**answer, "rater_kind": "self", "item": "beauty", "score": None}, answer]
    rows["adjustments"] += 2 * [{**rows["adjustments"][0], "period": "2025-H2"}]
    rows["resolutions"].append({**rows["resolutions"][0], "period": "2024-H1"})
    assert checked(tmp_path, rows) == {}


def test_every_settled_period_is_checked(tmp_path: Path) -> None:
    rows = rows_of(sound(1))
    for row in rows["answers"]:
        row["rater_kind"] = "self"
    store = write_rows(tmp_path / "store", rows)
    for periods, rows_found in ((PERIODS, 8), (tuple(Period.parse("2025").split(Unit.HALF_YEAR)), 9)):
        (problem,) = check_store(store, scheme(), periods)
        assert problem.place.words.en.endswith(f"({rows_found} rows in all)")


def test_facts_fill_in_what_no_ballot_answers(tmp_path: Path) -> None:
    rows = rows_of(sound(1))
    rows["answers"] = [row for row in rows["answers"] if row["item"] != "learning"]
    assert checked(tmp_path, rows) == {}


def test_ballots_about_different_members_may_differ(tmp_path: Path) -> None:
    rows = rows_of(sound(2))
    rows["answers"] = [row for row in rows["answers"] if (row["item"], row["member"]) != ("learning", 1)]
    assert checked(tmp_path, rows) == {}


def test_a_fixed_weight_cannot_be_changed(tmp_path: Path) -> None:
    rows = rows_of(sound(2))
    first, second, third, fourth = rows["resolutions"]
    first["weight"], second["weight"] = 7900, 2100
    third["weight"], fourth["weight"] = 10_000, 0
    assert [row["component"] for row in rows["resolutions"]] == 2 * ["mutual", "points"]
    assert checked(tmp_path, rows) == {"resolutions: fixed weight": ("M00 2025-H1 (points 21.00 / 20.00)",)}


def test_without_adjustments_in_the_scheme_there_are_none(tmp_path: Path) -> None:
    store = write_rows(tmp_path / "store", rows_of(sound(1)))
    without = replace(scheme(), adjust=None)
    assert named(check_store(store, without, PERIODS)) == {"adjustments: none": ("M00 2025-H1",)}
