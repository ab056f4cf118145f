"""Mistakes in windows, in which facts match, and in what they are worth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from tests.engine.mistakes.made import Mistake, instead_of
from tests.second.amounts import OPEN, half_up, hundredths
from tests.second.each import capped, judged, steps, times
from tests.second.people import month_counts
from tests.second.reading import Data, listed
from tests.second.shares import if_none
from tests.second.stretches import MONTHS, Stretch, first, last, parts
from tests.second.targets import (
    counting_months,
    have_of,
    judged_here,
    missing_steps,
    month_target,
    need_of,
    target_for,
)
from tests.second.views import View, matches, measure, windows

MISTAKES: list[Mistake] = []
mistaken = partial(instead_of, mistakes=MISTAKES)


@mistaken(windows)
def every_is_ignored(rule: Data, tally: Stretch) -> list[Stretch]:
    return [tally]


@mistaken(windows)
def shorter_windows_are_ignored(rule: Data, tally: Stretch) -> list[Stretch]:
    return windows(rule, tally) if MONTHS[rule.get("every", "year")] >= MONTHS[tally.unit] else [tally]


@mistaken(matches)
def excused_facts_count(rule: Data, fact: Data) -> bool:
    by_outcome = isinstance(rule.get("points"), dict)
    return matches(rule, fact if by_outcome else {**fact, "excused": False})


@mistaken(matches)
def excused_facts_never_count(rule: Data, fact: Data) -> bool:
    return matches(rule, fact) and not fact["excused"]


@mistaken(matches)
def only_the_first_outcome_matches(rule: Data, fact: Data) -> bool:
    return matches({**rule, "outcome": listed(rule["outcome"])[:1]} if "outcome" in rule else rule, fact)


@mistaken(times)
def once_more_than_times(rule: Data) -> int:
    return int(rule.get("times", OPEN)) + 1


@mistaken(capped)
def no_cap(rule: Data, earlier: Sequence[int], worth: int) -> int:
    return worth


@mistaken(capped)
def cap_for_each_fact_alone(rule: Data, earlier: Sequence[int], worth: int) -> int:
    return capped(rule, [], worth)


@mistaken(capped)
def fact_beyond_the_cap_counts_nothing(rule: Data, earlier: Sequence[int], worth: int) -> int:
    counted = capped(rule, earlier, worth)
    return counted if counted == worth else 0


@mistaken(steps)
def no_running_total(rule: Data, earlier: Sequence[Data], fact: Data) -> int:
    return int(fact["quantity"] // hundredths(rule["per"]))


@mistaken(judged)
def recorded_value_is_not_clamped(rule: Data, quantity: int) -> int:
    return -quantity if min(hundredths(end) for end in rule["judged"]) < 0 else quantity


@mistaken(if_none)
def who_was_excused_owes_all_the_same(view: View) -> str:
    return str(view.rule.get("if_none", "skip" if measure(view.rule) == "ratio" else "zero"))


@mistaken(target_for)
def otherwise_is_tried_where_it_stands(target: Any, row: Data) -> int:
    if not isinstance(target, dict):
        return hundredths(target)
    fitting = {"otherwise", row["variant"], *row["offices"]}
    return next((hundredths(amount) for key, amount in target.items() if key in fitting), 0)


@mistaken(target_for)
def office_goes_before_variant(target: Any, row: Data) -> int:
    if isinstance(target, dict):
        target = dict(sorted(target.items(), key=lambda pair: pair[0] == row["variant"]))
    return target_for(target, row)


@mistaken(target_for)
def offices_have_no_targets(target: Any, row: Data) -> int:
    return target_for(target, {**row, "offices": []})


@mistaken(counting_months)
def months_before_the_tally_need_nothing(view: View) -> list[Stretch]:
    return [month for month in counting_months(view) if first(month) >= first(view.tally)]


@mistaken(counting_months)
def months_to_come_are_needed_now(view: View) -> list[Stretch]:
    months = parts(view.window, "month")
    return [m for m in months if last(m) > view.who.as_of or month_counts(view.who, m)]


@mistaken(month_target)
def target_of_the_day_of_settlement(view: View, month: Stretch) -> int:
    rows = [row for row in view.who.rows if row["from"] <= view.end] or view.who.rows[:1]
    return target_for(view.rule["target"], rows[-1])


@mistaken(need_of)
def facts_are_not_whole(view: View) -> int:
    total = sum(month_target(view, month) for month in counting_months(view))
    return half_up(total, MONTHS[view.window.unit])


@mistaken(have_of)
def number_instead_of_quantity(view: View) -> int:
    return have_of(view._replace(rule={**view.rule, "counting": "facts"}))


@mistaken(judged_here)
def always_paced(view: View) -> bool:
    return True


@mistaken(judged_here)
def judged_before_the_window_has_ended(view: View) -> bool:
    return judged_here(view) or first(view.tally) <= last(view.window) <= last(view.tally)


@mistaken(missing_steps)
def steps_begun_are_missing_too(view: View, have: int, need: int) -> int:
    return -(-max(need - have, 0) // hundredths(view.rule.get("per", "1")))
