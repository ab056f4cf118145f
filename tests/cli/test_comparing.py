"""xianfeng compare as a person uses it: what the summary says, what is written, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result
from python_calamine import CalamineWorkbook

from tests.cli.test_cli import FACTS, run, workbook
from xianfeng.schemes import library

OWN = library.read("three-four-one")[0]


def planned(path: Path, *edits: tuple[str, str]) -> Path:
    """Write a changed copy of the scheme; every edit must find its place."""
    text = OWN
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")
    return path


def weights(path: Path) -> Path:
    return planned(path, ("weight: 60", "weight: 50"), ("weight: 40", "weight: 50"))


def compare(source: Path, *more: object, period: str = "2025-H1", first: object = "three-four-one") -> Result:
    return run("compare", "--scheme", first, "--period", period, source, *more, "--lang", "zh")


def test_the_summary_says_who_moves_how_far_and_why(tmp_path: Path) -> None:
    # M1: points 14.00, mutual 90.00: 8.40 + 36.00 = 44.40; planned 7.00 + 45.00 = 52.00.
    # M2: points 0.00, mutual 90.00: 36.00; planned 45.00.
    result = compare(workbook(tmp_path / "in.xlsx"), "--scheme", weights(tmp_path / "planned.yaml"))
    assert result.exit_code == 0, result.output
    for told in (
        "两份办法有2处写得不同",
        "互评 占比：40 → 50",
        "得分：升2人，降0人，不变0人",
        "平均分40.20 → 48.50（+8.30）",
        "组成和占比：2人（升2，降0），平均+8.30",
        "一支部：44.40 → 52.00（+7.60）",
    ):
        assert told in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.xlsx", "planned.yaml"]


def test_the_same_scheme_twice_changes_nothing(tmp_path: Path) -> None:
    result = compare(
        workbook(tmp_path / "in.xlsx"), "--scheme", "three-four-one", "--json", tmp_path / "c.json"
    )
    assert result.exit_code == 0, result.output
    assert "两份办法写得一样" in result.output
    assert "升0人，降0人，不变2人" in result.output
    found = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert [member["reasons"] for member in found["members"]] == [[], []]
    assert (found["differences"], found["causes"]) == ([], [])


def test_a_whole_year_is_compared_period_by_period_and_as_a_year(tmp_path: Path) -> None:
    result = compare(
        workbook(tmp_path / "in.xlsx"), "--scheme", weights(tmp_path / "planned.yaml"),
        "-o", tmp_path / "c.xlsx", "--json", tmp_path / "c.json", period="2025",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    found = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert [each["period"] for each in found["periods"]] == ["2025-H1", "2025-H2"]
    year = found["members"][0]
    # (44.40 + 36.00) / 2 and (52.00 + 45.00) / 2.
    assert (year["a"]["score"], year["b"]["score"], year["change"]) == ("40.20", "48.50", "8.30")
    assert [(each["subject"], each["change"]) for each in year["reasons"]] == [
        ("2025-H2", "4.50"), ("2025-H1", "3.80"),
    ]  # fmt: skip
    sheets = CalamineWorkbook.from_path(tmp_path / "c.xlsx").sheet_names
    assert sheets == ["总览", "支部", "党员", "原因", "办法差别", "说明"]


def test_settling_to_date_compares_what_there_is(tmp_path: Path) -> None:
    result = compare(
        workbook(tmp_path / "in.xlsx"), "--scheme", weights(tmp_path / "planned.yaml"),
        "--as-of", "2025-07-31", "--json", tmp_path / "c.json", period="2025",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    found = json.loads((tmp_path / "c.json").read_text("utf-8"))
    assert found["members"][0]["a"]["period"] == "2025-H2"
    assert [each["as_of"] for each in found["a"]["settled"]] == ["2025-06-30", "2025-07-31"]
    assert "1条事实不在结算的日期之内" in result.output
    assert result.output.count("不在结算的日期之内") == 1


# ---- what is refused


def test_an_input_that_fits_only_one_scheme_says_which_and_writes_nothing(tmp_path: Path) -> None:
    renamed = planned(tmp_path / "planned.yaml", ("  clean.up:", "  tidy.up:"), ("each: clean.up", "each: tidy.up"),
                      ("title: {zh: 环境整治, en: environment clean-up}", "title: {zh: 大扫除, en: tidying}"))  # fmt: skip
    result = compare(
        workbook(tmp_path / "in.xlsx"),
        "--scheme",
        renamed,
        "-o",
        tmp_path / "c.xlsx",
        "--json",
        tmp_path / "c.json",
    )
    assert result.exit_code == 2
    assert "按B（planned.yaml）：这份输入合另一个办法" in result.output
    assert "按B（planned.yaml）：工作表“事实”第3行“事项”" in result.output
    assert "按A" not in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.xlsx", "planned.yaml"]


def test_problems_of_both_schemes_come_at_once_and_shared_ones_only_once(tmp_path: Path) -> None:
    facts = [*FACTS, ["F4", "M9", "党费", "2025-03-01", 1, "按时"]]
    result = compare(workbook(tmp_path / "in.xlsx", facts), "--scheme", "one-four-one", period="2025")
    assert result.exit_code == 2
    assert "按B（one-four-one）：工作表“党员”第2行“类别”" in result.output
    assert result.output.count("M9") == 1
    assert "这份输入合另一个办法" not in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--period", "2025"], "--scheme"),
        (["--scheme", "ten-ones", "--period", "2025"], "写了1次"),
        (["--scheme", "ten-ones", "--scheme", "ten-ones", "--scheme", "baseline", "--period", "2025"], "写了3次"),
        (["--scheme", "ten-ones", "--scheme", "tenones", "--period", "2025"], "按B（tenones）"),
        (["--scheme", "ten-ones", "--scheme", "three-four-one", "--period", "2025-H1"], "按A（ten-ones）：--period"),
        (["--scheme", "ten-ones", "--scheme", "baseline", "--period", "2025", "-o", "c.csv"], ".xlsx"),
        (["--scheme", "ten-ones", "--scheme", "baseline", "--period", "2025", "--as-of", "2026-01-01"], "--as-of"),
    ],
)  # fmt: skip
def test_an_option_that_makes_no_sense_is_explained(tmp_path: Path, arguments: list[str], says: str) -> None:
    result = run("compare", workbook(tmp_path / "in.xlsx"), *arguments, "--lang", "zh")
    assert result.exit_code == 2
    assert says in result.output
    assert "Traceback" not in result.output


def test_mistakes_in_a_planned_scheme_are_named_by_line(tmp_path: Path) -> None:
    broken = planned(tmp_path / "planned.yaml", ("weight: 60", "weight: 55"))
    result = compare(workbook(tmp_path / "in.xlsx"), "--scheme", broken)
    assert result.exit_code == 2
    assert "planned.yaml 第" in result.output
    assert "按B" not in result.output


# ---- both files or none


def test_if_one_file_cannot_be_written_neither_appears(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    result = compare(
        workbook(tmp_path / "in.xlsx"), "--scheme", weights(tmp_path / "planned.yaml"),
        "-o", tmp_path / "taken" / "c.xlsx", "--json", tmp_path / "c.json",
    )  # fmt: skip
    assert result.exit_code == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.xlsx", "planned.yaml", "taken"]


def test_the_comparison_never_replaces_the_input(tmp_path: Path) -> None:
    source = workbook(tmp_path / "in.xlsx")
    before = source.read_bytes()
    assert compare(source, "--scheme", "three-four-one", "-o", source).exit_code == 2
    assert source.read_bytes() == before


def test_versions_that_bear_the_same_date_are_noticed(tmp_path: Path) -> None:
    source = workbook(tmp_path / "in.xlsx")
    assert "同一个版本" in compare(source, "--scheme", weights(tmp_path / "planned.yaml")).output
    dated = planned(tmp_path / "dated.yaml", ('version: "2019-08-20"', "version: 2026-01-01"))
    result = compare(source, "--scheme", dated)
    assert "整个办法 版本：2019-08-20 → 2026-01-01" in result.output
    assert "同一个版本" not in result.output


def test_everything_is_said_in_english_too(tmp_path: Path) -> None:
    own = weights(tmp_path / "planned.yaml")
    result = run(
        "compare", "--scheme", "three-four-one", "--scheme", own, "--period", "2025-H1",
        workbook(tmp_path / "in.xlsx"), "--lang", "en",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "Scores: 2 up, 0 down, 0 unchanged" in result.output
    assert "components and weights: 2 members (2 up, 0 down), mean +8.30" in result.output
