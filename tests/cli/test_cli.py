"""The command line as a person uses it: own files in, results out, mistakes in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from docx import Document
from python_calamine import CalamineWorkbook

from xianfeng.cli import main
from xianfeng.schemes import library

MEMBERS = [
    ["编号", "姓名", "支部", "类别"],
    ["M1", "张岚", "一支部", "在家党员"],
    ["M2", "李沐", "二支部", "流动党员"],
]
FACTS = [
    ["凭据", "党员", "事项", "日期", "数量", "结果"],
    ["F1", "M1", "党费", "2025-02-03", 1, "按时"],
    ["F2", "M1", "环境整治", "2025-03-08", 1, ""],
    ["F3", "M2", "党费", "2025-08-03", 1, "迟交"],
]
BALLOTS = [["期", "被评人", "方式", "票号", "项目", "得分"]] + [
    [period, ratee, "互评", number, item, 18]
    for period in ("2025-H1", "2025-H2")
    for ratee in ("M1", "M2")
    for number in (1, 2, 3)
    for item in ("理想信念", "纪律规矩", "奉献作为", "道德品行", "日常表现")
]


def workbook(path: Path, facts: list[list[object]] | None = None) -> Path:
    with xlsxwriter.Workbook(path) as book:
        for title, rows in (("党员", MEMBERS), ("事实", facts or FACTS), ("测评", BALLOTS)):
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def settle(source: Path, *more: object, period: str = "2025") -> Result:
    return run("settle", "--scheme", "three-four-one", "--period", period, source, *more, "--lang", "zh")


def test_a_year_of_half_years_is_settled_with_the_year(tmp_path: Path) -> None:
    result = settle(
        workbook(tmp_path / "in.xlsx"), "-o", tmp_path / "out.xlsx", "--json", tmp_path / "out.json"
    )
    assert result.exit_code == 0, result.output
    assert "2025-H1" in result.output
    assert "全年" in result.output
    sheets = CalamineWorkbook.from_path(tmp_path / "out.xlsx").sheet_names
    assert {"结果", "组成", "明细", "说明", "全年"} <= set(sheets)
    first, second = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert (first["period"], second["period"]) == ("2025-H1", "2025-H2")
    assert first["year"] == []
    assert [each["member"] for each in second["year"]] == ["M1", "M2"]


def test_one_period_is_one_json_object(tmp_path: Path) -> None:
    result = settle(workbook(tmp_path / "in.xlsx"), "--json", tmp_path / "out.json", period="2025-H1")
    assert result.exit_code == 0, result.output
    settled = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert settled["as_of"] == "2025-06-30"
    # By hand: dues 5.00 of 5.00 due, scaled to 60.00; clean-up 2.00; pledge, meetings and so on not due.
    result_of_m1 = settled["results"][0]
    assert result_of_m1["member"] == "M1"
    assert {component["code"] for component in result_of_m1["components"]} == {"points", "mutual"}
    mutual = next(component for component in result_of_m1["components"] if component["code"] == "mutual")
    assert (mutual["score"], mutual["ballots"], mutual["kept"]) == ("90.00", 3, 3)


def test_settling_to_date_reads_nothing_later(tmp_path: Path) -> None:
    source = workbook(tmp_path / "in.xlsx")
    result = settle(source, "--as-of", "2025-07-31", "--json", tmp_path / "out.json")
    assert result.exit_code == 0, result.output
    settled = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [each["as_of"] for each in settled] == ["2025-06-30", "2025-07-31"]
    assert settled[-1]["year"] == []
    assert "1条事实不在结算的日期之内" in result.output


def test_mistakes_are_listed_and_nothing_is_written(tmp_path: Path) -> None:
    facts = [*FACTS, ["F3", "M9", "党费", "2025-13-01", "两", "准时"]]
    result = settle(
        workbook(tmp_path / "in.xlsx", facts), "-o", tmp_path / "out.xlsx", "--json", tmp_path / "out.json"
    )
    assert result.exit_code == 2
    for told in ("工作表“事实”", "第5行", "M9", "2025-13-01", "两", "准时", "F3"):
        assert told in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.xlsx"]


def test_mistakes_are_listed_in_english_too(tmp_path: Path) -> None:
    facts = [*FACTS, ["F4", "M9", "党费", "2025-03-01", 1, "准时"]]
    source = workbook(tmp_path / "in.xlsx", facts)
    result = run(
        "settle",
        "--scheme",
        "three-four-one",
        "--period",
        "2025",
        source,
        "-o",
        tmp_path / "o.xlsx",
        "--lang",
        "en",
    )
    assert result.exit_code == 2
    assert "row 5" in result.output
    assert "Problems: 2" in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--scheme", "tenones", "--period", "2025", "-o", "o.xlsx"], "ten-ones"),
        (["--scheme", "ten-ones", "--period", "2025-Q1", "-o", "o.xlsx"], "--period"),
        (["--scheme", "ten-ones", "--period", "soon", "-o", "o.xlsx"], "--period"),
        (["--scheme", "ten-ones", "--period", "2025"], "-o"),
        (["--scheme", "ten-ones", "--period", "2025", "-o", "o.csv"], ".xlsx"),
        (["--scheme", "ten-ones", "--period", "2025", "--as-of", "2026-01-01", "-o", "o.xlsx"], "--as-of"),
    ],
)
def test_an_option_that_makes_no_sense_is_explained(tmp_path: Path, arguments: list[str], says: str) -> None:
    result = run("settle", workbook(tmp_path / "in.xlsx"), *arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert "Traceback" not in result.output


def test_the_result_never_replaces_the_input(tmp_path: Path) -> None:
    source = workbook(tmp_path / "in.xlsx")
    before = source.read_bytes()
    assert settle(source, "-o", source).exit_code == 2
    assert source.read_bytes() == before


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    result = settle(workbook(tmp_path / "in.xlsx"), "-o", tmp_path / "taken" / "out.xlsx")
    assert result.exit_code == 2
    assert "taken" in result.output


def test_one_score_is_explained_for_every_period(tmp_path: Path) -> None:
    source = workbook(tmp_path / "in.xlsx")
    result = run(
        "explain", "--scheme", "three-four-one", "--period", "2025", "--member", "M1", source, "--lang", "zh"
    )
    assert result.exit_code == 0, result.output
    assert result.output.count("张岚") == 3
    # Both halves, then the year: two stars make a flag.
    assert "全年" in result.output
    assert "每2颗一面红旗" in result.output
    assert "环境整治" in result.output
    tree = run(
        "explain", "--scheme", "three-four-one", "--period", "2025-H1", "--member", "M1", source, "--json"
    )
    assert json.loads(tree.output)[0]["tree"]["step"] == "finish"
    unknown = run("explain", "--scheme", "three-four-one", "--period", "2025", "--member", "M7", source)
    assert (unknown.exit_code, "M7" in unknown.output) == (2, True)


def test_the_explained_score_is_the_settled_one(tmp_path: Path) -> None:
    source = workbook(tmp_path / "in.xlsx")
    settle(source, "--json", tmp_path / "out.json", period="2025-H1")
    settled = json.loads((tmp_path / "out.json").read_text("utf-8"))
    for each in settled["results"]:
        tree = run(
            "explain",
            "--scheme",
            "three-four-one",
            "--period",
            "2025-H1",
            "--member",
            each["member"],
            source,
            "--json",
        )
        assert json.loads(tree.output)[0]["tree"]["value"] == each["score"]


def test_the_schemes_are_listed_shown_and_checked() -> None:
    listed = run("schemes", "list", "--lang", "zh")
    assert all(name in listed.output for name in library.NAMES)
    for name in library.NAMES:
        assert run("schemes", "show", name).output.startswith(f"scheme: {name}")
        assert run("schemes", "check", name, "--lang", "zh").exit_code == 0
    assert json.loads(run("schemes", "schema").output)["additionalProperties"] is False


def test_a_scheme_of_ones_own_is_checked_with_line_and_key(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(library.read("ten-ones")[0].replace("weight: 50", "weight: 55"), "utf-8")
    result = run("schemes", "check", own, "--lang", "en")
    assert result.exit_code == 2
    assert "own.yaml line" in result.output
    assert "105.00" in result.output


@pytest.mark.parametrize("name", library.NAMES)
def test_the_rule_book_is_written_as_text_and_for_word(tmp_path: Path, name: str) -> None:
    assert run("schemes", "book", name, "-o", tmp_path / "book.md", "--lang", "zh").exit_code == 0
    assert run("schemes", "book", name, "-o", tmp_path / "book.docx", "--lang", "en").exit_code == 0
    assert library.load(name).title.zh in (tmp_path / "book.md").read_text("utf-8")
    assert len(Document(str(tmp_path / "book.docx")).paragraphs) > 10


@pytest.mark.parametrize("name", library.NAMES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_blank_workbook_is_understood_when_it_comes_back(
    tmp_path: Path, name: str, language: str
) -> None:
    blank = tmp_path / "blank.xlsx"
    assert run("template", "--scheme", name, "-o", blank, "--lang", language).exit_code == 0
    result = run(
        "settle", "--scheme", name, "--period", "2025", blank, "-o", tmp_path / "o.xlsx", "--lang", "en"
    )
    # Only the example row is in it, which is not read: what is missing is members, and nothing else.
    assert result.exit_code == 2
    assert "Problems: 1" in result.output, result.output
