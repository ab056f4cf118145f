"""The sample as tables of rows, in the shape in which a workbook is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xianfeng.sample.ballots import Scores
from xianfeng.sample.happenings import Happening
from xianfeng.sample.people import Person

Cell = str | int | date | tuple[str, ...] | None
Row = dict[str, Cell]
"""The codes of the columns to what is in them: amounts in hundredths, several codes as a tuple."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of each table; `today` is the last day that is known."""

    today: date
    members: list[Row]
    facts: list[Row]
    ballots: list[Row]
    adjustments: list[Row]
    resolutions: list[Row]


def member_rows(people: Iterable[Person]) -> Iterator[Row]:
    """Yield the roster rows of each member, in order."""
    for person in people:
        for row in person.member.rows:
            yield {
                "id": person.id, "name": person.member.name, "branch": row.branch, "group": row.group,
                "variant": row.variant, "offices": tuple(sorted(row.offices)),
                "start": row.start, "end": row.end,
            }  # fmt: skip


def fact_rows(happenings: Iterable[Happening]) -> Iterator[Row]:
    """Yield the facts in order of day, with refs in the same order."""
    for number, each in enumerate(sorted(happenings), 1):
        yield {
            "ref": f"F{number:06d}", "member": each.member, "kind": each.kind, "on": each.on,
            "quantity": each.quantity, "outcome": each.outcome, "document": each.document, "note": each.note,
        }  # fmt: skip


def ballot_rows(period: str, mutual: Scores, mass: Scores) -> Iterator[Row]:
    """Yield the ballots by ratee, numbered in the order in which they stand."""
    number = 0
    for ratee in sorted(mutual):
        for kind, scores in (("mutual", mutual[ratee]), ("mass", mass[ratee])):
            for score in scores:
                number += 1
                yield {
                    "period": period, "ratee": ratee, "rater_kind": kind,
                    "ballot": f"B{number:06d}", "score": score * 100,
                }  # fmt: skip


def resolution_rows(
    period: str, member: str, document: str, weights: Sequence[tuple[str, int]]
) -> Iterator[Row]:
    """Yield a member's resolution, a row for each component; weights are hundredths."""
    for component, weight in weights:
        yield {
            "period": period, "member": member, "document": document, "component": component, "weight": weight
        }  # fmt: skip
