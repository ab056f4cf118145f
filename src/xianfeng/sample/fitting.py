"""Fitting the ballots of an edge member to a final score: a small search over the sums of the ballots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle

from xianfeng.engine.amounts import FULL, ONE, half_up
from xianfeng.sample.ballots import LEAST, MOST

INNER, PIONEER, EMPLOYEE = 5_000, 3_000, 2_000
"""The weights of the three components, in hundredths; the engine has the last word, in the tests."""
REACH = 12
"""By how many points the mean of the ballots may be moved."""


def wanted_quality(score: int, pioneer: int) -> float:
    """Return the mean of the ballots, in points, that gives the final score; both are hundredths."""
    return (FULL * score - PIONEER * pioneer) / (INNER + EMPLOYEE) / ONE


def composite(inner: tuple[int, int], pioneer: int, employee: tuple[int, int]) -> int:
    """Return the final score of ballots given as (sum in whole points, number), in hundredths."""
    means = [half_up(total * ONE, count) for total, count in (inner, employee)]
    return half_up(INNER * means[0] + PIONEER * pioneer + EMPLOYEE * means[1], FULL)


def fit(score: int, pioneer: int, inner: list[int], employee: list[int]) -> tuple[list[int], list[int]]:
    """Return the ballots changed as little as need be. Raises ValueError when no ballots reach the score."""
    for by_inner, by_employee in _changes(len(inner), len(employee)):
        sums = (sum(inner) + by_inner, len(inner)), (sum(employee) + by_employee, len(employee))
        if composite(sums[0], pioneer, sums[1]) == score and _bounded(*sums[0]) and _bounded(*sums[1]):
            return _moved(inner, by_inner), _moved(employee, by_employee)
    raise ValueError(f"no ballots give {score} with {pioneer} from facts")


def _changes(inner: int, employee: int) -> Iterator[tuple[int, int]]:
    """Yield changes of the two sums, small ones first."""
    for by_inner in sorted(range(-REACH * inner, REACH * inner + 1), key=abs):
        for by_employee in sorted(range(-2 * employee, 2 * employee + 1), key=abs):
            yield by_inner, by_employee


def _bounded(total: int, count: int) -> bool:
    return LEAST * count <= total <= MOST * count


def _moved(scores: list[int], by: int) -> list[int]:
    """Return the scores with the change spread over them a point at a time, each within bounds."""
    moved, step = list(scores), 1 if by > 0 else -1
    places = cycle(range(len(scores)))
    while by:
        place = next(places)
        if LEAST <= moved[place] + step <= MOST:
            moved[place] += step
            by -= step
    return moved
