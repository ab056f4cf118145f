"""An empty workbook to fill in: the tables a scheme reads, with hints, lists to choose from and an example row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from xianfeng.engine.amounts import MAX_QUANTITY
from xianfeng.engine.scheme import Carry, Scheme
from xianfeng.engine.text import Language, Text
from xianfeng.workbooks.tables import (
    ADJUSTMENTS,
    BALLOTS,
    FACTS,
    MEMBERS,
    RESOLUTIONS,
    Column,
    Holds,
    Table,
)
from xianfeng.workbooks.writing.book import FONT, HEAD_FILL, INK, LINE, QUIET, cell_width
from xianfeng.workbooks.writing.examples import example
from xianfeng.workbooks.writing.guide import write_guide
from xianfeng.workbooks.writing.options import Options

LAST_ROW = 1_048_575
FIRST_FREE = 2
"""The first row to fill in, from 0: row 1 is the head and row 2 the example."""

_BASE = {"font_name": FONT, "font_size": 11, "font_color": INK}
_FORMS: Mapping[Holds, Mapping[str, Any]] = {
    Holds.AMOUNT: {"num_format": "0.00"},
    Holds.DATE: {"num_format": "yyyy-mm-dd", "align": "left"},
}
_TEXT = {"num_format": "@"}


@dataclass(frozen=True, slots=True)
class _Pen:
    """What is written with: the workbook, the scheme, the language, and the lists to choose from."""

    workbook: xlsxwriter.Workbook
    scheme: Scheme
    language: Language
    options: Options


def write_template(scheme: Scheme, path: str | Path, language: Language) -> None:
    """Write an empty input workbook for a scheme, in one language."""
    truthful = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), {"default_format_properties": _BASE, **truthful}) as workbook:
        workbook.set_properties(
            {"title": scheme.title.get(language), "author": "Xianfeng",
             "created": datetime.combine(scheme.version, time())}
        )  # fmt: skip
        pen = _Pen(workbook, scheme, language, Options.of(scheme, language))
        tables = {table: columns_for(scheme, table) for table in tables_for(scheme)}
        write_guide(workbook, scheme, list(tables), language)
        for table, columns in tables.items():
            _table(pen, table, columns)
        pen.options.write(workbook)


# ---- what a scheme needs


def tables_for(scheme: Scheme) -> list[Table]:
    """Return the tables that the scheme can use."""
    wanted = {
        MEMBERS: True,
        FACTS: bool(scheme.sheets or scheme.veto),
        BALLOTS: any(component.raters for component in scheme.components.values()),
        ADJUSTMENTS: scheme.adjust is not None,
        RESOLUTIONS: len(scheme.components) > 1,
    }
    return [table for table, needed in wanted.items() if needed]


def columns_for(scheme: Scheme, table: Table) -> list[Column]:
    """Return the columns that the scheme can use, in order."""
    flags = scheme.year.flags if scheme.year else None
    polled = [component for component in scheme.components.values() if component.raters]
    unused = {
        (MEMBERS, "variant"): len(scheme.variants) == 1,
        (MEMBERS, "offices"): not scheme.offices,
        (MEMBERS, "carried_stars"): flags is None or flags.carry is not Carry.ALWAYS,
        (BALLOTS, "item"): not any(component.sheet for component in polled),
        (BALLOTS, "grade"): not any(component.grades for component in polled),
    }
    return [column for column in table.columns if not unused.get((table, column.code), False)]


# ---- one table


def _table(pen: _Pen, table: Table, columns: list[Column]) -> None:
    sheet = pen.workbook.add_worksheet(table.title.get(pen.language))
    sheet.freeze_panes(1, 0)
    sheet.set_row(0, 24)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    shown = example(pen.scheme, table, columns, pen.language)
    for number, column in enumerate(columns):
        _column(pen, sheet, number, column, shown.get(column.code, ""))


def _column(pen: _Pen, sheet: Worksheet, number: int, column: Column, shown: str | float | date) -> None:
    form = _FORMS.get(column.holds, _TEXT)
    title = column.title.get(pen.language) + ("*" if column.required else "")
    words = [title, str(shown), *pen.options.titles(column.code)]
    width = min(max(cell_width(each) for each in words) + 3, 32)
    sheet.set_column(number, number, max(width, 12), pen.workbook.add_format({**_BASE, **form}))
    head = {"bold": True, "bg_color": HEAD_FILL, "bottom": 1, "bottom_color": LINE, "valign": "vcenter"}
    sheet.write_string(0, number, title, pen.workbook.add_format({**_BASE, **head}))
    _show(sheet, number, shown, pen.workbook.add_format({**_BASE, **form, "font_color": QUIET}))
    sheet.data_validation(FIRST_FREE, number, LAST_ROW, number, _validation(pen, column))


def _show(sheet: Worksheet, column: int, shown: str | float | date, look: Any) -> None:
    """Write a cell of the example row, unless it is to be left empty."""
    if shown == "":
        return
    if isinstance(shown, date):
        sheet.write_datetime(1, column, shown, look)
    elif isinstance(shown, str):
        sheet.write_string(1, column, shown, look)
    else:
        sheet.write_number(1, column, shown, look)


# ---- what may be typed


def _validation(pen: _Pen, column: Column) -> dict[str, Any]:
    """Return what a column accepts and the hint that appears when a cell of it is chosen."""
    need = Text("必填。", "Required. ") if column.required else Text("", "")
    stop = Text("。", ".")
    hint = need.get(pen.language) + column.hint.get(pen.language) + stop.get(pen.language)
    hints = {"input_title": column.title.get(pen.language), "input_message": hint[:255]}
    return {**hints, **_accepted(pen, column), "ignore_blank": True}


def _accepted(pen: _Pen, column: Column) -> dict[str, Any]:
    name = pen.options.name(column.code)
    if name and column.holds is Holds.CODES:
        several = Text(
            "一格可以写多个，用、分开。确实要这样写吗？",
            "A cell may hold several, separated by a comma. Keep it?",
        )
        return _list(name) | {"error_type": "warning", "error_message": several.get(pen.language)}
    if name:
        choose = Text("请从下拉清单中选。", "Please choose from the list.")
        return _list(name) | {"error_message": choose.get(pen.language)}
    if column.holds is Holds.DATE:
        dated = Text("请写日期，例如2025-03-01。", "Please write a date, such as 2025-03-01.")
        earliest = {"criteria": ">=", "value": date(1950, 1, 1)}
        return {"validate": "date", **earliest, "error_message": dated.get(pen.language)}
    if column.holds is Holds.AMOUNT:
        return _number(pen, column)
    return {"validate": "any"}


def _list(name: str) -> dict[str, Any]:
    return {"validate": "list", "source": f"={name}"}


def _number(pen: _Pen, column: Column) -> dict[str, Any]:
    least, most = _range(pen.scheme, column)
    words = Text("请写{least}到{most}之间的数。", "Please write a number from {least} to {most}.")
    message = words.fill(least=f"{least:g}", most=f"{most:g}").get(pen.language)
    between = {"criteria": "between", "minimum": least, "maximum": most}
    return {"validate": "decimal", **between, "error_message": message}


def _range(scheme: Scheme, column: Column) -> tuple[float, float]:
    if column.code == "points" and scheme.adjust:
        return -scheme.adjust.within / 100, scheme.adjust.within / 100
    return 0, {"quantity": MAX_QUANTITY / 100}.get(column.code, 100)
