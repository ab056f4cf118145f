"""Fills a database with a demo: begun once, completed when it was stopped, never made twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from xianfeng.demo.cycles import telling
from xianfeng.demo.history.claims import make_claims
from xianfeng.demo.history.record import keep_record
from xianfeng.demo.history.said import QUIET_DAYS, SAID
from xianfeng.demo.life import has_happened, liven, year_before
from xianfeng.demo.making import Making, get_unit, make_tree
from xianfeng.demo.roles import open_ways_in
from xianfeng.demo.stages import SIZES, Play, Stage
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

    @property
    def steps(self) -> int:
        """How far the progress goes: each member is registered, and each one's record is kept."""
        return 2 * self.members


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
    """Make what is missing of a demo; `progress` is told how many steps have been gone, some at a time."""
    if is_finished():
        return
    play = SIZES[recipe.size](recipe.seed)
    making = Making(recipe.seed, recipe.on, progress)
    for plan in play.plans:
        make_tree(making, plan)
    if not has_happened():
        liven(making, play.stage, telling.meanwhile(making, get_unit(play.stage.branch)))
    _keep_records(making, play)
    _finish(making, play.stage)


def _keep_records(making: Making, play: Play) -> None:
    """Record what happened in each branch; it is told in more detail, and further back, where visitors look."""
    stage = play.stage
    claiming = {getattr(stage, at) for at in SAID}
    quiet = making.on - timedelta(days=QUIET_DAYS)
    for branch in (branch for plan in play.plans for branch in plan.branches):
        unit = get_unit(branch.code)
        if branch.code in stage.assessed:
            telling.look_back(making, unit)
        if branch.code in stage.looked_at:
            before = quiet if branch.code in claiming else making.on
            keep_record(making, unit, before, since=year_before(making))
        else:
            keep_record(making, unit, making.on, since=play.since(making.on), length=play.length)
        if branch.code == stage.waiting:
            telling.leave_waiting(making, unit)
        if branch.code in stage.assessed:
            telling.go_on(making, unit)
        making.progress(branch.size)


@operation
def _finish(making: Making, stage: Stage) -> None:
    """Do in one transaction what is done last."""
    make_claims(making, stage)
    open_ways_in(making, stage)
