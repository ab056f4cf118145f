from __future__ import annotations

import random

import pytest

from tests.facts.entry.sending import lines_of
from tests.people.world import World, member


@pytest.mark.parametrize(
    "line",
    [
        "周文海\t出席\t2", "2\t出席\t周文海", "周文海,出席,2", "周文海，出席，2", "周文海;出席;2", "周文海、出席、2",
        "周文海 出席 2", "　周文海　　出席　２　", '"周文海","出席","2"', "“周文海”\t“出席”\t2学时", "周 文 海 出席 2", "周文海\t\t出席\t\t2\t",
    ],
)  # fmt: skip
def test_a_line_is_cut_at_tabs_commas_or_blanks_in_any_order(world: World, line: str) -> None:
    (read,) = lines_of(world, line).lines
    cells = {code: word.replace("　", "") for code, word in read.cells.items()}
    assert (cells["name"], cells["outcome"]) == ("周文海", "出席")
    assert cells["quantity"] in ("2", "２", "2学时")
    assert read.unread == ()


def test_lines_of_one_text_may_differ_in_their_separators(world: World) -> None:
    text = "周文海\t出席\r\n\r\n王志峰,线上\n马晓峰 缺席\r李国亮；请假"
    lines = lines_of(world, text).lines
    assert [(line.number, line.cells["name"], line.cells["outcome"]) for line in lines] == [
        (1, "周文海", "出席"), (3, "王志峰", "线上"), (4, "马晓峰", "缺席"), (5, "李国亮", "请假"),
    ]  # fmt: skip


def test_a_header_says_what_is_what_and_is_no_line(world: World) -> None:
    text = "序号\t到会情况\t姓名\t学时\t备注\t籍贯\n1\t√\t周文海\t2\t住院\t某地\n2\t×\t王志峰\t2\t\t"
    pasted = lines_of(world, text)
    assert [dict(line.cells) for line in pasted.lines] == [
        {"outcome": "√", "name": "周文海", "quantity": "2"},
        {"outcome": "×", "name": "王志峰", "quantity": "2"},
    ]
    assert [line.number for line in pasted.lines] == [2, 3]
    assert "籍贯" in pasted.left_out


def test_names_of_members_are_never_taken_for_a_header(world: World) -> None:
    member("出勤", world.first)
    assert len(lines_of(world, "出勤\t出席\n周文海\t出席").lines) == 2


def test_a_column_that_only_counts_the_lines_is_left_out(world: World) -> None:
    lines = lines_of(world, "1. 周文海 2\n2. 王志峰 2\n3. 马晓峰 1").lines
    assert [line.cells["quantity"] for line in lines] == ["2", "2", "1"]
    assert [
        dict(line.cells) for line in lines_of(world, "编号,姓名,结果\n1,周文海,出席\n2,王志峰,出席").lines
    ] == [
        {"name": "周文海", "outcome": "出席"},
        {"name": "王志峰", "outcome": "出席"},
    ]


def test_staff_numbers_kinds_and_days_are_told_from_amounts(world: World) -> None:
    number = world.members["member"].staff_no
    (line,) = lines_of(world, f"{number} 志愿服务 2026年3月5日 3小时").lines
    assert dict(line.cells) == {
        "member": number,
        "kind": "志愿服务",
        "on": "2026年3月5日",
        "quantity": "3小时",
    }


def test_a_name_typed_in_any_of_its_readings_is_found(world: World) -> None:
    member("单晓乐", world.first, sort_key="shan", search_keys="|单晓乐|shanxiaole|sxl|danxiaoyue|dxy")
    for typed in ("shanxiaole", "danxiaoyue", "DXY", "sxl", "單曉樂", "单 晓 乐"):
        (line,) = lines_of(world, f"{typed} 出席").lines
        assert "name" in line.cells, typed
        assert line.unread == ()


def test_what_is_not_understood_is_said_and_not_dropped(world: World) -> None:
    (line,) = lines_of(world, "周文海 出席 出差去了").lines
    assert line.unread == ("出差去了",)
    (line,) = lines_of(world, "周文海 2 3").lines
    assert line.unread == ("3",)
    (line,) = lines_of(world, "姓名,结果\n周文海,出席,2").lines[:1]
    assert line.unread == ("2",)


def test_who_is_unknown_is_still_a_name(world: World) -> None:
    (line,) = lines_of(world, "无此人\t出席").lines
    assert line.cells["name"] == "无此人"


@pytest.mark.parametrize("seed", range(30))
def test_no_text_breaks_the_reading(world: World, seed: int) -> None:
    chance = random.Random(seed)
    alphabet = (
        "周文海王出席请假√×○0123456789２.,，;、\t\t  \"“'-/年月日\u200b\u3000\x00\ufffd姓名日期=+@<>&十廿〇"
    )
    text = "\n".join(
        "".join(chance.choice(alphabet) for _ in range(chance.randrange(60)))
        for _ in range(chance.randrange(40))
    )
    pasted = lines_of(world, text)
    assert len(pasted.lines) <= len(text.splitlines()) + 1
    assert all(word for line in pasted.lines for word in line.cells.values())
