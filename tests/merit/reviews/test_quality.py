"""What is noticed about ballots as a whole, in counts that point at nobody."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

import pytest

from xianfeng.merit.reviews.quality import Cast, alpha, is_flat, noticed, number_outlying


def test_a_rater_without_variance_is_noticed_from_eight_on() -> None:
    assert [is_flat([9000] * size) for size in (7, 8)] == [False, True]
    assert not is_flat([9000] * 8 + [8900])


def test_a_ballot_far_from_the_others_is_outlying() -> None:
    # Median 90, deviations 2 1 0 1 2 60: their median 1.5; z of 30.00 is 0.6745 x 60 / 1.5 = 26.98, of 88.00 0.90.
    assert number_outlying([8800, 8900, 9000, 9000, 9100, 9200, 3000]) == 1
    assert number_outlying([8800, 8900, 9000, 9100, 9200]) == 0


def test_where_most_say_the_same_none_is_called_outlying() -> None:
    assert number_outlying([9000, 9000, 9000, 9000, 1000]) == 0


def by_definition(groups: list[list[int]]) -> Fraction:
    """Krippendorff: 1 - observed / expected disagreement, over all ordered pairs."""
    pairs = [group for group in groups if len(group) > 1]
    values = [value for group in pairs for value in group]
    observed = sum(
        Fraction(sum((a - b) ** 2 for a, b in permutations(group, 2)), len(group) - 1) for group in pairs
    )
    expected = Fraction(sum((a - b) ** 2 for a, b in permutations(values, 2)), len(values) - 1)
    return 1 - observed / expected


@pytest.mark.parametrize(
    "groups",
    [[[1, 2, 3], [5, 5, 6], [9, 9]], [[1, 9], [9, 1], [5, 5]], [[1], [2, 2], [3, 4, 5, 6]]],
)
def test_agreement_is_krippendorffs_alpha(groups: list[list[int]]) -> None:
    assert alpha(groups) == by_definition(groups)


def test_perfect_agreement_is_one() -> None:
    assert alpha([[1, 1], [5, 5], [9, 9]]) == alpha([[5, 5], [5, 5]]) == 1


def ballots(raters: int, flat: int, ratees: int = 10) -> list[Cast]:
    """Return ballots of raters of whom some say the same of everybody."""
    return [
        Cast(seat, ratee, 9000 if seat < flat else 7000 + 200 * ratee)
        for seat in range(raters)
        for ratee in range(ratees)
    ]


def test_counts_are_told_from_the_minimum_on() -> None:
    told = {flat: noticed({"mutual": ballots(12, flat)}, 5)["mutual"]["flat"] for flat in (0, 4, 5)}
    assert told == {0: None, 4: None, 5: 5}


def test_of_too_few_raters_nothing_is_said() -> None:
    assert noticed({"mutual": ballots(4, 4)}, 5) == {}


def test_raters_who_contradict_one_another_are_low_agreement() -> None:
    torn = [
        Cast(seat, ratee, 9000 if (seat + ratee) % 2 else 3000) for seat in range(6) for ratee in range(6)
    ]
    assert noticed({"mass": torn}, 5)["mass"]["low_agreement"] is True
    assert noticed({"mass": ballots(6, 0)}, 5)["mass"]["low_agreement"] is False
