"""What comes out of a settlement. Amounts are hundredths; None is "there is none", never zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xianfeng.engine.problems import Problem
from xianfeng.engine.scheme import Action, Status


class LineReason(StrEnum):
    """Why a line counts what it counts."""

    COUNTED = "counted"
    TIMES = "times"
    AT_MOST = "at_most"
    NOTHING_DUE = "nothing_due"
    NO_FACTS = "no_facts"


@dataclass(frozen=True, slots=True)
class Line:
    """One fact under one rule, or one window of a rule that looks at many facts.

    `rule` counts from 1 within the item. `have` and `need` are hundredths, numbers of facts too.
    `used` is the value, `running` the quantity, of earlier facts of the window; `full_on` is the day
    on which a cap was reached. These three are for explanations and not part of the output.
    """

    component: str
    tally: str
    item: str
    rule: int
    window: str
    ref: str | None
    on: date | None
    have: int | None
    need: int | None
    raw: int
    counted: int
    reason: LineReason
    used: int = 0
    running: int = 0
    full_on: date | None = None

    @property
    def due(self) -> bool:
        return self.reason is not LineReason.NOTHING_DUE


@dataclass(frozen=True, slots=True)
class ItemResult:
    """An item in one tally: the sum of its lines and its value after its ceiling; None if not due."""

    component: str
    tally: str
    section: str
    item: str
    due: bool
    sum: int | None
    value: int | None


@dataclass(frozen=True, slots=True)
class TallyResult:
    """A sheet in one tally. `base` and `score` are None when nothing required was due."""

    tally: str
    counts: bool
    score: int | None
    start: int
    earned: int
    due: int
    of: int
    base: int | None
    extra: int


@dataclass(frozen=True, slots=True)
class Polled:
    """One item over all ballots: the sum of its answers and their mean. For information only."""

    item: str
    sum: int
    mean: int


class Missing(StrEnum):
    """Why a component has no score."""

    TOO_FEW_BALLOTS = "too_few_ballots"
    NOTHING_DUE = "nothing_due"
    NOTHING_COUNTS = "nothing_counts"


@dataclass(frozen=True, slots=True)
class ComponentResult:
    """One component. `ballots` were cast, `kept` were not trimmed, their totals add up to `total`.

    `part` is weight x score / out_of, exactly, in 1/10 000 of a hundredth.
    """

    code: str
    weight: int
    score: int | None
    part: int | None
    ballots: int | None = None
    kept: int | None = None
    total: int | None = None
    reason: Missing | None = None
    tallies: tuple[TallyResult, ...] = ()
    polled: tuple[Polled, ...] = ()


class Why(StrEnum):
    """Why a result is not complete, or in the lowest band."""

    TOO_FEW_BALLOTS = "too_few_ballots"
    NOTHING_DUE = "nothing_due"
    NOTHING_COUNTS = "nothing_counts"
    VARIANT = "variant"
    AWAY = "away"
    VETO = "veto"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason of a result: `subject` is a component, a variant or a fact's ref; have of need."""

    why: Why
    subject: str = ""
    have: int | None = None
    need: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A consequence that is proposed to people."""

    do: Action
    by: tuple[str, ...]
    within_days: int | None


@dataclass(frozen=True, slots=True)
class MemberResult:
    """One member's result in one period."""

    member: str
    name: str
    branch: str
    variant: str
    status: Status
    reasons: tuple[Reason, ...] = ()
    score: int | None = None
    adjustment: int | None = None
    band: str | None = None
    veto: bool = False
    stars: int | None = None
    consequences: tuple[Proposal, ...] = ()
    components: tuple[ComponentResult, ...] = ()
    items: tuple[ItemResult, ...] = ()
    lines: tuple[Line, ...] = ()
    weighted: int | None = None
    uncounted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class YearResult:
    """One member's year: the mean of the periods, stars and flags."""

    member: str
    status: Status
    score: int | None = None
    band: str | None = None
    veto: bool = False
    stars: int | None = None
    flags: int | None = None
    left: int | None = None
    consequences: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class UncountedKind:
    """How many facts of a kind and outcome no rule counts; `known` if some rule looks at the kind."""

    kind: str
    outcome: str
    number: int
    known: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """One scheme over one period of one organisation; the year only with its last period."""

    scheme: str
    version: date
    period: str
    as_of: date
    inputs_digest: str
    results_digest: str
    results: tuple[MemberResult, ...]
    year: tuple[YearResult, ...] = ()
    uncounted_facts: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    uncounted_kinds: tuple[UncountedKind, ...] = ()
    warnings: tuple[Problem, ...] = ()
