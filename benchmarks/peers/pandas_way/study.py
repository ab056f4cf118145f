"""What is settled: some members by one scheme, with everybody's year and weights."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from benchmarks.peers.pandas_way import places
from benchmarks.peers.pandas_way.frames import Frames
from benchmarks.peers.pandas_way.places import Ruled
from benchmarks.peers.pandas_way.presence import MONTHS, Presence, presence
from xianfeng.engine.scheme import Scheme


@dataclass(frozen=True)
class Study:
    """Some members, a year, a scheme. All series are by member, all frames members by something."""

    scheme: Scheme
    frames: Frames

    @property
    def members(self) -> pd.Index:
        return self.frames.members

    @cached_property
    def presence(self) -> Presence:
        return presence(self.frames, self.scheme)

    @cached_property
    def slots(self) -> pd.DataFrame:
        return places.slots(self.scheme)

    @cached_property
    def rules(self) -> list[Ruled]:
        return list(places.rules(self.scheme))

    @cached_property
    def variants(self) -> pd.DataFrame:
        """The variant on the last day of each month."""
        return pd.DataFrame({month: self.presence.at("variant", month) for month in MONTHS})

    @cached_property
    def assessed(self) -> pd.Series:
        out = [code for code, variant in self.scheme.variants.items() if not variant.assessed]
        return ~self.variants[12].isin(out) & (2 * self.presence.counts.sum(axis=1) >= len(MONTHS))

    @cached_property
    def weights(self) -> pd.DataFrame:
        """The weight of each component; 0 is not looked at."""
        weights = pd.DataFrame(
            {
                code: self.variants[12].map({v: component.weight_for(v) for v in self.scheme.variants})
                for code, component in self.scheme.components.items()
            }
        )
        decided = self.frames.resolutions.pivot_table("weight", "member", "component", "sum", 0)
        weights.loc[decided.index] = decided.reindex(columns=weights.columns, fill_value=0)
        return weights.mul(self.assessed, axis=0)

    def fits(self, rule: Ruled) -> pd.DataFrame:
        """Return for whom and in which tallies, by their last months, a rule holds."""
        months = list(range(rule.tally, len(MONTHS) + 1, rule.tally))
        holding = [code for code in self.scheme.variants if rule.includes(code)]
        looked_at = self.weights[rule.component.code] > 0
        return self.variants[months].isin(holding).mul(looked_at, axis=0)


def half_up(numerator: Any, denominator: Any) -> Any:
    """Return the quotients of what is not negative, rounded half up."""
    return (2 * numerator + denominator) // (2 * denominator)
