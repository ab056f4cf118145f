from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.people.world import World, account, appoint, small_world
from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.roles import Role


@pytest.fixture(autouse=True)
def _nobody_has_tried() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lasting_world(transactional_db: None) -> World:
    """The small world in a database that several connections see."""
    return small_world()


@pytest.fixture
def user(world: World) -> User:
    return world.users["member"]


@pytest.fixture
def local(world: World) -> User:
    """An administrator of the general branch alone."""
    made = account(name="总支管理员")
    world.users["local"] = made
    appoint(made, Role.ADMINISTRATOR, world.general)
    return made
