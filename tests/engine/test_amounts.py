from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianfeng.engine.amounts import half_up, parse_amount, show, show_exact


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [
        (1, 2, 1),
        (3, 2, 2),
        (-1, 2, -1),
        (-3, 2, -2),
        (1, 3, 0),
        (2, 3, 1),
        (-2, 3, -1),
        (0, 7, 0),
        (89995, 10, 9000),
    ],
)
def test_halves_are_rounded_away_from_zero(numerator: int, denominator: int, rounded: int) -> None:
    assert half_up(numerator, denominator) == rounded


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**9))
def test_rounding_is_never_off_by_more_than_a_half_and_mirrors_at_zero(
    numerator: int, denominator: int
) -> None:
    rounded = half_up(numerator, denominator)
    assert abs(Fraction(numerator, denominator) - rounded) <= Fraction(1, 2)
    assert half_up(-numerator, denominator) == -rounded


@given(st.integers(-9_999_999, 9_999_999))
def test_an_amount_survives_being_printed_and_read(hundredths: int) -> None:
    assert parse_amount(show(hundredths)) == hundredths


@pytest.mark.parametrize("text", ["", "1.", ".5", "1.234", "1e3", "１", "+1", " 1", "123456", "1,000", "--1"])
def test_what_is_not_a_decimal_with_two_places_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_amount(text)


@pytest.mark.parametrize(
    ("numerator", "printed"),
    [
        (30_00 * 89_99, "26.997"),
        (25_95_0000, "25.95"),
        (1, "0.000001"),
        (50_00 * 92_00, "46.00"),
        (-5_0000, "-0.05"),
    ],
)
def test_a_part_of_a_weighted_sum_is_printed_exactly(numerator: int, printed: str) -> None:
    assert show_exact(numerator, 10_000) == printed
