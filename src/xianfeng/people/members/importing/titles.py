"""Recognises the header of a sheet: which column is which, which are never read, which are not known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from xianfeng.engine.text import Text, shown
from xianfeng.people.members.importing.columns import COLUMNS, NEVER
from xianfeng.workbooks.files.cells import Raw
from xianfeng.workbooks.tables import key_of

LOOKED_AT = 30
"""The header is one of so many first rows: titles of the whole sheet may stand above it."""
_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】")
_LONG_NUMBER = re.compile(r"\d{6,}")


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def plain_title(title: str) -> str:
    """Return a title without what does not matter: script, width, case, blanks, remarks in brackets."""
    simplified = str(_converter().convert(unicodedata.normalize("NFKC", title)))
    bare = _IN_BRACKETS.sub("", simplified)
    return key_of(bare if bare.strip() else simplified).strip(":*")


_CODES = {
    plain_title(name): column.code
    for column in COLUMNS
    for name in (column.code, column.title.zh, column.title.en, *column.names)
}


def code_named(title: str) -> str | None:
    """Return the code of the column of that title."""
    return _CODES.get(plain_title(title))


def never_read(title: str) -> Text | None:
    """Return what a title speaks of when that is never read."""
    if code_named(title):
        return None
    plain = key_of(str(_converter().convert(title)))
    for topic in NEVER:
        if plain_title(title) in topic.names or any(part in plain for part in topic.parts):
            return topic.title
    return None


def title_of(raw: Raw) -> str:
    """Return a cell of a header as one short line; long numbers are no title and are not repeated."""
    words = "" if raw is None else _LONG_NUMBER.sub("…", unicodedata.normalize("NFKC", str(raw)[:200]))
    return shown(" ".join(words.split()))


def recognised(titles: Sequence[str]) -> dict[str, int]:
    """Return the place of each known column; of two with the same meaning the first."""
    found: dict[str, int] = {}
    for at, title in enumerate(titles):
        code = code_named(title)
        if code:
            found.setdefault(code, at)
    return found


def header_among(rows: Mapping[int, Sequence[str]]) -> int | None:
    """Return the number of the row that names the most columns, the first of equals; None without any name."""
    counted = {number: len(recognised(titles)) for number, titles in rows.items()}
    best = max(counted.values(), default=0)
    return next((number for number, count in counted.items() if count == best), None) if best else None
