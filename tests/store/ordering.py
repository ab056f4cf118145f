"""The order in which a store gives back what it holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from xianfeng.engine.facts import Inputs

T = TypeVar("T")


def in_order(inputs: Inputs) -> Inputs:
    """Return the same inputs, facts and all that is dated by period in a store's order."""
    place = {member.id: number for number, member in enumerate(inputs.members)}
    return replace(
        inputs,
        facts=tuple(sorted(inputs.facts, key=lambda fact: (place[fact.member], fact.on, fact.ref))),
        ballots=_sorted(inputs.ballots, lambda each: (place[each.ratee], each.rater_kind, each.id)),
        adjustments=_sorted(inputs.adjustments, lambda each: place[each.member]),
        resolutions=_sorted(inputs.resolutions, lambda each: place[each.member]),
    )


def _sorted(by_period: Mapping[str, tuple[T, ...]], key: Callable[[T], Any]) -> dict[str, tuple[T, ...]]:
    return {period: tuple(sorted(all_, key=key)) for period, all_ in by_period.items() if all_}
