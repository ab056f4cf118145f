"""The day in a cell, in the forms in which people write it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from xianfeng.engine.text import Text, shown
from xianfeng.workbooks.files.cells import LONGEST, NO_TIME, Raw, Wrong

_DAY_ZERO = date(1899, 12, 30)
"""Spreadsheets count days from here (right from March 1900 on)."""
_DAY = re.compile(r"(\d{4})[-/.年](\d\d?)[-/.月](\d\d?)[日号]?", re.ASCII)
_MONTH = re.compile(r"(\d{4})[-/.年](\d\d?)月?", re.ASCII)
_DIGITS = re.compile(r"(\d{4})(\d\d)(\d\d)?", re.ASCII)
_SERIAL = re.compile(r"[1-9]\d{4}", re.ASCII)
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?$")
_WRITE = Text("请写成2010-07-01这样的日期", "Write a date such as 2010-07-01")


@dataclass(frozen=True, slots=True)
class Day:
    """A day; of which perhaps only the month was written."""

    on: date
    is_month: bool = False


def day(raw: Raw) -> Day | Wrong:
    """Return the day of a date cell, of a spreadsheet's number of days, or of a date written as text.

    Where only the month is written it is the month's first day.
    """
    if isinstance(raw, datetime):
        return Day(raw.date()) if raw.time() == time() else _wrong(raw, "带有时间", "carries a time", NO_TIME)
    if isinstance(raw, date):
        return Day(raw)
    words = _words(raw)
    if isinstance(raw, float) and re.fullmatch(r"\d{4}\.1", words):
        # A spreadsheet turns 2010.10 into 2010.1, so that January and October look the same.
        fix = Text("请写成2010-01或2010-10", "Write 2010-01 or 2010-10")
        return _wrong(raw, "可能是1月，也可能是10月", "may be January or October", fix)
    found = _read(words)
    return found or _wrong(raw, "不是日期", "is not a date", _WRITE)


def _words(raw: Raw) -> str:
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return ""
    written = f"{raw:.15g}" if isinstance(raw, float) else str(raw)[:LONGEST]
    plain = unicodedata.normalize("NFKC", written).strip()
    return "".join(_MIDNIGHT.sub("", plain).split())


def _read(words: str) -> Day | None:
    if _SERIAL.fullmatch(words):
        return Day(_DAY_ZERO + timedelta(days=int(words)))
    for form in (_DAY, _MONTH, _DIGITS):
        if found := form.fullmatch(words):
            return _of([int(part) for part in found.groups() if part])
    return None


def _of(parts: list[int]) -> Day | None:
    year, month, *rest = parts
    try:
        return Day(date(year, month, rest[0] if rest else 1), is_month=not rest)
    except ValueError:
        return None


def _wrong(raw: Raw, zh: str, en: str, fix: Text) -> Wrong:
    return Wrong(Text(f"“{shown(raw)}”{zh}", f'"{shown(raw)}" {en}'), fix)
