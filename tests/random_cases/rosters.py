"""Random roster rows: joiners, leavers, gaps, changes of variant and office."""

from __future__ import annotations

from datetime import date, timedelta

from tests.random_cases.drawing import Data, Draw
from tests.random_cases.setting import Setting
from tests.second.stretches import Stretch, first, last, parts

DAY = timedelta(days=1)
Span = tuple[date | None, date | None]
SHAPES = ["whole"] * 3 + ["join", "leave", "gap", "moves", "moves", "single", "future", "past", "many"]


def members(setting: Setting, period: Stretch, as_of: date) -> list[Data]:
    number = setting.draw.randint(2, 7)
    return [
        {"id": f"m{n}", "name": f"甲{n}", "rows": rows(setting, period, as_of)} for n in range(1, number + 1)
    ]


def random_day(draw: Draw, period: Stretch, as_of: date, on_a_border: float = 0.35) -> date:
    """Return a day: on a border, in the period up to as_of, or anywhere around the year."""
    if draw.chance(on_a_border):
        return draw.choice(_borders(period, as_of))
    if draw.chance(0.75):
        return first(period) + timedelta(days=draw.randint(0, (as_of - first(period)).days))
    return date(period.year, 1, 1) + timedelta(days=draw.randint(-20, 380))


def _borders(period: Stretch, as_of: date) -> list[date]:
    year = Stretch("year", period.year, 0)
    ends = [end for month in parts(year, "month") for end in (first(month), last(month))]
    stretches = (year, period)
    outside = [day for stretch in stretches for day in (first(stretch) - DAY, last(stretch) + DAY)]
    return [*ends, *outside, first(period), last(period), as_of - DAY, as_of, as_of + DAY]


def rows(setting: Setting, period: Stretch, as_of: date) -> list[Data]:
    """Return the rows of one member; their order in the table says nothing."""
    draw = setting.draw
    found: list[Data] = []
    for span in spans(draw, draw.choice(SHAPES), period, as_of):
        found.append(_row(setting, span, found[-1]["variant"] if found and draw.chance(0.5) else None))
    return draw.shuffled(found) if draw.chance(0.3) else found


def _row(setting: Setting, span: Span, variant: str | None) -> Data:
    draw = setting.draw
    begin, end = (day.isoformat() if day else None for day in span)
    return {
        "branch": f"b{draw.randint(1, 3)}",
        "group": draw.pick("", "g1"),
        "variant": variant or draw.choice(setting.variants),
        "offices": draw.some(setting.offices, 0) if draw.chance(0.6) else [],
        "from": begin,
        "to": end,
    }


def spans(draw: Draw, shape: str, period: Stretch, as_of: date) -> list[Span]:
    """Return the stretches of time of a member's rows; they do not overlap."""
    days = sorted({random_day(draw, period, as_of, 0.6) for _ in range(8)})
    if shape == "whole":
        return [
            (draw.pick(None, date(period.year - 2, 3, 15)), draw.pick(None, date(period.year + 1, 6, 30)))
        ]
    if shape == "future":
        return [(as_of + DAY * draw.randint(1, 60), None)]
    if shape == "past":
        return [(None, first(period) - DAY * draw.randint(1, 90))]
    return _cut(draw, shape, days)


def _cut(draw: Draw, shape: str, days: list[date]) -> list[Span]:
    day = draw.choice(days)
    if shape == "join":
        return [(day, None)]
    if shape == "leave":
        return [(None, day)]
    if shape == "gap":
        return [(None, day), (max(draw.choice(days), day + DAY), None)]
    if shape == "moves":
        return _one_after_another(sorted(draw.some(days, 1, min(3, len(days)))))
    if shape == "single":
        return draw.pick([(None, day - DAY), (day, day), (day + DAY, None)], [(None, day - DAY), (day, day)])
    return _pieces(draw, days[:5])


def _one_after_another(days: list[date]) -> list[Span]:
    begins: list[date | None] = [None, *days]
    ends = [*(day - DAY for day in days), None]
    return list(zip(begins, ends, strict=True))


def _pieces(draw: Draw, days: list[date]) -> list[Span]:
    """Return short rows with gaps between them."""
    pieces: list[tuple[date, date]] = []
    for day in days:
        if not pieces or day > pieces[-1][1]:
            pieces.append((day, day + DAY * draw.pick(0, 1, 27, 30, 60, 90)))
    return list(pieces)
