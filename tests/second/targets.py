"""reach, shortfall, absence: what was done of a target (6)."""

from __future__ import annotations

from typing import Any

from tests.second.amounts import ONE, half_up, hundredths
from tests.second.people import month_counts, row_at
from tests.second.reading import Data, is_true
from tests.second.stretches import MONTHS, Stretch, first, last, parts
from tests.second.views import View, line, matching


def reach_line(view: View) -> Data:
    """Return how far the target to date is reached."""
    have, need = have_of(view), need_of(view)
    if need == 0 or not judged_here(view):
        return line(have, need, 0, "nothing_due")
    return line(have, need, half_up(hundredths(view.rule["points"]) * min(have, need), need), "counted")


def shortfall_line(view: View) -> Data:
    """Return what is taken away for every full step that is missing."""
    have, need = have_of(view), need_of(view)
    if need == 0 or not judged_here(view):
        return line(have, need, 0, "nothing_due")
    return line(have, need, hundredths(view.rule["points"]) * missing_steps(view, have, need), "counted")


def absence_line(view: View) -> Data:
    """Return the line of a shortfall of one fact in a window that has ended."""
    meaning = {"counting": "facts", "target": "1", "per": "1", "paced": "false"}
    return shortfall_line(view._replace(rule={**view.rule, **meaning}))


def by_facts(view: View) -> bool:
    return bool(view.rule.get("counting", "quantity") == "facts")


def have_of(view: View) -> int:
    facts = matching(view)
    return len(facts) * ONE if by_facts(view) else sum(fact["quantity"] for fact in facts)


def need_of(view: View) -> int:
    """Return the target to date: that of every month that counts, over the months of a whole window."""
    total = sum(month_target(view, month) for month in counting_months(view))
    number = MONTHS[view.window.unit]
    return half_up(total, 100 * number) * ONE if by_facts(view) else half_up(total, number)


def counting_months(view: View) -> list[Stretch]:
    ended = [month for month in parts(view.window, "month") if last(month) <= view.end]
    return [month for month in ended if month_counts(view.who, month)]


def month_target(view: View, month: Stretch) -> int:
    return target_for(view.rule["target"], row_at(view.who, last(month)))


def target_for(target: Any, row: Data) -> int:
    """Return the target of the first key written that fits the row; `otherwise` is tried last."""
    if not isinstance(target, dict):
        return hundredths(target)
    keys = [key for key in target if key != "otherwise" and (key == row["variant"] or key in row["offices"])]
    return hundredths(target.get((keys or ["otherwise"])[0], "0"))


def judged_here(view: View) -> bool:
    paced = is_true(view.rule, "paced", "true")
    return paced or first(view.tally) <= last(view.window) <= view.end


def missing_steps(view: View, have: int, need: int) -> int:
    return max(need - have, 0) // hundredths(view.rule.get("per", "1"))
