"""The facts of a bucket: who is active, what happened, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.generate.columns import days, numbered, picked, table
from benchmarks.generate.kinds import DEEDS
from benchmarks.generate.roster import LAST, VARIANTS, People
from benchmarks.generate.sizes import Ints, Share

CHOICES = 60
"""A kind's quantities, repeated to so many: one drawn at random."""


@dataclass(frozen=True, slots=True)
class Combinations:
    """Every kind with every outcome: how likely for each variant, cumulated, and the quantities."""

    kinds: list[str]
    outcomes: list[str]
    documents: Any
    likely: Any
    quantities: Ints


def combinations() -> Combinations:
    """Return the combinations of DEEDS."""
    each = [(kind, outcome, deeds) for kind, deeds in DEEDS.items() for outcome in deeds.outcomes]
    often = [d.often * d.outcomes[outcome] / sum(d.outcomes.values()) for _, outcome, d in each]
    fits = [[d.only in (None, variant) for _, _, d in each] for variant in VARIANTS]
    weights = np.array(often) * np.array(fits)
    return Combinations(
        [kind for kind, _, _ in each],
        [outcome for _, outcome, _ in each],
        np.array([d.document for _, _, d in each]),
        (weights / weights.sum(axis=1, keepdims=True)).cumsum(axis=1),
        np.array([np.resize(d.quantities, CHOICES) for _, _, d in each]),
    )


def facts(who: People, share: Share, rng: np.random.Generator) -> pa.Table:
    """Return the facts in order (member, day, ref); one in a hundred on a day the member was not there."""
    combined, count = combinations(), share.facts
    busy = rng.gamma(4, 1, who.count) * (who.last - who.first + 1)
    member = np.repeat(np.arange(who.count), rng.multinomial(count, busy / busy.sum()))
    what = _kinds(combined, who.variant[member], rng)
    ref = share.fact + rng.permutation(count)
    day = _days(who, member, rng)
    order = np.lexsort((ref, day, member))
    member, day, ref, what = member[order], day[order], ref[order], what[order]
    refs = numbered("F", ref, 9)
    return table(
        "facts",
        member=share.member + member,
        ref=refs,
        kind=picked(combined.kinds, what),
        day=days(day),
        quantity=combined.quantities[what, rng.integers(0, CHOICES, count)],
        outcome=picked(combined.outcomes, what),
        document=_documents(combined.documents[what], refs),
    )


def _kinds(combined: Combinations, variant: Ints, rng: np.random.Generator) -> Ints:
    drawn, what = rng.random(len(variant)), np.empty(len(variant), np.int64)
    for number, likely in enumerate(combined.likely):
        own = variant == number
        what[own] = np.searchsorted(likely, drawn[own]).clip(0, len(likely) - 1)
    return what


def _days(who: People, member: Ints, rng: np.random.Generator) -> Ints:
    drawn, stray = rng.random(len(member)), rng.random(len(member)) < 0.01
    first = np.where(stray, 0, who.first[member])
    last = np.where(stray, LAST, who.last[member])
    of_year: Ints = first + (drawn * (last - first + 1)).astype(np.int64)
    return of_year


def _documents(needed: Any, refs: pa.Array) -> pa.Array:
    numbers = pc.binary_join_element_wise("决", refs, "")
    return pc.if_else(pa.array(needed), numbers, "")
