"""An upload read whole: which sheets and titles it has, and the rows of the columns that the register has."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from xianfeng.engine.text import Text, shown
from xianfeng.people.members.importing.files import Table, opened, tables_of
from xianfeng.people.members.importing.findings import Findings
from xianfeng.people.members.importing.memory import collector_resting
from xianfeng.people.members.importing.rows import Reading
from xianfeng.people.members.importing.titles import recognised
from xianfeng.workbooks.files.places import Cell, letters_of
from xianfeng.workbooks.files.refusals import Refused
from xianfeng.workbooks.files.sheets import Sheet

NEEDED = frozenset({"name", "staff_no"})
MOST_SHEETS = 20


@dataclass(frozen=True, slots=True)
class Read:
    """What is kept of a file. Without the needed columns no row is read: they are to be chosen first."""

    sheets: list[tuple[str, Sequence[str]]]
    sheet: str
    is_file: bool
    places: Mapping[str, int]
    rows: list[list[Any]]
    findings: Findings

    @property
    def titles(self) -> list[str]:
        return list(next(titles for name, titles in self.sheets if name == self.sheet))

    @property
    def digest(self) -> str:
        content = json.dumps([sorted(self.places.items()), self.rows], ensure_ascii=True)
        return hashlib.sha256(content.encode()).hexdigest()


@collector_resting()
def read_upload(
    upload: UploadedFile[bytes], today: date, *, sheet: str = "", chosen: Mapping[int, str] | None = None
) -> Read:
    """Return what an upload holds; it is gone from the disk afterwards.

    `sheet` is the one to read, by default the one that names the most columns; `chosen` says which column is
    read for which place, by default as their titles are recognised. Raises Refused when nothing can be read.
    """
    with opened(upload) as sheets:
        tables = tables_of(sheets)[:MOST_SHEETS]
        if not tables:
            raise no_header(sheets)
        table = next((each for each in tables if shown(each.sheet.name) == sheet), tables[0])
        places = recognised(table.titles) if chosen is None else {code: at for at, code in chosen.items()}
        reading = Reading(table, places, today)
        rows = reading.rows() if places.keys() >= NEEDED else []
        return Read(
            [_named(each) for each in tables],
            _named(table)[0],
            table.sheet.is_file,
            places,
            rows,
            reading.findings,
        )


def _named(table: Table) -> tuple[str, Sequence[str]]:
    return shown(table.sheet.name), table.titles


def no_header(sheets: Sequence[Sheet]) -> Refused:
    """Return why no sheet can be read: it reaches too far, or no row of it has titles."""
    for sheet in sheets:
        far = sheet.scan.unbounded if sheet.scan else None
        if far is not None:
            place = Cell(sheet.name, far.row, letters_of(far.column)).words
            return Refused(place + Text("：", ": ") + far.what, far.fix)
    what = Text("没有找到标题行", "no header was found")
    return Refused(
        what,
        Text(
            "请在第一行写上姓名、员工号等标题",
            "Write titles such as name and staff number into the first row",
        ),
    )
