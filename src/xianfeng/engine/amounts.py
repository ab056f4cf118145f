"""Amounts are integers in hundredths: points, scores, quantities, targets, weights."""

from __future__ import annotations

import re

ONE = 100
"""1.00 as hundredths."""

FULL = 100 * ONE
"""100.00 as hundredths: a full score, the whole of the weights."""

AMOUNT = re.compile(r"-?\d{1,5}(\.\d{1,2})?", re.ASCII)
MAX_QUANTITY = 9_999_999
"""The largest quantity of a fact, 99 999.99, so that no sum overflows 64 bits in any engine."""
MAX_AMOUNT = 999_999
"""The largest amount in a scheme, 9 999.99."""
MAX_FACTS = 10_000
"""The most facts a member may have in a year."""


def half_up(numerator: int, denominator: int) -> int:
    """Return numerator / denominator rounded half away from zero; the one rounding of a printed step."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def clamp(value: int, least: int | None, most: int | None) -> int:
    """Return value moved into [least, most]; None is an open end."""
    if most is not None and value > most:
        value = most
    return least if least is not None and value < least else value


def parse_amount(text: str) -> int:
    """Return "26.5" as 2650. Raises ValueError when it is not a decimal with at most two places."""
    if not AMOUNT.fullmatch(text):
        raise ValueError(text)
    whole, _, part = text.lstrip("-").partition(".")
    size = int(whole) * ONE + int(part.ljust(2, "0"))
    return -size if text.startswith("-") else size


def show(hundredths: int) -> str:
    """Return 2650 as "26.50"."""
    whole, part = divmod(abs(hundredths), ONE)
    return f"{'-' if hundredths < 0 else ''}{whole}.{part:02d}"


def show_exact(numerator: int, denominator: int) -> str:
    """Return hundredths numerator / denominator, exactly: two places, up to six if they are needed.

    The denominator must divide 10 000; the parts of a weighted sum do.
    """
    millionths = numerator * (10_000 // denominator)
    whole, part = divmod(abs(millionths), 1_000_000)
    digits = f"{part:06d}"
    return f"{'-' if millionths < 0 else ''}{whole}.{digits[:2]}{digits[2:].rstrip('0')}"
