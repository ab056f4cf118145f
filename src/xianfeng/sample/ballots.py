"""Ballots: who rates whom, and what they say. Whole points, 55 to 100."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from xianfeng.sample import edges
from xianfeng.sample.people import Person

LEAST, MOST = 55, 100
BIAS = 3
"""Standard deviation of how much milder or stricter a rater is than others, in points."""
NOISE = 2
"""Standard deviation of one judgement, in points."""
FEWEST_EMPLOYEES, MOST_EMPLOYEES = 5, 10
EMPLOYEES_OF = {edges.TOO_FEW_BALLOTS.id: 3, edges.RESOLVED.id: 0}
"""Members whom fewer employees can rate."""

Scores = dict[str, list[int]]
"""By ratee, the score of each ballot, in whole points."""


def quality(latent: float) -> float:
    """Return what a rater without bias sees, in points."""
    return 52 + 46 * latent


def draw_mutual(rng: Random, raters: Sequence[Person], qualities: dict[str, float]) -> Scores:
    """Return the ballots of every member about every other member of the branch."""
    scores: Scores = {}
    for branch in sorted({person.row.branch for person in raters}):
        members = [person for person in raters if person.row.branch == branch]
        biases = [rng.gauss(0, BIAS) for _ in members]
        for ratee in members:
            others = (bias for rater, bias in zip(members, biases, strict=True) if rater is not ratee)
            scores[ratee.id] = [_judge(rng, qualities[ratee.id], bias) for bias in others]
    return _shuffled(rng, scores)


def draw_employees(rng: Random, ratees: Sequence[Person], qualities: dict[str, float]) -> Scores:
    """Return the ballots of some employees about each member."""
    scores: Scores = {}
    for ratee in ratees:
        count = EMPLOYEES_OF.get(ratee.id, rng.randint(FEWEST_EMPLOYEES, MOST_EMPLOYEES))
        mean = qualities[ratee.id]
        scores[ratee.id] = [_judge(rng, mean, rng.gauss(0, BIAS)) for _ in range(count)]
    return scores


def _judge(rng: Random, mean: float, bias: float) -> int:
    return min(max(round(rng.gauss(mean + bias, NOISE)), LEAST), MOST)


def _shuffled(rng: Random, scores: Scores) -> Scores:
    """Return the ballots of each ratee in random order, so that it does not tell who cast them."""
    return {ratee: rng.sample(each, len(each)) for ratee, each in scores.items()}
