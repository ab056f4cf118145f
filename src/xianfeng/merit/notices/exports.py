"""A notice as a Word document: A4 in the layout of official documents, or the unit's own template."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from django.utils import timezone
from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from xianfeng.merit.notices.content import check_code, chinese_day
from xianfeng.merit.notices.models import Notice, WordTemplate
from xianfeng.merit.notices.sheet import AUDIENCES, Line, Sheet, sheet_of
from xianfeng.merit.notices.word import ROW_KEYS, render_template
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE, BODY, LATIN = "方正小标宋简体", "仿宋", "Times New Roman"
TITLE_SIZE, LONG_TITLE_SIZE, BODY_SIZE, LIST_SIZE, FOOT_SIZE = Pt(22), Pt(20), Pt(16), Pt(14), Pt(10.5)
LONG_TITLE = 20
LINE, LIST_LINE, FOOT_LINE = Pt(24), Pt(20), Pt(14)
WIDTH = Mm(156)
COLUMNS = 3
"""GB/T 9704: A4, margins 37, 35, 28 and 26 mm, title of size 2, text of size 3; 24 points a line
instead of 28, so that thirty names stay on one page."""


@operation
def export_word(
    actor: Actor, notice: Notice, content: Mapping[str, Any], template: WordTemplate | None
) -> bytes:
    """Return what a notice says as a Word document; recorded. Raises `word.TemplateRefused`."""
    with_template = template is not None
    record(
        actor, "notices.export", notice, notice.unit_id, version=notice.version, with_template=with_template
    )
    sheet = sheet_of(notice, content)
    if template is None:
        return official(sheet)
    with template.file.open("rb") as file:
        return render_template(file.read(), words_of(notice, sheet, content))


def words_of(notice: Notice, sheet: Sheet, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands for the placeholders of a template: of each person only what the notice shows."""
    grades = {band["code"]: band["title"] for band in content["bands"]}
    rows = [
        dict.fromkeys(ROW_KEYS, "")
        | {key: _said(row[key]) for key in ROW_KEYS if key in row}
        | {"band": line.grade.title if line.grade else ""}
        for row, line in zip(content["rows"], sheet.lines, strict=True)
    ]
    return {
        "title": sheet.title, "intro": sheet.intro, "unit": notice.unit.name, "signed": sheet.signed,
        "audience": AUDIENCES[notice.audience], "from_on": _day(notice.from_on), "to_on": _day(notice.to_on),
        "workdays": notice.workdays, "version": notice.version, "rows": rows,
        "check_code": check_code(notice.digest) if notice.digest else "",
        "others": [{"band": grades[other["band"]], "count": other["count"]} for other in content["others"]],
    }  # fmt: skip


def _said(value: Any) -> Any:
    return "" if value is None else value


def _day(day: Any) -> str:
    return chinese_day(day) if day else ""


# ---- the official layout


def official(sheet: Sheet) -> bytes:
    """Return a sheet as a Word document; every text is a text, none becomes a field."""
    document = docx.Document()
    _page(document, sheet)
    _title(document, sheet.title)
    _indented(document, sheet.intro)
    _list(document, sheet)
    for words in filter(None, (sheet.others, *sheet.points)):
        _indented(document, words)
    document.paragraphs[-1].paragraph_format.keep_with_next = True  # nobody signs an empty page
    _signed(document, sheet)
    _foot(document, sheet.foot)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _page(document: Document, sheet: Sheet) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    style: Any = document.styles["Normal"]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key, font in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", BODY)):
        fonts.set(qn(f"w:{key}"), font)
    style.font.size = BODY_SIZE
    for between in ("w:autoSpaceDE", "w:autoSpaceDN"):  # documents have no gaps around figures
        element = OxmlElement(between)
        element.set(qn("w:val"), "0")
        style.element.get_or_add_pPr().append(element)
    style.paragraph_format.space_after = Pt(0)
    about = document.core_properties
    about.title, about.author, about.last_modified_by, about.comments = sheet.title, sheet.signed, "", ""
    about.language, about.created, about.modified = "zh-CN", timezone.now(), timezone.now()


def _paragraph(document: Document, words: str, size: Any = BODY_SIZE, font: str = BODY) -> Paragraph:
    paragraph = document.add_paragraph()
    _say(paragraph, words, size, font)
    return _lined(paragraph, LINE)


def _lined(paragraph: Paragraph, line: Any, rule: Any = WD_LINE_SPACING.EXACTLY) -> Paragraph:
    layout = paragraph.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = rule, line
    return paragraph


def _say(paragraph: Paragraph, words: str, size: Any, font: str) -> None:
    run = paragraph.add_run(words)
    run.font.size = size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _title(document: Document, words: str) -> None:
    size = LONG_TITLE_SIZE if len(words) > LONG_TITLE else TITLE_SIZE
    paragraph = _lined(_paragraph(document, words, size, TITLE), LINE, WD_LINE_SPACING.AT_LEAST)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(12)


def _indented(document: Document, words: str) -> None:
    paragraph = _paragraph(document, words)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.first_line_indent = Pt(32)


def _list(document: Document, sheet: Sheet) -> None:
    if not sheet.lines:
        return
    across = 1 if sheet.is_wide else COLUMNS - sheet.has_more
    table = document.add_table(rows=0, cols=across)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _rules(table)
    for start in range(0, len(sheet.lines), across):
        _row(table, sheet.lines[start : start + across], across)
    _lined(document.add_paragraph(), Pt(8))


def _row(table: Any, lines: Sequence[Line], across: int) -> None:
    row = table.add_row()
    properties: Any = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    for cell, line in zip(row.cells, lines, strict=False):
        cell.width = Emu(WIDTH // across)
        _cell(cell, line, Emu(WIDTH // across))


def _cell(cell: _Cell, line: Line, width: Emu) -> None:
    """Write the name on the left and the grade on the right; words on aspects below."""
    paragraph = _lined(cell.paragraphs[0], LIST_LINE)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Emu(width - Mm(6)), alignment=2)
    _say(paragraph, line.name, LIST_SIZE, BODY)
    paragraph.add_run().add_tab()
    _say(
        paragraph,
        " ".join(filter(None, (line.grade.title if line.grade else "", *line.more))),
        LIST_SIZE,
        BODY,
    )
    if line.aspects:
        _say(_lined(cell.add_paragraph(), LIST_LINE), line.aspects, LIST_SIZE, BODY)


def _rules(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "2")):
        rule = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", "1F1D1A")):
            rule.set(qn(f"w:{key}"), value)
        borders.append(rule)
    table._tbl.tblPr.append(borders)


def _signed(document: Document, sheet: Sheet) -> None:
    for number, words in enumerate((sheet.signed, sheet.day)):
        paragraph = _paragraph(document, words)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(12) if number == 0 else Pt(0)


def _foot(document: Document, words: str) -> None:
    paragraph = _lined(_paragraph(document, words, FOOT_SIZE), FOOT_LINE)
    paragraph.paragraph_format.space_before = Pt(8)


# ---- a template to begin with


def sample_template() -> bytes:
    """Return a template with every placeholder, for units to change in Word."""
    document = docx.Document()
    lines = (
        "{{ title }}", "{{ intro }}", "{%p for person in rows %}",
        "{{ person.name }}　{{ person.band }}{% if person.stars %}{{ person.stars }}颗红星{% endif %}　{{ person.group }}"
        "　{{ person.award }}　{{ person.score }}　{{ person.flags }}　{{ person.aspects }}",
        "{%p endfor %}", "{%p for other in others %}", "{{ other.band }}{{ other.count }}名", "{%p endfor %}",
        "公示时间：{{ from_on }}至{{ to_on }}，共{{ workdays }}个工作日。", "公示范围：{{ audience }}。",
        "{{ unit }}", "{{ signed }}", "第{{ version }}版　核对码 {{ check_code }}",
    )  # fmt: skip
    for words in lines:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
