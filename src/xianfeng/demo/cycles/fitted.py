"""Ballots fitted so that members come out at certain scores: on a threshold, and just below it."""

from __future__ import annotations

from random import Random

from xianfeng.demo.cycles.opinions import opinion
from xianfeng.demo.cycles.polling import Thoughts
from xianfeng.demo.cycles.scene import Scene
from xianfeng.engine.amounts import ONE
from xianfeng.engine.calendar import Period
from xianfeng.merit.reviews.models import Ratee, RaterKind, Seat
from xianfeng.merit.scores.standing import standing_of_branch
from xianfeng.sample.ballots import LEAST, MOST
from xianfeng.sample.fitting import fit, wanted_quality

SCORES = (8_950, 8_999, 9_000, 7_999, 6_950, 5_950)
ROOM = 5
"""Wanted means lie so many points within the scale, so that ballots can differ."""
Pair = tuple[Seat, Ratee]


def to_scores(scene: Scene, period: Period, thoughts: Thoughts, chance: Random) -> Thoughts:
    """Return what is thought, of some members fitted so that these scores come out of it and of their facts."""
    left, found = _from_facts(scene, period, thoughts), dict(thoughts)
    for score in SCORES:
        in_reach = (one for one, facts in left.items() if _is_reached(score, facts))
        ratee = next(in_reach, None)
        if ratee is not None:
            found |= _fitted(score, left.pop(ratee), ratee, thoughts, chance)
    return found


def _from_facts(scene: Scene, period: Period, thoughts: Thoughts) -> dict[Ratee, int]:
    """Return what the facts of those are worth whom both kinds of raters rate, but of who leads."""
    standing = standing_of_branch(scene.branch, period.end)
    assert standing
    scores = {
        int(one.member): part.score for one in standing.results for part in one.components if part.tallies
    }
    rated = {ratee for seat, ratee in thoughts if seat.rater_kind == RaterKind.MASS}
    leading = (scene.secretary.member_id, scene.second.member_id)
    ordered = sorted(rated, key=lambda ratee: ratee.pk)
    return {
        ratee: score for ratee in ordered
        if ratee.member_id not in leading and (score := scores.get(ratee.member_id)) is not None
    }  # fmt: skip


def _is_reached(score: int, facts: int) -> bool:
    return LEAST + ROOM <= wanted_quality(score, facts) <= MOST - ROOM


def _fitted(score: int, facts: int, ratee: Ratee, thoughts: Thoughts, chance: Random) -> Thoughts:
    wanted = wanted_quality(score, facts)
    pairs: dict[str, list[Pair]] = {RaterKind.MUTUAL: [], RaterKind.MASS: []}
    for seat, about in thoughts:
        if about == ratee:
            pairs[seat.rater_kind].append((seat, about))
    drawn = {kind: [opinion(chance, wanted, 0) // ONE for _ in of] for kind, of in pairs.items()}
    inner, employee = fit(score, facts, drawn[RaterKind.MUTUAL], drawn[RaterKind.MASS])
    values = [*inner, *employee]
    return {
        pair: value * ONE
        for pair, value in zip([*pairs[RaterKind.MUTUAL], *pairs[RaterKind.MASS]], values, strict=True)
    }
