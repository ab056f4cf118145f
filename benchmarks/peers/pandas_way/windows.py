"""One line a window: ratio, average, latest, reach, shortfall, absence."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from benchmarks.peers.pandas_way.places import Ruled
from benchmarks.peers.pandas_way.study import Study, half_up
from xianfeng.engine.amounts import ONE
from xianfeng.engine.measures import as_shortfall
from xianfeng.engine.scheme import Counting, IfNone, Measure

Grid = np.ndarray
"""Members by the shorter of tally and window."""


class Judged:
    """A rule over everybody's year, in columns of so many months as the shorter of tally and window has."""

    def __init__(self, study: Study, ruled: Ruled) -> None:
        self.study, self.ruled = study, ruled
        self.rule = as_shortfall(ruled.rule) if ruled.rule.measure is Measure.ABSENCE else ruled.rule
        self.unit = min(ruled.tally, ruled.window)
        self.columns = 12 // self.unit
        facts = study.frames.facts
        self.every = facts[facts["kind"].isin(self.rule.kinds)]
        self.matched = self.every[self._matches()]

    def _matches(self) -> pd.Series:
        outcome = self.every["outcome"]
        if self.rule.outcomes is not None:
            return outcome.isin(self.rule.outcomes)
        excused = {code for kind in self.rule.kinds for code in self.study.scheme.kinds[kind].excused}
        return ~outcome.isin(excused)

    def summed(self, facts: pd.DataFrame, values: pd.Series | None = None) -> Grid:
        """Return the sum of values, or the number of facts, from the window's start to the column's end."""
        keys = [facts["member"], (facts["month"] - 1) // self.unit]
        counted = pd.Series(1, facts.index) if values is None else values
        grid = counted.groupby(keys).sum().unstack(fill_value=0)
        grid = grid.reindex(index=self.study.members, columns=range(self.columns), fill_value=0)
        return self.to_date(grid.to_numpy())

    def to_date(self, grid: Grid) -> Grid:
        """Return running sums within each window."""
        within = self.ruled.window // self.unit
        return grid.reshape(len(grid), -1, within).cumsum(axis=2).reshape(grid.shape)

    def need(self) -> Grid:
        targets = self.study.presence.targets(self.rule.target).to_numpy()
        total = self.to_date(targets.reshape(len(targets), self.columns, self.unit).sum(axis=2))
        step = ONE if self.rule.counting is Counting.FACTS else 1
        need: Grid = half_up(total, step * self.ruled.window) * step
        return need

    def have(self) -> Grid:
        if self.rule.counting is Counting.FACTS:
            return self.summed(self.matched) * ONE
        return self.summed(self.matched, self.matched["quantity"])

    def is_judged(self) -> Grid:
        """Return which columns end a window; all of them where the pace is judged."""
        within = self.ruled.window // self.unit
        return np.arange(1, self.columns + 1) % within == 0 if not self.rule.paced else np.array(True)

    def lines(
        self, points: Grid, reason: Grid, have: Grid | None = None, need: Grid | None = None,
        fact: Grid | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        """Return the lines of everybody for whom the rule holds at the end of the tally."""
        fits = self.study.fits(self.ruled).to_numpy().repeat(self.ruled.tally // self.unit, axis=1)
        who, column = np.nonzero(fits)
        month = column * self.unit
        given = {"have": have, "need": need, "fact": fact, "raw": points, "counted": points, "reason": reason}
        return pd.DataFrame(
            {
                "member": self.study.members[who],
                "slot": self.ruled.slot + month // self.ruled.tally * self.ruled.stride,
                "rule": self.ruled.number,
                "window": self.ruled.window,
                "which": month // self.ruled.window,
            }
            | {name: grid[who, column] for name, grid in given.items() if grid is not None}
        )


def window_lines(study: Study) -> pd.DataFrame:
    """Return the lines of all rules but `each`."""
    ruled = [rule for rule in study.rules if rule.rule.measure in _MEASURES]
    lines = [_MEASURES[rule.rule.measure](Judged(study, rule)) for rule in ruled]
    return pd.concat(lines, ignore_index=True) if lines else pd.DataFrame()


def _ratio(judged: Judged) -> pd.DataFrame:
    met = judged.matched[judged.matched["outcome"].isin(judged.rule.met)]
    have, need = judged.summed(met), judged.summed(judged.matched)
    share = half_up((judged.rule.points or 0) * have, np.maximum(need, 1))
    points, reason = _or_without_facts(judged, share, need)
    return judged.lines(points, reason, have * ONE, need * ONE)


def _average(judged: Judged) -> pd.DataFrame:
    worth = judged.matched["outcome"].map(judged.rule.by_outcome or {}).astype("int64")
    total, number = judged.summed(judged.matched, worth), judged.summed(judged.matched)
    points, reason = _or_without_facts(judged, half_up(total, np.maximum(number, 1)), number)
    some = number > 0
    return judged.lines(points, reason, np.where(some, total, np.nan), np.where(some, number * ONE, np.nan))


def _latest(judged: Judged) -> pd.DataFrame:
    assert judged.ruled.window == judged.unit, "no scheme here looks back beyond the tally"
    matched = judged.matched.assign(column=(judged.matched["month"] - 1) // judged.unit)
    last = matched.reset_index(names="fact").drop_duplicates(["member", "column"], keep="last")
    fact = last.pivot(index="member", columns="column", values="fact")
    fact = fact.reindex(index=judged.study.members, columns=range(judged.columns)).to_numpy()
    worth = matched["outcome"].map(judged.rule.by_outcome or {}).astype("int64")
    value = worth.reindex(fact.ravel()).to_numpy().reshape(fact.shape)
    points, reason = _or_without_facts(judged, np.nan_to_num(value), ~np.isnan(fact))
    return judged.lines(points, reason, value, None, fact)


def _or_without_facts(judged: Judged, points: Grid, number: Grid) -> tuple[Grid, Grid]:
    """Return points and reasons, with what holds where no fact counts."""
    rule, some = judged.rule, number > 0
    skipped = (judged.summed(judged.every) > 0) | (rule.if_none is IfNone.SKIP)
    highest = rule.points if rule.by_outcome is None else max(rule.by_outcome.values())
    without = np.where(skipped, 0, highest or 0) if rule.if_none is IfNone.FULL else 0
    reason = np.where(some, "counted", np.where(skipped, "nothing_due", "no_facts"))
    return np.where(some, points, without), reason


def _reach(judged: Judged) -> pd.DataFrame:
    have, need = judged.have(), judged.need()
    points = half_up((judged.rule.points or 0) * np.minimum(have, need), np.maximum(need, 1))
    return _if_due(judged, points, have, need)


def _shortfall(judged: Judged) -> pd.DataFrame:
    have, need = judged.have(), judged.need()
    steps = np.maximum(need - have, 0) // (judged.rule.per or ONE)
    return _if_due(judged, (judged.rule.points or 0) * steps, have, need)


def _if_due(judged: Judged, points: Grid, have: Grid, need: Grid) -> pd.DataFrame:
    due = (need > 0) & judged.is_judged()
    return judged.lines(np.where(due, points, 0), np.where(due, "counted", "nothing_due"), have, need)


_MEASURES: Mapping[Measure, Callable[[Judged], pd.DataFrame]] = {
    Measure.RATIO: _ratio,
    Measure.AVERAGE: _average,
    Measure.LATEST: _latest,
    Measure.REACH: _reach,
    Measure.SHORTFALL: _shortfall,
    Measure.ABSENCE: _shortfall,
}
