"""What a comparison holds. Amounts are hundredths, changes of a result millionths of a point."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from xianfeng.engine.amounts import FULL
from xianfeng.engine.components import EXACT
from xianfeng.engine.results import Reason, Settlement
from xianfeng.engine.scheme import Scheme, Status

MILLIONTHS = EXACT
"""Millionths of a point in a hundredth."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two schemes, under the name it was given by, with its settlements in order."""

    name: str
    scheme: Scheme
    settlements: tuple[Settlement, ...]


class Cause(StrEnum):
    """What a difference between two results comes from."""

    STATUS = "status"
    VETO = "veto"
    LIMIT = "limit"
    ONLY_A = "only_a"
    ONLY_B = "only_b"
    WEIGHT = "weight"
    BALLOTS = "ballots"
    TRIM = "trim"
    ITEM = "item"
    POLLED = "polled"
    START = "start"
    SCALING = "scaling"
    SECTION = "section"
    BOUNDS = "bounds"
    PERIOD = "period"
    ADJUSTMENT = "adjustment"
    CEILING = "ceiling"
    WHOLE = "whole"
    ROUNDING = "rounding"
    STARS = "stars"
    FLAGS = "flags"
    COMPOSITION = "composition"


COMPOSING = (Cause.WEIGHT, Cause.ONLY_A, Cause.ONLY_B)
"""Causes that make sense together: what one component loses in weight, others gain; COMPOSITION is their sum."""


class Key(NamedTuple):
    """What a cause is about: a component; within it an item or section; a band, a period."""

    cause: Cause
    component: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Shift:
    """One cause: a value by A and by B (None: there is none) and the change of the score it makes.

    change = (b / of_b - a / of_a) x share / 100, share being a percentage, in millionths; `of` is how
    many tallies or periods the value is the sum of or meaned over. Causes without effect on the score
    have no change; of a rounding only the change is known. Ballots are those kept.
    """

    key: Key
    a: int | None = None
    b: int | None = None
    change: int | None = None
    share: int = FULL
    of_a: int = 1
    of_b: int = 1
    ballots_a: int | None = None
    ballots_b: int | None = None


class Grade(NamedTuple):
    """Where a result stands: its band if it is complete and the scheme has bands."""

    status: Status
    band: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """A member's result by one scheme, of a period or of the year."""

    period: str
    status: Status
    score: int | None = None
    band: str | None = None
    veto: bool = False
    stars: int | None = None
    flags: int | None = None
    reasons: tuple[Reason, ...] = ()

    @property
    def grade(self) -> Grade:
        return Grade(self.status, self.band)


@dataclass(frozen=True, slots=True)
class MemberChange:
    """One member by A and by B, and every cause of what differs, the largest first."""

    member: str
    name: str
    branch: str
    a: Outcome
    b: Outcome
    shifts: tuple[Shift, ...] = ()

    @property
    def change(self) -> int | None:
        """B's score less A's; None unless there are both."""
        if self.a.score is None or self.b.score is None:
            return None
        return self.b.score - self.a.score


class Move(StrEnum):
    """Where a member moves between bands; `other` where the bands cannot be put in order."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A branch, or everybody (branch ''). The means are over the members with a score by both."""

    branch: str
    members: int
    scored: int
    mean_a: int | None
    mean_b: int | None
    higher: int
    lower: int
    same: int
    moves: Mapping[Move, int]
    grades_a: Mapping[Grade, int]
    grades_b: Mapping[Grade, int]

    @property
    def change(self) -> int | None:
        """The difference of the means as they are printed."""
        return None if self.mean_a is None or self.mean_b is None else self.mean_b - self.mean_a


@dataclass(frozen=True, slots=True)
class CauseTotal:
    """One cause over all members: how many it raises and lowers, and the mean of its changes.

    A cause without effect on scores has no mean; raised and lowered are then grades.
    `size` is the sum of the changes without their signs, in millionths.
    """

    key: Key
    members: int
    raised: int
    lowered: int
    mean: int | None = None
    size: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """A written value of the two files; the path is that of B, or of A where B has none."""

    path: str
    a: str | None
    b: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs. `members` are the results that stand at the end of the stretch.

    `periods` are there only when both schemes settled the same several periods. `differences` is None
    for two different methods, whose files are not set side by side.
    """

    a: Side
    b: Side
    members: tuple[MemberChange, ...]
    periods: tuple[tuple[str, tuple[MemberChange, ...]], ...]
    whole: GroupChange
    branches: tuple[GroupChange, ...]
    matrix: Mapping[tuple[Grade, Grade], int]
    causes: tuple[CauseTotal, ...]
    differences: tuple[Difference, ...] | None = None

    @property
    def largest_causes(self) -> list[CauseTotal]:
        """The causes, the largest first, without what roundings do."""
        return [total for total in self.causes if total.key.cause is not Cause.ROUNDING]

    @property
    def largest_branches(self) -> list[GroupChange]:
        """The branches whose mean changes, the largest change first."""
        moving = [branch for branch in self.branches if branch.change]
        return sorted(moving, key=lambda branch: -abs(branch.change or 0))

    def scheme_of(self, difference: Difference) -> Scheme:
        """Return the scheme in whose file the path of a difference leads somewhere."""
        return (self.a if difference.b is None else self.b).scheme
