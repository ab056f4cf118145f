"""ratio, latest, average: what came of the facts that were required (6)."""

from __future__ import annotations

from tests.second.amounts import ONE, half_up, hundredths
from tests.second.reading import Data, listed
from tests.second.views import View, dated, line, matching, measure


def ratio_line(view: View) -> Data:
    """Return the share of the facts that have one of the outcomes in `met`."""
    facts = matching(view)
    if not facts:
        return without_facts(view, 0, hundredths(view.rule["points"]))
    have = sum(fact["outcome"] in listed(view.rule["met"]) for fact in facts)
    points = half_up(hundredths(view.rule["points"]) * have, len(facts))
    return line(have * ONE, len(facts) * ONE, points, "counted")


def latest_line(view: View) -> Data:
    """Return the worth of the last outcome."""
    facts = matching(view)
    if not facts:
        return without_facts(view, None, highest(view))
    points = hundredths(view.rule["points"][facts[-1]["outcome"]])
    return line(points, None, points, "counted", facts[-1])


def average_line(view: View) -> Data:
    """Return the mean worth of all outcomes."""
    facts = matching(view)
    if not facts:
        return without_facts(view, None, highest(view))
    total = sum(hundredths(view.rule["points"][fact["outcome"]]) for fact in facts)
    return line(total, len(facts) * ONE, half_up(total, len(facts)), "counted")


def highest(view: View) -> int:
    return max(map(hundredths, view.rule["points"].values()))


def without_facts(view: View, none: int | None, full: int) -> Data:
    """Return the line of a window without a matching fact; `none` stands for have and need."""
    choice = if_none(view)
    if choice == "skip":
        return line(none, none, 0, "nothing_due")
    return line(none, none, full if choice == "full" else 0, "no_facts")


def if_none(view: View) -> str:
    """Return what is written; who was excused from everything owes nothing, whatever is written."""
    if dated(view):
        return "skip"
    return str(view.rule.get("if_none", "skip" if measure(view.rule) == "ratio" else "zero"))
