"""Which titles are recognised, and which are never read whatever they look like."""

from __future__ import annotations

import pytest

from xianfeng.people.members.importing.columns import COLUMNS, NEVER
from xianfeng.people.members.importing.titles import (
    code_named,
    header_among,
    never_read,
    recognised,
    title_of,
)

KNOWN = {
    "姓名": "name", "Name": "name", " 姓 名 ": "name", "姓名*": "name", "工号": "staff_no", "员工号": "staff_no",
    "員工號": "staff_no", "Staff No.": "staff_no", "所在支部": "branch", "支部": "branch", "所在黨支部": "branch",
    "党小组": "group", "入党时间": "joined_on", "入党日期": "joined_on", "入党时间（年月日）": "joined_on",
    "转正时间": "full_on", "轉正時間": "full_on", "人员类别": "kind", "党员类别": "kind", "岗位": "work_post",
    "职务": "work_post", "办公电话": "work_phone", "工作邮箱": "work_email", "班组": "team", "团队": "team",
}  # fmt: skip
SENSITIVE = (
    "民族", "民 族", "族别", "身份证号", "身份证号码", "身份證號碼", "公民身份号码", "证件号码", "住址", "现住址", "家庭住址",
    "户籍地址", "籍贯", "籍貫", "出生地", "宗教信仰", "宗教", "家庭成员", "家庭主要成员", "配偶姓名", "子女情况", "社会关系",
    "健康状况", "健康狀況", "收入", "月工资", "手机", "手机号", "手機號碼", "手机号码（私人）", "移动电话", "微信号", "QQ",
    "出生日期", "出生年月", "年龄", "性别", "婚姻状况", "线索", "Ethnicity", "ID number", "Home address", "Religion",
    "Family members", "Health", "Income", "Mobile phone", "Date of birth", "Gender",
)  # fmt: skip


@pytest.mark.parametrize(("title", "code"), KNOWN.items())
def test_a_usual_title_is_recognised_in_either_script(title: str, code: str) -> None:
    assert code_named(title) == code
    assert never_read(title) is None


@pytest.mark.parametrize("title", SENSITIVE)
def test_a_column_about_private_matters_is_never_read(title: str) -> None:
    assert never_read(title) is not None
    assert code_named(title) is None


@pytest.mark.parametrize("title", ["学历", "备注", "序号", "联系电话", "电子邮箱", "党龄", ""])
def test_what_is_not_known_is_neither_read_nor_private(title: str) -> None:
    assert code_named(title) is None
    assert never_read(title) is None


def test_no_name_of_a_column_belongs_to_two_columns_or_to_what_is_never_read() -> None:
    for column in COLUMNS:
        for name in (column.code, column.title.zh, column.title.en, *column.names):
            assert code_named(name) == column.code
    assert all(topic.title.zh and topic.title.en for topic in NEVER)


def test_the_header_is_the_row_that_names_the_most_columns() -> None:
    rows = {
        1: ["采油一站党支部党员花名册"],
        3: ["姓名", "填表日期"],
        4: ["序号", "姓名", "员工号"],
        5: ["1", "周文海", "S1"],
    }
    assert header_among(rows) == 4
    assert header_among({1: ["周文海", "S1"]}) is None
    assert header_among({}) is None


def test_of_two_columns_of_one_meaning_the_first_is_read() -> None:
    assert recognised(["职务", "姓名", "岗位"]) == {"work_post": 0, "name": 1}


def test_a_title_repeats_no_long_number_and_nothing_invisible() -> None:
    assert "650203" not in title_of("650203199001011234")
    assert title_of("姓\n名") == "姓 名"
    assert title_of(None) == ""
    assert title_of("员工号\x00") == "员工号\N{REPLACEMENT CHARACTER}"
    assert len(title_of("长" * 500)) <= 40
