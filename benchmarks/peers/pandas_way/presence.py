"""Who was where in which month, as members by months."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.peers.options import PERIOD
from benchmarks.peers.pandas_way.frames import Frames
from xianfeng.engine.calendar import Unit
from xianfeng.engine.scheme import OTHERWISE, Scheme

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True)
class Presence:
    """`counts` says of each month whether it counts; `row` which roster row holds on its last day.

    `offices` says of each roster row which offices it has.
    """

    rows: pd.DataFrame
    offices: pd.DataFrame
    counts: pd.DataFrame
    row: pd.DataFrame

    def at(self, column: str, month: int) -> pd.Series:
        """Return a column of the roster rows that hold at the end of a month, by member."""
        return pd.Series(self.rows[column].to_numpy()[self.row[month]], self.row.index)

    def targets(self, target: Mapping[str, int]) -> pd.DataFrame:
        """Return the target of each month that counts: of the first key that fits the row."""
        fits = [self._fits(key) for key in target]
        by_row = np.select(fits, list(target.values()), 0)
        return self.counts * by_row[self.row.to_numpy()]

    def _fits(self, key: str) -> pd.Series:
        is_variant = self.rows["variant"] == key
        return self.offices[key] if key in self.offices else is_variant | (key == OTHERWISE)


def presence(frames: Frames, scheme: Scheme) -> Presence:
    """Return everybody's year."""
    rows = frames.rows.reset_index(drop=True)
    start, end = rows["from_day"].fillna(pd.Timestamp.min), rows["to_day"].fillna(pd.Timestamp.max)
    months = list(PERIOD.split(Unit.MONTH))
    there = pd.DataFrame(True, frames.members, list(MONTHS))
    for day_of in ("start", "end"):
        days = {month.number: pd.Timestamp(getattr(month, day_of)) for month in months}
        covered = pd.DataFrame({number: (start <= day) & (end >= day) for number, day in days.items()})
        there &= covered.groupby(rows["member"]).any()
    started = pd.DataFrame({month.number: start <= pd.Timestamp(month.end) for month in months})
    offices = pd.get_dummies(rows["offices"].explode()).groupby(level=0).any()
    first = pd.Series(rows.index, rows.index).groupby(rows["member"]).first()
    row = (started.groupby(rows["member"]).sum() - 1).clip(lower=0).add(first, axis=0)
    return Presence(rows, offices, there & ~_excused(frames, scheme), row.reindex(frames.members))


def _excused(frames: Frames, scheme: Scheme) -> pd.DataFrame:
    kinds = [kind.code for kind in scheme.kinds.values() if kind.excuses_month]
    facts = frames.facts[frames.facts["kind"].isin(kinds)]
    return pd.crosstab(facts["member"], facts["month"]).reindex(
        index=frames.members, columns=list(MONTHS), fill_value=0
    ) > 0  # fmt: skip
