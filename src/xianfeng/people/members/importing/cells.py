"""One cell of a column of the register: what it says, written as the register keeps it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from xianfeng.engine.text import Text, shown
from xianfeng.people.members.importing.columns import COLUMNS, Column
from xianfeng.people.members.importing.dates import day
from xianfeng.people.members.importing.titles import plain_title
from xianfeng.workbooks.files.cells import Raw, Wrong, text

_LONG_NUMBER = re.compile(r"\d[\d\s-]{13,}[\dXx]")
_EXACT = 10**14

NOT_KEPT = Wrong(
    Text(
        "像证件号码或账号，没有读入",
        "this looks like the number of a document or an account; it was not read",
    ),
    Text("请从这一格删去", "Remove it from this cell"),
)


@dataclass(frozen=True, slots=True)
class Noted:
    """A value, and what is worth knowing about it."""

    value: date
    what: Text


Reader = Callable[[Raw], str | date | Noted | Wrong]


def _text(raw: Raw) -> str | Wrong:
    if _is_long_number(raw):
        return NOT_KEPT
    words = text(raw)
    return words if isinstance(words, Wrong) else unicodedata.normalize("NFC", words)


def _is_long_number(raw: Raw) -> bool:
    """Return whether fifteen digits or more stand together: such a cell is not kept, nor repeated in a message."""
    if isinstance(raw, str):
        return len(raw) > 14 and _LONG_NUMBER.search(unicodedata.normalize("NFKC", raw)) is not None
    return isinstance(raw, int | float) and abs(raw) >= _EXACT


def _day(raw: Raw) -> date | Noted | Wrong:
    if _is_long_number(raw):
        return NOT_KEPT
    found = day(raw)
    if isinstance(found, Wrong):
        return found
    if not found.is_month:
        return found.on
    what = Text(f"只写到月，按{found.on}记", f"only the month is written; it is kept as {found.on}")
    return Noted(found.on, what)


def _choice(column: Column) -> Reader:
    codes = {plain_title(word): code for code, words in column.choices.items() for word in (code, *words)}
    allowed = [words[:2] for words in column.choices.values()]
    fix = Text("请写" + "、".join(zh for zh, _ in allowed), "Write " + ", ".join(en for _, en in allowed))

    def read(raw: Raw) -> str | Wrong:
        words = _text(raw)
        if isinstance(words, Wrong):
            return words
        code = codes.get(plain_title(words))
        return code or Wrong(Text(f"不认识“{shown(words)}”", f'"{shown(words)}" is not known'), fix)

    return read


def _reader(column: Column) -> Reader:
    if column.choices:
        return _choice(column)
    return _day if column.code in ("joined_on", "full_on") else _text


_REPEATED = ("branch", "group", "kind", "category", "work_post", "team", "joined_on", "full_on")
READERS: Mapping[str, Reader] = {column.code: _reader(column) for column in COLUMNS}


@dataclass(slots=True)
class Cells:
    """Reads the cells of one file; what is said again and again is read once."""

    _known: dict[tuple[str, str | date], str | date | Noted | Wrong] = field(default_factory=dict)

    def read(self, code: str, raw: Raw) -> str | date | Noted | Wrong:
        """Return what a cell of that column says: a text, a day, or a choice by its code."""
        if code not in _REPEATED or not isinstance(raw, str | date):
            return READERS[code](raw)
        found = self._known.get((code, raw))
        if found is None:
            found = self._known[code, raw] = READERS[code](raw)
        return found
