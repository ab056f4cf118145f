"""What is seen in a file before it is read: which sheets are refused, and in which words."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from tests.workbooks.inputs import problems, read, rebuilt, sound, write_xlsx
from xianfeng.workbooks.files.worksheets import Runs

FACTS = "xl/worksheets/sheet2.xml"
END = b"</sheetData>"


def cell(row: int, column: str) -> bytes:
    return b'<row r="%d"><c r="%s%d"><v>7</v></c></row>' % (row, column.encode(), row)


def test_an_empty_sheet_is_called_empty(tmp_path: Path) -> None:
    sheets = sound()
    sheets["调整"] = []
    told = problems(write_xlsx(tmp_path / "in.xlsx", sheets))
    assert len(told) == 1
    assert told[0].startswith('sheet "调整": it is empty')


def test_cells_with_nothing_but_a_style_do_not_make_a_sheet_large(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(path) as book:
        members = book.add_worksheet("党员")
        members.write_row(0, 0, ["编号", "姓名", "支部"])
        members.write_row(1, 0, ["M1", "张岚", "一支部"])
        members.write_blank(1_048_575, 16_383, None, book.add_format({"bold": True}))
    assert [member.id for member in read(path).inputs.members] == ["M1"]


OUT_OF_ORDER: dict[str, Callable[[bytes], bytes]] = {
    "a cell written twice": lambda c: c.replace(END, cell(2, "A") + END),
    "an earlier row after the last": lambda c: c.replace(END, cell(99, "A") + cell(98, "A") + END),
    "a later row before the first": lambda c: c.replace(b"<sheetData>", b"<sheetData>" + cell(99, "A")),
    "a second table of cells": lambda c: c.replace(END, END + b"<sheetData>" + cell(99, "A") + END),
}


@pytest.mark.parametrize("name", OUT_OF_ORDER)
def test_cells_out_of_order_are_damage(tmp_path: Path, name: str) -> None:
    source = write_xlsx(tmp_path / "sound.xlsx", sound())
    told = problems(rebuilt(source, tmp_path / "in.xlsx", {FACTS: OUT_OF_ORDER[name]}))
    assert len(told) == 1
    assert FACTS in told[0]
    assert "damaged" in told[0]


def test_a_message_carries_no_control_characters_of_a_part_name(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "in.xlsx", sound())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/\x1b[31m.xml", b"<!DOCTYPE a><a/>")
    told = problems(path)
    assert "document type" in told[0]
    assert "\x1b" not in told[0]


def test_every_row_that_overlaps_a_long_one_is_named(tmp_path: Path) -> None:
    sheets = sound()
    for start, end in ((date(2025, 3, 1), date(2025, 4, 1)), (date(2025, 6, 1), date(2025, 7, 1))):
        sheets["党员"].append(["M2", "李沐", "一支部", "", "", "", start, end])
    told = problems(write_xlsx(tmp_path / "in.xlsx", sheets))
    assert [problem.split('column "起": ')[0] for problem in told] == [
        'sheet "党员" row 5 ',
        'sheet "党员" row 6 ',
    ]
    assert all("overlap those of row 4" in problem for problem in told)


def test_a_date_that_lost_its_format_is_shown_as_people_see_it(tmp_path: Path) -> None:
    sheets = sound()
    sheets["事实"][1][3] = 45717
    assert '"45717" is not a date' in problems(write_xlsx(tmp_path / "in.xlsx", sheets))[0]


def test_times_with_a_zone_in_parquet_are_refused_with_what_to_do(tmp_path: Path) -> None:
    target = tmp_path / "members.parquet"
    duckdb.sql(
        f"copy (select 'M1' id, '张岚' \"name\", '一支部' branch, "
        f"timestamptz '2025-01-01 00:00:00+00' \"start\") to '{target}' (format parquet)"
    )
    assert "times without a zone" in problems(tmp_path)[0]


def test_runs_hold_their_rows_and_no_others() -> None:
    runs = Runs()
    for row in (2, 3, 4, 8, 10):
        runs.add(1, row)
    assert [row for row in range(1, 12) if runs.holds(1, row)] == [2, 3, 4, 8, 10]
    assert not runs.holds(2, 3)
