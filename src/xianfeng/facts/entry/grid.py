"""The grid: every member of a branch with one kind and one day, and what is filled in for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from xianfeng.engine.scheme import Kind
from xianfeng.facts.entries import Entry
from xianfeng.facts.entry.kinds import Kinds
from xianfeng.facts.entry.lines import Line
from xianfeng.facts.entry.permissions import ABOUT_YOU
from xianfeng.facts.entry.planning import Plan, Planner
from xianfeng.facts.entry.quantities import quantity_of
from xianfeng.facts.entry.rows import Problem, Row
from xianfeng.facts.entry.standing import Stand, read_standing
from xianfeng.facts.showing import plain
from xianfeng.people.members.importing.words import said, sentence
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import Scope
from xianfeng.workbooks.files.cells import Wrong

LONGEST = 20


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a grid is about."""

    kind: Kind
    on: date
    quantity: int

    @property
    def expected(self) -> str:
        """Return what the rest is filled with: the outcome that is expected, or the quantity."""
        return next(iter(self.kind.outcomes), "") or plain(self.quantity)

    @property
    def expected_words(self) -> str:
        return said(self.kind.outcomes[self.expected]) if self.kind.outcomes else self.expected


@dataclass(slots=True)
class Place:
    """A member in the grid: what stands already, or what was filled in."""

    member: Member
    stands: list[Stand]
    value: str = ""
    why: Any = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"m-{self.member.pk}"

    @property
    def is_open(self) -> bool:
        return not self.stands


@dataclass(slots=True)
class Grid:
    """The places of a branch in order, for what was chosen."""

    scope: Scope
    kinds: Kinds
    chosen: Chosen
    places: list[Place]
    _names: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self._names = Counter(place.member.name for place in self.places)

    @property
    def open(self) -> list[Place]:
        return [place for place in self.places if place.is_open]

    @property
    def filled(self) -> list[Place]:
        return [place for place in self.open if place.value]

    @property
    def wrong(self) -> list[Place]:
        return [place for place in self.places if place.problems]

    def has_namesake(self, place: Place) -> bool:
        """Return whether another member is called the same."""
        return self._names[place.member.name] > 1

    def fill(self, values: Mapping[str, str]) -> None:
        """Take over what was filled in."""
        for place in self.places:
            place.value = str(values.get(place.name, "")).strip()[:LONGEST]

    def fill_the_rest(self) -> None:
        """Fill every place that is open and empty with what is expected."""
        for place in self.open:
            place.value = place.value or self.chosen.expected

    def plan(self) -> Plan:
        """Return what becomes of what was filled in; problems stand at their places then."""
        rows = [self._row(place) for place in self.places if place.value]
        plan = Planner(self.scope, self.kinds, "entry").plan(rows)
        places = {place.member.pk: place for place in self.places}
        for row in rows:
            if row.member is not None:
                places[row.member.pk].problems += row.problems
        return plan

    def _row(self, place: Place) -> Row:
        row = Row(Line(place.member.pk), place.member, self.chosen.kind)
        outcome, quantity = self._measured(place, row)
        row.entry = Entry(place.member, self.chosen.kind.code, self.chosen.on, quantity, outcome)
        if place.stands and not any(
            (stand.outcome, stand.quantity) == (outcome, quantity) for stand in place.stands
        ):
            row.problem("", _("Something else was recorded meanwhile; it stands here now."))
        return row

    def _measured(self, place: Place, row: Row) -> tuple[str, int]:
        if self.chosen.kind.outcomes:
            return place.value, self.chosen.quantity
        quantity = quantity_of(place.value)
        if isinstance(quantity, Wrong):
            row.problem("quantity", sentence(quantity.what, quantity.fix))
            return "", self.chosen.quantity
        return "", quantity


def open_grid(scope: Scope, kinds: Kinds, chosen: Chosen, members: Sequence[Member]) -> Grid:
    """Return the grid of members for a kind and a day. Two queries."""
    entries = [Entry(member, chosen.kind.code, chosen.on) for member in members]
    standing = read_standing(scope, entries)
    places = [Place(entry.member, standing.of(entry)) for entry in entries]
    for place in places:
        place.why = ABOUT_YOU if place.member.pk == scope.member_id else ""
    return Grid(scope, kinds, chosen, places)
