"""The workbook and the folder: repeatable, and readable by people."""

from __future__ import annotations

import csv
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl

from tests.sample.conftest import SEED, TODAY
from xianfeng.sample import Tables, generate, write_folder, write_workbook


def test_same_seed_and_day_give_the_same_tables(tables: Tables) -> None:
    assert generate(SEED, TODAY) == tables


def test_another_seed_gives_other_facts(tables: Tables) -> None:
    assert generate(SEED + 1, TODAY).facts != tables.facts


def test_same_tables_give_the_same_bytes(tables: Tables, tmp_path: Path) -> None:
    few = replace(tables, facts=tables.facts[:500], ballots=tables.ballots[:500])
    for name in ("one.xlsx", "two.xlsx"):
        write_workbook(few, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_workbook_does_not_know_when_it_was_written(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as package:
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
    assert openpyxl.load_workbook(workbook, read_only=True).properties.created == datetime(2025, 12, 31)


def test_workbook_is_in_chinese_with_real_dates_and_numbers(tables: Tables, workbook: Path) -> None:
    book = openpyxl.load_workbook(workbook, read_only=True)
    assert book.sheetnames == ["党员", "事实", "测评", "决议", "说明"]
    members = book["党员"].iter_rows(values_only=True)
    assert next(members) == ("编号*", "姓名*", "支部*", "小组", "类别", "职务", "起", "止")
    assert next(members)[:6] == (
        "M0001", tables.members[0]["name"], "采油一站", "第一党小组", "在岗党员", "党支部书记",
    )  # fmt: skip
    facts = book["事实"].iter_rows(values_only=True)
    assert next(facts) == ("凭据*", "党员*", "事项*", "日期*", "数量", "结果", "文号", "说明")
    first = next(facts)
    assert first[0] == "F000001"
    assert isinstance(first[3], datetime)
    assert first[4] == tables.facts[0]["quantity"] / 100


def test_workbook_can_be_in_english(tables: Tables, tmp_path: Path) -> None:
    path = tmp_path / "sample.xlsx"
    few = Tables(TODAY, tables.members[:3], tables.facts[:3], tables.ballots[:3], [], tables.resolutions)
    write_workbook(few, path, "en")
    book = openpyxl.load_workbook(path, read_only=True)
    assert book.sheetnames == ["members", "facts", "ballots", "resolutions", "notes"]
    rows = list(book["members"].iter_rows(values_only=True))
    assert rows[0][:3] == ("id*", "name*", "branch*")
    assert rows[1][5] == "branch secretary"


def test_folder_holds_the_same_tables(tables: Tables, tmp_path: Path) -> None:
    write_folder(tables, tmp_path / "sample")
    files = sorted(path.name for path in (tmp_path / "sample").iterdir())
    assert files == sorted(["党员.csv", "事实.csv", "测评.csv", "决议.csv"])
    with (tmp_path / "sample" / "事实.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == len(tables.facts)
    assert date.fromisoformat(rows[-1]["日期"]) == tables.facts[-1]["on"]
