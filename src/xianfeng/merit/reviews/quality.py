"""What speaks against ballots as a whole, for people to look at; nothing is left out because of it.

Worked out at the opening, in memory, where it is still known which envelopes came from one rater. What is kept are
counts, and only those that reach the smallest group of the round: a smaller one could point at somebody.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median
from typing import Any

FLAT_OVER = 8
"""A rater without any variance is noticed from so many ratees on."""
FAR = 3.5
"""A ballot is outlying when its modified z-score is beyond this."""
TO_SIGMA = 0.6745
"""Makes a median absolute deviation comparable to a standard deviation."""
AGREEMENT = Fraction(667, 1000)
"""Krippendorff's alpha below this is low agreement."""


@dataclass(frozen=True, slots=True)
class Cast:
    """One ballot, as it is known at the opening alone: from which seat, about whom, and its total in hundredths."""

    seat: int
    ratee: int
    total: int


def noticed(ballots: Mapping[str, Iterable[Cast]], minimum: int) -> dict[str, dict[str, Any]]:
    """Return what is noticed, by kind of rater: {"raters", "flat", "outlying", "low_agreement"}.

    Counts below the minimum are None, and with fewer raters nothing is said of a kind.
    """
    found = {kind: list(cast) for kind, cast in ballots.items()}
    return {kind: _of_kind(cast, minimum) for kind, cast in found.items() if _raters(cast) >= minimum}


def _of_kind(ballots: Sequence[Cast], minimum: int) -> dict[str, Any]:
    by_ratee = _by(ballots, "ratee")
    flat = sum(is_flat(totals) for totals in _by(ballots, "seat").values())
    outlying = sum(number_outlying(totals) for totals in by_ratee.values())
    return {
        "raters": _raters(ballots),
        "flat": flat if flat >= minimum else None,
        "outlying": outlying if outlying >= minimum else None,
        "low_agreement": alpha(list(by_ratee.values())) < AGREEMENT,
    }


def _raters(ballots: Sequence[Cast]) -> int:
    return len({ballot.seat for ballot in ballots})


def _by(ballots: Iterable[Cast], field: str) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for ballot in ballots:
        found[getattr(ballot, field)].append(ballot.total)
    return found


def is_flat(totals: Sequence[int]) -> bool:
    """Return whether a rater gave everybody the same."""
    return len(totals) >= FLAT_OVER and len(set(totals)) == 1


def number_outlying(totals: Sequence[int]) -> int:
    """Return how many of the totals of one ratee lie far from the others. Where most agree exactly, none is told."""
    middle = median(totals)
    spread = median(abs(total - middle) for total in totals)
    return sum(TO_SIGMA * abs(total - middle) > FAR * spread for total in totals) if spread else 0


def alpha(groups: Iterable[Sequence[int]]) -> Fraction:
    """Return Krippendorff's alpha of interval data, 1 where everybody says the same; `groups` are totals by ratee."""
    pairs = [group for group in groups if len(group) >= 2]
    values = [value for group in pairs for value in group]
    expected = _squares(values)
    if not expected:
        return Fraction(1)
    observed = sum((Fraction(_squares(group), len(group) - 1) for group in pairs), Fraction())
    return 1 - observed * (len(values) - 1) / expected


def _squares(values: Sequence[int]) -> int:
    """Return the sum of the squared differences of all ordered pairs."""
    return 2 * (len(values) * sum(value * value for value in values) - sum(values) ** 2)
