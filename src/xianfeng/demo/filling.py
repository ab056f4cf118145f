"""Fills a database with a demo: begun once, completed when it was stopped, never made twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from xianfeng.demo.life import liven
from xianfeng.demo.making import Making, make_tree
from xianfeng.demo.roles import open_ways_in
from xianfeng.demo.stages import SIZES, Stage
from xianfeng.people.accounts.models import DemoAccount, User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation

BEGUN = "demo.begin"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a demo is made from: the same recipe gives the same demo."""

    size: str
    seed: int
    on: date

    @property
    def members(self) -> int:
        """How many members there will be."""
        return SIZES[self.size](self.seed).members


class NotADemo(Exception):
    """Raised when the database holds units or accounts that are no demo's."""


def begin(wanted: Recipe) -> Recipe:
    """Return the recipe of the demo begun in this database; the one wanted if there is none yet, which is noted.

    Raises NotADemo when others use the database.
    """
    entry = AuditEntry.objects.filter(action=BEGUN).order_by("id").first()
    if entry is not None:
        kept = entry.details
        return Recipe(kept["size"], kept["seed"], date.fromisoformat(kept["on"]))
    if Unit.objects.unscoped().exists() or User.objects.exists():
        raise NotADemo
    _note(wanted)
    return wanted


@operation
def _note(recipe: Recipe) -> None:
    record(PROGRAM, BEGUN, size=recipe.size, seed=recipe.seed, on=recipe.on.isoformat())


def is_finished() -> bool:
    """Return whether the demo in this database is whole: its one-click accounts come last."""
    return DemoAccount.objects.exists()


def fill(recipe: Recipe, progress: Callable[[int], None]) -> None:
    """Make what is missing of a demo; `progress` is told how many members have been made, in steps."""
    if is_finished():
        return
    play = SIZES[recipe.size](recipe.seed)
    making = Making(recipe.seed, recipe.on, progress)
    for plan in play.plans:
        make_tree(making, plan)
    _finish(making, play.stage)


@operation
def _finish(making: Making, stage: Stage) -> None:
    """Do in one transaction what is done once the units are there."""
    open_ways_in(making, stage)
    liven(making, stage)
