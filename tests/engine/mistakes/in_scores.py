"""Mistakes in items, sheets, ballots and components."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from tests.engine.mistakes.made import Mistake, instead_of
from tests.second.amounts import FULL, OPEN, hundredths
from tests.second.ballots import Poll, points_of, trimmed
from tests.second.components import answered_points, mean, tallies_of, why_missing
from tests.second.people import Person
from tests.second.reading import Data, holds, is_true
from tests.second.rules import is_due
from tests.second.sheets import Place, base_of, begins_with, bounded, bounds, limited, sort_of, variant_in
from tests.second.stretches import Stretch, first, parts

MISTAKES: list[Mistake] = []
mistaken = partial(instead_of, mistakes=MISTAKES)


@mistaken(holds)
def every_item_and_rule_is_for_all(scoped: Data, variant: str) -> bool:
    return True


@mistaken(is_due)
def every_rule_is_due(rule: Data, lines: list[Data]) -> bool:
    return True


@mistaken(begins_with)
def section_decides_what_deducts(place: Place) -> int:
    deducts = is_true(place.section, "deduct", place.item.get("deduct", "false"))
    return hundredths(place.item["points"]) if deducts else 0


@mistaken(bounds)
def items_have_no_ceiling(place: Place) -> tuple[int, int]:
    return (-OPEN, 0) if sort_of(place.section) == "minus" else (0, OPEN)


@mistaken(bounds)
def items_have_no_floor(place: Place) -> tuple[int, int]:
    return -OPEN, bounds(place)[1]


@mistaken(variant_in)
def variant_of_the_day_of_settlement(who: Person, tally: Stretch) -> str:
    return variant_in(who, Stretch("year", tally.year, 0))


@mistaken(base_of)
def nothing_is_rescaled(earned: int, due: int, of: int) -> int | None:
    return None if due == 0 < of else earned


@mistaken(base_of)
def nothing_due_is_zero(earned: int, due: int, of: int) -> int:
    return base_of(earned, due, of) or 0


@mistaken(limited)
def sections_have_no_limit(section: Data, values: int) -> int:
    return 0 if "of" in section else values


@mistaken(bounded)
def sheets_have_no_bounds(sheet: Data, total: int) -> int:
    return total


@mistaken(tallies_of)
def tallies_begin_to_exist_on_their_first_day(who: Person, component: Data, period: Stretch) -> list[Stretch]:
    tallies = parts(period, component.get("tally", period.unit))
    return [tally for tally in tallies if first(tally) <= who.as_of]


@mistaken(mean)
def tallies_that_fail_stay_in_the_mean(rows: Sequence[Data]) -> int | None:
    return mean([{**row, "counts": True} for row in rows])


@mistaken(mean)
def tallies_without_a_score_are_zero(rows: Sequence[Data]) -> int | None:
    return mean([{**row, "score": row["score"] or 0} for row in rows])


@mistaken(why_missing)
def nothing_is_ever_due(component: Data, rows: Sequence[Data]) -> str:
    return "nothing_due"


@mistaken(trimmed)
def nothing_is_trimmed(component: Data, totals: list[int]) -> list[int]:
    return totals


@mistaken(trimmed)
def trimmed_with_one_ballot_more(component: Data, totals: list[int]) -> list[int]:
    few = "trim" in component and len(totals) <= int(component["trim"]["when"])
    return totals if few else trimmed(component, totals)


@mistaken(points_of)
def grades_are_worth_their_share_of_the_whole(sheet: Data, item: str) -> int:
    return FULL


@mistaken(answered_points)
def what_ballots_answer_is_not_due(who: Person, sheet: Data, period: Stretch, counted: Poll) -> int:
    return 0
