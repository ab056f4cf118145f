"""The workbook and the JSON of a comparison: true to it, safe to open, fit to print, and documented."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from tests.engine.comparing import SMALL, beside, changed, town
from tests.workbooks.settled import PAYLOADS
from tests.workbooks.test_output import RED, rows_of
from xianfeng.engine.comparison.outcomes import Cause, Comparison
from xianfeng.engine.facts import Ballot, Inputs
from xianfeng.engine.text import Language, Text
from xianfeng.workbooks.writing.comparison import write_comparison
from xianfeng.workbooks.writing.comparisonjson import comparison_as_json

FORMATS = (Path(__file__).parents[2] / "docs" / "reference" / "formats.md").read_text("utf-8")
PLANNED = changed(
    ("weight: 60", "weight: 50"), ("weight: 40", "weight: 50"), ("at_most: 6", "at_most: 4"),
    ("at_least: 60", "at_least: 70"),
)  # fmt: skip
NOTES = ([Text("读入2人", "2 members were read")], [])


def comparison(text_b: str = PLANNED, inputs: Inputs | None = None) -> Comparison:
    return beside(SMALL, text_b, inputs or town())


def written(path: Path, language: Language = "zh", what: Comparison | None = None) -> Workbook:
    write_comparison(what or comparison(), path, language, NOTES)
    return openpyxl.load_workbook(path)


def cells(book: Workbook) -> Iterator[Any]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from row


def test_the_overview_shows_who_moves_from_where_to_where(tmp_path: Path) -> None:
    rows = [list(row) for row in written(tmp_path / "c.xlsx")["总览"].iter_rows(values_only=True)]
    # m1 passes with 65.40 by A; by B 68.00 is below 70.00.
    assert ["A等次", "B 良好", "B 合格", "B 待提升", "B 不完整", "B 不考核", "A合计", None] in rows
    assert ["A 合格", None, None, 1, None, None, 1, None] in rows
    assert ["A 不完整", None, None, None, 1, None, 1, None] in rows
    assert ["B合计", 0, 0, 1, 1, 0, 2, None] in rows
    assert ["得分", 1, 0, 0, 1, 65.4, 68, 2.6] in rows
    assert ["等次", 0, 1, 1, 0, None, None, None] in rows
    assert ["组成和占比", 1, 1, 0, 3.6, None, None, None] in rows
    assert ["“合格”的分数线", 1, 0, 1, None, None, None, None] in rows
    assert ["1支部", 1, 65.4, 68, 2.6, 0, 1, None] in rows


def test_a_member_is_told_what_changes_and_why(tmp_path: Path) -> None:
    first, second = rows_of(written(tmp_path / "c.xlsx")["党员"])
    assert first == {
        "期": "2025", "编号": "m1", "姓名": "党员1", "支部": "1支部", "A得分": 65.4, "B得分": 68, "变化": 2.6,
        "A等次": "合格", "B等次": "待提升", "A红星": 1, "B红星": 0,
        "为什么": "“合格”的分数线60.00→70.00；红星1→0；组成和占比合计+3.60（“互评”40%→50% +8.70，“积分”60%→50% -5.10）；"
        "“宣讲”6.00→4.00（-1.00）",
    }  # fmt: skip
    assert (second["A等次"], second["B等次"], second["变化"], second["为什么"]) == (
        "不完整",
        "不完整",
        None,
        None,
    )


def test_every_cause_stands_with_the_numbers_to_recompute_it(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path / "c.xlsx")["原因"])
    told = {row["原因"]: (row["A值"], row["B值"], row["乘数"], row["变化"]) for row in rows}
    assert told == {
        "“合格”的分数线": (60, 70, None, None),
        "红星": (1, 0, None, None),
        "“互评”的占比": (40, 50, 87, 8.7),
        "“积分”的占比": (60, 50, 51, -5.1),
        "“宣讲”": (6, 4, 50, -1),
    }
    changes = [(b - a) * times / 100 for a, b, times, _ in told.values() if times is not None]
    assert changes == pytest.approx([change for *_, change in told.values() if change is not None])
    assert sum(changes) == pytest.approx(2.6)


def test_a_status_and_a_veto_are_words_among_the_numbers(tmp_path: Path) -> None:
    rows = rows_of(
        written(tmp_path / "c.xlsx", what=comparison(changed(("at_least: 2", "at_least: 4"))))["原因"]
    )
    assert ("状态", "合格", "不完整") in [(row["原因"], row["A值"], row["B值"]) for row in rows]


def test_branches_count_who_stands_where_by_both(tmp_path: Path) -> None:
    first, _ = rows_of(written(tmp_path / "c.xlsx")["支部"])
    assert (first["支部"], first["两边都有得分"], first["得分升"], first["等次降"]) == ("1支部", 1, 1, 1)
    assert (first["合格\nA"], first["合格\nB"], first["待提升\nA"], first["待提升\nB"]) == (1, 0, 0, 1)


def test_the_differences_of_the_files_are_listed_in_words_and_by_path(tmp_path: Path) -> None:
    rows = [tuple(row.values()) for row in rows_of(written(tmp_path / "c.xlsx")["办法差别"])]
    assert rows == [
        (
            "积分表 › 加分 › 宣讲",
            "第1条上限",
            "6",
            "4",
            "sheets.list.sections.extra.items.work.rules.1.at_most",
        ),
        ("积分", "占比", "60", "50", "components.points.weight"),
        ("互评", "占比", "40", "50", "components.mutual.weight"),
        ("合格", "最低分", "60", "70", "bands.2.at_least"),
    ]


def test_two_methods_have_no_sheet_of_differences(tmp_path: Path) -> None:
    other = comparison(changed(("scheme: small", "scheme: other")))
    assert "办法差别" not in written(tmp_path / "c.xlsx", what=replace(other, differences=None)).sheetnames


def test_the_last_sheet_names_both_files_and_all_digests(tmp_path: Path) -> None:
    what = comparison()
    rows = [(row["事项"], row["内容"]) for row in rows_of(written(tmp_path / "c.xlsx", what=what)["说明"])]
    assert ("A：文件", "a.yaml") in rows
    assert ("B：文件", "b.yaml") in rows
    assert ("A：读入", "读入2人") in rows
    assert ("A：2025结果摘要", what.a.settlements[0].results_digest) in rows
    assert ("B：2025结果摘要", what.b.settlements[0].results_digest) in rows
    assert ("B：默认：互评", "占比、由谁评价、最少票数") in rows


# ---- safe to open, fit to print


def renamed(names: tuple[str, ...]) -> Inputs:
    inputs = town()
    members = tuple(
        replace(member, name=name, rows=(replace(member.rows[0], branch=name),))
        for member, name in zip(inputs.members, names, strict=False)
    )
    ballots = tuple(Ballot("m2", "mutual", f"w{n}", {"": 5000}) for n in range(2))
    return replace(inputs, members=members, ballots={"2025": inputs.ballots["2025"] + ballots})


@pytest.mark.parametrize("names", [PAYLOADS[:2], PAYLOADS[2:4]])
def test_no_name_becomes_a_formula_or_a_link(tmp_path: Path, names: tuple[str, ...]) -> None:
    book = written(tmp_path / "c.xlsx", what=comparison(inputs=renamed(names)))
    found = list(cells(book))
    assert {cell.data_type for cell in found} <= {"s", "n", "d", "inlineStr"}
    assert set(names) <= {cell.value for cell in found}
    assert all(cell.hyperlink is None for cell in found)


@pytest.mark.parametrize("name", ["支部", "党员", "原因", "办法差别", "说明"])
def test_every_table_prints_one_page_wide_with_its_head_on_each(tmp_path: Path, name: str) -> None:
    sheet = written(tmp_path / "c.xlsx")[name]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.freeze_panes is not None


def test_the_overview_is_one_page(tmp_path: Path) -> None:
    sheet = written(tmp_path / "c.xlsx")["总览"]
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight or 1) == (1, 1)
    assert sheet.print_area.endswith(f"${sheet.max_row}")


def test_only_a_lower_grade_or_a_missing_score_is_red(tmp_path: Path) -> None:
    found = cells(written(tmp_path / "c.xlsx"))
    red = [cell.value for cell in found if cell.font and cell.font.color and cell.font.color.rgb == RED]
    assert red == ["待提升", "不完整", "不完整"]


def test_changes_bear_their_sign(tmp_path: Path) -> None:
    sheet = written(tmp_path / "c.xlsx")["党员"]
    change = next(cell for cell, head in zip(sheet[2], sheet[1], strict=True) if head.value == "变化")
    assert (change.data_type, change.number_format) == ("n", "+0.00;-0.00;0.00")


# ---- as documented


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_column_of_a_comparison_is_documented(tmp_path: Path, language: Language) -> None:
    page = FORMATS[FORMATS.index("## The comparison workbook") : FORMATS.index("## JSON of a comparison")]
    book = written(tmp_path / "c.xlsx", language)
    lost = []
    for sheet in book.worksheets:
        heads = [str(cell.value) for cell in sheet[1]] if sheet.title not in ("总览", "overview") else []
        titles = [title for title in heads if not title.endswith(("\nA", "\nB"))]
        lost += [
            title
            for title in (sheet.title, *titles)
            if not re.search(rf"(?<!\w){re.escape(title)}(?!\w)", page)
        ]
    assert not lost


def keys(data: Any) -> set[str]:
    """Return the names of all fields, however deep."""
    if isinstance(data, dict):
        return {*data, *(key for value in data.values() for key in keys(value))}
    return {key for each in data for key in keys(each)} if isinstance(data, list) else set()


def test_every_field_and_cause_of_the_json_is_documented() -> None:
    page = FORMATS[FORMATS.index("## JSON of a comparison") : FORMATS.index("## Digests")]
    named = {word for code in re.findall(r"`([^`\n]+)`", page) for word in re.findall(r"\w+", code)}
    shaped = comparison_as_json(comparison())
    assert not keys(shaped) - named
    assert not {str(cause) for cause in Cause} - named


def test_one_member_to_the_last_key() -> None:
    first = comparison_as_json(comparison())["members"][0]
    assert first["change"] == "2.60"
    assert first["a"] == {
        "period": "2025", "status": "complete", "reasons": [], "score": "65.40", "band": "pass", "veto": False,
        "stars": 1, "flags": None,
    }  # fmt: skip
    assert first["reasons"][2] == {
        "cause": "weight", "component": "mutual", "subject": "", "a": "40.00", "b": "50.00", "of_a": 1, "of_b": 1,
        "times": "87.00", "ballots_a": None, "ballots_b": None, "change": "8.70",
    }  # fmt: skip


def test_the_json_survives_and_its_parts_agree() -> None:
    shaped = comparison_as_json(comparison())
    assert json.loads(json.dumps(shaped)) == shaped
    assert sum(pair["members"] for pair in shaped["matrix"]) == shaped["whole"]["members"] == 2
    assert shaped["branches"][0]["grades"] == {"up": 0, "down": 1, "same": 0, "other": 0}
    assert shaped["differences"][0]["path"] == "sheets.list.sections.extra.items.work.rules.1.at_most"
