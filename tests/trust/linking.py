"""Somebody who wants to know who said what: every order in which raters and ballots can be laid beside each other.

Who casts when is known to the attacker (the log of the web server tells it, and an envelope belongs to a seat while
ballots are collected). If any order of what was said follows an order of those who said it, ballot n is rater n's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

Orders = Mapping[str, Sequence[str]]


def linked(raters: Sequence[str], said: Sequence[str], truth: Mapping[str, str]) -> int:
    """Return how many raters are tied to what they said by laying two orders side by side."""
    return sum(truth.get(rater) == words for rater, words in zip(raters, said, strict=False))


def attempts(raters: Orders, said: Orders, truth: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Yield every attempt by its name with the number of raters it tied: both directions, and shifted by one."""
    for who, people in raters.items():
        for what, words in said.items():
            for way, turned in (("", words), (" backwards", words[::-1])):
                for shift in (0, 1, -1):
                    moved = [*turned[shift:], *turned[:shift]]
                    yield f"{who} / {what}{way} {shift:+}", linked(people, moved, truth)


def best(raters: Orders, said: Orders, truth: Mapping[str, str]) -> tuple[str, int]:
    """Return the attempt that tied most."""
    return max(attempts(raters, said, truth), key=lambda attempt: attempt[1])


def likely_by_chance(tries: int) -> int:
    """Return how many of any number of raters chance ties at most, in a million experiments of so many tries.

    A tie by chance is a fixed point of a random permutation: one on average, k or more with a probability below 1/k!.
    """
    most, probability = 1, 1.0
    while probability * tries > 1e-6:
        most += 1
        probability /= most
    return most
