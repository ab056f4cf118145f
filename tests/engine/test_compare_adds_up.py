"""Whatever is changed in a scheme, the causes of a change add up to it by hand; and nothing is a cause of nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from tests.engine.agreement import engine_inputs, settled, settled_year
from tests.engine.comparing import sums_up
from tests.engine.edits import EDITS
from xianfeng.engine.calendar import Period
from xianfeng.engine.compare import compare
from xianfeng.engine.comparison.outcomes import Cause, Comparison, MemberChange, Shift, Side
from xianfeng.engine.comparison.words import because
from xianfeng.engine.facts import Inputs
from xianfeng.engine.loading import load_scheme
from xianfeng.engine.organisation import settle, settle_period
from xianfeng.engine.scheme import Scheme
from xianfeng.sample import generate, records
from xianfeng.schemes import library

CASES = range(40)
YEARS = range(15)
HUNDREDTH = 10_000
"""A hundredth in millionths."""

each_edit = pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)


def compared(seed: int, edit: object) -> Comparison:
    """Return a random case beside a changed copy of its scheme."""
    case = settled(seed)
    other = edit(case.scheme)  # type: ignore[operator]
    settlement = settle_period(other, case.inputs, case.period, case.settlement.as_of)
    return compare(Side("a", case.scheme, (case.settlement,)), Side("b", other, (settlement,)))


def compared_years(seed: int, edit: object) -> Comparison:
    year = settled_year(seed)
    other = edit(year.scheme)  # type: ignore[operator]
    inputs = engine_inputs(dict(year.case.periods), year.case.carried)
    settlements = settle(other, inputs, [Period.parse(code) for code, _ in year.case.periods])
    return compare(Side("a", year.scheme, tuple(year.settlements)), Side("b", other, tuple(settlements)))


def everyone(comparison: Comparison) -> Iterator[MemberChange]:
    yield from comparison.members
    for _, members in comparison.periods:
        yield from members


def recomputed(shift: Shift) -> Fraction:
    """Return a change from what is printed beside it, unrounded, in millionths."""
    a, b = Fraction(shift.a or 0, shift.of_a), Fraction(shift.b or 0, shift.of_b)
    return (b - a) * shift.share


def wrong(member: MemberChange) -> Iterator[str]:
    """Yield what does not hold of a member."""
    scored = [shift for shift in member.shifts if shift.change is not None]
    if not sums_up(member):
        yield f"{member.member}: the causes do not add up to {member.change}"
    exact = [shift for shift in scored if shift.key.cause is not Cause.ROUNDING]
    for shift in exact:
        if abs(recomputed(shift) - (shift.change or 0)) > Fraction(1, 2):
            yield f"{member.member}: {shift} does not follow from its values"
    rounding = sum(abs(shift.change or 0) for shift in scored if shift.key.cause is Cause.ROUNDING)
    if rounding > HUNDREDTH * (1 + _means(member)) + len(exact):
        yield f"{member.member}: {rounding} millionths are more than roundings can make"
    yield from _untold(member)


def _means(member: MemberChange) -> int:
    """Return how many components have a mean of tallies, which is rounded once more."""
    return len({shift.key.component for shift in member.shifts if max(shift.of_a, shift.of_b) > 1})


def _untold(member: MemberChange) -> Iterator[str]:
    a, b = member.a, member.b
    told = {shift.key.cause for shift in member.shifts}
    scoring = {shift.key.cause for shift in member.shifts if shift.change}
    if a.status is not b.status and Cause.STATUS not in told:
        yield f"{member.member}: another status without its cause"
    moved = member.change is not None and a.band != b.band
    if moved and not scoring and not told & {Cause.LIMIT, Cause.VETO}:
        yield f"{member.member}: another band without a cause"
    if (a.stars, a.flags) != (b.stars, b.flags) and not told & {Cause.STARS, Cause.FLAGS}:
        yield f"{member.member}: other stars without a cause"


@each_edit
def test_changes_add_up_on_random_cases(edit: object) -> None:
    for seed in CASES:
        comparison = compared(seed, edit)
        assert [place for member in everyone(comparison) for place in wrong(member)] == [], f"seed {seed}"


@each_edit
def test_changes_add_up_in_random_years(edit: object) -> None:
    for seed in YEARS:
        comparison = compared_years(seed, edit)
        assert [place for member in everyone(comparison) for place in wrong(member)] == [], f"seed {seed}"


def test_every_cause_shows_in_random_cases_and_has_words() -> None:
    shown: Counter[Cause] = Counter()
    for edit in EDITS:
        every = [compared(seed, edit) for seed in CASES] + [compared_years(seed, edit) for seed in YEARS]
        for comparison in every:
            a, b = comparison.a.scheme, comparison.b.scheme
            for member in everyone(comparison):
                shown.update(shift.key.cause for shift in member.shifts)
                assert all(words.zh and words.en for words in because(member, a, b))
    assert set(Cause) - {Cause.COMPOSITION} - set(shown) == set()


def test_the_same_scheme_twice_changes_nothing_for_anybody() -> None:
    for seed in CASES:
        case = settled(seed)
        side = Side("a", case.scheme, (case.settlement,))
        comparison = compare(side, side)
        assert not any(member.shifts for member in comparison.members)
        assert all(one == other for (one, other), n in comparison.matrix.items() if n)
        assert comparison.causes == ()


# ---- the sample


@pytest.fixture(scope="module")
def area() -> Inputs:
    found = records(generate(710, date(2025, 12, 31))).values()
    return Inputs(
        tuple(record.member for record in found),
        tuple(fact for record in found for fact in record.facts),
        {"2025": tuple(ballot for record in found for ballot in record.ballots)},
        {},
        {"2025": tuple(record.resolution for record in found if record.resolution)},
    )


TEXT = library.read("ten-ones")[0]
PLANNED = (
    TEXT.replace("weight: 50\n", "weight: 40\n").replace("weight: 20\n", "weight: 40\n", 1)
    .replace("weight: 30\n", "weight: 20\n").replace("at_most: 6}", "at_most: 3}")
)  # fmt: skip


def test_changes_add_up_for_every_member_of_the_sample(area: Inputs) -> None:
    period = Period.parse("2025")
    sides = []
    for name, scheme in (("a", library.load("ten-ones")), ("b", _planned())):
        sides.append(Side(name, scheme, tuple(settle(scheme, area, [period]))))
    comparison = compare(*sides)
    assert len(comparison.members) == 710
    assert [place for member in comparison.members for place in wrong(member)] == []
    assert sum(member.change is not None for member in comparison.members) > 700
    assert _told(comparison.members[0], Cause.WEIGHT) == {
        part.code: (new - part.weight) * (part.score or 0)
        for part, new in zip(sides[0].settlements[0].results[0].components, (4000, 2000, 4000), strict=True)
    }


def _told(member: MemberChange, cause: Cause) -> dict[str, int | None]:
    return {shift.key.component: shift.change for shift in member.shifts if shift.key.cause is cause}


def _planned() -> Scheme:
    return load_scheme(PLANNED, "planned.yaml", library.catalogue())
