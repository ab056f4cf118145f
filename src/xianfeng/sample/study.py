"""Study: hours of central training and collective study, and what floating members do instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from xianfeng.sample import edges
from xianfeng.sample.happenings import Happening
from xianfeng.sample.people import Person
from xianfeng.sample.times import Year

TARGET = 3_200
OFFICE_TARGET = 5_600
"""Hours a year that are asked for, in hundredths; the scheme says so, and the sample is made around it."""
SPREAD = {TARGET: (3_600, 600), OFFICE_TARGET: (5_400, 1_300)}
"""Mean and deviation of the hours a year that are drawn; what falls below the target is lifted to it.

Then, with those who stay behind, members have about 36 hours on average and office holders about 60.
"""
BEHIND = 0.06
"""The share of members who end the year below the target."""
CENTRAL = (2, 7)
"""Months in which the study day is central training."""
HALF_HOUR = 50


def draw_study(rng: Random, year: Year, people: Sequence[Person]) -> Iterator[Happening]:
    """Yield the study of all who are asked to study, in each month that counts."""
    studying = [p for p in people if p.variant in ("standard", "retired")]
    plain = [p.id for p in studying if not p.row.offices and p.id not in edges.BY_ID]
    behind = set(rng.sample(plain, round(BEHIND * len(studying))))
    for person in studying:
        yield from _hours(rng, year, person, person.id in behind)
    for person in people:
        if person.variant == "floating":
            yield from _from_afar(rng, year, person)


def _hours(rng: Random, year: Year, person: Person, is_behind: bool) -> Iterator[Happening]:
    """Yield a session for each month that counts; hours keep pace with the target unless one is missed."""
    months = [month for month in range(1, 13) if person.counts(year, month)]
    missed = set(rng.sample(months, min(len(months), rng.randint(2, 4)))) if is_behind else set()
    above = None if is_behind or person.id in edges.BY_ID else rng.gauss(0, 1)
    due, credited = 0.0, 0
    for month in months:
        due += _pace(year, person, month, above)
        hours = -(-round(due - credited) // HALF_HOUR) * HALF_HOUR
        credited += hours
        yield _session(rng, year, person, month, "absent" if month in missed else "present", hours)


def _pace(year: Year, person: Person, month: int, above: float | None) -> float:
    """Return the hours of one month, in hundredths: what the office of that month asks for, or more.

    `above` says how many deviations from the mean the member studies; None is exactly the target.
    """
    offices = person.member.row_on(year.month(month).end).offices
    target = OFFICE_TARGET if offices else TARGET
    mean, deviation = SPREAD[target]
    return (target if above is None else max(target, mean + above * deviation)) / 12


def _session(rng: Random, year: Year, person: Person, month: int, outcome: str, hours: int) -> Happening:
    kind = "training.central" if month in CENTRAL else "study.collective"
    return Happening(year.day(month, rng.randint(3, 26)), person.id, kind, outcome, hours)


def _from_afar(rng: Random, year: Year, person: Person) -> Iterator[Happening]:
    for month in range(1, 13):
        if rng.random() < 0.97:
            yield Happening(year.day(month, rng.randint(3, 26)), person.id, "contact.made")
        if month % 3 == 2 and rng.random() < 0.97:
            yield Happening(year.day(month, rng.randint(3, 26)), person.id, "study.online", "", 400)
