"""A small organisation with everything that a plan can ask for."""

from __future__ import annotations

from datetime import date

from xianfeng.demo.making import Making, make_tree
from xianfeng.demo.plans import Category, Kind, Mix, Sector, UnitPlan

MIX = Mix(retired=20, floating=10, reduced=10, probationary=10)
OFFICE = UnitPlan(
    "机关党支部", Kind.BRANCH, "X-1", Sector.OFFICE, size=14, groups=2, mix=MIX, teams=2, employees=25
)
SPLIT = UnitPlan("一站党支部", Kind.BRANCH, "X-2", size=12, groups=1, mix=MIX, former_name="老站党支部")
NEW = UnitPlan(
    "二站党支部", Kind.BRANCH, "X-3", size=10, groups=2, mix=MIX, split_from="X-2", has_secretary=False
)
VILLAGE = UnitPlan(
    "河东村党支部",
    Kind.BRANCH,
    "X-4",
    Sector.VILLAGE,
    size=22,
    groups=2,
    mix=Mix(Category.RURAL, floating=25),
)
GENERAL = UnitPlan("总支", Kind.GENERAL_BRANCH, "X-G", children=(SPLIT, NEW))
PLAN = UnitPlan("党委", Kind.COMMITTEE, "X", children=(OFFICE, GENERAL, VILLAGE), scheme="ten-ones")
ON = date(2026, 3, 1)


def make(plan: UnitPlan = PLAN, seed: int = 710, on: date = ON) -> list[int]:
    """Make it; return by how many members it went on at each step."""
    steps: list[int] = []
    make_tree(Making(seed, on, steps.append), plan)
    return steps
