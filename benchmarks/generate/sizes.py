"""How large a store is, and how its branches fall into buckets."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

YEAR = 2025
ITEMS = 18
"""So many items a ballot answers."""
SMALLEST, LARGEST = 3, 90
"""Members of a branch."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Size:
    """The parameters of a store."""

    members: int
    branches: int
    facts: int
    ballots: int
    per_bucket: int
    seed: int = 1

    @property
    def buckets(self) -> int:
        return max(1, round(self.members / self.per_bucket))

    @property
    def name(self) -> str:
        return "-".join(map(str, astuple(self)))

    @property
    def bytes_needed(self) -> int:
        """About so much the store takes on the disk."""
        return self.ballots * ITEMS * 4 + self.facts * 20


SIZES = {
    "S": Size(971, 32, 100_000, 29_000, 250),
    "M": Size(29_136, 968, 3_000_000, 870_000, 8_000),
    "L": Size(1_000_000, 33_000, 52_000_000, 30_000_000, 8_000),
}


@dataclass(frozen=True, slots=True)
class Share:
    """What a bucket has of the whole: its branches by their numbers of members, and where it begins."""

    index: int
    sizes: Ints
    branch: int
    member: int
    fact: int
    facts: int
    ballot: int
    ballots: int


def shares(size: Size) -> list[Share]:
    """Return the buckets: whole branches, about `per_bucket` members each, facts and ballots by heads."""
    branches = branch_sizes(size)
    ends = branches.cumsum()
    bucket_of = (ends - 1) * size.buckets // size.members
    cuts = [*np.flatnonzero(np.diff(bucket_of, prepend=-1)).tolist(), size.branches]
    members = [0, *(int(ends[cut - 1]) for cut in cuts[1:])]
    return [
        _share(size, index, branches[cuts[index] : cuts[index + 1]], cuts[index], *members[index : index + 2])
        for index in range(len(cuts) - 1)
    ]


def _share(size: Size, index: int, branches: Ints, branch: int, start: int, end: int) -> Share:
    facts = [size.facts * place // size.members for place in (start, end)]
    ballots = [size.ballots * place // size.members for place in (start, end)]
    return Share(
        index, branches, branch, start, facts[0], facts[1] - facts[0], ballots[0], ballots[1] - ballots[0]
    )


def branch_sizes(size: Size) -> Ints:
    """Return the number of members of each branch: skewed, from 3 to 90, adding up exactly."""
    rng = np.random.default_rng([size.seed, 0])
    drawn = rng.lognormal(0, 0.6, size.branches)
    sizes: Ints = (drawn * size.members / drawn.sum()).round().clip(SMALLEST, LARGEST).astype(np.int64)
    while missing := size.members - int(sizes.sum()):
        step = 1 if missing > 0 else -1
        free = np.flatnonzero(sizes < LARGEST if step > 0 else sizes > SMALLEST)
        sizes[rng.choice(free, min(abs(missing), len(free)), replace=False)] += step
    return sizes
