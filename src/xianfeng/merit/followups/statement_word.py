"""A statement of a result as a Word document: A4, in the layout of an official paper."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

import docx
from django.utils import timezone
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from xianfeng.merit.followups.statement import TITLE, USE, Statement
from xianfeng.merit.notices.content import chinese_day

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BODY, HEADS, LATIN = "仿宋", "宋体", "Times New Roman"
SIZE = 14
WIDTHS = {2: (34, 122), 4: (66, 30, 30, 30)}
"""Millimetres of the columns, by how many there are."""
PARTS = ("组成部分", "权重", "得分", "计入")


def write_statement(said: Statement, at: datetime) -> bytes:
    """Return the document; `at` is when it is made."""
    document = docx.Document()
    _page(document)
    _line(document, TITLE, font=HEADS, size=20, align=WD_ALIGN_PARAGRAPH.CENTER, after=14, bold=True)
    _line(document, said.intro, indent=True, after=6)
    _table(document, [], said.rows)
    if said.parts:
        _line(document, "各组成部分：", indent=True, before=8, after=4)
        _table(document, PARTS, [(part.title, part.weight, part.score, part.part) for part in said.parts])
    _line(document, USE, indent=True, before=8)
    _sign(document, said, chinese_day(timezone.localdate(at)))
    _properties(document, at)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(30), Mm(25)


def _line(
    document: Any, words: str, *, font: str = BODY, size: float = SIZE, align: Any = None, indent: bool = False,
    before: float = 0, after: float = 0, bold: bool = False,
) -> None:  # fmt: skip
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(before), Pt(after), 1.4
    layout.alignment = align
    if indent:
        layout.first_line_indent = Pt(size * 2)
    _say(paragraph, words, font, size, bold)


def _say(paragraph: Any, words: str, font: str = BODY, size: float = SIZE, bold: bool = False) -> None:
    """Write words in a Chinese font by name, so that Word takes no theme's."""
    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.font.bold = LATIN, Pt(size), bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _table(document: Document, head: Any, rows: Any) -> None:
    every = [head, *rows] if head else list(rows)
    table = document.add_table(rows=len(every), cols=len(every[0]))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, WIDTHS[len(every[0])], strict=True):
        column.width = Mm(width)
    for number, (cells, row) in enumerate(zip(table.rows, every, strict=True)):
        for cell, words, width in zip(cells.cells, row, WIDTHS[len(row)], strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
            _say(paragraph, words, size=12, bold=bool(head) and number == 0)


def _sign(document: Document, said: Statement, day: str) -> None:
    right = WD_ALIGN_PARAGRAPH.RIGHT
    _line(document, said.signed, align=right, before=24)
    _line(document, day, align=right)
    _line(document, "（盖章）", align=right, after=18)
    _line(document, foot_of(said), size=10)


def foot_of(said: Statement) -> str:
    """Return the line by which a statement is compared with what stands on the platform."""
    return (
        f"编号{said.number}，结果第{said.version}版。核对码{said.code}，可请出具的支部在平台上核对。"
        f"结果摘要{said.digest}。"
    )


def _properties(document: Document, at: datetime) -> None:
    about = document.core_properties
    about.title, about.language, about.comments = TITLE, "zh-CN", ""
    about.author = about.last_modified_by = "Xianfeng"
    about.created = about.modified = at.replace(tzinfo=None)
