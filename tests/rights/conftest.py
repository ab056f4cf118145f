"""The small world, and what else the addresses are about."""

from __future__ import annotations

import pytest

from tests.people.world import World, small_world
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Team


@pytest.fixture
def world(db: None) -> World:
    world = small_world()
    for where in ("first", "far"):
        world.things["team", where] = Team.objects.create(unit=getattr(world, where), name="一班", employees=12)
    for who in ("leader", "secretary", "far_secretary"):
        world.things["office", who] = Office.objects.get(member=world.members[who])
    return world
