"""The sample of a whole area: a year of facts and ballots, the same for the same seed and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from random import Random

from xianfeng.engine.calendar import Period
from xianfeng.engine.settle import settle_member
from xianfeng.sample import edges
from xianfeng.sample.ballots import draw_employees, draw_mutual, quality
from xianfeng.sample.changes import change
from xianfeng.sample.deeds import draw_deeds
from xianfeng.sample.duties import draw_duties
from xianfeng.sample.fitting import fit, wanted_quality
from xianfeng.sample.happenings import Happening
from xianfeng.sample.meetings import draw_meetings
from xianfeng.sample.people import Person
from xianfeng.sample.records import records
from xianfeng.sample.roster import draw_roster
from xianfeng.sample.study import draw_study
from xianfeng.sample.tables import Row, Tables, ballot_rows, fact_rows, member_rows, resolution_rows
from xianfeng.sample.times import Year
from xianfeng.schemes import library

SCHEME = "ten-ones"
RESOLUTION = "北油党〔{year}〕21号"
REWEIGHTED = (("inner", 6_250), ("pioneer", 3_750))


def generate(seed: int, today: date) -> Tables:
    """Return the sample's tables for the year of `today`, with facts up to that day.

    The review is held by that day too, so that results are complete. Raises InvalidInput when fewer
    than four months of the year have ended: mid-year changes need room.
    """
    rng, year = Random(seed), Year(today)  # noqa: S311 - a sample must be repeatable
    people = draw_roster(rng)
    change(rng, year, people)
    everyone = list(people.values())
    happened = [each for each in _happenings(rng, year, everyone) if each.on <= today]
    facts = Tables(today, list(member_rows(everyone)), list(fact_rows(happened)), [], [], [])
    document = RESOLUTION.format(year=year.number)
    decided = resolution_rows(year.code, edges.RESOLVED.id, document, REWEIGHTED)
    return replace(facts, ballots=_ballots(rng, year, everyone, facts), resolutions=list(decided))


def _happenings(rng: Random, year: Year, people: Sequence[Person]) -> Iterator[Happening]:
    yield from draw_meetings(rng, year, people)
    yield from draw_study(rng, year, people)
    yield from draw_duties(rng, year, people)
    yield from draw_deeds(rng, year, people)


def _ballots(rng: Random, year: Year, people: Sequence[Person], facts: Tables) -> list[Row]:
    """Return the ballots of all who are there today; those of scored edge members fit their score."""
    there = [person for person in people if person.member.was_there(year.today)]
    pioneer = _pioneer_scores(year, facts)
    qualities = {person.id: quality(person.latent) for person in there}
    for edge in edges.EDGES:
        if edge.score is not None:
            qualities[edge.id] = wanted_quality(edge.score, pioneer[edge.id])
    mutual, mass = draw_mutual(rng, there, qualities), draw_employees(rng, there, qualities)
    for edge in edges.EDGES:
        if edge.score is not None:
            fitted = fit(edge.score, pioneer[edge.id], mutual[edge.id], mass[edge.id])
            mutual[edge.id], mass[edge.id] = fitted
    return list(ballot_rows(year.code, mutual, mass))


def _pioneer_scores(year: Year, facts: Tables) -> dict[str, int]:
    """Return what the engine gives the scored edge members for their facts, in hundredths."""
    scheme, period, known = library.load(SCHEME), Period.parse(year.code), records(facts)
    scores: dict[str, int] = {}
    for edge in edges.EDGES:
        if edge.score is not None:
            result = settle_member(scheme, period, known[edge.id], year.today)
            scores[edge.id] = next(c.score or 0 for c in result.components if c.code == "pioneer")
    return scores
