"""What the journeys around facts and scores find there: a method, members for each width, facts and claims."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

CLAIMANTS = {390: "韩雪柔", 1440: "徐立言"}
MENDED = {390: "苏沐阳", 1440: "叶知秋"}
SURNAMES, GIVEN = "白曹邓范龚侯贾康雷毛", ("若水", "一帆", "念初")
"""Thirty members of the second branch; more than a secretary wants to enter one by one."""
A_CLAIM_EACH = ("hazard.fixed", "safety.teaching", "emergency.duty")


def add_people(world: Any, widths: tuple[int, ...]) -> list[str]:
    """Add who claims and whose record is mended, one for each width, and thirty members; return who has an account."""
    from tests.people.world import account, adopt, member

    adopt(world.committee, "ten-ones")
    with_account = []
    for width in widths:
        for what, names in (("claimant", CLAIMANTS), ("mended", MENDED)):
            key = f"{what}_{width}"
            world.members[key] = member(names[width], world.one)
            world.users[key] = account(world.members[key])
            with_account.append(key)
    for at, name in enumerate(surname + given for surname in SURNAMES for given in GIVEN):
        world.members[f"crowd_{at}"] = member(name, world.second)
    return with_account


def add_facts(world: Any, widths: tuple[int, ...]) -> dict[str, Any]:
    """Record a little in the first branch, this year and the last, and let the claimants have claimed."""
    from django.utils import timezone

    from xianfeng.facts.operations import propose, record
    from xianfeng.people.audit.operations import Actor

    today = timezone.localdate()
    secretary = Actor(world.users["secretary"].pk)
    for who, kind, on, outcome in _happened(today):
        record(secretary, member=world.members[who], kind=kind, on=on, outcome=outcome)
    claims: dict[str, list[int]] = {}
    for who in (f"claimant_{width}" for width in widths):
        actor, member = Actor(world.users[who].pk), world.members[who]
        made = [propose(actor, member=member, kind=kind, on=today) for kind in A_CLAIM_EACH]
        claims[who] = [claim.pk for claim in made]
    return {"claims": claims, "today": today.isoformat()}


def _happened(today: date) -> list[tuple[str, str, date, str]]:
    yesterday, last_year = today - timedelta(days=1), date(today.year - 1, 6, 30)
    return [
        ("member", "hazard.fixed", today, ""),
        ("member", "meeting.assembly", yesterday, "absent"),
        ("member", "hazard.fixed", last_year, ""),
        ("neighbour", "hazard.fixed", last_year, ""),
    ]
