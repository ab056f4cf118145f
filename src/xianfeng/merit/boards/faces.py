"""How a board fits on a large screen of 1920 × 1080 without scrolling: how close names stand, and what is left over.

The numbers are those of `static/boards/screen.css`. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from xianfeng.merit.boards.shelves import Board, Shelf

ROOM, BETWEEN, AROUND = 760, 18, 24
"""The height for shelves, the gap between two, and what stands above and below the names on one."""


@dataclass(frozen=True, slots=True)
class Density:
    """Names in a line, the height of a line, and of a shelf at least."""

    code: str
    columns: int
    line: int
    least: int


DENSITIES = (Density("wide", 9, 71, 168), Density("close", 11, 55, 140), Density("dense", 14, 42, 104))


@dataclass(frozen=True, slots=True)
class Face:
    """What stands on the screen at once."""

    board: Board
    density: str


def faces_of(board: Board) -> list[Face]:
    """Return a board as one face, or shelf by shelf where it is too long even when names stand close."""
    for density in DENSITIES:
        if _height(board.shelves, density) <= ROOM:
            return [Face(board, density.code)]
    return [Face(replace(board, shelves=(shelf,)), _for_one(shelf)) for shelf in board.shelves if shelf.count]


def _for_one(shelf: Shelf) -> str:
    fitting = (density.code for density in DENSITIES if _height((shelf,), density) <= ROOM)
    return next(fitting, DENSITIES[-1].code)


def _height(shelves: Sequence[Shelf], density: Density) -> int:
    lines = (lines_of(shelf.names, density.columns) for shelf in shelves)
    heights = [max(density.least, number * density.line + AROUND) for number in lines]
    return sum(heights) + BETWEEN * (len(heights) - 1)


def lines_of(names: Sequence[str], columns: int) -> int:
    """Return how many lines names take; a long one takes the room of several."""
    lines, left = 0, 0
    for name in names:
        if span(name) > left:
            lines, left = lines + 1, columns
        left -= span(name)
    return lines


def span(name: str) -> int:
    """Return over how many columns a name stands: three characters fit into one, six into two, ten into three."""
    return 1 + sum(width(name) > most for most in FITTING)


FITTING = (6, 13, 20)
"""The widest that fits into one column, two and three, at every density."""


def width(name: str) -> int:
    """Return the width of a name in halves of a Chinese character; the dot of a long name is as wide as one."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in name)
