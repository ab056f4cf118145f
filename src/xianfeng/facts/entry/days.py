"""The day that people write in a line, also in Chinese numerals and without its year."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from xianfeng.people.members.importing.dates import Day, day
from xianfeng.workbooks.files.cells import LONGEST, Raw, Wrong

_NUMERALS = "〇一二三四五六七八九"
_TENS = {"十": 1, "廿": 2, "卅": 3}
_CHINESE = re.compile(r"[〇零○一二三四五六七八九十廿卅]+(?=[年月日号])")
_WEEKDAY = re.compile(r"\(?(星期|周|礼拜)[一二三四五六日天]\)?$")
_NO_YEAR = re.compile(r"(\d\d?)(?:月(\d\d?)[日号]?|/(\d\d?))", re.ASCII)
_LIKE = re.compile(
    r"\d{4}[-/.年]\d\d?([-/.月](\d\d?[日号]?)?)?|20\d{6}|\d\d?月\d\d?[日号]?|\d\d?/\d\d?", re.ASCII
)


def day_of(raw: Raw, today: date) -> Day | Wrong:
    """Return the day in a cell. Without a year it is the last such day; of a month alone its first."""
    if not isinstance(raw, str):
        return day(raw)
    words = plain_day(raw)
    short = _NO_YEAR.fullmatch(words)
    if short is None:
        return day(words)
    month, number = (int(part) for part in short.groups() if part)
    return _last(month, number, today) or day(raw)


def is_like_a_day(word: str) -> bool:
    """Return whether a word without a title above it is meant as a day: no plain number but eight digits."""
    return _LIKE.fullmatch(plain_day(word)) is not None


def plain_day(word: str) -> str:
    """Return a day without blanks, weekday, width and Chinese numerals."""
    plain = "".join(unicodedata.normalize("NFKC", word[:LONGEST]).split())
    return _CHINESE.sub(lambda found: _number(found[0]), _WEEKDAY.sub("", plain))


def _number(numerals: str) -> str:
    """Return the digits of a year digit by digit (二〇二六), or of a number up to 39 (十, 十二, 二十三, 廿三)."""
    plain = numerals.replace("零", "〇").replace("○", "〇")
    at = next((at for at, letter in enumerate(plain) if letter in _TENS), None)
    if at is None:
        return "".join(str(_NUMERALS.index(letter)) for letter in plain)
    before, after = plain[:at], plain[at + 1 :]
    if len(before) > 1 or len(after) > 1 or after in _TENS:
        return numerals
    tens = _NUMERALS.index(before) if before else _TENS[plain[at]]
    return str(tens * 10 + (_NUMERALS.index(after) if after else 0))


def _last(month: int, number: int, today: date) -> Day | None:
    for year in (today.year, today.year - 1):
        try:
            found = date(year, month, number)
        except ValueError:
            continue
        if found <= today:
            return Day(found)
    return None
