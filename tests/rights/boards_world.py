"""Screens that addresses of boards are about."""

from __future__ import annotations

from tests.people.world import World
from xianfeng.merit.boards.operations import add_screen
from xianfeng.people.audit.operations import PROGRAM


def add_boards(world: World) -> None:
    """Put up a screen in a branch, above it, and far away."""
    for where in ("first", "committee", "far"):
        world.things["screen", where], _ = add_screen(PROGRAM, getattr(world, where), place="一楼大厅")
