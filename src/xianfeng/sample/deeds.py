"""Deeds beyond duty: volunteering, and the four pioneer roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from xianfeng.sample import edges
from xianfeng.sample.happenings import Happening
from xianfeng.sample.people import Person
from xianfeng.sample.times import Year

VOLUNTEERING = 2_800
"""Person-times of volunteering in the year."""
DIFFICULTIES = 360
PROJECTS = 16
AWARDS = 80
EVERY_QUARTER = 0.96
"""The share of quarters in which a member in service volunteers."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A kind of deed: how often a year at most, its quantities, and how much less some variants do it."""

    kind: str
    most: int
    quantities: tuple[int, ...] = (100,)
    shares: Mapping[str, float] = field(default_factory=dict)


AT_WORK = {"retired": 0.0, "floating": 0.0, "reduced": 0.2}
ANYWHERE = {"retired": 0.9, "floating": 0.5, "reduced": 0.4}
DEEDS = (
    Deed("publicity.done", 4, shares=ANYWHERE),
    Deed("article.adopted", 2, shares=ANYWHERE),
    Deed("hazard.fixed", 4, (100, 100, 200, 300), {"retired": 0.2, "floating": 0.0, "reduced": 0.2}),
    Deed("safety.teaching", 2, shares=ANYWHERE),
    Deed("emergency.duty", 2, shares=AT_WORK),
    Deed("improvement.adopted", 2, shares=AT_WORK),
    Deed("saving.certified", 1, (100, 150, 200, 250, 300, 400), AT_WORK),
    Deed("coaching.done", 3, shares={"retired": 1.0, "floating": 0.1, "reduced": 0.3}),
)


def draw_deeds(rng: Random, year: Year, people: Sequence[Person]) -> Iterator[Happening]:
    """Yield the year's deeds; edge members have those written for them, the others what chance gives."""
    yield from _volunteering(rng, year, people)
    others = [person for person in people if person.id not in edges.BY_ID]
    for person in others:
        for deed in DEEDS:
            yield from _of_one_kind(rng, year, person, deed)
    able = [person for person in others if person.variant == "standard"]
    for person in _chosen(rng, able, DIFFICULTIES):
        yield Happening(person.some_day(rng, year), person.id, "difficulty.solved")
    yield from _projects(rng, year, able)
    yield from _awards(rng, year, able)
    for person in people:
        yield from _written(year, person)


def _chosen(rng: Random, people: Sequence[Person], count: int) -> list[Person]:
    """Return that many, the same ones more than once; the better thought of, the more often."""
    return rng.choices(people, [person.latent**2 for person in people], k=count)


def _volunteering(rng: Random, year: Year, people: Sequence[Person]) -> Iterator[Happening]:
    """Yield exactly as many person-times as the area reports: a round each quarter, then whoever likes."""
    serving = [person for person in people if person.variant == "standard"]
    rounds = [(p, day) for p in serving for day in _rounds(rng, year, p)]
    able = [person for person in people if person.variant in ("standard", "retired")]
    more = [(p, p.some_day(rng, year)) for p in _chosen(rng, able, VOLUNTEERING - len(rounds))]
    for person, day in rounds + more:
        yield Happening(day, person.id, "volunteer.service", "", rng.choice((100, 150, 200, 300, 400)))


def _rounds(rng: Random, year: Year, person: Person) -> Iterator[date]:
    for month in (2, 5, 8, 11):
        day = year.day(month, rng.randint(3, 26))
        if person.at_work(day) and rng.random() < EVERY_QUARTER:
            yield day


def _of_one_kind(rng: Random, year: Year, person: Person, deed: Deed) -> Iterator[Happening]:
    chance = person.latent * deed.shares.get(person.variant, 1.0)
    for _ in range(deed.most):
        if rng.random() < chance:
            yield Happening(person.some_day(rng, year), person.id, deed.kind, "", rng.choice(deed.quantities))


def _projects(rng: Random, year: Year, people: Sequence[Person]) -> Iterator[Happening]:
    """Yield the year's projects: approved in spring for a leader and a team, concluded by the leader."""
    there = [p for p in people if p.row.start is None and p.row.end is None and not p.leave]
    for number, leader in enumerate(rng.sample(there, PROJECTS), 1):
        note = f"攻关项目{number}"
        approved = year.day(rng.randint(2, 4), rng.randint(3, 26))
        yield Happening(approved, leader.id, "project.approved", "leader", note=note)
        mates = [p for p in there if p.row.branch == leader.row.branch and p is not leader]
        for mate in rng.sample(mates, 3):
            yield Happening(approved, mate.id, "project.approved", "member", note=note)
        done = year.day(rng.randint(6, 12), rng.randint(3, 26))
        yield Happening(done, leader.id, "project.done", "", rng.choice((200, 300, 400, 500)), note=note)


def _awards(rng: Random, year: Year, people: Sequence[Person]) -> Iterator[Happening]:
    """Yield the awards of 1 July and of the end of the year, for those who are best thought of."""
    best = sorted(people, key=lambda person: person.latent, reverse=True)[: 2 * AWARDS]
    there = [person for person in best if person.last_day(year) >= date(year.number, 12, 31)]
    for person in rng.sample(there, AWARDS):
        level = rng.choices(("branch", "unit", "company"), (15, 4, 1))[0]
        summer = person.member.was_there(date(year.number, 7, 1)) and rng.random() < 0.5
        yield Happening(year.day(*((7, 1) if summer else (12, 26))), person.id, "award.granted", level)


def _written(year: Year, person: Person) -> Iterator[Happening]:
    """Yield the deeds written for an edge member, spread evenly over the days until today."""
    edge = edges.BY_ID.get(person.id)
    deeds = [(kind, q) for kind, count, q in edge.deeds for _ in range(count)] if edge else []
    first = person.first_day(year)
    days = (min(person.last_day(year), year.today) - first).days
    for number, (kind, quantity) in enumerate(deeds, 1):
        on = first + timedelta(days=days * number // (len(deeds) + 1))
        yield Happening(on, person.id, kind, "", quantity)
