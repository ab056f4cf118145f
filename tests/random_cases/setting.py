"""What the parts of a scheme can refer to: kinds of facts, variants, offices, its period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.random_cases.drawing import Data, Draw
from tests.second.stretches import MONTHS

UNITS = tuple(MONTHS)
OUTCOMES = {
    "att": (["present", "online", "absent", "leave", "not_required"], ["leave", "not_required"]),
    "due": (["on", "late", "no", "exempt"], ["exempt"]),
    "mark": (["good", "fair", "poor", "none_asked"], ["none_asked"]),
    "award": (["branch", "unit", "company"], []),
}
"""Outcomes of the kinds of a family, and which of them excuse."""


@dataclass(frozen=True)
class Setting:
    """The ground of one scheme; `high` says that its results may exceed 100.00."""

    draw: Draw
    period: str
    kinds: Data
    variants: list[str]
    offices: list[str]
    high: bool

    def outcomes(self, kinds: Sequence[str]) -> list[str]:
        return list(self.kinds[kinds[0]].get("outcomes", {}))

    def ever_excused(self, kinds: Sequence[str]) -> set[str]:
        return set().union(*(self.kinds[kind].get("excused", []) for kind in kinds))

    def always_excused(self, kinds: Sequence[str]) -> set[str]:
        return set.intersection(*(set(self.kinds[kind].get("excused", [])) for kind in kinds))

    def some_outcomes(self, kinds: Sequence[str], with_excused: bool = False) -> str | list[str]:
        """Return a few outcomes of the kinds; excused ones only if they are asked for."""
        excused = set() if with_excused else self.ever_excused(kinds)
        known = [outcome for outcome in self.outcomes(kinds) if outcome not in excused]
        return self.draw.alone_or_listed(self.draw.some(known, 1, min(3, len(known))))

    def some_variants(self) -> list[str]:
        """Return variants, but not all; there must be two of them at least."""
        return self.draw.some(self.variants, 1, len(self.variants) - 1)

    def scope(self, share: float) -> Data:
        """Return `only` or `except`, or more often nothing."""
        if len(self.variants) == 1 or not self.draw.chance(share):
            return {}
        return {self.draw.pick("only", "except"): self.draw.alone_or_listed(self.some_variants())}


def new_setting(draw: Draw, period: str, high: bool) -> Setting:
    variants = (
        draw.some(["standard", "retired", "floating", "reduced"]) if draw.chance(0.85) else ["standard"]
    )
    offices = draw.some(["secretary", "committee", "leader"]) if draw.chance(0.75) else []
    return Setting(draw, period, new_kinds(draw), variants, offices, high)


def new_kinds(draw: Draw) -> Data:
    """Return kinds of every sort; two in one family share outcomes, but not always what they excuse."""
    kinds: Data = {f"q.k{number}": {"unit": "次"} for number in range(1, 5)}
    kinds |= {"att.a": family("att", unit="学时"), "att.b": family("att", unit="学时")}
    kinds["att.c"] = {**family("att", unit="学时"), "excused": ["leave"]}
    if draw.chance(0.5):
        del kinds["att.c"]["excused"]
    kinds |= {"due.a": family("due"), "mark.a": family("mark"), "mark.b": family("mark")}
    kinds |= {"award.a": family("award"), "away.m": {"unit": "月", "excuses_month": "true"}}
    if draw.chance(0.3):
        kinds["away.n"] = {"unit": "月", "excuses_month": "true"}
    kinds |= {f"veto.{letter}": {"unit": "份", "document": "true"} for letter in "ab"}
    kinds |= {"idle.x": {"unit": "次"}, "idle.y": family("att")}
    return {code: {"title": f"事项{code.replace('.', '')}", **kind} for code, kind in kinds.items()}


def family(name: str, **more: Any) -> Data:
    """Return a kind with the outcomes of its family."""
    outcomes, excused = OUTCOMES[name]
    kind = {**more, "outcomes": {code: f"结果{code}" for code in outcomes}}
    return {**kind, "excused": excused} if excused else kind
