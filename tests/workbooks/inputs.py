"""A small sound workbook by "ten ones", and ways to write it: as .xlsx, CSV or Parquet."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import duckdb
import xlsxwriter

from xianfeng.engine.calendar import Period
from xianfeng.engine.problems import InvalidInput, Problem
from xianfeng.schemes import library
from xianfeng.workbooks.checking import Reading, read_inputs

Rows = list[list[object]]
Sheets = dict[str, Rows]


def sound() -> Sheets:
    """Return the sheets of a workbook without a mistake. Rows are counted from 1, the head row."""
    return {
        "党员": [
            ["编号", "姓名", "支部", "小组", "类别", "职务", "起", "止"],
            [
                "M1",
                "张岚",
                "一支部",
                "一组",
                "在岗党员",
                "党支部书记、支部委员",
                date(2025, 1, 1),
                date(2025, 6, 30),
            ],
            ["M1", "张岚", "二支部", "", "在岗党员", "", date(2025, 7, 1), None],
            ["M2", "李沐", "二支部", "", "流动党员", "", None, None],
        ],
        "事实": [
            ["凭据", "党员", "事项", "日期", "数量", "结果", "文号", "说明"],
            ["F1", "M1", "隐患整改", date(2025, 3, 1), 2, "", "", "护栏"],
            ["F2", "M1", "党费", date(2025, 3, 2), None, "按时", "", ""],
            ["F3", "M2", "党纪政务处分决定", date(2025, 4, 1), None, "", "文〔2025〕1号", ""],
            ["F4", "M2", "认定节约", date(2025, 5, 1), 2.5, "", "", ""],
        ],
        "测评": [
            ["期", "被评人", "方式", "票号", "项目", "得分", "等次"],
            ["2025", "M1", "党员互评", "a", "", 92, ""],
            ["", "M1", "互评", "b", "", 91.5, ""],
            ["", "M1", "员工群众评价", "a", "", 88, ""],
        ],
        "决议": [
            ["期", "党员", "文号", "组成", "占比"],
            ["", "M2", "决1号", "党内民主评价", 62.5],
            ["", "M2", "决1号", "先锋模范评价", 37.5],
        ],
    }


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    write = sheet.write_datetime if isinstance(value, date) else sheet.write
                    write(number, column, value, *([day] if isinstance(value, date) else []))
    return path


def write_csv(folder: Path, sheets: Mapping[str, Rows], encoding: str = "utf-8-sig") -> Path:
    folder.mkdir(exist_ok=True)
    for title, rows in sheets.items():
        with (folder / f"{title}.csv").open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
    return folder


def write_parquet(folder: Path, sheets: Mapping[str, Rows]) -> Path:
    csvs = write_csv(folder.with_name(folder.name + "-csv"), sheets, "utf-8")
    folder.mkdir(exist_ok=True)
    for file in csvs.iterdir():
        target = folder / f"{file.stem}.parquet"
        duckdb.sql(
            f"copy (from read_csv('{file}', all_varchar=true, header=true)) to '{target}' (format parquet)"
        )
    return folder


def read(
    path: Path, scheme: str = "ten-ones", periods: Sequence[str] = ("2025",), as_of: date | None = None
) -> Reading:
    return read_inputs(path, library.load(scheme), tuple(map(Period.parse, periods)), as_of)


def problems(path: Path, scheme: str = "ten-ones", periods: Sequence[str] = ("2025",)) -> list[str]:
    """Return every problem of an input, in English; none if it is sound."""
    found: tuple[Problem, ...] = ()
    try:
        read(path, scheme, periods)
    except InvalidInput as error:
        found = error.problems
    assert all(problem.what.zh and problem.fix.zh and problem.fix.en for problem in found)
    return [problem.get("en") for problem in found]


def rebuilt(source: Path, target: Path, parts: Mapping[str, Callable[[bytes], bytes]]) -> Path:
    """Write a workbook anew with some of its parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info.filename, parts[info.filename](content) if info.filename in parts else content)
    return target
