"""A board as a workbook. Every cell is a text; nothing in it can run as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.scores.board_queries import Asked
from xianfeng.merit.scores.board_tables import Line, Table, tables_of
from xianfeng.merit.scores.stretches import words_of
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation
from xianfeng.site.tables import plain, write_texts

NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31
"""What a spreadsheet lets a sheet be called."""


@operation
def export_board(actor: Actor, asked: Asked, *, by: str) -> bytes:
    """Return a branch's board as a workbook, people by surname, and record that it left; by points it never does."""
    tables = tables_of(asked)
    content = _workbook(tables, f"{asked.branch.name} {words_of(asked.stretch)}", by)
    members = len(asked.parts[-1].standing.members)
    record(actor, "scores.export_board", unit=asked.branch.pk, period=asked.stretch.code, members=members)
    return content


def _workbook(tables: Sequence[Table], title: str, by: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"constant_memory": True}) as book:
        for number, table in enumerate(tables, 1):
            sheet = book.add_worksheet(_sheet_name(number, table.title))
            sheet.set_landscape()
            sheet.set_paper(9)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(table.heads) + 2, 14)
            sheet.set_header(f"&L{plain(title)}")
            sheet.set_footer(f"&L{plain(_footer(by))}&R&P / &N")
            write_texts(sheet, [_heads(table), *_rows(table.lines)])
    return out.getvalue()


def _heads(table: Table) -> list[str]:
    return [_("Name"), _("Staff number"), *table.heads, _("Remark")]


def _rows(lines: Iterable[Line]) -> Iterator[list[str]]:
    for line in lines:
        yield [line.member.name, line.member.staff_no, *(cell.text for cell in line.cells), line.remark]


def _sheet_name(number: int, title: str) -> str:
    return NOT_IN_NAMES.sub(" ", f"{number} {title}")[:LONGEST_NAME].strip()


def _footer(by: str) -> str:
    return _("Taken out by %(by)s on %(day)s") % {"by": by, "day": timezone.localdate().isoformat()}
