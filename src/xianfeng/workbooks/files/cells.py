"""One cell: from what a spreadsheet holds to text, an amount, a whole number, a date or a period."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from xianfeng.engine.amounts import MAX_QUANTITY, ONE, show
from xianfeng.engine.calendar import Period
from xianfeng.engine.text import Text, shown

Raw = object
"""What a library found in a cell: text, a number, a date, a truth value, nothing, or anything else."""

LONGEST = 500
"""The most characters of a text."""
_LARGEST_EXACT = 10**15
"""Numbers of a spreadsheet are exact to fifteen digits."""
_PLAIN = re.compile(r"(-?)0*(\d+)(?:\.(\d*))?", re.ASCII)
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d?)-(\d\d?)|/(\d\d?)/(\d\d?)|\.(\d\d?)\.(\d\d?)|年(\d\d?)月(\d\d?)日)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a cell, and what to do."""

    what: Text
    fix: Text


NOT_TEXT = Text("请写成文字", "Write it as text")
A_NUMBER = Text(
    "请写一个数，最多两位小数，例如26.5", "Write a number with at most two decimals, such as 26.5"
)
A_DATE = Text("请写日期，例如2025-03-01", "Write a date such as 2025-03-01")
A_PERIOD = Text("请写成2025、2025-H1、2025-Q3或2025-08", "Write 2025, 2025-H1, 2025-Q3 or 2025-08")
NO_TIME = Text(
    "请去掉时间，只写日期，例如2025-03-01", "Leave the time out and write a date such as 2025-03-01"
)


def is_blank(raw: Raw) -> bool:
    """Return whether a cell holds nothing that a person could see."""
    return raw is None or (isinstance(raw, str) and not raw.strip())


def text(raw: Raw) -> str | Wrong:
    """Return text without outer blanks; line breaks become blanks; 1001.0 is "1001"."""
    if isinstance(raw, str):
        return _text(raw)
    if isinstance(raw, bool):
        return Wrong(
            _quoted("{value}是逻辑值，不是文字", "{value} is a truth value, not text", raw), NOT_TEXT
        )
    if isinstance(raw, int | float | Decimal):
        return _number_as_text(raw)
    fix = Text("请把单元格设为文本格式后重写", "Format the cell as text and write it again")
    if isinstance(raw, date | time | timedelta):
        return Wrong(
            _quoted("“{value}”是日期或时间，不是文字", '"{value}" is a date or a time, not text', raw), fix
        )
    return Wrong(Text("不是文字", "this is not text"), fix)


def _text(raw: str) -> str | Wrong:
    words = raw.strip()
    if len(words) > LONGEST:
        what = Text(f"文字有{len(words)}个字符", f"the text has {len(words)} characters")
        return Wrong(
            what, Text(f"最多{LONGEST}个字符，请缩短", f"Shorten it to at most {LONGEST} characters")
        )
    if words.isprintable():
        return words
    line = " ".join(words.split())
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in line):
        what = _quoted(
            "“{value}”含有看不见的控制字符", '"{value}" holds an invisible control character', line
        )
        return Wrong(what, Text("请删去整格内容后重写", "Clear the cell and write it again"))
    return line


def _number_as_text(raw: float | Decimal) -> str | Wrong:
    if not isfinite(raw) or abs(float(raw)) >= _LARGEST_EXACT:
        what = _quoted("“{value}”作为数字已不准确", '"{value}" is no longer exact as a number', raw)
        return Wrong(what, Text("请把单元格设为文本格式后重写", "Format the cell as text and write it again"))
    return str(int(raw)) if raw == int(raw) else f"{raw:.15g}"


def amount(raw: Raw, least: int = 0, most: int = MAX_QUANTITY) -> int | Wrong:
    """Return a number as hundredths within [least, most]; numbers written as text are read too."""
    value = _hundredths(raw)
    if isinstance(value, Wrong) or least <= value <= most:
        return value
    if least == 0 and value < 0:
        return Wrong(_quoted("{value}是负数", "{value} is negative", _digits(raw)), between(least, most))
    return Wrong(_quoted("{value}超出范围", "{value} is out of range", _digits(raw)), between(least, most))


def between(least: int, most: int) -> Text:
    """Return what to write where an amount must lie within [least, most]."""
    low, high = show(least), show(most)
    return Text(f"请写{low}到{high}之间的数", f"Write a number from {low} to {high}")


def _hundredths(raw: Raw) -> int | Wrong:
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < _LARGEST_EXACT:
        return int(raw) * ONE
    found = _PLAIN.fullmatch(_digits(raw))
    if found is None:
        return Wrong(_quoted("“{value}”不是数", '"{value}" is not a number', raw), A_NUMBER)
    sign, whole, part = found[1], found[2], (found[3] or "").rstrip("0")
    if len(part) > 2:
        return Wrong(_quoted("“{value}”多于两位小数", '"{value}" has more than two decimals', raw), A_NUMBER)
    size = int(whole) * ONE + int(part.ljust(2, "0"))
    return -size if sign else size


def _digits(raw: Raw) -> str:
    """Return the digits of a number, or of a number written as text; nothing for anything else."""
    if isinstance(raw, str):
        return unicodedata.normalize("NFKC", raw[:LONGEST]).strip()
    if isinstance(raw, float):
        # Fifteen digits are what a spreadsheet shows; the noise of binary fractions lies beyond.
        return f"{Decimal(f'{raw:.15g}'):f}" if isfinite(raw) else ""
    if isinstance(raw, Decimal):
        return f"{raw:f}" if raw.is_finite() else ""
    return str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else ""


def whole(raw: Raw) -> int | Wrong:
    """Return a whole number from 0 to 99 999, not in hundredths."""
    value = amount(raw)
    if isinstance(value, int) and value % ONE:
        what = _quoted("{value}不是整数", "{value} is not a whole number", raw)
        return Wrong(what, Text("请写整数", "Write a whole number"))
    return value if isinstance(value, Wrong) else value // ONE


def day(raw: Raw) -> date | Wrong:
    """Return the day of a date cell, or of a date written as text."""
    if isinstance(raw, datetime):
        if raw.time() == time():
            return raw.date()
        return Wrong(_quoted("“{value}”带有时间", '"{value}" carries a time', raw), NO_TIME)
    if isinstance(raw, date):
        return raw
    if isinstance(raw, str):
        return _day_of(raw)
    return Wrong(_quoted("“{value}”不是日期", '"{value}" is not a date', raw), A_DATE)


def _day_of(raw: str) -> date | Wrong:
    found = _DATE.fullmatch(unicodedata.normalize("NFKC", raw[:LONGEST]).strip())
    try:
        year, month, number = (int(part) for part in found.groups() if part) if found else (0, 0, 0)
        return date(year, month, number)
    except ValueError:
        return Wrong(_quoted("“{value}”不是日期", '"{value}" is not a date', raw), A_DATE)


def period(raw: Raw) -> Period | Wrong:
    """Return the period of a code; the first day of a month is that month, as spreadsheets make of 2025-08."""
    try:
        return Period.parse(_period_code(raw))
    except ValueError:
        return Wrong(_quoted("“{value}”不是期", '"{value}" is not a period', raw), A_PERIOD)


def _period_code(raw: Raw) -> str:
    if isinstance(raw, date):
        return f"{raw.year:04d}-{raw.month:02d}" if raw.day == 1 else ""
    written = text(raw)
    return unicodedata.normalize("NFKC", written).upper() if isinstance(written, str) else ""


def _quoted(zh: str, en: str, value: Raw) -> Text:
    return Text(zh, en).fill(value=shown(value))
