"""Ballots of one member and one component: answers, totals, trimming (7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tests.second.amounts import FULL, half_up, hundredths
from tests.second.people import Person
from tests.second.reading import Data


class Poll(NamedTuple):
    """How many ballots were cast and kept, the items they answer, the mean; None with too few of them."""

    cast: int
    kept: int | None
    answered: set[str]
    mean: int | None


def poll(who: Person, component: Data, sheet: Data, ballots: Sequence[Data]) -> Poll:
    """Return what the ballots of the component's raters about a member say; the sheet may be empty."""
    own = [b for b in ballots if b["ratee"] == who.id and b["rater_kind"] == component["raters"]]
    totals = sorted(totals_of(component, sheet, own))
    answered = {answer["item"] for answer in own}
    if len(totals) < int(component.get("at_least", "1")):
        return Poll(len(totals), None, answered, None)
    kept = trimmed(component, totals)
    return Poll(len(totals), len(kept), answered, half_up(sum(kept), len(kept)))


def totals_of(component: Data, sheet: Data, answers: Sequence[Data]) -> list[int]:
    """Return the total of every ballot: the sum of its answers."""
    totals: dict[str, int] = {}
    for answer in answers:
        totals[answer["ballot"]] = totals.get(answer["ballot"], 0) + worth(component, sheet, answer)
    return list(totals.values())


def worth(component: Data, sheet: Data, answer: Data) -> int:
    """Return the points of an answer; a grade is a share of the points of its item."""
    if answer["score"] is not None:
        return int(answer["score"])
    grade = component["grades"][answer["grade"]]
    share = grade["worth"] if isinstance(grade, dict) else grade
    return half_up(points_of(sheet, answer["item"]) * hundredths(share), FULL)


def points_of(sheet: Data, item: str) -> int:
    """Return the points of an item; 100.00 where there is no sheet, for the whole."""
    if not sheet:
        return FULL
    items = {code: each for section in sheet["sections"].values() for code, each in section["items"].items()}
    return hundredths(items[item]["points"])


def trimmed(component: Data, totals: list[int]) -> list[int]:
    """Return the totals, in order of size, without the lowest and the highest."""
    trim = component.get("trim")
    if trim is None or len(totals) < int(trim["when"]):
        return totals
    return totals[int(trim["drop"]) : len(totals) - int(trim["drop"])]
