"""A whole organisation: periods, the year, digests that notice every change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest

from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Adjustment, Ballot, Fact, Inputs, Member, Resolution, RosterRow
from xianfeng.engine.organisation import periods_of, settle
from xianfeng.engine.scheme import Carry, Flags, Scheme, Status, YearRule
from xianfeng.schemes import library

HALVES = (Period.parse("2025-H1"), Period.parse("2025-H2"))


def town(**changes: object) -> Inputs:
    """Two members of the town, both halves of 2025, everything in it."""
    members = tuple(Member(f"m{n}", f"党员{n}", (RosterRow("b1", "at_home"),)) for n in (1, 2))
    facts = tuple(
        Fact(f"f{member.id}{month}", member.id, "dues.month", date(2025, month, 3), 100, "on_time")
        for member in members
        for month in range(1, 13)
    )
    aspects = ("ideals", "discipline", "devotion", "morals", "daily")
    ballots = tuple(
        Ballot(member.id, "mutual", f"v{n}", dict.fromkeys(aspects, 1800))
        for member in members
        for n in range(3)
    )
    inputs = Inputs(
        members, facts, {half.code: ballots for half in HALVES},
        {"2025-H1": (Adjustment("m1", 200, "商议"),)},
        {"2025-H2": (Resolution("m2", "决1号", {"points": 4000, "mutual": 6000}),)},
    )  # fmt: skip
    return replace(inputs, **changes)  # type: ignore[arg-type]


def test_both_halves_are_settled_and_the_year_follows_with_the_last() -> None:
    first, second = settle(library.load("three-four-one"), town(), HALVES)
    assert (first.period, second.period) == ("2025-H1", "2025-H2")
    assert first.year == ()
    for result, halves in zip(second.year, zip(first.results, second.results, strict=True), strict=True):
        scores = [half.score for half in halves]
        assert None not in scores
        assert result.score == (sum(score or 0 for score in scores) * 2 + 2) // 4
        assert result.stars == sum(half.stars or 0 for half in halves)


def test_without_the_second_half_there_is_no_year() -> None:
    scheme = library.load("three-four-one")
    assert settle(scheme, town(), HALVES[:1])[-1].year == ()
    assert settle(scheme, town(), HALVES, date(2025, 11, 30))[-1].year == ()


@pytest.mark.parametrize(
    ("carry", "carried", "flags", "left"),
    [(Carry.YEAR, 1, 2, 1), (Carry.NONE, 1, 2, 1), (Carry.ALWAYS, 1, 3, 0), (Carry.ALWAYS, 0, 2, 1)],
)
def test_three_and_two_stars_become_flags_as_the_scheme_carries_them(
    carry: Carry, carried: int, flags: int, left: int
) -> None:
    scheme = replace(library.load("three-four-one"), year=YearRule(Flags(2, carry)))
    inputs = town(adjustments={}, resolutions={}, carried_stars={"m1": carried})
    bands = {band.code: band for band in scheme.bands}
    scheme = replace(scheme, bands=(replace(bands["three"], at_least=0, code="all"),))
    first = settle(scheme, inputs, HALVES)
    assert [result.stars for result in first[0].results] == [3, 3]
    mixed = [first[0], replace(first[1], results=tuple(replace(r, stars=2) for r in first[1].results))]
    from xianfeng.engine.years import settle_year

    year = settle_year(scheme, [mixed[0].results[0], mixed[1].results[0]], carried)
    assert (year.stars, year.flags, year.left) == (5, flags, left)


def test_a_vetoed_year_has_no_flags() -> None:
    from xianfeng.engine.years import settle_year

    scheme = library.load("three-four-one")
    halves = [settlement.results[0] for settlement in settle(scheme, town(), HALVES)]
    vetoed = [replace(halves[0], stars=3), replace(halves[1], stars=3, veto=True)]
    year = settle_year(scheme, vetoed)
    assert (year.veto, year.flags, year.band) == (True, 0, "none")


def test_the_same_inputs_give_the_same_digests_in_any_order_of_rows() -> None:
    scheme = library.load("three-four-one")
    inputs = town()
    shuffled = replace(inputs, members=inputs.members[::-1], facts=inputs.facts[::-1])
    for one, other in zip(settle(scheme, inputs, HALVES), settle(scheme, shuffled, HALVES), strict=True):
        assert (one.inputs_digest, one.results_digest) == (other.inputs_digest, other.results_digest)


CHANGES: dict[str, Callable[[Inputs], Inputs]] = {
    "a fact's quantity": lambda i: replace(i, facts=(replace(i.facts[0], quantity=101), *i.facts[1:])),
    "a fact's day": lambda i: replace(i, facts=(replace(i.facts[0], on=date(2025, 1, 4)), *i.facts[1:])),
    "a fact's ref": lambda i: replace(i, facts=(replace(i.facts[0], ref="x"), *i.facts[1:])),
    "a fact less": lambda i: replace(i, facts=i.facts[1:]),
    "a branch": lambda i: replace(
        i, members=(replace(i.members[0], rows=(RosterRow("b2", "at_home"),)), i.members[1])
    ),
    "an answer": lambda i: replace(i, ballots=i.ballots | {"2025-H1": _answered(i.ballots["2025-H1"])}),
    "an adjustment": lambda i: replace(i, adjustments={"2025-H1": (Adjustment("m1", 201, "商议"),)}),
    "a resolution's document": lambda i: replace(
        i, resolutions={"2025-H2": (Resolution("m2", "决2号", {"points": 4000, "mutual": 6000}),)}
    ),
}


def _answered(ballots: tuple[Ballot, ...]) -> tuple[Ballot, ...]:
    first = replace(ballots[0], answers={**ballots[0].answers, "daily": 1700})
    return (first, *ballots[1:])


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_the_inputs_changes_their_digest(change: str) -> None:
    scheme = library.load("three-four-one")
    before = {s.inputs_digest for s in settle(scheme, town(), HALVES)}
    after = {s.inputs_digest for s in settle(scheme, CHANGES[change](town()), HALVES)}
    assert before != after


def test_erasing_a_name_or_a_reason_breaks_no_digest() -> None:
    scheme = library.load("three-four-one")
    inputs = town()
    erased = replace(
        inputs,
        members=tuple(replace(member, name="") for member in inputs.members),
        adjustments={"2025-H1": (Adjustment("m1", 200, ""),)},
    )
    digests = [
        [(s.inputs_digest, s.results_digest) for s in settle(scheme, i, HALVES)] for i in (inputs, erased)
    ]
    assert digests[0] == digests[1]


def test_the_inputs_digest_can_be_recomputed_by_hand() -> None:
    scheme = library.load("three-four-one")
    members = (Member("m1", "甲", (RosterRow("b1", "at_home", start=date(2025, 1, 1)),)),)
    fact = Fact("a\tb", "m1", "dues.month", date(2025, 1, 3), 150, "late")
    ballots = (
        Ballot("m1", "mutual", "2", {"ideals": 1000, "daily": 950}),
        Ballot("m1", "mutual", "10", {"ideals": 700, "daily": 800}),
    )
    [settlement] = settle(scheme, Inputs(members, (fact,), {"2025-H1": ballots}), HALVES[:1])
    rows = (
        "answers\tmutual\tdaily\t1750\n"
        "answers\tmutual\tideals\t1700\n"
        "ballots\tmutual\t1500\t1950\n"
        "fact\t2025-01-03\ta\\tb\tdues.month\t150\tlate\t\n"
        "roster\tb1\t\tat_home\t\t2025-01-01\t\\N\n"
    )
    head = "three-four-one\t2019-08-20\t2025-H1\t2025-06-30\n"
    whole = f"{head}m1\t{sha256(rows.encode()).hexdigest()}\n"
    assert settlement.inputs_digest == sha256(whole.encode()).hexdigest()


def test_a_member_without_a_fact_gets_a_complete_zero_only_where_nothing_is_missing() -> None:
    members = (Member("m1", "甲", (RosterRow("b1", "in_service"),)),)
    [settlement] = settle(library.load("study-do"), Inputs(members), [Period.parse("2025")])
    assert (settlement.results[0].status, settlement.results[0].score) == (Status.COMPLETE, 0)


@pytest.mark.parametrize(
    ("name", "wanted", "codes"),
    [
        ("three-four-one", "2025", ["2025-H1", "2025-H2"]),
        ("one-four-one", "2025-H2", ["2025-Q3", "2025-Q4"]),
        ("ten-ones", "2025", ["2025"]),
    ],
)
def test_a_stretch_is_settled_by_the_schemes_own_periods(name: str, wanted: str, codes: list[str]) -> None:
    assert [period.code for period in periods_of(library.load(name), Period.parse(wanted))] == codes


def test_only_periods_that_have_begun_are_settled() -> None:
    scheme: Scheme = library.load("one-four-one")
    begun = periods_of(scheme, Period.parse("2025"), date(2025, 8, 15))
    assert [period.code for period in begun] == ["2025-Q1", "2025-Q2", "2025-Q3"]
    with pytest.raises(ValueError):
        periods_of(scheme, Period.parse("2025-08"))
    with pytest.raises(ValueError):
        periods_of(scheme, Period.parse("2025"), date(2024, 12, 31))
