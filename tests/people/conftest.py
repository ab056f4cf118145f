from __future__ import annotations

import pytest

from tests.people.world import World, small_world


@pytest.fixture
def world(db: None) -> World:
    return small_world()
