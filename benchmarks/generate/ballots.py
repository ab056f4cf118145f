"""The ballots of a bucket: fellow members give points to every item, colleagues give grades."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.generate.columns import numbered, picked, repeated, table
from benchmarks.generate.roster import People
from benchmarks.generate.sizes import YEAR, Ints, Share
from xianfeng.engine.scheme import Scheme

MOST_FELLOWS = 20
"""At most so many fellow members rate one member; colleagues cast the rest of the ballots."""
STEP = 50
"""Points are given in halves."""
GRADES = ("excellent", "good", "fair", "poor")
AT_LEAST = (86, 72, 58)
"""The levels from which a grade is excellent, good, fair."""
KINDS = ("mass", "mutual")


@dataclass(frozen=True, slots=True)
class Cast:
    """One entry a ballot: the ratee, whether a fellow member cast it, how generous it is."""

    member: Ints
    mutual: Any
    level: Ints


def answers(who: People, share: Share, scheme: Scheme, rng: np.random.Generator) -> pa.Table:
    """Return all answers in order (member, rater kind, ballot)."""
    items = {code: item.points or 0 for code, item in scheme.sheets["review"].items.items()}
    cast, asked = _cast(who, share, rng), len(items)
    ballot = np.repeat(np.arange(share.ballots), asked)
    item = np.tile(np.arange(asked, dtype=np.int8), share.ballots)
    level = (cast.level[ballot] + rng.integers(-12, 13, len(ballot), np.int8)).clip(0, 100)
    points = np.array(list(items.values()))[item] * level // (100 * STEP) * STEP
    mutual = cast.mutual[ballot]
    grade = np.digitize(-level, -np.array(AT_LEAST))
    return table(
        "answers",
        period=repeated(str(YEAR), len(ballot)),
        member=share.member + cast.member[ballot],
        rater_kind=picked(KINDS, mutual.astype(np.int8)),
        ballot=picked(numbered("V", share.ballot + np.arange(share.ballots), 9), ballot),
        item=picked(list(items), item),
        score=pa.array(points, pa.int32(), mask=~mutual),
        grade=picked([*GRADES, None], np.where(mutual, len(GRADES), grade)),
    )


def _cast(who: People, share: Share, rng: np.random.Generator) -> Cast:
    """Return the ballots, of each member the colleagues' first."""
    fellows = np.minimum(who.fellows - 1, MOST_FELLOWS)
    likely = rng.gamma(20, 1, who.count)
    colleagues = rng.multinomial(share.ballots - fellows.sum(), likely / likely.sum())
    member = np.repeat(np.tile(np.arange(who.count), 2), np.concatenate([colleagues, fellows]))
    mutual = np.arange(share.ballots) >= colleagues.sum()
    order = np.lexsort((mutual, member))
    member, mutual = member[order], mutual[order]
    liked, generous = rng.normal(84, 6, who.count), rng.normal(0, 5, share.ballots)
    return Cast(member, mutual, (liked[member] + generous).astype(np.int64))
