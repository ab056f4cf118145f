"""The scheme's places as tables: slots (an item in a tally) and rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.peers.options import PERIOD
from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Component, Item, Rule, Scheme, Section, Sheet
from xianfeng.engine.sheets import bounds_of


@dataclass(frozen=True, slots=True)
class Ruled:
    """Rule `number` of an item. `slot` is the item's slot in the first tally, `stride` leads to the next."""

    component: Component
    item: Item
    rule: Rule
    number: int
    slot: int
    stride: int

    @property
    def tally(self) -> int:
        """How many months a tally has."""
        return tally_months(self.component)

    @property
    def window(self) -> int:
        """How many months a window has."""
        return self.rule.every.months if self.rule.every else self.tally

    def includes(self, variant: str) -> bool:
        return self.rule.scope.includes(variant) and self.item.scope.includes(variant)


def tally_months(component: Component) -> int:
    return (component.tally or PERIOD.unit).months


def tallies(component: Component) -> list[Period]:
    return list(PERIOD.split(component.tally or PERIOD.unit))


def sheets(scheme: Scheme) -> Iterator[tuple[Component, Sheet]]:
    """Yield the components from facts with their sheets."""
    for component in scheme.components.values():
        sheet = scheme.sheet_of(component)
        if component.raters is None and sheet:
            yield component, sheet


def slots(scheme: Scheme) -> pd.DataFrame:
    """Return the slots, in the order of component, tally, item."""
    return pd.DataFrame(
        _slot(component, tally, section, item)
        for component, sheet in sheets(scheme)
        for tally in tallies(component)
        for section in sheet.sections.values()
        for item in section.items.values()
    )


def _slot(component: Component, tally: Period, section: Section, item: Item) -> dict[str, Any]:
    least, most = bounds_of(section, item)
    return {
        "component": component.code, "tally": tally.code, "month": tally.end.month,
        "section": section.code, "sort": str(section.sort), "item": item.code, "points": item.points or 0,
        "start": item.points if item.deduct else 0, "scope": item.scope,
        "least": -np.inf if least is None else least, "most": np.inf if most is None else most,
    }  # fmt: skip


def rules(scheme: Scheme) -> Iterator[Ruled]:
    """Yield the rules of all components from facts."""
    first = 0
    for component, sheet in sheets(scheme):
        for place, item in enumerate(sheet.items.values()):
            for number, rule in enumerate(item.rules, 1):
                yield Ruled(component, item, rule, number, first + place, len(sheet.items))
        first += len(sheet.items) * len(tallies(component))
