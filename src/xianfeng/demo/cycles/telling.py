"""Tells the cycles of a branch: what its method asks for, up to today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from xianfeng.demo.cycles import platforms, points, stars, ten_ones
from xianfeng.demo.cycles.scene import Scene
from xianfeng.demo.life import Change
from xianfeng.demo.making import Making
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.people.organizations.scope import operation


@dataclass(frozen=True, slots=True)
class Story:
    """What happened by a method: periods that are over, and after what was recorded since, those that are not."""

    look_back: Callable[[Scene], None]
    go_on: Callable[[Scene], None]


STORIES: Mapping[str, Story] = {
    "three-platforms": Story(platforms.look_back, platforms.go_on),
    "ten-ones": Story(ten_ones.look_back, ten_ones.go_on),
    "three-four-one": Story(stars.look_back, stars.go_on),
    "one-four-one": Story(points.look_back_quarters, points.go_on_quarters),
    "study-do": Story(points.look_back_year, points.go_on_year),
}
"""By the code of the method."""


def meanwhile(making: Making, branch: Unit) -> Iterator[Change]:
    """Yield what a branch makes of its last year before members leave or move, with the day on which it begins.

    Of branches that do not count by years, members may leave after all of it.
    """
    story = _story(making, branch)
    if story is STORIES["ten-ones"]:
        yield ten_ones.drawn_up_on(making.on), partial(look_back, making, branch)


@operation
def look_back(making: Making, branch: Unit) -> None:
    """Make the periods of a branch that are over, unless they are there."""
    story = _story(making, branch)
    if story:
        story.look_back(Scene.of(making, branch))


@operation
def go_on(making: Making, branch: Unit) -> None:
    """Make the running and the coming periods of a branch, unless they are there."""
    story = _story(making, branch)
    if story:
        story.go_on(Scene.of(making, branch))


@operation
def leave_waiting(making: Making, branch: Unit) -> None:
    """Let the last quarter of a branch on three platforms wait for whoever visits, unless it is there."""
    platforms.wait(Scene.of(making, branch))


def _story(making: Making, branch: Unit) -> Story | None:
    adoption = Adoption.objects.in_force(branch, making.on).first()
    return STORIES.get(adoption.scheme) if adoption else None
