"""A member over time: roster rows, facts, months that count (2, 3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tests.second.reading import Data, is_true, listed
from tests.second.stretches import Stretch, containing, first, last, parts


@dataclass(frozen=True)
class Person:
    """One member with what is read about them up to `as_of`: rows in order of `from`, facts in order."""

    id: str
    name: str
    rows: Sequence[Data]
    facts: Sequence[Data]
    as_of: date


def person(member: Data, facts: Sequence[Data], kinds: Data, year: int, as_of: date) -> Person:
    """Return a member with the facts from 1 January of the year up to `as_of`."""
    rows = sorted((_row(row) for row in member["rows"]), key=lambda row: row["from"])
    own = [_fact(fact, kinds[fact["kind"]]) for fact in facts if fact["member"] == member["id"]]
    read = [fact for fact in own if date(year, 1, 1) <= fact["on"] <= as_of]
    return Person(member["id"], member["name"], rows, in_order(read), as_of)


def _row(row: Data) -> Data:
    begins = date.fromisoformat(row["from"]) if row["from"] else date.min
    ends = date.fromisoformat(row["to"]) if row["to"] else date.max
    return {**row, "from": begins, "to": ends}


def _fact(fact: Data, kind: Data) -> Data:
    """Return a fact with its day as a date, and what its kind says about it."""
    excused = fact["outcome"] in listed(kind.get("excused"))
    day = date.fromisoformat(fact["on"])
    return {**fact, "on": day, "excused": excused, "excuses_month": is_true(kind, "excuses_month")}


def in_order(facts: Sequence[Data]) -> list[Data]:
    return sorted(facts, key=lambda fact: (fact["on"], fact["ref"]))


def row_at(who: Person, day: date) -> Data:
    """Return row(d): the row that began last by the day, even if it has ended; else the first."""
    begun = [row for row in who.rows if row["from"] <= day]
    return begun[-1] if begun else who.rows[0]


def was_there(who: Person, day: date) -> bool:
    return any(row["from"] <= day <= row["to"] for row in who.rows)


def is_excused(who: Person, month: Stretch) -> bool:
    return any(fact["excuses_month"] and containing("month", fact["on"]) == month for fact in who.facts)


def month_counts(who: Person, month: Stretch) -> bool:
    there = was_there(who, first(month)) and was_there(who, last(month))
    return last(month) <= who.as_of and there and not is_excused(who, month)


def share(who: Person, stretch: Stretch) -> tuple[int, int]:
    """Return how many months of the stretch count, and how many have ended."""
    ended = [month for month in parts(stretch, "month") if last(month) <= who.as_of]
    return sum(month_counts(who, month) for month in ended), len(ended)


def passes(who: Person, stretch: Stretch) -> bool:
    """Return whether at least half of the months that have ended count."""
    counting, ended = share(who, stretch)
    return 2 * counting >= ended


def end_of(who: Person, tally: Stretch) -> date:
    return min(last(tally), who.as_of)
