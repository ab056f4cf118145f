"""The first sheet of the template, 填写说明: the few things that a person who fills it in must know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import xlsxwriter
from xlsxwriter.format import Format

from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.scheme import Kind, Scheme
from xianfeng.engine.text import Language, Text, joined
from xianfeng.workbooks.tables import ADJUSTMENTS, BALLOTS, FACTS, GUIDE, MEMBERS, RESOLUTIONS, Table
from xianfeng.workbooks.writing.book import FONT, HEAD_FILL, INK, LINE, LINE_HEIGHT, lines_needed
from xianfeng.workbooks.writing.options import kinds_read

WIDTHS = (24, 26, 12, 58)

_PURPOSE: Mapping[Table, Text] = {
    MEMBERS: Text("考核哪些党员。换了支部、类别或职务的，另起一行，写明起止日期。",
                  "Who is assessed. After a change of branch, variant or office add a row, with dates."),
    FACTS: Text("发生了什么：谁、哪天、什么事、结果怎样。一件事一行，凭据号不重复。",
                "What happened: who, when, what, with what outcome. One row each, with a ref of its own."),
    BALLOTS: Text("测评票。一张票逐项打分的，一项一行，各行写同一个票号；票号不要能看出是谁投的。",
                  "Ballots. One row an item with the same ballot number; the number must not show who cast it."),
    ADJUSTMENTS: Text("商议后对结果的调整，一人一期最多一行。", "A panel's adjustments, at most one a member and period."),
    RESOLUTIONS: Text("支部决议给某人另定的占比，合计100。", "Other weights for one member by a resolution; they add up to 100."),
}  # fmt: skip
_RULES = (
    Text("带*的列每行必填，别的可以空着。列的次序可以变，不要改列名和表名。",
         "Columns with * are required in every row; others may be empty. Keep the names of columns and sheets."),
    Text("每张表第2行是示例，以“示例”开头，不会读入，可以删掉。",
         "Row 2 of each sheet is an example; it begins with EXAMPLE, is not read, and may be deleted."),
    Text("日期写成2025-03-01。", "Write dates as 2025-03-01."),
    Text("编号、凭据、票号按文字保存，前面的0不会丢。", "Ids, refs and ballot numbers are text; leading zeros stay."),
    Text("不要写公式，不要合并单元格。", "No formulas, no merged cells."),
    Text("不要填写：身份证号、民族、宗教信仰、亲属、住址、健康状况、收入。哪一列都不要写。",
         "Never enter identity numbers, ethnicity, religion, relatives, addresses, health or income, in any column."),
)  # fmt: skip


def write_guide(
    workbook: xlsxwriter.Workbook, scheme: Scheme, tables: Sequence[Table], language: Language
) -> None:
    """Write the sheet: what each table is for, how to write things, which facts the scheme counts."""
    sheet = workbook.add_worksheet(GUIDE.get(language))
    base = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "top", "text_wrap": True}
    looks = {
        "text": workbook.add_format(base),
        "title": workbook.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False}),
        "head": workbook.add_format(
            {**base, "bold": True, "bg_color": HEAD_FILL, "bottom": 1, "bottom_color": LINE}
        ),
    }
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    row = 0
    for look, cells in _rows(scheme, tables):
        _write(sheet, row, [cell.get(language) for cell in cells], looks[look])
        row += 1
    sheet.hide_gridlines(2)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.print_area(0, 0, row - 1, len(WIDTHS) - 1)


def _write(sheet: xlsxwriter.workbook.Worksheet, row: int, cells: Sequence[str], look: Format) -> None:
    """Write one row, high enough for its words; the last cell of a short row takes the rest of the line."""
    last = len(cells) - 1
    widths = [*WIDTHS[:last], sum(WIDTHS[last:])]
    needed = max(map(lines_needed, cells, widths))
    sheet.set_row(row, LINE_HEIGHT * needed + 2)
    for column, words in enumerate(cells[:last]):
        sheet.write_string(row, column, words, look)
    if last < len(WIDTHS) - 1:
        sheet.merge_range(row, last, row, len(WIDTHS) - 1, "", look)
    sheet.write_string(row, last, cells[last], look)


def _rows(scheme: Scheme, tables: Sequence[Table]) -> Iterator[tuple[str, list[Text]]]:
    """Yield how each row looks, and its cells."""
    yield "title", [Text("{title}：填写说明", "{title}: how to fill in").fill(title=scheme.title)]
    yield "text", [Text("", "")]
    yield "head", [Text("表", "Sheet"), Text("用来填什么", "What it is for")]
    for table in tables:
        yield "text", [table.title, _PURPOSE[table]]
    yield "text", [Text("", "")]
    yield "head", [Text("要点", "Please note")]
    for rule in (*_RULES[:3], _periods(scheme), *_RULES[3:]):
        yield "text", [rule]
    yield "text", [Text("", "")]
    yield (
        "head",
        [
            Text("计入的事项", "Kind of fact"),
            Text("代码", "code"),
            Text("数量单位", "unit"),
            Text("可选的结果", "outcomes"),
        ],
    )
    for kind in kinds_read(scheme).values():
        yield "text", [kind.title, Text.same(kind.code), kind.unit or Text("—", "—"), _outcomes(kind)]


def _periods(scheme: Scheme) -> Text:
    words = Text(
        "期写成{code}这样；不填就是本次结算的这一期。",
        "Write periods as {code}; empty is the period that is settled.",
    )
    return words.fill(code=_EXAMPLES[scheme.period].code)


_EXAMPLES: Mapping[Unit, Period] = {
    Unit.YEAR: Period(2025, 1, Unit.YEAR),
    Unit.HALF_YEAR: Period(2025, 1, Unit.HALF_YEAR),
    Unit.QUARTER: Period(2025, 3, Unit.QUARTER),
    Unit.MONTH: Period(2025, 8, Unit.MONTH),
}


def _outcomes(kind: Kind) -> Text:
    words = joined(list(kind.outcomes.values())) if kind.outcomes else Text("不填", "leave empty")
    if not kind.document:
        return words
    return joined([words, Text("必须填文号", "a document number is required")], "；", "; ")
