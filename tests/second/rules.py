"""A rule in a tally: its lines, whether it is due, which facts it matches (6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.second.each import each_lines
from tests.second.people import Person
from tests.second.reading import Data
from tests.second.shares import average_line, latest_line, ratio_line
from tests.second.stretches import Stretch, code
from tests.second.targets import absence_line, reach_line, shortfall_line
from tests.second.views import View, matching, measure, views

WINDOW_LINES: dict[str, Callable[[View], Data]] = {
    "ratio": ratio_line,
    "latest": latest_line,
    "average": average_line,
    "reach": reach_line,
    "shortfall": shortfall_line,
    "absence": absence_line,
}


class RuleResult(NamedTuple):
    """The lines of a rule in order, and the refs of all facts it matches in its windows."""

    due: bool
    lines: list[Data]
    matched: set[str]


def settle_rule(who: Person, rule: Data, tally: Stretch) -> RuleResult:
    """Return what a rule gives in a tally, window by window."""
    looks = views(who, rule, tally)
    lines = [{"window": code(view.window), **line} for view in looks for line in window_lines(view)]
    matched = {fact["ref"] for view in looks for fact in matching(view)}
    return RuleResult(is_due(rule, lines), lines, matched)


def window_lines(view: View) -> list[Data]:
    name = measure(view.rule)
    return each_lines(view) if name == "each" else [WINDOW_LINES[name](view)]


def is_due(rule: Data, lines: list[Data]) -> bool:
    return measure(rule) == "each" or any(line["reason"] != "nothing_due" for line in lines)
