"""each: points for every matching fact (6)."""

from __future__ import annotations

from collections.abc import Sequence

from tests.second.amounts import OPEN, clamp, hundredths
from tests.second.reading import Data
from tests.second.stretches import first
from tests.second.views import View, line, matching


def each_lines(view: View) -> list[Data]:
    """Return a line for every matching fact of the window; only those of the tally are printed."""
    facts = matching(view)
    values = [value(view.rule, facts[:number], fact) for number, fact in enumerate(facts)]
    lines = [_line(view.rule, values[:number], fact, values[number]) for number, fact in enumerate(facts)]
    return [each for each, fact in zip(lines, facts, strict=True) if fact["on"] >= first(view.tally)]


def _line(rule: Data, earlier: Sequence[int], fact: Data, worth: int) -> Data:
    if len(earlier) >= times(rule):
        return line(fact["quantity"], None, 0, "times", fact)
    counted = capped(rule, earlier, worth)
    reason = "at_most" if abs(counted) < abs(worth) else "counted"
    return {**line(fact["quantity"], None, worth, reason, fact), "counted": counted}


def times(rule: Data) -> int:
    return int(rule.get("times", OPEN))


def value(rule: Data, earlier: Sequence[Data], fact: Data) -> int:
    """Return what a fact is worth before the cap; `earlier` are those before it in the window."""
    if len(earlier) >= times(rule):
        return 0
    if "judged" in rule:
        return judged(rule, fact["quantity"])
    if isinstance(rule["points"], dict):
        return hundredths(rule["points"][fact["outcome"]])
    if "per" in rule:
        return hundredths(rule["points"]) * steps(rule, earlier, fact)
    return hundredths(rule["points"])


def judged(rule: Data, quantity: int) -> int:
    """Return the recorded quantity within the limits, below zero if a limit is."""
    ends = [hundredths(end) for end in rule["judged"]]
    size = clamp(quantity, min(map(abs, ends)), max(map(abs, ends)))
    return -size if min(ends) < 0 else size


def steps(rule: Data, earlier: Sequence[Data], fact: Data) -> int:
    """Return how many full units of `per` this fact completes."""
    per = hundredths(rule["per"])
    before = sum(other["quantity"] for other in earlier)
    return int((before + fact["quantity"]) // per - before // per)


def capped(rule: Data, earlier: Sequence[int], worth: int) -> int:
    """Return how much of a fact's value the cap leaves; `earlier` are the values before it."""
    cap = hundredths(rule["at_most"]) if "at_most" in rule else OPEN
    before = sum(map(abs, earlier))
    size = min(cap, before + abs(worth)) - min(cap, before)
    return -size if worth < 0 else size
