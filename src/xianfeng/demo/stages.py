"""The sizes of a demo: what is made, and the branches that visitors look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from xianfeng.demo import centre, company, oilfield, town
from xianfeng.demo.plans import UnitPlan
from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Length


@dataclass(frozen=True, slots=True)
class Stage:
    """The codes of units: the committee, the branch of most one-click accounts, the one beside it, and more of them.

    In `showing` members have agreed to show something of themselves; `village` and `retired` may be empty, as may
    `platforms` and `quarters`, which go by methods of their own, and `waiting`, on three platforms too, whose last
    quarter waits for whoever visits. `others` have no one-click accounts, and `alone` has
    nobody in its committee but the secretary.
    """

    committee: str
    branch: str
    neighbour: str
    village: str = ""
    retired: str = ""
    platforms: str = ""
    quarters: str = ""
    waiting: str = ""
    others: tuple[str, ...] = ()
    alone: str = ""

    @property
    def group(self) -> str:
        """The first group of the branch."""
        return f"{self.branch}-1"

    @property
    def showing(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.branch, self.neighbour, self.village, self.retired)))

    @property
    def looked_at(self) -> tuple[str, ...]:
        """The branches whose committees keep the record themselves, and whose record reaches back a year more."""
        return (*self.assessed, *filter(None, (self.waiting, self.neighbour, self.alone)))

    @property
    def assessed(self) -> tuple[str, ...]:
        """The branches whose periods go all their way: one by each method, the branch of most accounts first."""
        named = (self.branch, self.village, self.retired, self.platforms, self.quarters)
        return (*filter(None, named), *self.others)

    @property
    def platforms_group(self) -> str:
        """The first group of the branch on three platforms."""
        return f"{self.platforms}-1" if self.platforms else ""


@dataclass(frozen=True, slots=True)
class Play:
    """Everything that a demo of a size consists of."""

    plans: tuple[UnitPlan, ...]
    stage: Stage
    is_large: bool = False
    """Whether branches other than those of the stage have records of half a year, written down quarter by quarter."""

    @property
    def length(self) -> Length:
        """How long the spans are after which these branches write down what happened."""
        return Length.QUARTER if self.is_large else Length.MONTH

    def since(self, on: date) -> date:
        """Return since when these branches have had a record: the quarter before that of the day, or its year."""
        quarter = Period.containing(Length.QUARTER, on)
        if not self.is_large:
            return date(on.year, 1, 1)
        return Period.containing(Length.QUARTER, quarter.start - timedelta(days=1)).start

    @property
    def members(self) -> int:
        return sum(plan.members for plan in self.plans)


PLATFORMS, WAITING, QUARTERS, ALONE = "BF-302", "BF-303", "BF-202", "BF-107"
"""Of the oilfield area: two branches by three platforms, one by "1+4+1", and the one with a secretary alone."""


def _three(_: int) -> Play:
    plans = (oilfield.plan(), town.plan(), centre.plan())
    return Play(
        plans, Stage("BF", "BF-102", "BF-103", "QS-02", "KN-01", PLATFORMS, QUARTERS, WAITING, alone=ALONE)
    )


def _area(_: int) -> Play:
    """Return the area with a stage as the company's, so that the two can be compared: 30 members by "1+4+1"."""
    return Play(
        (oilfield.plan(),), Stage("BF", "BF-203", "BF-202", others=("BF-102", PLATFORMS), alone=ALONE)
    )


def _company(seed: int) -> Play:
    plan = company.plan(seed)
    branch = next(branch for branch in plan.branches if branch.size == company.MEAN)
    neighbour = next(other for other in plan.branches if other.groups > 2 and other != branch)
    return Play((plan,), Stage("TH", branch.code, neighbour.code), is_large=True)


SIZES: Mapping[str, Callable[[int], Play]] = {"demo": _three, "area": _area, "company": _company}
"""Three organisations of some hundreds of members each; the first of them alone; one of 29,136. By the seed."""
