"""Ballots of one member and one kind of rater: totals, trimming, the mean (section 7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xianfeng.engine.amounts import FULL, half_up
from xianfeng.engine.facts import Ballot
from xianfeng.engine.results import Polled
from xianfeng.engine.scheme import Component, Sheet

WHOLE = ""
"""The item of a ballot that gives one score for the whole."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The ballots of one kind as they are counted: their totals, ascending, and the sum of each item."""

    totals: tuple[int, ...]
    items: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Poll:
    """What the ballots of one kind say: how many were cast and kept, the sum of the kept totals.

    With fewer ballots than the component needs, none is kept and there is no mean.
    """

    ballots: int
    kept: int | None
    total: int | None
    mean: int | None
    polled: tuple[Polled, ...]


def count(component: Component, sheet: Sheet | None, ballots: Sequence[Ballot]) -> Poll:
    """Return the count of the ballots of a component's kind of rater."""
    sums = added_up(component, sheet, ballots)
    cast = len(sums.totals)
    items = tuple(Polled(code, total, half_up(total, cast)) for code, total in sums.items.items())
    if cast < component.at_least:
        return Poll(cast, None, None, None, items)
    kept = _trimmed(component, sums.totals)
    return Poll(cast, len(kept), sum(kept), half_up(sum(kept), len(kept)), items)


def added_up(component: Component, sheet: Sheet | None, ballots: Sequence[Ballot]) -> Sums:
    """Return the totals and sums of the ballots of a component's kind of rater, items in the sheet's order.

    The means of items are for information: they are not added up.
    """
    points = item_points(sheet)
    own = [ballot for ballot in ballots if ballot.rater_kind == component.raters]
    answers = [worth(component, points, ballot) for ballot in own]
    codes = [code for code in points if code != WHOLE and answers and code in answers[0]]
    items = {code: sum(each[code] for each in answers) for code in codes}
    return Sums(tuple(sorted(sum(each.values()) for each in answers)), items)


def _trimmed(component: Component, totals: Sequence[int]) -> Sequence[int]:
    trim = component.trim
    if trim is None or len(totals) < trim.when:
        return totals
    return totals[trim.drop : len(totals) - trim.drop]


def item_points(sheet: Sheet | None) -> Mapping[str, int]:
    """Return the points of each item of a sheet; the whole is worth 100.00."""
    if sheet is None:
        return {WHOLE: FULL}
    return {code: item.points or 0 for code, item in sheet.items.items()}


def worth(component: Component, points: Mapping[str, int], ballot: Ballot) -> dict[str, int]:
    """Return what each answer of a ballot is worth, in hundredths; a grade is a share of the points."""
    return {
        item: answer if isinstance(answer, int) else half_up(points[item] * component.grades[answer], FULL)
        for item, answer in ballot.answers.items()
    }
