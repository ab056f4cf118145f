"""Mistakes in rounding, in the order of facts, and in who was there when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from tests.engine.mistakes.made import Mistake, instead_of
from tests.second.amounts import half_up
from tests.second.people import Person, in_order, is_excused, month_counts, passes, row_at, share, was_there
from tests.second.reading import Data
from tests.second.stretches import Stretch, containing, first, last

MISTAKES: list[Mistake] = []
mistaken = partial(instead_of, mistakes=MISTAKES)


@mistaken(half_up)
def rounding_half_down(n: int, d: int) -> int:
    size = (2 * abs(n) + d - 1) // (2 * d)
    return size if n >= 0 else -size


@mistaken(half_up)
def rounding_half_up_below_zero(n: int, d: int) -> int:
    return (2 * n + d) // (2 * d)


@mistaken(half_up)
def rounding_half_to_even(n: int, d: int) -> int:
    whole, rest = divmod(abs(n), d)
    size = whole + (1 if 2 * rest > d or (2 * rest == d and whole % 2) else 0)
    return size if n >= 0 else -size


@mistaken(in_order)
def facts_by_ref_alone(facts: Sequence[Data]) -> list[Data]:
    return sorted(facts, key=lambda fact: str(fact["ref"]))


@mistaken(in_order)
def facts_of_a_day_backwards(facts: Sequence[Data]) -> list[Data]:
    backwards = sorted(facts, key=lambda fact: str(fact["ref"]), reverse=True)
    return sorted(backwards, key=lambda fact: fact["on"])


@mistaken(in_order)
def refs_ordered_as_utf_16(facts: Sequence[Data]) -> list[Data]:
    return sorted(facts, key=lambda fact: (fact["on"], fact["ref"].encode("utf-16-be")))


@mistaken(month_counts)
def month_counts_from_its_first_day(who: Person, month: Stretch) -> bool:
    return last(month) <= who.as_of and was_there(who, first(month)) and not is_excused(who, month)


@mistaken(is_excused)
def month_of_leave_counts(who: Person, month: Stretch) -> bool:
    return False


@mistaken(is_excused)
def leave_takes_the_whole_quarter(who: Person, month: Stretch) -> bool:
    quarter = containing("quarter", first(month))
    return any(f["excuses_month"] and containing("quarter", f["on"]) == quarter for f in who.facts)


@mistaken(passes)
def half_is_not_enough(who: Person, stretch: Stretch) -> bool:
    counting, ended = share(who, stretch)
    return 2 * counting > ended or ended == 0


@mistaken(row_at)
def row_only_while_it_lasts(who: Person, day: date) -> Data:
    return next((row for row in who.rows if row["from"] <= day <= row["to"]), who.rows[0])


@mistaken(row_at)
def row_is_always_the_last(who: Person, day: date) -> Data:
    return who.rows[-1]
