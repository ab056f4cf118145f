"""The sizes of a demo: what is made, and the branches that visitors look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from xianfeng.demo import centre, company, oilfield, town
from xianfeng.demo.plans import UnitPlan


@dataclass(frozen=True, slots=True)
class Stage:
    """The codes of units: the committee, the branch of most one-click accounts, the one beside it, and more of them.

    In `showing` members have agreed to show something of themselves; `village` and `retired` may be empty.
    """

    committee: str
    branch: str
    neighbour: str
    village: str = ""
    retired: str = ""

    @property
    def group(self) -> str:
        """The first group of the branch."""
        return f"{self.branch}-1"

    @property
    def showing(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.branch, self.neighbour, self.village, self.retired)))


@dataclass(frozen=True, slots=True)
class Play:
    """Everything that a demo of a size consists of."""

    plans: tuple[UnitPlan, ...]
    stage: Stage

    @property
    def members(self) -> int:
        return sum(plan.members for plan in self.plans)


def _three(_: int) -> Play:
    plans = (oilfield.plan(), town.plan(), centre.plan())
    return Play(plans, Stage("BF", "BF-102", "BF-103", village="QS-02", retired="KN-01"))


def _area(_: int) -> Play:
    return Play((oilfield.plan(),), Stage("BF", "BF-102", "BF-103"))


def _company(seed: int) -> Play:
    plan = company.plan(seed)
    branch, neighbour, *_ = (branch.code for branch in plan.branches if branch.groups > 2)
    return Play((plan,), Stage("TH", branch, neighbour))


SIZES: Mapping[str, Callable[[int], Play]] = {"demo": _three, "area": _area, "company": _company}
"""Three organisations of some hundreds of members each; the first of them alone; one of 29,136. By the seed."""
