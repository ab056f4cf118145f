from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.people.world import World, small_world


@pytest.fixture(autouse=True)
def _nobody_has_tried() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lasting_world(transactional_db: None) -> World:
    """The small world in a database that several connections see."""
    return small_world()
