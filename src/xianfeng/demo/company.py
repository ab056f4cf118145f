"""天河油田公司: 29,136 members, 45 committees, 77 general branches, 968 branches (domain 7.4)."""

from __future__ import annotations

from random import Random

from xianfeng.demo.plans import Kind, Mix, Sector, UnitPlan, spread

MEMBERS, COMMITTEES, GENERAL, BRANCHES = 29_136, 45, 77, 968
WITH_GENERAL = 38
"""So many committees, the largest, have general branches below them."""
MEAN = 30
"""Members of a branch, about."""
A_GROUP, A_TEAM = 10, 13
"""Members of a group and employees of a crew, about."""
PLACES = (
    *(f"第{n}采油厂" for n in "一二三四五六七八九"), *(f"第{n}采气厂" for n in "一二三"), "热注一厂", "热注二厂",
    "集输一处", "集输二处", "钻井一公司", "钻井二公司", "钻井三公司", "井下一公司", "井下二公司", "测井公司", "物探公司",
    "工程技术院", "勘探开发院", "监督中心", "供水公司", "供电公司", "通信公司", "运输一公司", "运输二公司", "物资供应处",
    "机械厂", "炼化一厂", "炼化二厂", "化工厂", "消防支队", "培训中心", "医疗中心", "社区一中心", "社区二中心",
    "社区三中心", "离退休处", "公司机关", "天河作业区",
)  # fmt: skip
OFFICE = "公司机关"
MIX = Mix(retired=22, floating=4, reduced=3, probationary=3)


def plan(seed: int) -> UnitPlan:
    """Return the company; how many branches a committee and members a branch has is drawn from the seed."""
    rng = Random(seed)  # noqa: S311 - a demo must be repeatable
    sizes = iter(_drawn(rng, MEMBERS, BRANCHES, 7, 50))
    numbers = _drawn(rng, BRANCHES, COMMITTEES, 6, 35)
    general = _general(numbers)
    committees = tuple(
        _committee(f"TH-{at + 1:02}", name, [next(sizes) for _ in range(numbers[at])], general[at])
        for at, name in enumerate(PLACES)
    )
    return UnitPlan("天河油田公司党委", Kind.COMMITTEE, "TH", children=committees, scheme="one-four-one")


def _drawn(rng: Random, total: int, parts: int, least: int, most: int) -> list[int]:
    """Return whole numbers between the bounds that add up to the total, most of them near the mean."""
    drawn = [round(rng.triangular(least, most, total / parts)) for _ in range(parts)]
    while sum(drawn) != total:
        at, step = rng.randrange(parts), 1 if sum(drawn) < total else -1
        if least <= drawn[at] + step <= most:
            drawn[at] += step
    return drawn


def _general(numbers: list[int]) -> list[int]:
    """Return how many general branches each committee has: the larger ones first."""
    largest = sorted(range(len(numbers)), key=lambda at: -numbers[at])
    by_size = [*spread(GENERAL, WITH_GENERAL), *[0] * (COMMITTEES - WITH_GENERAL)]
    return [count for _, count in sorted(zip(largest, by_size, strict=True))]


def _committee(code: str, name: str, sizes: list[int], general: int) -> UnitPlan:
    """Return a committee; about half of its branches stand under its general branches, three to nine each."""
    branches = tuple(_branch(f"{code}-{n:03}", f"{name}第{n}党支部", size) for n, size in enumerate(sizes, 1))
    each = min(9, max(3, len(branches) // (2 * general))) if general else 0
    below = tuple(
        UnitPlan(
            f"{name}第{n + 1}党总支", Kind.GENERAL_BRANCH, f"{code}-G{n + 1}",
            children=branches[each * n : each * n + each],
        )
        for n in range(general)
    )  # fmt: skip
    return UnitPlan(f"{name}党委", Kind.COMMITTEE, code, children=(*below, *branches[each * general :]))


def _branch(code: str, name: str, size: int) -> UnitPlan:
    sector = Sector.OFFICE if name.startswith(OFFICE) else Sector.PRODUCTION
    return UnitPlan(
        name, Kind.BRANCH, code, sector, size=size, groups=max(1, round(size / A_GROUP)), mix=MIX,
        teams=max(1, round(2 * size / A_TEAM)), employees=2 * size,
    )  # fmt: skip
