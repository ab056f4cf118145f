"""A scheme: which facts and ballots count, how much, and what follows. Frozen data, no behaviour to speak of.

All amounts are hundredths. A scheme is made by `loading.load_scheme`, which checks it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from xianfeng.engine.amounts import FULL
from xianfeng.engine.calendar import Unit
from xianfeng.engine.text import Text

OTHERWISE = "otherwise"
DEFAULT = "default"
RATERS = ("self", "mutual", "mass", "organisation", "consult")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: the unit of its quantity, its outcomes, and which of them excuse."""

    code: str
    title: Text
    unit: Text | None = None
    outcomes: Mapping[str, Text] = field(default_factory=dict)
    excused: frozenset[str] = frozenset()
    excuses_month: bool = False
    document: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """For which variants something holds: only these, or all except these."""

    only: frozenset[str] | None = None
    exempt: frozenset[str] = frozenset()

    def includes(self, variant: str) -> bool:
        return variant not in self.exempt and (self.only is None or variant in self.only)


EVERYONE = Scope()


class Measure(StrEnum):
    """How facts become points."""

    EACH = "each"
    RATIO = "ratio"
    LATEST = "latest"
    AVERAGE = "average"
    REACH = "reach"
    SHORTFALL = "shortfall"
    ABSENCE = "absence"


class IfNone(StrEnum):
    """What a rule gives when there is no fact that is not excused."""

    SKIP = "skip"
    ZERO = "zero"
    FULL = "full"


class Counting(StrEnum):
    """What reach and shortfall add up: quantities, or the number of facts."""

    QUANTITY = "quantity"
    FACTS = "facts"


@dataclass(frozen=True)
class Rule:
    """How facts of some kinds become points. `outcomes` is the key `outcome`, None if not given."""

    measure: Measure
    kinds: tuple[str, ...]
    points: int | None = None
    by_outcome: Mapping[str, int] | None = None
    judged: tuple[int, int] | None = None
    outcomes: frozenset[str] | None = None
    met: frozenset[str] = frozenset()
    per: int | None = None
    times: int | None = None
    at_most: int | None = None
    every: Unit | None = None
    target: Mapping[str, int] = field(default_factory=dict)
    counting: Counting = Counting.QUANTITY
    paced: bool = True
    if_none: IfNone = IfNone.SKIP
    scope: Scope = EVERYONE
    title: Text | None = None
    note: Text | None = None

    @cached_property
    def deducts(self) -> bool:
        """Whether this rule takes points away."""
        amounts = [self.points or 0, *(self.by_outcome or {}).values(), *(self.judged or ())]
        return any(amount < 0 for amount in amounts)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a sheet. `points` is its ceiling; None is open. A deducting item starts at its points."""

    code: str
    title: Text
    points: int | None = None
    deduct: bool = False
    rules: tuple[Rule, ...] = ()
    scope: Scope = EVERYONE
    note: Text | None = None


class Sort(StrEnum):
    """What a section does: required points, extra points, deductions."""

    OF = "of"
    PLUS = "plus"
    MINUS = "minus"


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading. `limit` is what they may be worth together; None is unlimited."""

    code: str
    title: Text
    sort: Sort
    limit: int | None
    items: Mapping[str, Item]
    note: Text | None = None


@dataclass(frozen=True)
class Sheet:
    """A table of points. `at_most` None is unlimited."""

    code: str
    title: Text
    sections: Mapping[str, Section]
    start: int = 0
    at_least: int = 0
    at_most: int | None = FULL
    note: Text | None = None

    @cached_property
    def items(self) -> Mapping[str, Item]:
        """All items of all sections, by code."""
        return {code: item for section in self.sections.values() for code, item in section.items.items()}

    def items_for(self, variant: str) -> Iterator[tuple[Section, Item]]:
        """Yield the items that hold for the variant, in the order written."""
        for section in self.sections.values():
            for item in section.items.values():
                if item.scope.includes(variant):
                    yield section, item

    @cached_property
    def required(self) -> int:
        """The sum of what its `of` sections are worth."""
        return sum(s.limit or 0 for s in self.sections.values() if s.sort is Sort.OF)


@dataclass(frozen=True, slots=True)
class Trim:
    """With at least `when` ballots, the `drop` lowest and highest totals are left out."""

    drop: int
    when: int


@dataclass(frozen=True, slots=True)
class Component:
    """A part of the result: from facts (a sheet), from ballots (raters), or both (prefilled)."""

    code: str
    title: Text
    weights: Mapping[str, int]
    out_of: int = FULL
    sheet: str | None = None
    raters: str | None = None
    at_least: int = 1
    trim: Trim | None = None
    grades: Mapping[str, int] = field(default_factory=dict)
    grade_titles: Mapping[str, Text] = field(default_factory=dict)
    prefilled: bool = False
    tally: Unit | None = None
    note: Text | None = None

    def weight_for(self, variant: str) -> int:
        return self.weights.get(variant, self.weights.get(OTHERWISE, 0))


@dataclass(frozen=True, slots=True)
class Variant:
    """A kind of member to whom the scheme applies differently."""

    code: str
    title: Text
    assessed: bool = True


@dataclass(frozen=True, slots=True)
class Band:
    """A grade: results of at least this much, and the stars it gives."""

    code: str
    title: Text
    at_least: int
    stars: int | None = None


@dataclass(frozen=True, slots=True)
class Adjust:
    """Who may move a result, and by how much at most."""

    by: str
    within: int
    title: Text | None = None


class Lasts(StrEnum):
    """How long a veto holds: from 1 January of the year, or from the period's first day."""

    YEAR = "year"
    PERIOD = "period"


@dataclass(frozen=True, slots=True)
class Veto:
    """Kinds of decisions that put a member into the lowest band."""

    kinds: tuple[str, ...]
    lasts: Lasts = Lasts.YEAR
    title: Text | None = None


class Carry(StrEnum):
    """What happens to stars that do not fill a flag."""

    NONE = "none"
    YEAR = "year"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Flags:
    """How many stars make a flag."""

    stars: int
    carry: Carry = Carry.YEAR


@dataclass(frozen=True, slots=True)
class YearRule:
    """That periods are rolled up to a year, and whether stars become flags."""

    flags: Flags | None = None


class Status(StrEnum):
    """Where a result stands."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    NOT_ASSESSED = "not_assessed"


class Action(StrEnum):
    """What a consequence proposes."""

    TALK = "talk"
    RESTUDY = "restudy"
    PROBLEM_ITEM = "problem_item"
    NOMINATE = "nominate"
    PUBLISH = "publish"


class At(StrEnum):
    """Whether a consequence follows from a period or from the year."""

    PERIOD = "period"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class When:
    """The conditions of a consequence; all that are given must hold."""

    bands: frozenset[str] | None = None
    statuses: frozenset[Status] | None = None
    veto: bool | None = None
    flags_at_least: int | None = None


@dataclass(frozen=True, slots=True)
class Consequence:
    """Something that is proposed to people after a result. Nothing happens by itself."""

    when: When
    do: Action
    at: At = At.PERIOD
    by: tuple[str, ...] = ()
    within_days: int | None = None
    title: Text | None = None


class BandOn(StrEnum):
    """Whether the result is banded as it is, or rounded to whole points first."""

    HUNDREDTHS = "hundredths"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Sources:
    """Where each value written in the file comes from; `default` marks a default.

    Keys are paths such as "components.inner.at_least", in the order written.
    """

    by_path: Mapping[str, str]

    def of(self, path: str) -> str | None:
        return self.by_path.get(path)

    @property
    def defaults(self) -> tuple[str, ...]:
        return tuple(path for path, source in self.by_path.items() if source == DEFAULT)


@dataclass(frozen=True, slots=True)
class Scheme:
    """One method, from its version's date on. `at_most` None is unlimited."""

    code: str
    title: Text
    version: date
    period: Unit
    variants: Mapping[str, Variant]
    components: Mapping[str, Component]
    kinds: Mapping[str, Kind]
    own_kinds: tuple[str, ...] = ()
    at_most: int | None = FULL
    offices: Mapping[str, Text] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    adjust: Adjust | None = None
    band_on: BandOn = BandOn.HUNDREDTHS
    bands: tuple[Band, ...] = ()
    veto: Veto | None = None
    year: YearRule | None = None
    consequences: tuple[Consequence, ...] = ()
    note: Text | None = None
    sources: Sources = field(default_factory=lambda: Sources({}))

    def sheet_of(self, component: Component) -> Sheet | None:
        return self.sheets[component.sheet] if component.sheet else None

    def kinds_used(self) -> frozenset[str]:
        """Return the kinds of facts that some rule or the veto looks at, or that excuse a month."""
        items = [item for sheet in self.sheets.values() for item in sheet.items.values()]
        ruled = {kind for item in items for rule in item.rules for kind in rule.kinds}
        excusing = {kind.code for kind in self.kinds.values() if kind.excuses_month}
        return frozenset(ruled | set(self.veto.kinds if self.veto else ()) | excusing)

    def band(self, code: str | None) -> Band | None:
        return next((band for band in self.bands if band.code == code), None)
