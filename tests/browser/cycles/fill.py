"""Fills the served platform with a demonstration of small branches: by each method one for each width.

The branches on three platforms have a record and no period yet; the others stand where the demonstration leaves them.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import timedelta
from typing import Any

WIDTHS = (390, 1440)
METHODS = {
    "P": "three-platforms",
    "T": "ten-ones",
    "V": "three-four-one",
    "Q": "one-four-one",
    "S": "study-do",
}
PARTS = {
    "P": ("secretary", "committee", "leader", "member"), "T": ("secretary", "committee"),
    "V": ("secretary", "committee"), "Q": ("secretary", "committee"), "S": ("secretary", "member"),
}  # fmt: skip
MISTAKE = ("problem.item", "overdue")


def fill() -> dict[str, Any]:
    """Make the branches with their cycles and offer accounts; return their ids and who enters how."""
    from django.utils import timezone

    from xianfeng.demo.making import Making, get_unit, make_tree

    making = Making(710, timezone.localdate(), [].append)
    plans = _plans()
    make_tree(making, plans)
    for plan in plans.children[1:]:
        _tell(making, plan)
    codes = [plan.code for plan in plans.children[1:]]
    return {
        "units": {code: get_unit(code).pk for code in codes},
        "mistakes": {code: _mistaken(making, code) for code in codes if code[0] == "P"},
        **_offer(codes),
        "today": making.on.isoformat(),
        **_stand(codes),
    }


def _stand(codes: list[str]) -> dict[str, Any]:
    """Return the latest period of each state by branch, where the running one stands, and whether one is final."""
    from xianfeng.merit.assessments.models import AssessmentPeriod

    rows = AssessmentPeriod.objects.order_by("code").values_list("unit__code", "state", "pk")
    periods: dict[str, dict[str, int]] = {code: {} for code in codes}
    for unit, state, pk in rows:
        periods[unit][state] = pk
    return {
        "periods": periods,
        "running": {code: "open" if "open" in found else "configured" for code, found in periods.items()},
        "final": {code: "used" in found for code, found in periods.items()},
    }


def _plans() -> Any:
    from xianfeng.demo.plans import Category, Kind, Mix, Sector, UnitPlan

    at_work = UnitPlan("", Kind.BRANCH, "", size=9, groups=1, teams=1, employees=8)
    sizes = {
        "P": at_work, "T": replace(at_work, size=12), "Q": replace(at_work, teams=0),
        "V": UnitPlan("", Kind.BRANCH, "", Sector.VILLAGE, size=14, groups=1, mix=Mix(Category.RURAL, floating=20)),
        "S": replace(at_work, teams=0),
    }  # fmt: skip
    office = UnitPlan("机关党支部", Kind.BRANCH, "O", Sector.OFFICE, size=8, groups=1)
    branches = tuple(
        replace(plan, code=f"{key}{width}", name=f"{key}{width}党支部", scheme=METHODS[key])
        for key, plan in sizes.items() for width in WIDTHS
    )  # fmt: skip
    return UnitPlan("作业区党委", Kind.COMMITTEE, "X", children=(office, *branches), scheme="ten-ones")


def _tell(making: Any, plan: Any) -> None:
    from xianfeng.demo.cycles import telling
    from xianfeng.demo.history.record import keep_record
    from xianfeng.demo.life import year_before
    from xianfeng.demo.making import get_unit

    unit, has_story = get_unit(plan.code), plan.code[0] != "P"
    if has_story:
        telling.look_back(making, unit)
    keep_record(making, unit, making.on, since=year_before(making))
    if has_story:
        telling.go_on(making, unit)


def _mistaken(making: Any, code: str) -> int:
    """Record by mistake, of the member who is going to object, that a problem of the last quarter was overdue."""
    from xianfeng.demo.making import get_unit
    from xianfeng.demo.roles import plain_members
    from xianfeng.engine.calendar import Period, Unit
    from xianfeng.facts.operations import record
    from xianfeng.people.audit.operations import PROGRAM

    kind, outcome = MISTAKE
    last = Period.containing(Unit.QUARTER, making.on).start - timedelta(days=9)
    member = plain_members(get_unit(code))[0]
    return int(record(PROGRAM, member=member, kind=kind, outcome=outcome, on=last).pk)


def _offer(codes: list[str]) -> dict[str, dict[str, Any]]:
    """Offer the accounts; return their ways in, and what who enters is called."""
    from xianfeng.demo.making import get_unit
    from xianfeng.demo.roles import holder_of, plain_members
    from xianfeng.people.organizations.roles import Post

    holders = {"officer": holder_of(Post.ORGANIZATION_OFFICER, get_unit("X"))}
    for code in codes:
        branch, parts = get_unit(code), PARTS[code[0]]
        holders[f"{code}-secretary"] = holder_of(Post.SECRETARY, branch)
        holders[f"{code}-committee"] = holder_of(Post.ORGANIZATION_OFFICER, branch)
        if "leader" in parts:
            holders[f"{code}-leader"] = holder_of(Post.GROUP_LEADER, get_unit(f"{code}-1"))
        if "member" in parts:
            holders[f"{code}-member"] = plain_members(branch)[0]
    return {
        "demo": {
            role: _entrance(role, member, order) for order, (role, member) in enumerate(holders.items())
        },
        "names": {role: member.name for role, member in holders.items()},
    }


def _entrance(role: str, member: Any, order: int) -> int:
    """Offer an account that has read the notice about personal data; else every page would lead there first."""
    from xianfeng.people.accounts.models import DemoAccount
    from xianfeng.people.accounts.operations import offer_in_demo, open_account
    from xianfeng.people.audit.operations import PROGRAM, Actor
    from xianfeng.people.privacy.operations import read_notice

    user = open_account(PROGRAM, member)
    read_notice(Actor(user.pk), user)
    offer_in_demo(PROGRAM, user, title=role, about=role, order=order)
    return int(DemoAccount.objects.get(user=user).pk)


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(fill()))
