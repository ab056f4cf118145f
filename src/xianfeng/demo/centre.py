"""康宁社区管理中心: 400 members, most of them retired; smaller than its model of 6,703 (domain 7.5)."""

from __future__ import annotations

from xianfeng.demo.plans import Kind, Mix, Sector, UnitPlan

AREAS = ("康宁", "安居", "和谐", "春光", "文苑", "朝阳")
SIZES = (50, 48, 45, 42, 38, 37)
WORKING = (("物业服务", 36), ("综合服务", 34), ("园林绿化", 28), ("中心机关", 42))
RETIRED = Mix(retired=92, reduced=8)
IN_SERVICE = Mix(retired=4, floating=4, probationary=4)


def plan() -> UnitPlan:
    """Return the centre: a committee, six branches of retired members and four in service."""
    retired = [
        UnitPlan(
            f"{name}小区离退休党支部", Kind.BRANCH, f"KN-{n:02}", Sector.RETIRED,
            size=size, groups=3, mix=RETIRED,
        )
        for n, (name, size) in enumerate(zip(AREAS, SIZES, strict=True), 1)
    ]  # fmt: skip
    working = [
        UnitPlan(
            f"{name}党支部", Kind.BRANCH, f"KN-{n:02}", Sector.OFFICE if "机关" in name else Sector.COMMUNITY,
            size=size, groups=size // 12, mix=IN_SERVICE, teams=3, employees=45,
        )
        for n, (name, size) in enumerate(WORKING, len(AREAS) + 1)
    ]  # fmt: skip
    branches = (*retired, *working)
    return UnitPlan(
        "康宁社区管理中心党委", Kind.COMMITTEE, "KN", Sector.COMMUNITY, children=branches, scheme="study-do"
    )
