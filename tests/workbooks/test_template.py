"""The empty workbook: what a scheme needs, nothing else, and the reader reads it back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from xianfeng.engine.calendar import Period
from xianfeng.engine.text import LANGUAGES, Language, Text
from xianfeng.schemes.library import NAMES, load
from xianfeng.workbooks.checking import read_inputs
from xianfeng.workbooks.writing.options import chosen
from xianfeng.workbooks.writing.template import write_template


def template(name: str, path: Path, language: Language = "zh") -> Workbook:
    write_template(load(name), path, language)
    return openpyxl.load_workbook(path)


def head(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for cell in sheet[1]]


def validation(sheet: Worksheet, title: str) -> DataValidation:
    """Return what the third row of a column accepts."""
    letter = get_column_letter(head(sheet).index(title) + 1)
    found: list[DataValidation] = sheet.data_validations.dataValidation
    return next(each for each in found if f"{letter}3" in each.cells)


def choices(book: Workbook, sheet: Worksheet, title: str) -> list[object]:
    """Return what the drop-down of a column offers."""
    formula = validation(sheet, title).formula1
    assert formula is not None
    [(name, cells)] = book.defined_names[formula.lstrip("=")].destinations
    return [cell.value for row in book[name][cells] for cell in row]


def test_a_scheme_gets_only_the_sheets_it_can_use(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    assert template("three-four-one", path).sheetnames == [
        "填写说明",
        "党员",
        "事实",
        "测评",
        "调整",
        "决议",
        "选项",
    ]
    assert template("ten-ones", path).sheetnames == ["填写说明", "党员", "事实", "测评", "决议", "选项"]
    assert template("study-do", path).sheetnames == ["填写说明", "党员", "事实", "选项"]
    assert template("study-do", path, "en").sheetnames == ["how to fill in", "members", "facts", "options"]


def test_required_columns_bear_a_star(tmp_path: Path) -> None:
    book = template("ten-ones", tmp_path / "t.xlsx")
    assert head(book["党员"]) == ["编号*", "姓名*", "支部*", "小组", "类别", "职务", "起", "止"]
    assert head(book["事实"]) == ["凭据*", "党员*", "事项*", "日期*", "数量", "结果", "文号", "说明"]
    assert head(book["测评"]) == ["期", "被评人*", "方式*", "票号*", "得分"]


def test_lists_offer_what_the_scheme_knows(tmp_path: Path) -> None:
    book = template("ten-ones", tmp_path / "t.xlsx")
    assert choices(book, book["党员"], "类别") == ["在岗党员", "离退休党员", "流动党员", "减免任务党员"]
    assert choices(book, book["测评"], "方式*") == ["党员互评", "群众参评"]
    assert choices(book, book["决议"], "组成*") == ["党内民主评价", "先锋模范评价", "员工群众评价"]
    kinds = choices(book, book["事实"], "事项*")
    assert "隐患整改" in kinds
    assert "党纪政务处分决定" in kinds
    assert "知识竞赛决赛" not in kinds
    assert book["选项"].sheet_state == "hidden"


def test_several_offices_may_be_typed_where_one_is_offered(tmp_path: Path) -> None:
    sheet = template("ten-ones", tmp_path / "t.xlsx")["党员"]
    assert validation(sheet, "职务").errorStyle == "warning"
    assert validation(sheet, "类别").errorStyle in (None, "stop")


def test_dates_and_numbers_are_checked_and_every_column_has_a_hint(tmp_path: Path) -> None:
    book = template("three-four-one", tmp_path / "t.xlsx")
    assert validation(book["事实"], "日期*").type == "date"
    assert validation(book["事实"], "数量").type == "decimal"
    points = validation(book["调整"], "分值*")
    assert (points.formula1, points.formula2) == ("-5.0", "5.0")
    for name in ("党员", "事实", "测评", "调整", "决议"):
        assert all(validation(book[name], title).prompt for title in head(book[name]))


def test_ids_and_periods_are_text_so_that_nothing_is_lost(tmp_path: Path) -> None:
    book = template("ten-ones", tmp_path / "t.xlsx")
    assert book["党员"].column_dimensions["A"].number_format == "@"
    assert book["测评"].column_dimensions["A"].number_format == "@"


def test_the_example_row_is_marked_in_its_first_required_cell(tmp_path: Path) -> None:
    book = template("three-platforms", tmp_path / "t.xlsx")
    assert [cell.value for cell in book["党员"][2]] == [
        "示例M0001", "张三", "第一党支部", "第一小组", datetime(2018, 1, 1), None,
    ]  # fmt: skip
    assert str(book["测评"]["B2"].value).startswith("示例")
    english = template("three-platforms", tmp_path / "t.xlsx", "en")
    assert str(english["ballots"]["B2"].value).startswith("EXAMPLE")


def test_the_guide_says_what_not_to_enter_and_what_counts(tmp_path: Path) -> None:
    sheet = template("ten-ones", tmp_path / "t.xlsx")["填写说明"]
    rows = [[cell for cell in row if cell] for row in sheet.iter_rows(values_only=True)]
    words = "".join(str(cell) for row in rows for cell in row)
    assert all(each in words for each in ("身份证号", "民族", "宗教", "亲属", "住址", "健康", "收入"))
    assert ["隐患整改", "hazard.fixed", "个", "不填"] in rows
    assert ["党费", "dues.month", "—", "按时、迟交、未交、免交"] in rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_filled_template_is_read_and_its_examples_are_skipped(
    tmp_path: Path, name: str, language: Language
) -> None:
    path = tmp_path / "t.xlsx"
    book = template(name, path, language)
    book[Text("党员", "members").get(language)].append(["007", "李四", "一支部"])
    book.save(path)
    period = Period.containing(load(name).period, datetime(2025, 12, 31).date())
    reading = read_inputs(path, load(name), [period])
    assert [member.id for member in reading.inputs.members] == ["007"]
    assert reading.skipped.examples == len(book.sheetnames) - 2


def test_a_title_that_stands_for_several_is_offered_as_codes() -> None:
    titles = {"a": Text.same("甲"), "b": Text.same("乙"), "c": Text.same("甲")}
    assert chosen(titles, "zh") == ["a", "乙", "c"]
