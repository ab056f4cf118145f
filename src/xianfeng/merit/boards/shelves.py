"""A board as it hangs: what a notice froze, put on shelves by band, people in a band by surname. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from xianfeng.engine.text import Text
from xianfeng.engine.words import plain
from xianfeng.merit.assessments.grades import FLAGS
from xianfeng.people.members.pinyin import keys_of

Content = Mapping[str, Any]
"""What `notices.content.build` makes, or a part of it."""


class Kind(StrEnum):
    """How a board looks: flags, stars, or the bands' words alone; or the red flags that stars made in the year."""

    FLAGS = "flags"
    STARS = "stars"
    BANDS = "bands"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Shelf:
    """A band: from how many points (hundredths) to below how many, whom it names, and how many it holds.

    Who is not named is only counted.
    """

    code: str
    title: Text
    at_least: int | None
    below: int | None
    names: tuple[str, ...]
    count: int
    stars: int = 0

    @property
    def colour(self) -> str:
        return self.code if self.code in FLAGS else ""

    @property
    def unnamed(self) -> int:
        return self.count - len(self.names)

    @property
    def low(self) -> str:
        return plain(self.at_least) if self.at_least else ""

    @property
    def high(self) -> str:
        return plain(self.below) if self.below else ""


@dataclass(frozen=True, slots=True)
class Board:
    """Shelves from the top. Counted only: who was not assessed, and (`waiting`) whose result is incomplete."""

    kind: Kind
    shelves: tuple[Shelf, ...]
    not_assessed: int = 0
    waiting: int = 0


def boards_of(content: Content) -> list[Board]:
    """Return the boards that a notice allows: its bands, and the flags of the year where it shows any."""
    found = (_of_bands(content), _of_year(content.get("rows", ())))
    return [board for board in found if board]


def _of_bands(content: Content) -> Board | None:
    bands = sorted(content.get("bands", ()), key=lambda band: -band["at_least"])
    held = _held(bands, content.get("rows", ()))
    counted = {other["band"]: other["count"] for other in content.get("others", ())}
    if not held and not counted:
        return None
    limits = [None, *(band["at_least"] for band in bands)]
    shelves = tuple(
        _shelf(band, below, by_surname(held.get(band["code"], ())), counted.get(band["code"], 0))
        for band, below in zip(bands, limits, strict=False)
    )
    return Board(_kind(bands), shelves, content.get("not_assessed", 0), content.get("waiting", 0))


def _held(bands: Iterable[Content], rows: Iterable[Content]) -> dict[str, list[Content]]:
    """Return the rows by band; where a notice shows stars instead of bands, by the band that gives so many."""
    by_stars = {band["stars"]: band["code"] for band in bands if band.get("stars") is not None}
    held: dict[str, list[Content]] = {}
    for row in rows:
        code = row.get("band") or by_stars.get(row.get("stars"))
        if code:
            held.setdefault(code, []).append(row)
    return held


def _kind(bands: Iterable[Content]) -> Kind:
    if any(band.get("stars") is not None for band in bands):
        return Kind.STARS
    return Kind.FLAGS if all(band["code"] in FLAGS for band in bands) else Kind.BANDS


def _shelf(band: Content, below: int | None, names: tuple[str, ...], unnamed: int) -> Shelf:
    title = Text(band["title"], band["en"])
    count = len(names) + unnamed
    return Shelf(band["code"], title, band["at_least"], below, names, count, band.get("stars") or 0)


def _of_year(rows: Sequence[Content]) -> Board | None:
    numbers = sorted({row.get("flags") or 0 for row in rows} - {0}, reverse=True)
    shelves = []
    for number in numbers:
        names = by_surname(row for row in rows if row.get("flags") == number)
        title = Text(f"红旗{number}面", f"{number} red flag{'s'[: number > 1]}")
        shelves.append(Shelf(str(number), title, None, None, names, len(names)))
    return Board(Kind.YEAR, tuple(shelves)) if shelves else None


def by_surname(rows: Iterable[Content]) -> tuple[str, ...]:
    """Return the names in the order of their readings."""
    return tuple(sorted((row["name"] for row in rows), key=lambda name: (keys_of(name).sort_key, name)))


def in_public(board: Board, *, names_all: bool) -> Board:
    """Return a board as a large screen shows it: by default the upper half is named, the others are counted.

    Nobody who stands alone in the lowest band is named, unless the unit chose that everybody is.
    """
    if names_all or board.kind is Kind.YEAR:
        return board
    upper = len(board.shelves) // 2
    lower = tuple(replace(shelf, names=()) for shelf in board.shelves[upper:])
    return replace(board, shelves=(*board.shelves[:upper], *lower))
