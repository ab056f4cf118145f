"""What panels and meetings decide about a few members, and last year's stars."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from benchmarks.generate.columns import numbered, picked, repeated, table
from benchmarks.generate.roster import People
from benchmarks.generate.sizes import YEAR, Share

ADJUSTED, RESOLVED, CARRIED = 0.02, 0.015, 0.2
"""The shares of members who are adjusted, who have other weights, who keep stars of last year."""
RESOLUTION = {"inner": 6250, "deeds": 3750}
"""The weights where colleagues cannot rate; both schemes have these components."""


def adjustments(who: People, share: Share, rng: np.random.Generator) -> pa.Table:
    member = _some(who, share, ADJUSTED, rng)
    return table(
        "adjustments",
        period=repeated(str(YEAR), len(member)),
        member=member,
        points=rng.integers(-8, 9, len(member)) * 50,
        reason=repeated("评议小组意见", len(member)),
        document=numbered("评", member, 8),
    )


def resolutions(who: People, share: Share, rng: np.random.Generator) -> pa.Table:
    member = np.repeat(_some(who, share, RESOLVED, rng), len(RESOLUTION))
    which = np.arange(len(member)) % len(RESOLUTION)
    return table(
        "resolutions",
        period=repeated(str(YEAR), len(member)),
        member=member,
        document=numbered("议", member, 8),
        component=picked(list(RESOLUTION), which),
        weight=np.array(list(RESOLUTION.values()))[which],
    )


def carried(who: People, share: Share, rng: np.random.Generator) -> pa.Table:
    member = _some(who, share, CARRIED, rng)
    return table("carried", member=member, stars=rng.integers(1, 5, len(member)))


def _some(who: People, share: Share, part: float, rng: np.random.Generator) -> pa.Array:
    return pa.array(share.member + np.flatnonzero(rng.random(who.count) < part))
