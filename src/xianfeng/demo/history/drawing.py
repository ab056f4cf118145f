"""How duties and deeds are drawn: what a table of a method says, for each person and a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from xianfeng.engine.calendar import Period, Unit
from xianfeng.sample.duties import Odds, ended
from xianfeng.sample.happenings import Happening
from xianfeng.sample.people import Person
from xianfeng.sample.times import Year

EARLY = 1.4
"""Deeds begin a quarter with more zeal than they end it: 1 would spread them evenly."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What is due in some months: with an outcome that is usual and the odds of others, or with a quantity.

    `kept` is how many do it at all, `only` the variants that it is due for (all, without any); `excused` is the
    outcome of those with reduced tasks or on leave, who are left out without one.
    """

    kind: str
    months: Sequence[int]
    usual: str = ""
    odds: Odds = field(default_factory=dict)
    excused: str = ""
    only: Sequence[str] = ()
    kept: float = 1.0
    quantities: Sequence[int] = (100,)
    document: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done beyond duty: how often a year by the best, and how much less by some variants."""

    kind: str
    most: int
    quantities: Sequence[int] = (100,)
    shares: Mapping[str, float] = field(default_factory=dict)
    outcomes: Sequence[str] = ("",)
    notes: Sequence[str] = ("",)


def draw_duty(rng: Random, year: Year, person: Person, duty: Duty) -> Iterator[Happening]:
    """Yield what became of a duty in its months in which the person was there."""
    if duty.only and person.variant not in duty.only:
        return
    for month in duty.months:
        on = year.day(month, rng.randint(8, 24))
        if person.member.was_there(on) and rng.random() < duty.kept:
            yield from _done(rng, person, duty, on)


def _done(rng: Random, person: Person, duty: Duty, on: date) -> Iterator[Happening]:
    spared = person.variant == "reduced" or on.month in person.leave
    if not spared or duty.excused:
        outcome = duty.excused if spared else ended(rng, person, duty.usual, duty.odds)
        document = duty.document.format(year=on.year)
        yield Happening(on, person.id, duty.kind, outcome, rng.choice(duty.quantities), document)


def draw_deed(rng: Random, year: Year, person: Person, deed: Deed) -> Iterator[Happening]:
    """Yield deeds of a kind: the better thought of, the more."""
    chance = person.latent * deed.shares.get(person.variant, 1.0)
    for _ in range(deed.most):
        if rng.random() < chance:
            on = _some_day(rng, year)
            if person.at_work(on):
                outcome, quantity = rng.choice(deed.outcomes), rng.choice(deed.quantities)
                yield Happening(on, person.id, deed.kind, outcome, quantity, note=rng.choice(deed.notes))


def _some_day(rng: Random, year: Year) -> date:
    quarter = Period(year.number, rng.randint(1, 4), Unit.QUARTER)
    length = (quarter.end - quarter.start).days
    return quarter.start + timedelta(days=int(length * rng.random() ** EARLY))
