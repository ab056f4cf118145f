"""The SQL text gives what the specification gives: every result, item, line and digest, on random cases.

The cases are those of tests/random_cases, whose features are asserted to show (tests/engine/coverage.py).
To see one again: `disagreement(seed)`.
"""

from __future__ import annotations

import pytest

from tests.columnar.equality import as_printed, columnar, difference, digests_of, settled_by_sql, year_by_sql
from tests.engine.agreement import engine_inputs, settled, settled_year
from tests.random_cases.seeds import any_seed, first, many
from xianfeng.engine.calendar import Period

EVERYDAY = range(300)
YEARS = range(60)
BLOCK = 25

many_seeds = many(600)
some_seeds = many(150)
"""A year has up to twelve periods."""


@pytest.mark.parametrize("start", first(2, EVERYDAY[::BLOCK]))
def test_sql_and_specification_agree_on_every_item_line_and_digest(start: int) -> None:
    for seed in EVERYDAY[start : start + BLOCK]:
        assert disagreement(seed) is None, f"seed {seed}"


@pytest.mark.parametrize("start", first(0, YEARS[::BLOCK]))
def test_sql_and_specification_agree_on_the_year(start: int) -> None:
    for seed in YEARS[start : start + BLOCK]:
        assert disagreement_on_year(seed) is None, f"seed {seed}"


@pytest.mark.slow
@many_seeds
@any_seed
def test_they_agree_on_many_further_seeds(seed: int) -> None:
    assert disagreement(seed) is None, f"seed {seed}"


@pytest.mark.slow
@some_seeds
@any_seed
def test_they_agree_on_further_years(seed: int) -> None:
    assert disagreement_on_year(seed) is None, f"seed {seed}"


def disagreement(seed: int) -> str | None:
    """Return where the SQL text and the specification first differ in a seed's case; None if nowhere."""
    case = settled(seed)
    as_of = case.settlement.as_of
    with columnar(case.inputs) as connection:
        ours, digests = settled_by_sql(connection, case.scheme, case.period, as_of)
    theirs = [as_printed(result) for result in case.settlement.results]
    if digests != digests_of(case.scheme, case.inputs, case.period, as_of, theirs):
        return difference(ours, theirs) or "digests"
    return difference(ours, theirs)


def disagreement_on_year(seed: int) -> str | None:
    """Return where the SQL text and the specification first differ in a seed's year; None if nowhere."""
    found = settled_year(seed)
    inputs = engine_inputs(dict(found.case.periods), found.case.carried)
    periods = [Period.parse(code) for code, _ in found.case.periods]
    with columnar(inputs) as connection:
        return difference(year_by_sql(connection, found.scheme, periods), found.settlements[-1].year)
