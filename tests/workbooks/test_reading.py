"""What is in a workbook or folder arrives in the engine; what is wrong is named with sheet, row and column."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from tests.workbooks.inputs import Sheets, problems, read, sound, write_csv, write_parquet, write_xlsx
from xianfeng.engine.facts import Fact, RosterRow


def test_a_sound_workbook_arrives_whole(tmp_path: Path) -> None:
    inputs = read(write_xlsx(tmp_path / "in.xlsx", sound())).inputs
    first, second = inputs.members
    assert first.rows == (
        RosterRow(
            "一支部",
            "standard",
            "一组",
            frozenset({"secretary", "committee"}),
            date(2025, 1, 1),
            date(2025, 6, 30),
        ),
        RosterRow("二支部", "standard", "", frozenset(), date(2025, 7, 1), None),
    )
    assert second.rows == (RosterRow("二支部", "floating"),)
    assert inputs.facts[0] == Fact("F1", "M1", "hazard.fixed", date(2025, 3, 1), 200)
    assert inputs.facts[1] == Fact("F2", "M1", "dues.month", date(2025, 3, 2), 100, "on_time")
    assert inputs.facts[2].document == "文〔2025〕1号"
    assert [(b.rater_kind, dict(b.answers)) for b in inputs.ballots["2025"]] == [
        ("mutual", {"": 9200}), ("mutual", {"": 9150}), ("mass", {"": 8800}),
    ]  # fmt: skip
    assert inputs.resolutions["2025"][0].weights == {"inner": 6250, "pioneer": 3750}


@pytest.mark.parametrize("write", [write_csv, write_parquet], ids=["csv", "parquet"])
def test_a_folder_says_the_same_as_the_workbook(tmp_path: Path, write: object) -> None:
    assert callable(write)
    folder = write(tmp_path / "folder", sound())
    assert read(folder).inputs == read(write_xlsx(tmp_path / "in.xlsx", sound())).inputs


def test_a_folder_in_the_old_chinese_encoding_is_read(tmp_path: Path) -> None:
    assert read(write_csv(tmp_path / "old", sound(), "gb18030")).inputs.members[0].name == "张岚"


def test_english_titles_and_codes_are_read_like_the_chinese(tmp_path: Path) -> None:
    chinese = sound()
    english: Sheets = {
        "Members": [
            ["ID", "Name *", "branch", "group", "variant", "Offices", "from", "to"],
            *chinese["党员"][1:],
        ],
        "facts": [
            ["ref", "member", "kind", "date", "quantity", "outcome", "document", "note"],
            *chinese["事实"][1:],
        ],
        "BALLOTS": [
            ["period", "ratee", "rater kind", "ballot", "item", "score", "grade"],
            *chinese["测评"][1:],
        ],
        "resolutions": [["period", "member", "document", "component", "weight"], *chinese["决议"][1:]],
    }
    english["Members"][1][4:6] = ["standard", "secretary, committee"]
    english["facts"][1][2] = "hazard.fixed"
    english["BALLOTS"][1][2] = "mutual"
    read_english = read(write_xlsx(tmp_path / "en.xlsx", english)).inputs
    assert read_english == read(write_xlsx(tmp_path / "zh.xlsx", chinese)).inputs


@pytest.mark.parametrize(
    "written", ["2025-03-01", "2025/3/1", "2025.3.1", "2025年3月1日", "２０２５-０３-０１"]
)
def test_a_day_is_understood_as_people_write_it(tmp_path: Path, written: str) -> None:
    sheets = sound()
    sheets["事实"][1][3] = written
    assert read(write_xlsx(tmp_path / "in.xlsx", sheets)).inputs.facts[0].on == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("written", "hundredths"), [("2", 200), ("２.5", 250), (86.49999999999999, 8650), (0, 0), ("", 100)]
)
def test_a_quantity_is_understood_as_people_write_it(
    tmp_path: Path, written: object, hundredths: int
) -> None:
    sheets = sound()
    sheets["事实"][1][4] = written
    assert read(write_xlsx(tmp_path / "in.xlsx", sheets)).inputs.facts[0].quantity == hundredths


# sheet, row and column from 1, what is written there, what the English problem says
MISTAKES = [
    ("党员", 2, 1, "", "it is empty"),
    ("党员", 2, 5, "在岗", 'there is no variant "在岗"'),
    ("党员", 2, 6, "书记", 'there is no office "书记"'),
    ("党员", 2, 7, "2025-13-01", "is not a date"),
    ("党员", 2, 8, date(2024, 6, 30), "before it starts"),
    ("党员", 3, 7, date(2025, 6, 1), "overlap"),
    ("党员", 3, 2, "张兰", "differs"),
    ("事实", 3, 1, "F1", "is that of row 2"),
    ("事实", 2, 2, "M9", "nobody on the roster"),
    ("事实", 2, 3, "隐患整治", 'there is no kind "隐患整治"'),
    ("事实", 2, 4, "2025-02-30", "is not a date"),
    ("事实", 2, 4, 45000, "is not a date"),
    ("事实", 2, 5, "两处", "is not a number"),
    ("事实", 2, 5, -1, "negative"),
    ("事实", 2, 5, 1.234, "more than two decimals"),
    ("事实", 2, 5, 100000, "99999.99"),
    ("事实", 2, 5, True, "is not a number"),
    ("事实", 2, 6, "按时", "outcome"),
    ("事实", 3, 6, "", "outcome is missing"),
    ("事实", 3, 6, "准时", 'there is no outcome "准时"'),
    ("事实", 4, 7, "", "formal document"),
    ("事实", 5, 5, 9, "outside the range"),
    ("测评", 2, 1, "2025-Q1", "no periods such as"),
    ("测评", 2, 2, "M9", "nobody on the roster"),
    ("测评", 2, 3, "家人", "no rater kind"),
    ("测评", 2, 3, "个人自评", "the scheme has no"),
    ("测评", 2, 5, "规定学习", "one score for the whole"),
    ("测评", 2, 6, 101, "100"),
    ("测评", 2, 6, "", "neither a score nor a grade"),
    ("测评", 2, 7, "优秀", "grade"),
    ("决议", 2, 4, "群众", "component"),
    ("决议", 2, 5, 60, "100"),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "row", "column", "written", "says"), MISTAKES)
def test_a_mistake_is_named_with_its_sheet_row_and_column(
    tmp_path: Path, sheet: str, row: int, column: int, written: object, says: str
) -> None:
    sheets = sound()
    sheets[sheet][row - 1][column - 1] = written
    told = problems(write_xlsx(tmp_path / "in.xlsx", sheets))
    head = str(sheets[sheet][0][column - 1])
    here = [problem for problem in told if f'sheet "{sheet}"' in problem and says in problem]
    assert here, told
    assert any(f" row {row} " in problem or f" row {row}:" in problem for problem in here), told
    if says != "100" or sheet != "决议":
        assert any(f'column "{head}"' in problem for problem in here), told


def test_all_mistakes_come_in_one_run_in_reading_order(tmp_path: Path) -> None:
    sheets = sound()
    separate = [
        m for m in MISTAKES if m[:3] in {("党员", 2, 5), ("事实", 2, 3), ("事实", 5, 5), ("测评", 2, 2)}
    ]
    for sheet, row, column, written, _ in separate:
        sheets[sheet][row - 1][column - 1] = written
    told = problems(write_xlsx(tmp_path / "in.xlsx", sheets))
    assert len(told) == 4
    assert [problem.split('"')[1] for problem in told] == ["党员", "事实", "事实", "测评"]


def test_a_formula_and_merged_cells_are_named_where_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(path) as book:
        members = book.add_worksheet("党员")
        members.write_row(0, 0, ["编号", "姓名", "支部"])
        members.write_row(1, 0, ["M1", "张岚"])
        members.write_formula(1, 2, '="一"&"支部"', None, "一支部")
        members.merge_range(3, 0, 4, 1, "M2")
        book.add_worksheet("草稿").write_formula(0, 0, "=1+1")
    told = problems(path)
    assert any("row 2" in problem and '"支部"' in problem and "formula" in problem for problem in told)
    assert any("row 4" in problem and "A4:B5" in problem and "merged" in problem for problem in told)
    assert not any("草稿" in problem for problem in told)


def test_missing_and_doubled_sheets_and_columns_are_named(tmp_path: Path) -> None:
    sheets = sound()
    sheets["members"] = sheets["党员"]
    sheets["事实"][0] = ["凭据", "党员", "事项", "事项", "数量", "结果", "文号", "说明"]
    told = problems(write_xlsx(tmp_path / "in.xlsx", sheets))
    assert any("there are two of" in problem and "members" in problem for problem in told)
    assert any('"date" is missing' in problem for problem in told)
    assert any('"事项"' in problem and "two such columns" in problem for problem in told)
    assert problems(write_xlsx(tmp_path / "none.xlsx", {"别的": [["一"]]}))


def test_what_is_not_known_is_named_and_not_read(tmp_path: Path) -> None:
    sheets = sound()
    sheets["党员"] = [[*row, ""] for row in sheets["党员"]]
    sheets["党员"][0][-1] = "备忘"
    sheets["通讯录"] = [["电话"]]
    skipped = read(write_xlsx(tmp_path / "in.xlsx", sheets)).skipped
    assert ("党员", "备忘") in skipped.columns
    assert "通讯录" in skipped.sheets


def test_example_rows_and_other_years_are_counted_and_not_read(tmp_path: Path) -> None:
    sheets = sound()
    sheets["党员"].insert(1, ["示例-1", "示例", "某支部"])
    sheets["事实"] += [
        ["F8", "M1", "隐患整改", date(2024, 12, 31)],
        ["F9", "M1", "隐患整改", date(2026, 1, 1)],
    ]
    sheets["测评"].append(["2024", "M1", "互评", "z", "", 90, ""])
    reading = read(write_xlsx(tmp_path / "in.xlsx", sheets))
    assert (reading.skipped.examples, reading.skipped.facts, reading.skipped.other_periods) == (1, 2, 1)
    assert len(reading.inputs.facts) == 4
    assert len(reading.inputs.ballots["2025"]) == 3


def test_a_ballot_answers_every_item_once(tmp_path: Path) -> None:
    aspects = ["理想信念", "纪律规矩", "奉献作为", "道德品行", "日常表现"]
    head: list[object] = ["期", "被评人", "方式", "票号", "项目", "得分", "等次"]
    members: list[list[object]] = [["编号", "姓名", "支部"], ["M1", "张岚", "一支部"]]

    def told(answered: list[str], period: str = "2025-H1", score: object = 18) -> list[str]:
        rows: list[list[object]] = [[period, "M1", "互评", "1", item, score, ""] for item in answered]
        path = write_xlsx(tmp_path / "in.xlsx", {"党员": members, "测评": [head, *rows]})
        return problems(path, "three-four-one", ("2025-H1", "2025-H2"))

    assert told(aspects) == []
    assert any("日常表现" in problem or "daily" in problem for problem in told(aspects[:-1]))
    assert told([*aspects, "日常表现"])
    assert any("20" in problem for problem in told(aspects, score=21))
    assert any("period" in problem for problem in told(aspects, period=""))


def test_a_panel_adjusts_once_and_only_where_the_scheme_lets_it(tmp_path: Path) -> None:
    members: list[list[object]] = [["编号", "姓名", "支部"], ["M1", "张岚", "一支部"]]
    head: list[object] = ["期", "党员", "分值", "理由", "文号"]
    once: list[object] = ["2025-H1", "M1", 9, "商议", ""]
    path = write_xlsx(tmp_path / "in.xlsx", {"党员": members, "调整": [head, once]})
    reading = read(path, "three-four-one", ("2025-H1", "2025-H2"))
    assert reading.inputs.adjustments["2025-H1"][0].points == 900
    assert any("5.00" in warning.get("en") for warning in reading.warnings)
    assert problems(path, "ten-ones", ("2025",))
    twice = write_xlsx(tmp_path / "twice.xlsx", {"党员": members, "调整": [head, once, once]})
    assert problems(twice, "three-four-one", ("2025-H1", "2025-H2"))


def test_facts_outside_the_roster_and_members_without_facts_are_warned_of(tmp_path: Path) -> None:
    sheets = sound()
    sheets["党员"][1][6] = date(2025, 4, 1)
    sheets["党员"].append(["M3", "王敏", "一支部"])
    warnings = [warning.get("en") for warning in read(write_xlsx(tmp_path / "in.xlsx", sheets)).warnings]
    assert any("M1" in warning and "F1" in warning and "F2" in warning for warning in warnings)
    assert any("M3" in warning for warning in warnings)


def test_too_many_facts_of_one_member_are_refused(tmp_path: Path) -> None:
    sheets = sound()
    sheets["事实"] += [[f"X{n}", "M1", "隐患整改", "2025-03-01"] for n in range(10_001)]
    assert any(
        "10000" in problem.replace(",", "").replace(" ", "")
        for problem in problems(write_csv(tmp_path / "f", sheets))
    )
