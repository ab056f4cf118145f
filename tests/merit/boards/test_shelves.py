"""What hangs follows from what a notice froze."""

from __future__ import annotations

from typing import Any

from xianfeng.merit.boards.shelves import Kind, boards_of, in_public

COLOURS = (("red", 9000), ("yellow", 8000), ("blue", 7000), ("grey", 0))


def content(codes: Any = COLOURS, **values: Any) -> dict[str, Any]:
    bands = [{"code": code, "title": code, "en": code, "at_least": low, "stars": None} for code, low in codes]
    return {"bands": bands, "rows": [], **values}


def row(name: str, **values: Any) -> dict[str, Any]:
    return {"member": 1, "name": name, **values}


def test_people_in_a_band_stand_by_surname_in_pinyin() -> None:
    rows = [row(name, band="red") for name in ("周文海", "单立新", "阿依古丽", "曹立新", "区明")]
    (board,) = boards_of(content(rows=rows))
    assert board.shelves[0].names == ("阿依古丽", "曹立新", "区明", "单立新", "周文海")


def test_bands_hang_from_the_top_with_their_limits() -> None:
    (board,) = boards_of(content(rows=[row("周文海", band="blue")]))
    assert [(shelf.code, shelf.low, shelf.high, shelf.count) for shelf in board.shelves] == [
        ("red", "90", "", 0), ("yellow", "80", "90", 0), ("blue", "70", "80", 1), ("grey", "", "70", 0),
    ]  # fmt: skip


def test_whom_the_notice_only_counts_the_board_only_counts() -> None:
    found = content(rows=[row("周文海", band="red")], others=[{"band": "grey", "count": 1}])
    (board,) = boards_of(found)
    assert (board.shelves[3].names, board.shelves[3].count, board.shelves[3].unnamed) == ((), 1, 1)


def test_a_notice_that_shows_stars_alone_hangs_by_stars() -> None:
    bands = [{"code": code, "title": code, "en": code, "at_least": low, "stars": stars}
             for code, low, stars in (("three", 9000, 3), ("two", 7000, 2), ("none", 0, 0))]  # fmt: skip
    (board,) = boards_of({"bands": bands, "rows": [row("周文海", stars=2), row("曹立新", stars=0)]})
    assert board.kind is Kind.STARS
    assert [(shelf.stars, shelf.names) for shelf in board.shelves] == [
        (3, ()),
        (2, ("周文海",)),
        (0, ("曹立新",)),
    ]


def test_bands_of_other_names_hang_as_words() -> None:
    (board,) = boards_of(content([("excellent", 9000), ("grey", 0)], rows=[row("周文海", band="grey")]))
    assert (board.kind, board.shelves[0].colour) == (Kind.BANDS, "")


def test_red_flags_of_the_year_are_a_board_of_their_own() -> None:
    rows = [row("周文海", stars=2, flags=2), row("曹立新", stars=2, flags=1), row("何永顺", stars=1, flags=0)]
    year = boards_of({"bands": [], "rows": rows})[-1]
    assert year.kind is Kind.YEAR
    assert [(shelf.title.zh, shelf.names) for shelf in year.shelves] == [
        ("红旗2面", ("周文海",)),
        ("红旗1面", ("曹立新",)),
    ]


def test_a_notice_without_bands_hangs_nothing() -> None:
    assert boards_of(content(rows=[row("周文海")])) == []
    assert boards_of({}) == []


def test_in_public_the_upper_half_is_named_and_the_others_are_counted() -> None:
    rows = [
        row(name, band=band) for name, band in zip("甲乙丙丁", ("red", "yellow", "blue", "grey"), strict=True)
    ]
    (board,) = boards_of(content(rows=rows))
    shown = in_public(board, names_all=False)
    assert [(shelf.names, shelf.count) for shelf in shown.shelves] == [
        (("甲",), 1),
        (("乙",), 1),
        ((), 1),
        ((), 1),
    ]
    assert in_public(board, names_all=True) == board
