"""What the journeys around ballots find there: a branch of thirty-one who rate each other, and a team with slips."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

SURNAMES, GIVEN = "安柏岑丁鄂方甘", ("明轩", "书瑶", "清和", "远山")
LONG = "阿卜杜热合曼·买买提江"
WITH_ACCOUNT = (
    "rater_390",
    "rater_1440",
    "by_hand_390",
    "by_hand_1440",
    "round_secretary",
    "round_committee",
)
SLIPS = 8


def add_branch(world: Any) -> tuple[str, ...]:
    """Add a branch of thirty-one members with a team; return who of them has an account."""
    from tests.people.world import account, adopt, member, office, unit
    from xianfeng.people.organizations.models import Team
    from xianfeng.people.organizations.roles import Post

    branch = world.rated = unit("采油五站党支部", "branch", world.general)
    adopt(branch, "three-platforms", date(2020, 1, 1))
    names = [surname + given for surname in SURNAMES for given in GIVEN] + [LONG, "于晏", "卓然"]
    world.rated_team = Team.objects.create(unit=branch, name="采油五班", employees=20)
    for at, name in enumerate(names):
        key = WITH_ACCOUNT[at] if at < len(WITH_ACCOUNT) else f"rated_{at}"
        team = world.rated_team if at % 2 else None
        world.members[key] = member(name, branch, team=team)
    for key in WITH_ACCOUNT:
        world.users[key] = account(world.members[key])
    office(world.members["round_secretary"], branch, Post.SECRETARY)
    office(world.members["round_committee"], branch, Post.PUBLICITY_OFFICER)
    return WITH_ACCOUNT


def add_round(world: Any) -> dict[str, Any]:
    """Begin the round of this quarter with slips and a printed ballot."""
    from django.utils import timezone

    from xianfeng.merit.reviews import operations
    from xianfeng.people.audit.operations import Actor

    today, secretary = timezone.localdate(), Actor(world.users["round_secretary"].pk)
    period = f"{today.year}-Q{(today.month + 2) // 3}"
    made = operations.draw_up(secretary, world.rated, period=period, closes_on=today + timedelta(days=10))
    operations.draw_raters(secretary, made, team=world.rated_team, wanted=SLIPS)
    slips = operations.issue_slips(secretary, made, team=world.rated_team, count=SLIPS)
    operations.take_paper(secretary, made, member=world.members["rated_9"])
    operations.begin(secretary, made)
    [paper] = operations.hand_out_paper(secretary, made, kind="mutual", count=1)
    about = made.ratees.get(member=world.members["rated_10"])
    return {
        "round": made.pk, "slips": [code for _seat, code in slips], "paper": paper.pk, "ratee": about.pk,
        "draw": made.draws.get().pk,
    }  # fmt: skip
