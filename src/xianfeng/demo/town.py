"""清水镇: 884 members in 18 branches and 57 groups, 121 groups of villagers (domain 7.3)."""

from __future__ import annotations

from xianfeng.demo.plans import Category, Kind, Mix, Sector, UnitPlan, spread

VILLAGES = (
    "清水村", "河东村", "河西村", "上坝村", "下坝村", "红柳村", "白杨村", "沙井村", "双桥村", "新渠村",
    "石泉村", "东湾村", "西湾村", "南屯村", "北屯村", "榆树村", "枣园村",
)  # fmt: skip
OFFICE_SIZE, VILLAGE_MEMBERS, VILLAGER_GROUPS = 34, 850, 121
FOUR_GROUPS = 4
"""So many villages have four groups, the others three: 13 × 3 + 4 × 4 = 55, and two in the office."""
UNEVEN = (12, 8, 15, 9, -12, -8, -15, -9, 5, -5, 3, -3, 6, -6, 2, -2, 0)
"""By how much villages differ from their mean, as villages do: the first four are large. It cancels out."""
AT_HOME = Mix(Category.RURAL, floating=25, reduced=5, probationary=2)
BESIDE = 140
"""Villagers of a village whose opinion of its members is asked."""


def plan() -> UnitPlan:
    """Return the town: a committee, an office branch and 17 village branches."""
    office = UnitPlan(
        "镇机关党支部", Kind.BRANCH, "QS-01", Sector.OFFICE, size=OFFICE_SIZE, groups=2,
        mix=Mix(retired=12, probationary=3), teams=3, employees=40,
    )  # fmt: skip
    means, teams = spread(VILLAGE_MEMBERS, len(VILLAGES)), spread(VILLAGER_GROUPS, len(VILLAGES))
    villages = tuple(_village(n, name, means[n] + UNEVEN[n], teams[n]) for n, name in enumerate(VILLAGES))
    return UnitPlan(
        "清水镇党委",
        Kind.COMMITTEE,
        "QS",
        Sector.OFFICE,
        children=(office, *villages),
        scheme="three-four-one",
    )


def _village(number: int, name: str, size: int, teams: int) -> UnitPlan:
    return UnitPlan(
        f"{name}党支部", Kind.BRANCH, f"QS-{number + 2:02}", Sector.VILLAGE, size=size,
        groups=4 if number < FOUR_GROUPS else 3, mix=AT_HOME, teams=teams, employees=BESIDE, term_years=5,
    )  # fmt: skip
