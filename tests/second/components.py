"""The components of a result: from facts, from ballots, from both (7)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tests.second.amounts import half_up, hundredths
from tests.second.ballots import Poll, poll
from tests.second.people import Person, passes
from tests.second.reading import Data, is_true
from tests.second.sheets import ItemResult, items_for, score, settle_items, variant_in
from tests.second.stretches import Stretch, code, last, parts


class Scored(NamedTuple):
    """A component's score or the reason why it has none, and what it was made of.

    `items` stand with the code of their tally; `matched` are the refs of facts that its rules match.
    """

    score: int | None
    reason: str | None
    tallies: list[Data]
    items: list[tuple[str, ItemResult]]
    matched: set[str]
    poll: Poll | None


def score_component(
    who: Person, scheme: Data, component: Data, period: Stretch, ballots: Sequence[Data]
) -> Scored:
    """Return a component's score for a member in a period."""
    sheet = scheme.get("sheets", {}).get(component.get("sheet"), {})
    if "raters" not in component:
        return from_facts(who, sheet, component, period)
    counted = poll(who, component, sheet, ballots)
    if is_true(component, "prefilled"):
        return prefilled(who, sheet, period, counted)
    reason = "too_few_ballots" if counted.mean is None else None
    return Scored(counted.mean, reason, [], [], set(), counted)


def from_facts(who: Person, sheet: Data, component: Data, period: Stretch) -> Scored:
    """Return the score of the sheet for the period, or the mean of its tallies."""
    settled = [(tally, settle_items(who, sheet, tally)) for tally in tallies_of(who, component, period)]
    rows = [tally_row(who, tally, score(sheet, items)) for tally, items in settled]
    result = mean(rows) if "tally" in component else rows[0]["score"]
    reason = None if result is not None else why_missing(component, rows)
    every = [(code(tally), item) for tally, items in settled for item in items]
    return Scored(result, reason, rows, every, matched(item for _, item in every), None)


def tallies_of(who: Person, component: Data, period: Stretch) -> list[Stretch]:
    """Return the period; or, where `tally` is set, those of its tallies that have ended."""
    if "tally" not in component:
        return [period]
    return [tally for tally in parts(period, component["tally"]) if last(tally) <= who.as_of]


def tally_row(who: Person, tally: Stretch, scored: Data) -> Data:
    return {"tally": code(tally), "counts": passes(who, tally), **scored}


def mean(rows: Sequence[Data]) -> int | None:
    scores = [row["score"] for row in rows if row["counts"] and row["score"] is not None]
    return half_up(sum(scores), len(scores)) if scores else None


def why_missing(component: Data, rows: Sequence[Data]) -> str:
    """Return why no tally has a score that counts."""
    if "tally" not in component or any(row["counts"] for row in rows):
        return "nothing_due"
    return "nothing_counts"


def matched(items: Iterable[ItemResult]) -> set[str]:
    return {ref for item in items for ref in item.matched}


def prefilled(who: Person, sheet: Data, period: Stretch, counted: Poll) -> Scored:
    """Return the score of what ballots answer together with what facts fill in."""
    ruled = [item for item in settle_items(who, sheet, period) if item.place.item.get("rules")]
    filled = [item for item in ruled if item.place.code not in counted.answered]
    shown = [(code(period), item) for item in filled]
    if counted.mean is None:
        return Scored(None, "too_few_ballots", [], shown, matched(ruled), counted)
    scored = score(sheet, filled, counted.mean, answered_points(who, sheet, period, counted))
    reason = "nothing_due" if scored["score"] is None else None
    return Scored(scored["score"], reason, [tally_row(who, period, scored)], shown, matched(ruled), counted)


def answered_points(who: Person, sheet: Data, period: Stretch, counted: Poll) -> int:
    places = items_for(sheet, variant_in(who, period))
    return sum(hundredths(place.item["points"]) for place in places if place.code in counted.answered)
