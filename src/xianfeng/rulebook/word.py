"""A rule book as a Word document: A4, real headings, tables that repeat their head, page numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Length, Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from xianfeng.engine.text import Language, Text
from xianfeng.rulebook.blocks import Block, Bullets, Heading, Paragraph, Table
from xianfeng.rulebook.marks import MARK

BODY, HEADS, LATIN = "宋体", "黑体", "Times New Roman"
INK, QUIET = RGBColor(0x1F, 0x1D, 0x1A), RGBColor(0x67, 0x62, 0x5A)
HEAD_FILL, LINE = "F3F1EC", "857F75"
TEXT_WIDTH = Mm(166)
LINES_KEPT = 4
"""A row of fewer lines than this stays on one page; a longer one may break, or half a page stays empty."""

_SIZES: Mapping[str, tuple[float, float, float]] = {
    "Title": (20, 0, 12),
    "Heading 1": (14, 18, 6),
    "Heading 2": (12, 12, 4),
    "Normal": (11, 0, 6),
    "List Bullet": (11, 0, 3),
}
"""Point size, and points of space before and after, of each style that is used."""


def write_word(blocks: Sequence[Block], path: Path, language: Language, day: datetime) -> None:
    """Write the blocks as a Word document; day stands in its properties as the day it was made."""
    document = docx.Document()
    _page(document)
    _styles(document, language)
    _properties(document, blocks, language, day)
    _footer(document, language)
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        _WRITERS[type(block)](document, block, language)
        if isinstance(block, Paragraph) and isinstance(following, Table):
            document.paragraphs[-1].paragraph_format.keep_with_next = True
    document.save(str(path))


# ---- page and styles


def _page(document: Document) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(22)


def _styles(document: Document, language: Language) -> None:
    for name, (size, before, after) in _SIZES.items():
        style: Any = document.styles[name]
        headed = name not in ("Normal", "List Bullet")
        _fonts(style, HEADS if headed else BODY, language)
        style.font.size, style.font.color.rgb = Pt(size), INK
        style.font.bold = headed and language == "en"
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(before), Pt(after)
        layout.line_spacing = 1.25
    _plain_title(document)


def _fonts(style: Any, east_asian: str, language: Language) -> None:
    """Set the fonts by name, so that Word takes a Chinese one for Chinese text instead of a theme's."""
    properties = style.element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    for key in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{key}"), LATIN)
    fonts.set(qn("w:eastAsia"), east_asian)
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), "en-GB")
    spoken.set(qn("w:eastAsia"), "zh-CN")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(spoken)


def _plain_title(document: Document) -> None:
    """Take the blue line of the built-in title away, and centre it."""
    style: Any = document.styles["Title"]
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    borders = style.element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        style.element.pPr.remove(borders)


def _properties(document: Document, blocks: Sequence[Block], language: Language, day: datetime) -> None:
    about = document.core_properties
    titles = [
        block.words.get(language) for block in blocks if isinstance(block, Heading) and block.level == 1
    ]
    about.title = titles[0] if titles else ""
    about.author = about.last_modified_by = "Xianfeng"
    about.comments = ""
    about.language = "zh-CN" if language == "zh" else "en-GB"
    about.created = about.modified = day


def _footer(document: Document, language: Language) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    words = Text("第{PAGE}页，共{NUMPAGES}页", "Page {PAGE} of {NUMPAGES}").get(language)
    for number, part in enumerate(re.split(r"[{}]", words)):
        run = paragraph.add_run(part)
        run.font.size, run.font.color.rgb = Pt(9), QUIET
        if number % 2:
            _into_field(run, part)


def _into_field(run: Run, instruction: str) -> None:
    """Turn a run into a field that Word fills in; the run keeps its look."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    run.text = "1"
    run._r.addprevious(field)
    field.append(run._r)


# ---- blocks


def _heading(document: Document, block: Heading, language: Language) -> None:
    style = "Title" if block.level == 1 else f"Heading {block.level - 1}"
    document.add_paragraph(block.words.get(language), style=style)


def _paragraph(document: Document, block: Paragraph, language: Language) -> None:
    _say(document.add_paragraph(), block.words.get(language))


def _bullets(document: Document, block: Bullets, language: Language) -> None:
    for point in block.points:
        _say(document.add_paragraph(style="List Bullet"), point.get(language))


def _say(paragraph: WordParagraph, words: str) -> None:
    """Add the words; where a number is from stands small and quiet beside it."""
    for part in MARK.split(words):
        run = paragraph.add_run(part)
        if MARK.fullmatch(part):
            run.font.size, run.font.color.rgb = Pt(8), QUIET


# ---- tables


def _table(document: Document, block: Table, language: Language) -> None:
    table = document.add_table(rows=0, cols=len(block.head))
    table.style = "Table Grid"
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _lines(table)
    widths = [Emu(TEXT_WIDTH * share // sum(block.widths)) for share in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in (block.head, *block.rows):
        _row(table, [words.get(language) for words in row], widths, head=row is block.head)
    gap = document.add_paragraph().paragraph_format
    gap.space_after, gap.line_spacing = Pt(0), Pt(8)


def _row(table: Any, cells: Sequence[str], widths: Sequence[Length], head: bool) -> None:
    row = table.add_row()
    for cell, words, width in zip(row.cells, cells, widths, strict=True):
        cell.width = width
        _cell(cell, words, head)
    properties: Any = row._tr.get_or_add_trPr()
    if sum(words.count("\n") for words in cells) < LINES_KEPT:
        properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _cell(cell: _Cell, words: str, head: bool) -> None:
    for number, line in enumerate(words.split("\n")):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(2)
        paragraph.paragraph_format.line_spacing = 1.15
        _say(paragraph, line)
    for run in (run for paragraph in cell.paragraphs for run in paragraph.runs):
        run.font.bold = True if head else None
        run.font.size = run.font.size or Pt(10)
    if head:
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_FILL)):
            shade.set(qn(f"w:{key}"), value)
        cell._tc.get_or_add_tcPr().append(shade)


def _lines(table: WordTable) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", LINE)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "40"), ("left", "100"), ("bottom", "20"), ("right", "100")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


_WRITERS: Mapping[type, Callable[[Document, Any, Language], None]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Table: _table,
}
