"""Arithmetic in whole hundredths (1)."""

from __future__ import annotations

ONE = 100
FULL = 100_00
OPEN = 10**18
"""An end that does not bind."""


def hundredths(text: str) -> int:
    """Return "-12.5" as -1250."""
    whole, _, part = text.lstrip("-").partition(".")
    size = int(whole) * 100 + int((part + "00")[:2])
    return -size if text.startswith("-") else size


def half_up(n: int, d: int) -> int:
    """Return n ÷ d rounded to a whole number, half away from zero; d is above 0."""
    size = (2 * abs(n) + d) // (2 * d)
    return size if n >= 0 else -size


def clamp(x: int, least: int, most: int) -> int:
    return max(least, min(most, x))


def ceiling(text: str) -> int:
    return OPEN if text == "unlimited" else hundredths(text)


def show(h: int) -> str:
    return f"{'-' if h < 0 else ''}{abs(h) // 100}.{abs(h) % 100:02d}"


def show_part(millionths: int) -> str:
    """Return millionths of a point with two decimals, and up to six where they are needed."""
    whole, part = divmod(abs(millionths), 10**6)
    decimals = f"{part:06d}".rstrip("0").ljust(2, "0")
    return f"{'-' if millionths < 0 else ''}{whole}.{decimals}"
