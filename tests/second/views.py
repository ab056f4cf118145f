"""One rule looking at one window of one tally: which facts it finds there (6)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tests.second.people import Person, end_of
from tests.second.reading import Data, listed, one_of
from tests.second.stretches import MONTHS, Stretch, containing, first, last, parts

MEASURES = ("each", "ratio", "latest", "average", "reach", "shortfall", "absence")


class View(NamedTuple):
    """A rule, the tally it is settled for, and one of its windows."""

    who: Person
    rule: Data
    tally: Stretch
    window: Stretch

    @property
    def end(self) -> date:
        return end_of(self.who, self.tally)


def measure(rule: Data) -> str:
    return one_of(rule, MEASURES)


def views(who: Person, rule: Data, tally: Stretch) -> list[View]:
    """Return the views of a rule on a tally, one for each window that has begun."""
    begun = [window for window in windows(rule, tally) if first(window) <= end_of(who, tally)]
    return [View(who, rule, tally, window) for window in begun]


def windows(rule: Data, tally: Stretch) -> list[Stretch]:
    unit = rule.get("every", tally.unit)
    if MONTHS[unit] >= MONTHS[tally.unit]:
        return [containing(unit, first(tally))]
    return parts(tally, unit)


def dated(view: View) -> list[Data]:
    """Return the facts of the rule's kinds in the window, whatever their outcome."""
    kinds = listed(view.rule[measure(view.rule)])
    begin, end = first(view.window), min(last(view.window), view.end)
    return [fact for fact in view.who.facts if fact["kind"] in kinds and begin <= fact["on"] <= end]


def matching(view: View) -> list[Data]:
    return [fact for fact in dated(view) if matches(view.rule, fact)]


def matches(rule: Data, fact: Data) -> bool:
    if "outcome" in rule:
        return fact["outcome"] in listed(rule["outcome"])
    if measure(rule) == "each" and isinstance(rule.get("points"), dict):
        return fact["outcome"] in rule["points"]
    return not fact["excused"]


def line(have: int | None, need: int | None, points: int, reason: str, fact: Data | None = None) -> Data:
    """Return a line whose raw and counted points are equal; the fact is the one it is about, if any."""
    ref, on = (fact["ref"], fact["on"].isoformat()) if fact else (None, None)
    return {
        "ref": ref, "on": on, "have": have, "need": need, "raw": points, "counted": points, "reason": reason,
    }  # fmt: skip
