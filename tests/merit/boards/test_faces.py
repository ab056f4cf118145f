"""Whatever a board holds, a screen shows it without scrolling."""

from __future__ import annotations

import pytest

from xianfeng.engine.text import Text
from xianfeng.merit.boards.faces import faces_of, lines_of, span
from xianfeng.merit.boards.shelves import Board, Kind, Shelf


def board(*sizes: int, name: str = "周文海") -> Board:
    shelves = (Shelf(str(at), Text.same("x"), 0, None, (name,) * size, size) for at, size in enumerate(sizes))
    return Board(Kind.FLAGS, tuple(shelves))


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("周文海", 1),
        ("欧阳娜娜", 2),
        ("阿不都·吾甫", 2),
        ("阿卜杜热·买买提", 3),
        ("阿卜杜热合曼·买买提江", 4),
        ("Li Na", 1),
    ],
)
def test_a_long_name_takes_the_room_of_several(name: str, columns: int) -> None:
    assert span(name) == columns


def test_a_name_that_does_not_fit_begins_a_line() -> None:
    assert lines_of(["周文海", "周文海", "欧阳娜娜"], 3) == 2
    assert lines_of([], 3) == 0


def test_thirty_names_stand_wide_and_fifty_close() -> None:
    assert [face.density for face in faces_of(board(9, 15, 5, 1))] == ["wide"]
    assert [face.density for face in faces_of(board(15, 28, 6, 1))] == ["close"]


def test_what_does_not_fit_at_all_is_shown_shelf_by_shelf() -> None:
    faces = faces_of(board(90, 120, 0, 2))
    assert [[shelf.count for shelf in face.board.shelves] for face in faces] == [[90], [120], [2]]
