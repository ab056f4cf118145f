"""Random cases settled by the engine and by the second implementation, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from tests import second
from tests.random_cases import Case, Year, random_case, random_year
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Adjustment, Ballot, Fact, Inputs, Member, Resolution, RosterRow
from xianfeng.engine.loading import load_scheme
from xianfeng.engine.organisation import settle, settle_period
from xianfeng.engine.results import Settlement
from xianfeng.engine.scheme import Scheme
from xianfeng.schemes import library
from xianfeng.workbooks.writing.jsonout import as_json

Data = dict[str, Any]
ENGINE_ONLY = {"inputs_digest", "results_digest", "defaults", "warnings"}
"""What the second implementation does not give."""
MOST_KEPT = 400
"""How many settled cases are kept for the next test: more than the everyday ones, fewer than all."""


@dataclass(frozen=True)
class Settled:
    """A random case with its settlement by the engine, ready to be compared and explained."""

    case: Case
    scheme: Scheme
    period: Period
    inputs: Inputs
    settlement: Settlement


@dataclass(frozen=True)
class SettledYear:
    """All periods of a random year settled by the engine; the last settlement has the year."""

    case: Year
    scheme: Scheme
    settlements: list[Settlement]


@lru_cache(MOST_KEPT)
def settled(seed: int) -> Settled:
    """Return a seed's case settled by the engine. Raises InvalidInput if its scheme is refused."""
    case = random_case(seed)
    scheme = load_scheme(case.scheme_yaml, f"seed {seed}", library.catalogue())
    period = Period.parse(case.period)
    inputs = engine_inputs({case.period: case.inputs})
    settlement = settle_period(scheme, inputs, period, _day(case.as_of) or period.end)
    return Settled(case, scheme, period, inputs, settlement)


@lru_cache(MOST_KEPT)
def settled_year(seed: int) -> SettledYear:
    """Return a seed's year settled by the engine. Raises InvalidInput if its scheme is refused."""
    case = random_year(seed)
    scheme = load_scheme(case.scheme_yaml, f"year {seed}", library.catalogue())
    inputs = engine_inputs(dict(case.periods), case.carried)
    return SettledYear(case, scheme, settle(scheme, inputs, [Period.parse(code) for code, _ in case.periods]))


def second_opinion(case: Case) -> Data:
    """Return a case settled by the second implementation."""
    return second.settle(second.read(case.scheme_yaml), case.period, case.inputs, case.as_of)


def second_opinion_of_year(case: Year) -> list[Data]:
    """Return every period settled by the second implementation; the last one has the year."""
    scheme = second.read(case.scheme_yaml)
    periods = [second.settle(scheme, code, inputs) for code, inputs in case.periods]
    return [*periods[:-1], {**periods[-1], "year": second.roll_up(scheme, periods, case.carried)}]


def disagreement(seed: int) -> str | None:
    """Return where engine and second implementation first differ in a seed's case; None if nowhere."""
    found = settled(seed)
    return difference(as_json(found.settlement), second_opinion(found.case))


def disagreement_on_year(seed: int) -> str | None:
    """Return where engine and second implementation first differ in a seed's year; None if nowhere."""
    found = settled_year(seed)
    pairs = zip(map(as_json, found.settlements), second_opinion_of_year(found.case), strict=True)
    return next((place for ours, theirs in pairs if (place := difference(ours, theirs))), None)


# ---- the inputs, as the engine takes them


def engine_inputs(by_period: dict[str, Data], carried: dict[str, int] | None = None) -> Inputs:
    """Return the inputs of all periods; members and facts are the same for each."""
    any_period = next(iter(by_period.values()))
    return Inputs(
        tuple(_member(member) for member in any_period["members"]),
        tuple(_fact(fact) for fact in any_period["facts"]),
        {code: tuple(_ballots(inputs["ballots"])) for code, inputs in by_period.items()},
        {code: tuple(_adjustments(inputs["adjustments"])) for code, inputs in by_period.items()},
        {code: tuple(_resolutions(inputs["resolutions"])) for code, inputs in by_period.items()},
        carried or {},
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _member(member: Data) -> Member:
    rows = sorted(member["rows"], key=lambda row: row["from"] or "")
    return Member(member["id"], member["name"], tuple(_row(row) for row in rows))


def _row(row: Data) -> RosterRow:
    start, end = _day(row["from"]), _day(row["to"])
    return RosterRow(row["branch"], row["variant"], row["group"], frozenset(row["offices"]), start, end)


def _fact(fact: Data) -> Fact:
    return Fact(**{**fact, "on": date.fromisoformat(fact["on"])})


def _ballots(answers: list[Data]) -> Iterator[Ballot]:
    ballots: dict[tuple[str, str, str], Data] = {}
    for each in answers:
        ballot = ballots.setdefault((each["ratee"], each["rater_kind"], each["ballot"]), {})
        ballot[each["item"]] = each["grade"] if each["score"] is None else each["score"]
    yield from (Ballot(*key, answers=own) for key, own in ballots.items())


def _adjustments(decisions: list[Data]) -> Iterator[Adjustment]:
    yield from (Adjustment(**decision) for decision in decisions)


def _resolutions(decisions: list[Data]) -> Iterator[Resolution]:
    yield from (Resolution(**decision) for decision in decisions)


# ---- where they differ


def difference(engine: Data, second: Data) -> str | None:
    """Return the first place in which two settlements differ, in words; None if there is none."""
    shared = {key: value for key, value in engine.items() if key not in ENGINE_ONLY}
    return next(_differences(shared, second, ""), None)


def _differences(ours: Any, theirs: Any, place: str) -> Iterator[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys():
        for key, value in ours.items():
            yield from _differences(value, theirs[key], f"{place} {key}")
    elif isinstance(ours, list) and isinstance(theirs, list):
        for number, (our, their) in enumerate(zip_longest(ours, theirs), 1):
            yield from _differences(our, their, f"{place} {number}{_name(our or their)}")
    elif ours != theirs:
        yield f"{place}: the engine has {ours!r}, the second implementation {theirs!r}"


def _name(row: Any) -> str:
    """Return what tells a row from its neighbours: codes and refs."""
    keys = ("member", "component", "tally", "item", "rule", "window", "ref", "code")
    known = [str(row[key]) for key in keys if row.get(key)] if isinstance(row, dict) else []
    return f" ({' '.join(known)})" if known else ""
