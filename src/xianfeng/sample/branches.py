"""The fictional Beifeng Oilfield Operation Area: its branches and the numbers it is known by. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from xianfeng.engine.text import Text

AREA = Text("北风油田作业区", "Beifeng Oilfield Operation Area")
EMPLOYEES = 2_212
"""All employees; only shown, no rows are made for those who are not members."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch, how many members it has and in how many groups they are."""

    name: str
    size: int
    groups: int

    @property
    def committee(self) -> int:
        """How many committee members it has beside the secretary."""
        return 2 if self.size < 20 else 3 if self.size <= 40 else 4


RETIRED_BRANCH = "离退休"
BRANCHES = (
    Branch("采油一站", 45, 4),
    Branch("采油二站", 38, 3),
    Branch("采油三站", 36, 3),
    Branch("采油四站", 40, 3),
    Branch("采油五站", 34, 3),
    Branch("采油六站", 32, 2),
    Branch("采油七站", 30, 2),
    Branch("采油八站", 28, 2),
    Branch("热注一站", 33, 3),
    Branch("热注二站", 30, 2),
    Branch("热注三站", 26, 2),
    Branch("集输一站", 41, 3),
    Branch("集输二站", 35, 3),
    Branch("维修", 44, 3),
    Branch("监测", 29, 2),
    Branch("工程", 31, 2),
    Branch("安全环保", 15, 1),
    Branch("机关一", 36, 3),
    Branch("机关二", 33, 3),
    Branch("后勤", 24, 2),
    Branch(RETIRED_BRANCH, 50, 4),
)
MEMBERS = sum(branch.size for branch in BRANCHES)
GROUP_NAMES = ("第一党小组", "第二党小组", "第三党小组", "第四党小组", "第五党小组")

MIX = {"in_service": 68, "retired": 22, "floating": 4, "frail": 3, "probationary": 3}
"""Categories of members, in per cent."""
VARIANTS = {
    "in_service": "standard",
    "probationary": "standard",
    "retired": "retired",
    "floating": "floating",
    "frail": "reduced",
}


def counts_of_mix(total: int) -> dict[str, int]:
    """Return how many members each category has: whole numbers that add up, largest remainders first."""
    counts = {category: total * share // 100 for category, share in MIX.items()}
    by_remainder = sorted(MIX, key=lambda category: total * MIX[category] % 100, reverse=True)
    for category in by_remainder[: total - sum(counts.values())]:
        counts[category] += 1
    return counts
