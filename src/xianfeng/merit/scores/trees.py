"""The tree of an explanation as values, from the result down to facts; `explaining` makes it. Numbers are as printed."""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng.engine.calendar import Period
from xianfeng.engine.explanation.nodes import Node, Step
from xianfeng.engine.facts import Fact as EngineFact
from xianfeng.engine.scheme import Component, Item, Section, Sheet
from xianfeng.engine.text import Text
from xianfeng.engine.words import NOTHING


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact under a rule: what it gives, or what it would have given (`struck`) and why it does not."""

    fact: EngineFact
    value: str
    unit: Text = NOTHING
    struck: str = ""
    why: Text = NOTHING


@dataclass(frozen=True, slots=True)
class RuleTree:
    """A rule in one window: its value (None: not due), its sum in words, its facts from the newest."""

    title: Text
    value: str | None
    sums: tuple[Node, ...]
    facts: tuple[FactLine, ...]

    @property
    def is_empty(self) -> bool:
        """Return whether it adds up facts of which there are none."""
        return self.sums[0].step is Step.EACH and not self.facts


@dataclass(frozen=True, slots=True)
class ItemTree:
    """An item: its value of how much, and, where it is more than its one rule, how it comes about."""

    item: Item
    value: str | None
    most: str
    words: Text
    is_capped: bool
    rules: tuple[RuleTree, ...]

    @property
    def without_facts(self) -> tuple[RuleTree, ...]:
        return tuple(rule for rule in self.rules if rule.is_empty)


@dataclass(frozen=True, slots=True)
class SectionTree:
    """A section: its value of how much, and its items."""

    section: Section
    value: str | None
    most: str
    items: tuple[ItemTree, ...]


@dataclass(frozen=True, slots=True)
class SheetTree:
    """A sheet in one tally: the steps from its sections to its score, and the sections."""

    tally: Period
    steps: tuple[Node, ...]
    sections: tuple[SectionTree, ...]


@dataclass(frozen=True, slots=True)
class ComponentTree:
    """A component that facts feed: the sum of its tallies where there are several, and its sheets."""

    component: Component
    sheet: Sheet
    value: str | None
    sum: Text
    sheets: tuple[SheetTree, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a result comes from its parts, in words, and the parts that facts feed."""

    finish: Text
    components: tuple[ComponentTree, ...]
