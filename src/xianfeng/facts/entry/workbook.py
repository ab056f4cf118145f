"""From an upload to the rows of its facts sheet; hostile files are met by what the import of members uses."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from xianfeng.engine.text import Text, shown
from xianfeng.facts.entry.columns import LEFT_OUT, TITLES, column_named, recognised
from xianfeng.facts.entry.days import plain_day
from xianfeng.people.members.importing.cells import READERS
from xianfeng.people.members.importing.dates import day
from xianfeng.people.members.importing.files import Table, headed, opened
from xianfeng.people.members.importing.findings import Finding, Findings
from xianfeng.people.members.importing.memory import collector_resting
from xianfeng.people.members.importing.reading import no_header
from xianfeng.people.members.importing.titles import plain_title
from xianfeng.workbooks.files.cells import Raw, Wrong, is_blank
from xianfeng.workbooks.files.grids import EXAMPLE
from xianfeng.workbooks.files.marks import list_marks
from xianfeng.workbooks.files.refusals import Refused
from xianfeng.workbooks.tables import FACTS

MOST_ROWS = 10_000
"""The most facts in a file."""
FEWEST = 2
"""So many known columns make a header."""
_SHIFTED = Text("这一行比标题行多出内容", "this row holds more than the header has columns")
_QUOTE = Text("含逗号的文字请加引号", "Put text that holds a comma into quotes")


@dataclass(frozen=True, slots=True)
class Read:
    """What is kept of a file."""

    sheet: str
    is_file: bool
    titles: Mapping[str, str]
    left_out: Sequence[str]
    rows: list[list[Any]]
    findings: Findings

    @property
    def digest(self) -> str:
        return hashlib.sha256(json.dumps(self.rows, ensure_ascii=True).encode()).hexdigest()


@collector_resting()
def read_upload(upload: UploadedFile[bytes]) -> Read:
    """Return the facts of an upload; it is gone from the disk afterwards. Raises Refused when nothing can be read.

    Read is the sheet of that name (事实, facts), else the one in which the most columns are known.
    """
    with opened(upload) as sheets:
        tables = [table for sheet in sheets if (table := headed(sheet, _header_among)) is not None]
        if not tables:
            raise no_header(sheets)
        table = max(tables, key=lambda each: (_is_facts(each), len(recognised(each.titles))))
        places = recognised(table.titles)
        _check_columns(places)
        reading = _Reading(table, places)
        rows = reading.rows()
        titles = {code: table.titles[at] for code, at in places.items()}
        return Read(
            shown(table.sheet.name), table.sheet.is_file, titles, _left_out(table), rows, reading.findings
        )


def _header_among(titles: Mapping[int, tuple[str, ...]]) -> int | None:
    number = max(titles, key=lambda number: len(recognised(titles[number])), default=0)
    return number if len(recognised(titles.get(number, ()))) >= FEWEST else None


def _is_facts(table: Table) -> bool:
    return FACTS.is_named(table.sheet.name.removesuffix(".csv"))


def _check_columns(places: Mapping[str, int]) -> None:
    for codes in (("member", "name"), ("kind",), ("on",)):
        if not set(codes) & places.keys():
            title = TITLES[codes[0]]
            what = Text(f"缺少“{title.zh}”列", f'the column "{title.en}" is missing')
            raise Refused(what, Text("请在标题行加上这一列", "Add this column to the header"))


def _left_out(table: Table) -> list[str]:
    titles = [title for title in table.titles if title and column_named(title) is None]
    return [title for title in titles if plain_title(title) not in LEFT_OUT]


@dataclass(slots=True)
class _Reading:
    """Reads the rows of a table; columns of other titles than those with `places`, by code, are not looked at."""

    table: Table
    places: Mapping[str, int]
    findings: Findings = field(default_factory=Findings)

    def rows(self) -> list[list[Any]]:
        """Return the rows that hold something: the number, and the cells by code."""
        self._report_marks()
        rows = [[number, self._read(number, cells)] for number, cells in self._lines()]
        if not rows:
            what = Text("标题行下面没有内容", "there is nothing below the header")
            raise Refused(what, Text("请每行填一件事", "Write a fact in each row"))
        return rows

    def _report_marks(self) -> None:
        sheet = self.table.sheet
        if sheet.scan is None:
            return
        columns = {code: at + sheet.first_column for code, at in self.places.items()}
        for mark in list_marks(sheet.scan, columns, self.table.header_row):
            if mark.last_row > self.table.header_row:
                self.findings.add(Finding(mark.row, mark.code, mark.what, mark.fix))

    def _lines(self) -> Iterator[tuple[int, dict[str, Raw]]]:
        count = 0
        for number, line in self.table.lines:
            cells = {
                code: line[at]
                for code, at in self.places.items()
                if at < len(line) and not is_blank(line[at])
            }
            if not cells or _is_example(next(iter(cells.values()))):
                continue
            count += 1
            if count > MOST_ROWS:
                raise _too_long()
            if self.table.sheet.is_file and not all(map(is_blank, line[len(self.table.titles) :])):
                self.findings.add(Finding(number, "", _SHIFTED, _QUOTE))
            yield number, cells

    def _read(self, number: int, cells: Mapping[str, Raw]) -> dict[str, str]:
        values: dict[str, str] = {}
        for code, raw in cells.items():
            read = _day(raw) if code == "on" else _text(raw)
            if isinstance(read, Wrong):
                self._report(number, code, read)
            else:
                values[code] = read
        return values

    def _report(self, number: int, code: str, wrong: Wrong) -> None:
        """Add a problem, unless the cell cannot be trusted anyway: that is reported already."""
        sheet, place = self.table.sheet, self.places[code]
        if sheet.scan is None or not sheet.scan.distrusts(place + sheet.first_column, number):
            self.findings.add(Finding(number, code, wrong.what, wrong.fix))


def _text(raw: Raw) -> str | Wrong:
    """Return a cell as text; what looks like the number of a document or an account is refused."""
    read = READERS["name"](raw)
    return read if isinstance(read, Wrong) else str(read)


def _day(raw: Raw) -> str | Wrong:
    """Return a day as people would write it; what is written as text must have its year."""
    text = _text(raw) if isinstance(raw, str) else ""
    if isinstance(text, Wrong):
        return text
    found = day(plain_day(text) if isinstance(raw, str) else raw)
    if isinstance(found, Wrong):
        return found
    return found.on.strftime("%Y-%m") if found.is_month else found.on.isoformat()


def _is_example(raw: Raw) -> bool:
    return isinstance(raw, str) and raw.strip().casefold().startswith(EXAMPLE)


def _too_long() -> Refused:
    what = Text(f"超过{MOST_ROWS:,}行", f"there are more than {MOST_ROWS:,} rows")
    return Refused(what, Text("请分成几个文件", "Divide it among several files"))
