"""The members of a bucket: branches, variants, offices; who joins, leaves, moves or takes an office."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from benchmarks.generate.columns import days, numbered, picked, table
from benchmarks.generate.sizes import Ints, Share, Size

VARIANTS = ("standard", "retired", "floating", "reduced")
OFFICES: tuple[list[str], ...] = ([], ["secretary"], ["committee"], ["committee", "secretary"])
LAST = 364
"""The last day of the year, counted from 0."""


@dataclass(frozen=True, slots=True)
class People:
    """One entry a member: branch and its size, variant, office, first and last day there, day of a change.

    `change` is 0 for those whose roster row stays the same all year; else it starts their second row.
    """

    branch: Ints
    fellows: Ints
    variant: Ints
    office: Ints
    first: Ints
    last: Ints
    change: Ints

    @property
    def count(self) -> int:
        return len(self.branch)


def people(share: Share, rng: np.random.Generator) -> People:
    """Return the members of a bucket, branch by branch."""
    count = int(share.sizes.sum())
    branch = np.repeat(np.arange(len(share.sizes)), share.sizes)
    fellows = share.sizes[branch]
    place = np.arange(count) - np.repeat(share.sizes.cumsum() - share.sizes, share.sizes)
    committee = (place > 0) & (place < 1 + fellows // 8)
    office = np.where(place == 0, np.where(fellows < 7, 3, 1), np.where(committee, 2, 0))
    variant = np.where(office > 0, 0, rng.choice(4, count, p=[0.78, 0.11, 0.07, 0.04]))
    some, day = rng.random(count), rng.integers(20, LAST - 10, count)
    first, last = np.where(some < 0.03, day, 0), np.where((some >= 0.03) & (some < 0.05), day, LAST)
    change = np.where((some >= 0.05) & (some < 0.10), day, 0)
    return People(share.branch + branch, fellows, variant, office, first, last, change)


def members(who: People, share: Share) -> pa.Table:
    number = share.member + np.arange(who.count)
    return table(
        "members", member=number, id=numbered("M", number, 8), name=numbered("党员", number, 8)
    )  # fmt: skip


def rows(who: People, share: Share, size: Size, rng: np.random.Generator) -> pa.Table:
    """Return the roster: one row a member, and an earlier one for those who changed."""
    earlier, now = np.flatnonzero(who.change), np.arange(who.count)
    # Two in five came from another branch, two in five took or left an office, one became another variant.
    way = rng.integers(0, 5, len(earlier))
    branch = np.where(way < 2, rng.integers(0, size.branches, len(earlier)), who.branch[earlier])
    office = np.where((way >= 2) & (way < 4), 2 - who.office[earlier].clip(0, 2), who.office[earlier])
    variant = np.where(way == 4, (who.variant[earlier] + 1) % 4, who.variant[earlier])
    member = np.concatenate([earlier, now])
    is_earlier = np.arange(len(member)) < len(earlier)
    start = np.where(is_earlier, 0, np.maximum(who.first, who.change)[member])
    end = np.where(is_earlier, who.change[member] - 1, who.last[member])
    order = np.lexsort((start, member))
    drawn = table(
        "rows",
        member=share.member + member,
        branch=numbered("B", np.concatenate([branch, who.branch]), 5),
        group_name=picked(["", "一组", "二组", "三组"], member % 4),
        variant=picked(VARIANTS, np.concatenate([variant, who.variant])),
        offices=pa.array(OFFICES, pa.list_(pa.string())).take(pa.array(np.concatenate([office, who.office]))),
        from_day=days(start, start > 0),
        to_day=days(end, end < LAST),
    )
    return drawn.take(pa.array(order))
