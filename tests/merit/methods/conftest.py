from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from tests.people.world import World, adopt, small_world

TODAY = date(2026, 5, 20)


@pytest.fixture(autouse=True)
def _on_a_day_in_may() -> Iterator[None]:
    with time_machine.travel("2026-05-20 10:00:00+08:00", tick=False):
        yield


@pytest.fixture
def world(db: None) -> World:
    """The small world; the committee goes by "ten-ones"."""
    made = small_world()
    adopt(made.committee, "ten-ones")
    return made
