"""What random cases reach seldom: the largest numbers, decisions without a document, empty tables, odd names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.columnar.equality import as_printed, columnar, difference, digests_of, settled_by_sql
from xianfeng.engine.amounts import MAX_FACTS, MAX_QUANTITY
from xianfeng.engine.calendar import Period
from xianfeng.engine.facts import Ballot, Fact, Inputs, Member, RosterRow
from xianfeng.engine.loading import load_scheme
from xianfeng.engine.organisation import settle_period
from xianfeng.engine.results import MemberResult
from xianfeng.engine.scheme import Scheme
from xianfeng.schemes import library

YEAR = Period.parse("2025")
NEW_YEAR = date(2025, 1, 1)

LARGEST = """
scheme: largest
version: "2025-01-01"
source: default
period: year
at_most: unlimited
sheets:
  s:
    at_most: unlimited
    sections:
      extra:
        plus: unlimited
        items:
          steps: {title: steps, rules: [{each: saving.certified, per: 0.01, points: 9999.99}]}
          capped: {title: capped, rules: [{each: saving.certified, per: 0.01, points: 9999.99, at_most: 9999.99}]}
components:
  a: {title: a, sheet: s, weight: 99.99}
  b: {title: b, raters: mutual, weight: 0.01}
"""

VETO = """
scheme: veto
version: "2025-01-01"
source: default
period: year
components:
  b: {title: b, raters: mutual}
bands:
  - {code: good, title: good, at_least: 60}
  - {code: poor, title: poor, at_least: 0}
veto: {kinds: [decision.discipline]}
"""


def equal(scheme: Scheme, inputs: Inputs) -> tuple[MemberResult, ...]:
    """Return what both give; fail where they differ."""
    expected = [as_printed(each) for each in settle_period(scheme, inputs, YEAR, YEAR.end).results]
    with columnar(inputs) as connection:
        found, digests = settled_by_sql(connection, scheme, YEAR, YEAR.end)
    assert difference(found, expected) is None
    assert digests == digests_of(scheme, inputs, YEAR, YEAR.end, expected)
    return found


def member(number: int, branch: str = "b1") -> Member:
    return Member(f"m{number}", "甲", (RosterRow(branch, "standard"),))


def ballot(ratee: str, number: int = 1) -> Ballot:
    return Ballot(ratee, "mutual", f"t{number}", {"": 9000})


def loaded(text: str) -> Scheme:
    return load_scheme(text, "here", library.catalogue())


def test_the_largest_amounts_of_the_language_do_not_overflow() -> None:
    facts = tuple(
        Fact(f"f{n:05d}", "m0", "saving.certified", NEW_YEAR + timedelta(n % 365), MAX_QUANTITY)
        for n in range(MAX_FACTS)
    )
    inputs = Inputs((member(0),), facts, {YEAR.code: (ballot("m0"),)})
    [result] = equal(loaded(LARGEST), inputs)
    # 999 999 hundredths for each of 10 000 x 9 999 999 steps, and the cap.
    steps = 999_999 * MAX_FACTS * MAX_QUANTITY
    assert result.components[0].score == steps + 999_999
    assert result.components[0].part == 9_999 * (steps + 999_999)


def test_a_decision_without_a_document_is_no_veto() -> None:
    decisions = (
        Fact("d0", "m0", "decision.discipline", NEW_YEAR),
        Fact("d1", "m1", "decision.discipline", NEW_YEAR, document="1号"),
    )
    ballots = {YEAR.code: (ballot("m0"), ballot("m1"))}
    results = equal(loaded(VETO), Inputs((member(0), member(1)), decisions, ballots))
    assert [(result.veto, result.band) for result in results] == [(False, "good"), (True, "poor")]
    assert results[0].uncounted == ("d0",)


def test_a_store_without_members_or_with_nothing_but_members_is_settled() -> None:
    assert equal(loaded(VETO), Inputs(())) == ()
    [result] = equal(library.load("ten-ones"), Inputs((member(0),)))
    assert result.status == "incomplete"


@pytest.mark.parametrize(
    "odd", ["'; drop table facts; --", "a\tb\\c\nd\re", "\u2028x", "党员 1号 👍", "%_*?[x]"]
)
def test_names_that_mean_something_elsewhere_mean_nothing_here(odd: str) -> None:
    row = RosterRow(odd, "standard", odd)
    facts = (Fact(odd, odd, "publicity.done", NEW_YEAR, document=odd),)
    ballots = tuple(Ballot(odd, "mutual", f"{odd}{n}", {"": 8000}) for n in range(3))
    inputs = Inputs((Member(odd, odd, (row,)),), facts, {YEAR.code: ballots})
    [result] = equal(library.load("ten-ones"), inputs)
    assert (result.member, result.branch) == (odd, odd)
    assert odd in {line.ref for line in result.lines}


def test_a_day_early_in_january_settles_before_any_month_has_ended() -> None:
    scheme, day = library.load("ten-ones"), date(2025, 1, 3)
    facts = (Fact("f", "m0", "publicity.done", NEW_YEAR),)
    inputs = Inputs((member(0),), facts)
    [expected] = settle_period(scheme, inputs, YEAR, day).results
    with columnar(inputs) as connection:
        [found], _ = settled_by_sql(connection, scheme, YEAR, day)
    assert difference([found], [as_printed(expected)]) is None
