"""A period of the first branch brought to where notices begin: settled from facts by "1+4+1", confirmed by meetings."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from tests.people.world import World, adopt
from xianfeng.facts.models import Fact
from xianfeng.facts.operations import record
from xianfeng.merit.assessments import operations as assessments
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement
from xianfeng.merit.notices import operations
from xianfeng.merit.notices.models import Notice, Objection
from xianfeng.people.audit.operations import PROGRAM, Actor

CODE = "2026-Q3"
FIRST = ("member", "groupmate", "leader", "other_group", "committee", "secretary")


def actor(world: World, who: str) -> Actor:
    return Actor(world.users[who].pk)


def facts(world: World) -> dict[str, Fact]:
    """Record a deed for each of the first branch."""
    return {
        who: record(PROGRAM, member=world.members[who], kind="hazard.fixed", on=date(2026, 8, 3))
        for who in FIRST
    }


def settled(world: World) -> Settlement:
    """Return the settlement of the third quarter, before any meeting."""
    if not AssessmentPeriod.objects.filter(unit=world.first).exists():
        adopt(world.committee, "one-four-one")
        facts(world)
        period = assessments.prepare(PROGRAM, world.first, code=CODE)
        assessments.close_period(PROGRAM, period)
    else:
        period = AssessmentPeriod.objects.get(unit=world.first)
    return assessments.settle(PROGRAM, period)


def confirm(world: World, settlement: Settlement) -> Settlement:
    """Let the meetings of the branch and of the level above confirm a settlement."""
    period = settlement.period
    met = {"document": "支委会〔2026〕7号", "met_on": timezone.localdate()}
    assessments.confirm(actor(world, "committee"), period, present=2, entitled=2, **met)
    assessments.confirm_above(actor(world, "general_officer"), period, **met)
    settlement.refresh_from_db()
    return settlement


def confirmed(world: World) -> Settlement:
    return confirm(world, settled(world))


def drafted(world: World, **options: Any) -> Notice:
    return operations.draft_notice(actor(world, "committee"), confirmed(world), **options)


def approved(world: World, notice: Notice | None = None, **options: Any) -> Notice:
    """Return a notice that the secretary has checked and approved."""
    notice = notice or drafted(world, **options)
    operations.check_notice(actor(world, "secretary"), notice)
    return operations.approve_notice(actor(world, "secretary"), notice)


def published(world: World, notice: Notice | None = None, **options: Any) -> Notice:
    return operations.publish_notice(actor(world, "secretary"), approved(world, notice, **options))


def over(notice: Notice) -> datetime:
    """Return a moment after the window."""
    assert notice.to_on
    moment = datetime.combine(notice.to_on + timedelta(days=1), datetime.min.time())
    return timezone.make_aware(moment + timedelta(hours=1))


def objection(world: World, notice: Notice, **options: Any) -> Objection:
    member = world.members["member"]
    given = {
        "by": member,
        "about": member,
        "ground": "fact",
        "text": "八月的隐患不是我排查的，请核对。",
        **options,
    }
    return operations.file_objection(actor(world, "member"), notice, **given)


def investigated(world: World, notice: Notice, handler: str = "committee", **options: Any) -> Objection:
    """Return an objection that its handler looks into."""
    filed = objection(world, notice, **options)
    operations.accept_objection(actor(world, "secretary"), filed, handler=world.users[handler])
    return operations.investigate(actor(world, handler), filed)
