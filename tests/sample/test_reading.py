"""The workbook and the folder pass the reader, and hold what the tables hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Record
from xianfeng.engine.organisation import records as records_read
from xianfeng.sample import Tables, records, write_folder
from xianfeng.schemes import library
from xianfeng.workbooks.checking import Reading, read_inputs

YEAR = Period.parse("2025")


@pytest.fixture(scope="module")
def reading(workbook: Path) -> Reading:
    return read_inputs(workbook, library.load("ten-ones"), [YEAR])


def _sorted(record: Record) -> tuple[object, ...]:
    ballots = sorted(record.ballots, key=lambda ballot: ballot.id)
    return record.member, record.facts, ballots, record.adjustment, record.resolution


def test_workbook_holds_the_records_of_the_tables(tables: Tables, reading: Reading) -> None:
    made = records(tables)
    read = list(records_read(reading.inputs, YEAR, YEAR.end))
    assert len(read) == len(made)
    assert [each.member.id for each in read if _sorted(each) != _sorted(made[each.member.id])] == []


def test_only_the_resolution_is_worth_a_warning(reading: Reading) -> None:
    assert len(reading.warnings) == 1
    assert "M0667" in reading.warnings[0].get("zh")


def test_every_sheet_but_the_notes_is_read(reading: Reading) -> None:
    assert reading.skipped.sheets == ()
    assert (reading.skipped.facts, reading.skipped.other_periods, reading.skipped.columns) == (0, 0, ())


def test_folder_holds_the_same_as_the_workbook(tables: Tables, reading: Reading, tmp_path: Path) -> None:
    write_folder(tables, tmp_path)
    assert read_inputs(tmp_path, library.load("ten-ones"), [YEAR]).inputs == reading.inputs
