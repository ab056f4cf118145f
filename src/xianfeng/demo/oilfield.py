"""北风油田作业区: 710 members in 21 branches, 2,212 employees (domain 7.2). Its general branches are invented."""

from __future__ import annotations

from xianfeng.demo.plans import Kind, Mix, Sector, UnitPlan, spread
from xianfeng.sample.branches import BRANCHES, EMPLOYEES, MEMBERS, RETIRED_BRANCH, Branch

OFFICES = ("机关一", "机关二")
GENERAL = {"采油党总支": "", "热注集输党总支": "one-four-one", "生产辅助党总支": "three-platforms"}
"""The general branches with their methods; the first goes by that of the area."""
TEAMS = 6
"""Crews of each branch of those at work: 120 in all."""
WORKING = Mix(retired=6, floating=4, reduced=3, probationary=3)
RETIRED = Mix(retired=94, reduced=6)
WITHOUT_SECRETARY, TERM_IS_OVER = "监测", "后勤"
ONLY_SECRETARY = "采油七站"
"""A branch in which nobody but the committee above confirms what the secretary did."""
SPLIT = {"集输一站": "集输站党支部"}
SPLIT_FROM = {"集输二站": "BF-205"}
"""One branch of gathering stations became two: what the first was called, and where the second came from."""


def plan() -> UnitPlan:
    """Return the area: a committee, three general branches of seven branches each."""
    beside = [*spread(EMPLOYEES - MEMBERS, len(BRANCHES) - 1), 0]
    branches = [_branch(n, branch, beside[n]) for n, branch in enumerate(BRANCHES)]
    general = tuple(
        UnitPlan(
            name, Kind.GENERAL_BRANCH, f"BF-{n + 1}", children=tuple(branches[7 * n : 7 * n + 7]), scheme=scheme
        )
        for n, (name, scheme) in enumerate(GENERAL.items())
    )  # fmt: skip
    return UnitPlan("北风油田作业区党委", Kind.COMMITTEE, "BF", children=general, scheme="ten-ones")


def _branch(number: int, branch: Branch, employees: int) -> UnitPlan:
    retired = branch.name == RETIRED_BRANCH
    sector = Sector.RETIRED if retired else Sector.OFFICE if branch.name in OFFICES else Sector.PRODUCTION
    return UnitPlan(
        f"{branch.name}党支部", Kind.BRANCH, f"BF-{number // 7 + 1}{number % 7 + 1:02}", sector,
        size=branch.size, groups=branch.groups, mix=RETIRED if retired else WORKING,
        teams=TEAMS if employees else 0, employees=employees,
        has_secretary=branch.name != WITHOUT_SECRETARY, has_only_secretary=branch.name == ONLY_SECRETARY,
        elected_years_ago=4 if branch.name == TERM_IS_OVER else 1,
        former_name=SPLIT.get(branch.name, ""), split_from=SPLIT_FROM.get(branch.name, ""),
    )  # fmt: skip
