"""A band as people see it: a flag or stars beside its word, or the word alone. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xianfeng.engine.scheme import Band, Scheme
from xianfeng.engine.text import Text
from xianfeng.merit.scores.distribution import FEWEST

FLAGS = ("red", "yellow", "blue", "grey")
"""The colours of flags; only here colours mean a grade."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A band: its word, and the colour of its flag ('' for none) or its number of stars."""

    code: str
    title: Text
    at_least: int
    colour: str = ""
    stars: int = 0


def grade_of(scheme: Scheme, code: str | None) -> Grade | None:
    """Return a band of a scheme by its code, None for none."""
    band = scheme.band(code or None)
    return _grade(band) if band else None


def grades_of(scheme: Scheme) -> list[Grade]:
    """Return the bands of a scheme from the top."""
    return [_grade(band) for band in scheme.bands]


def _grade(band: Band) -> Grade:
    colour = band.code if band.code in FLAGS else ""
    return Grade(band.code, band.title, band.at_least, colour, band.stars or 0)


@dataclass(frozen=True, slots=True)
class Share:
    """How many have one of some bands next to each other; `width` is their part of all, in per cent."""

    grades: tuple[Grade, ...]
    number: int
    width: int


def shares(scheme: Scheme, codes: Iterable[str], fewest: int = FEWEST) -> list[Share]:
    """Return how many have each band, from the top; a band of fewer than `fewest` joins the next, nothing for fewer."""
    found = list(codes)
    parts: list[tuple[list[Grade], int]] = []
    waiting: list[Grade] = []
    number = 0
    for grade in grades_of(scheme):
        waiting, number = [*waiting, grade], number + found.count(grade.code)
        if number >= fewest:
            parts.append((waiting, number))
            waiting, number = [], 0
    if waiting and parts:
        grades, held = parts.pop()
        parts.append(([*grades, *waiting], held + number))
    return _shares(parts, len(found))


def _shares(parts: Sequence[tuple[list[Grade], int]], total: int) -> list[Share]:
    return [Share(tuple(grades), number, 100 * number // total) for grades, number in parts]
