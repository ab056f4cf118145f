"""Checks of every table: nothing is missing, texts are one line, days are days, and each member is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa

from xianfeng.engine.text import Text
from xianfeng.store.checks.check import SOURCES, Check, Source
from xianfeng.store.tables import schemas

LONGEST = 500
"""The most characters of a text; as many as a cell of a workbook may hold."""
_TEXTS = {
    "members": ("id", "name"),
    "rows": ("branch", "group_name"),
    "facts": ("ref", "document"),
    "adjustments": ("reason", "document"),
    "resolutions": ("document",),
}
"""Texts that must be one line. Codes are compared with those of the scheme; `ballots` sees to the ballots."""
_REQUIRED = {
    "members": ("id", "name"),
    "rows": ("branch",),
    "facts": ("ref",),
    "answers": ("ballot",),
    "adjustments": ("reason",),
    "resolutions": ("document",),
}
"""Texts of which there must be something."""

_MISSING = Text("“{column}”是空的", '"{column}" is empty')
_FILL = Text("请填写", "Fill it in")
_NO_DAY = Text("“{column}”不在公元1年到9999年之内", '"{column}" is not a day of the years 1 to 9999')
_A_DAY = Text("请改正日期", "Correct the date")
_UNTIDY = Text(
    "“{column}”首尾有空白，或含有控制字符或换行，或超过{most}个字符",
    '"{column}" begins or ends with a blank, holds a control character or a line break, '
    "or has more than {most} characters",
)
_ONE_LINE = Text("请改成一行文字", "Make it one line of plain text")
_NOBODY = Text("桶里没有这个党员", "there is no such member in the bucket")
_IN_BUCKET = Text(
    "请把党员和与其有关的各行放在同一个桶里", "Keep a member and all rows about the member in one bucket"
)


def general_checks() -> Iterator[Check]:
    """Yield the checks of every table."""
    for table, schema in schemas().items():
        yield from _of_columns(table, schema)
        for column in _TEXTS.get(table, ()):
            yield untidy(SOURCES[table], column)
        if table != "members":
            wrong = "member NOT IN (SELECT member FROM members)"
            yield Check(f"{table}: member", SOURCES[table], wrong, _NOBODY, _IN_BUCKET)


def untidy(source: Source, column: str) -> Check:
    """Return the check that a text is one line without outer blanks, and not too long."""
    wrong = rf"regexp_matches({column}, '[\p{{Cc}}\p{{Zl}}\p{{Zp}}]|^\p{{Z}}|\p{{Z}}$') OR length({column}) > {LONGEST}"
    what = _UNTIDY.fill(column=column, most=LONGEST)
    return Check(f"{source.table}: {column} untidy", source, wrong, what, _ONE_LINE)


def _of_columns(table: str, schema: pa.Schema) -> Iterator[Check]:
    # What is wrong with a row may be that it has no name, so the number of the row names it.
    source = replace(SOURCES[table], named="'#' || (file_row_number + 1)")
    for field in schema:
        if not field.nullable:
            is_text = field.name in _REQUIRED.get(table, ())
            wrong = f"{field.name} IS NULL" + (f" OR {field.name} = ''" if is_text else "")
            what = _MISSING.fill(column=field.name)
            yield Check(f"{table}: {field.name} empty", source, wrong, what, _FILL)
        if field.type == pa.date32():
            wrong = f"{field.name} NOT BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
            what = _NO_DAY.fill(column=field.name)
            yield Check(f"{table}: {field.name} no day", SOURCES[table], wrong, what, _A_DAY)
