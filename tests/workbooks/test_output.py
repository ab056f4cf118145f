"""The result workbook: true to the settlement, safe to open, fit to print."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from tests.workbooks.settled import PAYLOADS, scheme, settlement, whole_year
from xianfeng.engine.text import Language, Text
from xianfeng.workbooks.writing.book import Book, Field, Form, cell_width, lines_needed
from xianfeng.workbooks.writing.output import write_results

RED = "FFC8161D"


def written(path: Path, language: Language = "zh", year: bool = False) -> Workbook:
    settlements = whole_year() if year else [settlement()]
    write_results(settlements, scheme(), path, language, [Text("读入3人", "3 members were read")])
    return openpyxl.load_workbook(path)


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    """Return the rows by column title."""
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_results_say_score_grade_parts_and_reasons(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path / "r.xlsx")["结果"])
    assert rows[0] == {
        "期": "2025-H1", "编号": "0007", "姓名": "=1+1", "支部": "一支部", "类别": "党员", "状态": "完整", "得分": 60.07,
        "等次": "良好", "红星": 2, "否决": "否", "积分\n得分": 12, "积分\n计入": 3.6, "互评\n得分": 80.67,
        "互评\n计入": 56.469, "后续": None, "原因": None,
    }  # fmt: skip
    assert (rows[1]["状态"], rows[1]["得分"], rows[1]["互评\n计入"]) == ("不完整", None, None)
    assert rows[1]["原因"] == "“互评”有2张票，至少要3张"
    assert (rows[2]["等次"], rows[2]["否决"], rows[2]["后续"]) == ("待提升", "是", "由党支部书记谈话，7天内")


def test_people_stay_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path / "r.xlsx")["结果"])
    assert [row["编号"] for row in rows] == ["0007", "0008", "0001"]


def test_components_show_from_what_each_score_comes(tmp_path: Path) -> None:
    points, inner, *_ = rows_of(written(tmp_path / "r.xlsx")["组成"])
    assert (points["组成"], points["占比"], points["得分"], points["计入结果"]) == ("积分", 30, 12, 3.6)
    assert (points["起评分"], points["应计项得分"], points["折算后"], points["加分减分"]) == (0, 0, 0, 12)
    assert (inner["票数"], inner["计入的票"], inner["计入票总分"], inner["得分"]) == (3, 3, 242, 80.67)
    assert inner["起评分"] is None


def test_lines_say_which_fact_counted_and_why_not(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path / "r.xlsx")["明细"])
    assert [(row["凭据"], row["原始分"], row["计入分"]) for row in rows] == [
        ("f1", 5, 5), ("@x", 5, 5), ("f3", 5, 2), ("f4", 5, 0),
    ]  # fmt: skip
    assert rows[0]["说明"] == "计入"
    assert rows[3]["说明"] == "上限12.00分已于2025-03-09用完，这一条计0.00分"
    assert rows[0]["规则"] == "隐患整改：每次得5.00分，每半年最多得12.00分"
    assert rows[0]["日期"] == datetime(2025, 3, 1)


def test_items_show_their_sum_beside_their_points(tmp_path: Path) -> None:
    [row] = rows_of(written(tmp_path / "r.xlsx")["项目"])
    assert (row["项目"], row["分值"], row["合计"], row["计入"]) == ("工作", 12, 12, 12)


def test_the_year_is_there_only_when_it_was_rolled_up(tmp_path: Path) -> None:
    assert "全年" not in written(tmp_path / "r.xlsx").sheetnames
    rows = rows_of(written(tmp_path / "y.xlsx", year=True)["全年"])
    first = rows[0]
    assert (first["2025-H1"], first["2025-H2"], first["全年得分（平均）"]) == (60.07, 60.07, 60.07)
    assert (first["红星"], first["红旗"], first["余星"]) == (4, 2, 0)
    assert (rows[1]["状态"], rows[1]["全年得分（平均）"]) == ("不完整", None)
    assert rows[2]["否决"] == "是"


def test_the_last_sheet_says_what_the_results_rest_on(tmp_path: Path) -> None:
    rows = [(row["事项"], row["内容"]) for row in rows_of(written(tmp_path / "r.xlsx")["说明"])]
    assert ("办法", "小办法 & 试行 (small)") in rows
    assert ("2025-H1", "结算到2025-06-30") in rows
    assert ("2025-H1人数", "共3人：完整2人、不完整1人；明细4行") in rows
    assert ("2025-H1没有计入的事实", "共4条：党课2条、规则看过、不加分也不扣分的2条") in rows
    assert ("2025-H1结果摘要", "b" * 64) in rows
    assert ("读入", "读入3人") in rows
    assert ("提醒", "事实 第3行：日期不在册。请核对") in rows
    assert ("默认：互评", "最少票数") in rows
    assert ("默认：良好", "最低分") in rows


def test_english_throughout(tmp_path: Path) -> None:
    book = written(tmp_path / "r.xlsx", "en")
    assert book.sheetnames == ["results", "components", "items", "lines", "about"]
    row = rows_of(book["results"])[1]
    assert (row["status"], row["reasons"]) == ("incomplete", "“mutual” has 2 ballots and needs at least 3")


# ---- safe to open


def _cells(book: Workbook) -> Iterator[Any]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from row


def test_nothing_becomes_a_formula_or_a_link(tmp_path: Path) -> None:
    book = written(tmp_path / "r.xlsx")
    assert {cell.data_type for cell in _cells(book)} <= {"s", "n", "d", "inlineStr"}
    texts = {cell.value for cell in _cells(book)}
    assert {"=1+1", "-2+3", "@x"} <= texts
    assert all(cell.hyperlink is None for cell in _cells(book))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_text_for_other_readers_too(tmp_path: Path, payload: str) -> None:
    path = tmp_path / "p.xlsx"
    with Book(path, "zh", payload, payload, date(2025, 1, 1)) as book:
        book.page(Text.same("甲"), [Field(Text.same("名"))]).add([payload])
    assert CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() == [["名"], [payload]]
    sheets = [name for name in zipfile.ZipFile(path).namelist() if name.startswith("xl/worksheets/sheet")]
    assert all(b"<f>" not in zipfile.ZipFile(path).read(name) for name in sheets)


def test_numbers_are_numbers_and_ids_are_text(tmp_path: Path) -> None:
    sheet = written(tmp_path / "r.xlsx")["结果"]
    cells = dict(zip((str(cell.value) for cell in sheet[1]), sheet[2], strict=True))
    assert (cells["得分"].data_type, cells["得分"].number_format) == ("n", "0.00")
    assert (cells["互评\n计入"].data_type, cells["互评\n计入"].number_format) == ("n", "0.00####")
    assert cells["编号"].value == "0007"


# ---- fit to print


@pytest.mark.parametrize("name", ["结果", "组成", "项目", "明细", "全年", "说明"])
def test_every_sheet_prints_one_page_wide_with_its_head_on_each(tmp_path: Path, name: str) -> None:
    sheet = written(tmp_path / "y.xlsx", year=True)[name]
    setup, properties = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
    assert (setup.orientation, setup.paperSize, setup.fitToWidth or 1, setup.fitToHeight) == (
        "landscape",
        9,
        1,
        0,
    )
    assert properties is not None
    assert properties.fitToPage
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.print_area.endswith(f"${sheet.max_row}")
    assert sheet.freeze_panes is not None
    assert (sheet.auto_filter.ref is None) == (name == "说明")


def test_the_footer_bears_page_and_digest(tmp_path: Path) -> None:
    footer: Any = written(tmp_path / "r.xlsx")["结果"].oddFooter
    assert "b" * 16 in footer.left.text
    assert "&P" in footer.right.text
    assert "&N" in footer.right.text


def test_only_what_needs_attention_is_red(tmp_path: Path) -> None:
    book = written(tmp_path / "r.xlsx")
    red = [
        cell.value for cell in _cells(book) if cell.font and cell.font.color and cell.font.color.rgb == RED
    ]
    assert red == ["不完整", "是", "事实 第3行：日期不在册。请核对"]


def test_chinese_counts_as_two_letters() -> None:
    assert cell_width("党员abc") == 7
    assert lines_needed("党员党员党员", 5) == 3
    assert lines_needed("a\nb", 10) == 2


def test_rows_beyond_the_limit_go_on_on_another_sheet(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with Book(path, "zh", "题", "尾", date(2025, 1, 1), rows_a_sheet=3) as book:
        page = book.page(Text.same("明细"), [Field(Text.same("数"), Form.COUNT)])
        for number in range(7):
            page.add([number])
    found = openpyxl.load_workbook(path)
    assert found.sheetnames == ["明细", "明细2", "明细3"]
    assert [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in found.worksheets] == [
        ["数", 0, 1, 2], ["数", 3, 4, 5], ["数", 6],
    ]  # fmt: skip


@pytest.mark.needs("office")
def test_each_printed_page_repeats_the_head(tmp_path: Path) -> None:
    path = tmp_path / "p.xlsx"
    with Book(path, "zh", "题", "尾", date(2025, 1, 1)) as book:
        page = book.page(Text.same("明细"), [Field(Text.same("编号")), Field(Text.same("姓名"))])
        for number in range(120):
            page.add([f"M{number}", "张三"])
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", str(tmp_path / "p.pdf"), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = text.split("\f")[:-1]
    assert len(pages) > 1
    assert all("编号" in page and "姓名" in page for page in pages)
