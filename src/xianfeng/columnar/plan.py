"""What is special to a scheme and a period, as small tables: the steps of the SQL text look it up here.

Numbers run in the order in which a result lists things, so that sorting by them is sorting by the scheme.
Months are the numbers 1 to 12 of the period's year; amounts are hundredths.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count

from xianfeng.engine.calendar import Period, Unit
from xianfeng.engine.measures import Window, as_shortfall, windows
from xianfeng.engine.scheme import Component, Item, Measure, Rule, Scheme, Section

AS_OF = 0
"""The moment of the last day read; the others are the numbers of months, meaning their last days."""
WHOLE_PERIOD = 0
"""The stretch of the period itself; the others are the numbers of places."""


@dataclass(frozen=True, slots=True)
class NumberedRule:
    """A rule of a component's sheet. An absence stands here as the shortfall that it is."""

    number: int
    within: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class NumberedItem:
    """An item of a component's sheet, with its rules."""

    number: int
    component: int
    section: Section
    item: Item
    rules: tuple[NumberedRule, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A component with the items that facts or raters fill in, and the tallies it is settled in."""

    number: int
    component: Component
    items: tuple[NumberedItem, ...]
    tallies: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """Where lines belong: a rule in one tally and one window. `item_slot` is the item in that tally."""

    number: int
    item_slot: int
    place: int
    tally: Period
    end: date
    item: NumberedItem
    rule: NumberedRule
    window: Window


@dataclass(frozen=True)
class Plan:
    """A scheme over one period up to a day, numbered."""

    scheme: Scheme
    period: Period
    as_of: date

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        items, rules = count(1), count(1)
        return tuple(
            Part(
                number,
                component,
                tuple(self._items(component, number, items, rules)),
                self._tallies(component),
            )
            for number, component in enumerate(self.scheme.components.values(), 1)
        )

    def _items(
        self, component: Component, number: int, items: Iterator[int], rules: Iterator[int]
    ) -> Iterator[NumberedItem]:
        sheet = self.scheme.sheet_of(component)
        if sheet is None or (component.raters and not component.prefilled):
            return
        for section in sheet.sections.values():
            for item in section.items.values():
                own = (NumberedRule(next(rules), n, _plain(rule)) for n, rule in enumerate(item.rules, 1))
                yield NumberedItem(next(items), number, section, item, tuple(own))

    def _tallies(self, component: Component) -> tuple[Period, ...]:
        if component.raters and not component.prefilled:
            return ()
        if component.tally is None:
            return (self.period,)
        return tuple(tally for tally in self.period.split(component.tally) if tally.end <= self.as_of)

    @cached_property
    def places(self) -> tuple[tuple[Part, Period], ...]:
        """Every part in every tally; a place is known by its number, counted from 1."""
        return tuple((part, tally) for part in self.parts for tally in part.tallies)

    @cached_property
    def item_slots(self) -> tuple[tuple[int, Period, NumberedItem], ...]:
        """Every item in every tally, as (place, tally, item); known by its number, counted from 1."""
        return tuple(
            (place, tally, item) for place, (part, tally) in enumerate(self.places, 1) for item in part.items
        )

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        found: list[Slot] = []
        for item_slot, (place, tally, item) in enumerate(self.item_slots, 1):
            end = min(tally.end, self.as_of)
            for rule in item.rules:
                for window in windows(rule.rule, tally, end):
                    found.append(Slot(len(found) + 1, item_slot, place, tally, end, item, rule, window))
        return tuple(found)

    @cached_property
    def rules(self) -> tuple[tuple[NumberedItem, NumberedRule], ...]:
        return tuple((item, rule) for part in self.parts for item in part.items for rule in item.rules)

    def moment(self, part: Part, tally: Period) -> int:
        """Return when the variant is looked up: at the end of the tally, or at as_of if that is earlier."""
        return AS_OF if part.component.tally is None else tally.end.month

    @cached_property
    def ended(self) -> tuple[Period, ...]:
        """The months of the year that have ended by as_of."""
        year = Period(self.period.year, 1, Unit.YEAR)
        return tuple(month for month in year.split(Unit.MONTH) if month.end <= self.as_of)


def _plain(rule: Rule) -> Rule:
    return as_shortfall(rule) if rule.measure is Measure.ABSENCE else rule
