"""What raters think of members: quality, how mild a rater is, and chance (domain 7.1); and what they then answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from random import Random

from xianfeng.engine.amounts import FULL, ONE, half_up
from xianfeng.merit.reviews.rules import Asked, Form
from xianfeng.sample.ballots import BIAS, LEAST, MOST, NOISE

Answers = dict[str, int | str]


def mildness(rng: Random) -> float:
    """Return how much milder or stricter a rater is than others, in points."""
    return rng.gauss(0, BIAS)


def opinion(rng: Random, quality: float, mild: float) -> int:
    """Return what one rater thinks of a member, in hundredths: whole points, 55 to 100."""
    return min(max(round(rng.gauss(quality + mild, NOISE)), LEAST), MOST) * ONE


def answers(rng: Random, form: Form, thought: int) -> Answers:
    """Return the answers that come nearest to what is thought of a member; what facts fill in stays as it is."""
    asked = [item for item in form.items if not item.prefilled]
    if form.grades:
        return {item.code: _grade(rng, form.grades, thought) for item in asked}
    return dict(points(asked, thought))


def points(asked: Sequence[Asked], thought: int) -> Mapping[str, int]:
    """Return whole points for each item, together as near to the share of all points as whole points come.

    What is over after rounding down goes to the first items; a single item gets what is thought of the whole.
    """
    exact = [thought * item.points for item in asked]
    whole = [share // FULL // ONE * ONE for share in exact]
    over = half_up(sum(exact), FULL) - sum(whole)
    for at in range(over // ONE):
        whole[at % len(whole)] += ONE
    return {item.code: min(value, item.points) for item, value in zip(asked, whole, strict=True)}


def _grade(rng: Random, grades: Mapping[str, int], thought: int) -> str:
    """Return one of the two grades beside what is thought, the nearer the likelier, so that the mean stays."""
    ordered = sorted(grades, key=lambda code: grades[code])
    for lower, upper in pairwise(ordered):
        if thought <= grades[upper]:
            reach = grades[upper] - grades[lower]
            return upper if rng.random() * reach < thought - grades[lower] else lower
    return ordered[-1]
