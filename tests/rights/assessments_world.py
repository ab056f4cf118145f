"""Periods, results, decisions and runs that addresses of assessments are about."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.people.world import World, adopt
from xianfeng.merit.assessments import operations
from xianfeng.merit.assessments.models import Adjustment, AssessmentPeriod, Resolution, Run
from xianfeng.people.audit.operations import PROGRAM

OVER = datetime(2026, 7, 20, 4, tzinfo=UTC)
"""When everything of the first half of 2026 is over."""


def add_assessments(world: World) -> None:
    """Settle a half-year in two branches and far away; only the second branch's is final."""
    for where in ("first", "second", "far"):
        adopt(getattr(world, where), "one-four-one", date(2026, 1, 1))
        world.things["assessment", where] = _settled(world, where)
    _finish(world.things["assessment", "second"])
    for key, where, who in (
        ("member", "first", "member"),
        ("shown", "second", "neighbour"),
        ("far", "far", "stranger"),
    ):
        settlement = world.things["assessment", where].settlement
        world.things["result", key] = settlement.results.get(member=world.members[who])
    _decide(world)
    for where in ("committee", "general"):
        world.things["run", where] = Run.objects.create(unit=getattr(world, where), code="2026-Q2", total=3)


def _settled(world: World, where: str) -> AssessmentPeriod:
    period = operations.prepare(PROGRAM, getattr(world, where), code="2026-Q2", at=OVER)
    operations.close_period(PROGRAM, period, at=OVER)
    operations.settle(PROGRAM, period, at=OVER)
    return period


def _finish(period: AssessmentPeriod) -> None:
    told = {"document": "北风〔2026〕8号", "met_on": OVER.date(), "at": OVER}
    operations.confirm(PROGRAM, period, present=2, entitled=2, **told)
    operations.confirm_above(PROGRAM, period, **told)
    operations.publicise(PROGRAM, period, at=OVER)


def _decide(world: World) -> None:
    """Enter an adjustment and a resolution about a member of the first branch, as a method could allow them."""
    told = {
        "period": world.things["assessment", "first"],
        "member": world.members["member"],
        "reason": "按会议决定",
    }
    world.things["adjustment", "first"] = Adjustment.objects.create(**told, document="1", points=100)
    world.things["resolution", "first"] = Resolution.objects.create(
        **told, document="1", weights={"points": 10000}
    )
