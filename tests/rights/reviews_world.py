"""What pages of reviews are about: a round that collects in two branches, one that waits for its second person."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from tests.people.world import World, adopt
from xianfeng.merit.reviews import operations
from xianfeng.merit.reviews.models import Ratee, Round
from xianfeng.people.audit.operations import Actor
from xianfeng.people.organizations.models import Team, Unit

METHOD, FIRST_DAY = "three-platforms", date(2020, 1, 1)


def add_reviews(world: World) -> World:
    """Draw up and begin rounds, hand out a printed ballot, close one and ask for its opening."""
    team = Team.objects.create(unit=world.first, name="评议班", employees=9)
    world.members["leader"].team = team
    world.members["leader"].save()
    for unit, secretary in ((world.first, "secretary"), (world.far, "far_secretary")):
        adopt(unit, METHOD, FIRST_DAY)
        where = "first" if unit == world.first else "far"
        world.things["round", where] = _begun(world, unit, secretary, team if unit == world.first else None)
    world.things["asked", "first"] = _asked(world)
    collecting = world.things["round", "first"]
    [world.things["paper", "first"]] = operations.hand_out_paper(
        _actor(world, "secretary"), collecting, kind="mutual", count=1
    )
    world.things["draw", "first"] = collecting.draws.get()
    for who, where in (("member", "first"), ("secretary", "first"), ("stranger", "far")):
        world.things["ratee", who] = Ratee.objects.get(
            round=world.things["round", where], member=world.members[who]
        )
    return world


def _actor(world: World, who: str) -> Actor:
    return Actor(world.users[who].pk)


def _begun(world: World, unit: Unit, secretary: str, team: Team | None) -> Round:
    today, actor = timezone.localdate(), _actor(world, secretary)
    made = operations.draw_up(
        actor, unit, period=_quarter(today), closes_on=today + timedelta(days=7), minimum=3
    )
    if team is not None:
        operations.draw_raters(actor, made, team=team, wanted=5)
        operations.take_paper(actor, made, member=world.members["groupmate"])
    return operations.begin(actor, made)


def _asked(world: World) -> Round:
    today, actor = timezone.localdate(), _actor(world, "secretary")
    made = operations.draw_up(
        actor, world.first, period=_quarter(today.replace(year=today.year - 1)), closes_on=today
    )
    operations.begin(actor, made)
    operations.close(actor, made)
    return operations.ask_opening(actor, made)


def _quarter(day: date) -> str:
    return f"{day.year}-Q{(day.month + 2) // 3}"
