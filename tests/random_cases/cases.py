"""Whole cases: a scheme, a period, and everything that goes into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tests.random_cases.decisions import adjustments, ballots, resolutions
from tests.random_cases.drawing import Data, Draw
from tests.random_cases.happenings import facts
from tests.random_cases.rosters import members
from tests.random_cases.schemes import random_scheme
from tests.random_cases.setting import Setting
from tests.random_cases.writing import written
from tests.second import read, settle
from tests.second.amounts import hundredths
from tests.second.stretches import MONTHS, Stretch, code, first, last, parts

PERIODS = ["month", "quarter", "quarter", "half_year", "half_year", "year", "year", "year"]


@dataclass(frozen=True)
class Case:
    """One period to settle; `as_of` is None where none is given. Inputs are as in `tests.second.settle`."""

    scheme_yaml: str
    period: str
    as_of: str | None
    inputs: Data


@dataclass(frozen=True)
class Year:
    """All periods of a year with the inputs of each, and last year's stars that made no flag."""

    scheme_yaml: str
    periods: tuple[tuple[str, Data], ...]
    carried: dict[str, int]


def random_case(seed: int) -> Case:
    """Return the case of a seed."""
    draw = Draw(seed)
    unit = draw.choice(PERIODS)
    setting, scheme = random_scheme(draw, unit)
    period = Stretch(unit, draw.randint(2023, 2026), draw.randrange(12 // MONTHS[unit]))
    as_of = _as_of(draw, period) if draw.chance(0.4) else None
    until = as_of or last(period)
    people = members(setting, period, until)
    inputs = _inputs(setting, scheme, people, facts(setting, scheme, people, period, until), until)
    given = as_of.isoformat() if as_of else None
    if "bands" in scheme and draw.chance(0.5):
        _move_a_band(draw, scheme, code(period), inputs, given)
    return Case(written(scheme), code(period), given, inputs)


def random_year(seed: int) -> Year:
    """Return the year of a seed: one roster and its facts, ballots and decisions for each period."""
    draw = Draw(seed)
    unit, year = draw.choice(PERIODS), Stretch("year", draw.randint(2023, 2026), 0)
    setting, scheme = random_scheme(draw, unit)
    scheme.setdefault("year", {})
    if "bands" in scheme and draw.chance(0.5):
        _many_stars(draw, scheme)
    people = members(setting, year, last(year))
    happened = facts(setting, scheme, people, year, last(year))
    periods = [(code(p), _inputs(setting, scheme, people, happened, last(p))) for p in parts(year, unit)]
    carried = {member["id"]: draw.randint(0, 2) for member in people if draw.chance(0.6)}
    return Year(written(scheme), tuple(periods), carried)


def _as_of(draw: Draw, period: Stretch) -> date:
    month = draw.choice(parts(period, "month"))
    days = (last(period) - first(period)).days
    some = [first(period) + timedelta(days=draw.randint(0, days)) for _ in range(2)]
    return draw.pick(first(period), last(period), first(month), last(month), *some)


def _inputs(setting: Setting, scheme: Data, people: list[Data], happened: list[Data], as_of: date) -> Data:
    return {
        "members": people,
        "facts": happened,
        "ballots": ballots(setting, scheme, people, as_of),
        "adjustments": adjustments(setting.draw, scheme, people),
        "resolutions": resolutions(setting.draw, scheme, people),
    }


def _move_a_band(draw: Draw, scheme: Data, period: str, inputs: Data, as_of: str | None) -> None:
    """Move the limit of a band to a score that somebody has, or one hundredth above it."""
    results = settle(read(written(scheme)), period, inputs, as_of)["results"]
    scores = [hundredths(result["score"]) for result in results if result["score"]]
    limits = [hundredths(band["at_least"]) for band in scheme["bands"][:-1]]
    limits[draw.randrange(len(limits))] = draw.pick(0, 1) + draw.choice(scores or limits)
    if len(set(limits) - {0}) == len(limits) and max(limits) <= 999_999:
        for band, limit in zip(scheme["bands"], sorted(limits, reverse=True), strict=False):
            band["at_least"] = draw.amount(limit)


def _many_stars(draw: Draw, scheme: Data) -> None:
    """Lower the bands and raise their stars, so that three stars and more are easily had."""
    for number, band in enumerate(reversed(scheme["bands"])):
        band |= {"at_least": draw.amount(300 * number), "stars": str(2 * number)}
    scheme["year"].setdefault("flags", {"stars": "3", "carry": draw.pick("year", "none", "always")})
