"""What pages of notices are about: a notice in every state, objections, feedback, a link, a template, a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.people.world import World
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement
from xianfeng.merit.assessments.states import State as PeriodState
from xianfeng.merit.notices.content import digest_of
from xianfeng.merit.notices.models import AudienceLink, CalendarDay, Feedback, Notice, Objection, WordTemplate
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit

COMING = {"drafted": "2025-Q1", "checked": "2025-Q2", "approved": "2025-Q3"}
OBJECTIONS = {"accepted": "accepted", "investigated": "investigating", "decided": "not_upheld"}


def add_notices(world: World) -> None:
    """Add what the rows are about to the world's things."""
    for where, who, drafter in (("first", "member", "committee"), ("far", "stranger", None)):
        unit, member = getattr(world, where), world.members[who]
        drafted_by = world.users[drafter].pk if drafter else None
        notice = world.things["notice", where] = _notice(unit, member, "2026-Q1", "published", drafted_by)
        world.things["settlement", where] = _settlement(unit, "2026-Q2")
        world.things["closed", where] = _notice(unit, member, "2024-Q4", "closed", drafted_by)
        for state, code in COMING.items():
            world.things[state, where] = _notice(unit, member, code, state, drafted_by)
        world.things["link", where] = AudienceLink.objects.create(notice=notice, token_hash=f"{where:0<64}")
        world.things["template", where] = WordTemplate.objects.create(
            unit=unit, subject="result", file=ContentFile(b"x", f"{where}.docx"), digest="0" * 64
        )
        world.things["objection", where] = _objection(world, notice, member, "filed")
        world.things["said", where] = Feedback.objects.create(
            notice=notice, author=world.users[who], text="很好"
        )
    _of_first(world)
    world.things["day", "first"] = CalendarDay.objects.create(day=date(2030, 1, 1), is_worked=False)


def _of_first(world: World) -> None:
    """Add what the committee of the first branch works on."""
    notice, member = world.things["notice", "first"], world.members["member"]
    for key, state in OBJECTIONS.items():
        made = world.things[key, "first"] = _objection(world, notice, member, state)
        made.handler = world.users["committee"]
        made.save()
    world.things["answered", "first"] = Feedback.objects.create(
        notice=notice, author=world.users["member"], text="很好", answer="谢谢", state="answered",
        answered_at=timezone.now(),
    )  # fmt: skip


def _settlement(unit: Unit, code: str) -> Settlement:
    period = AssessmentPeriod.objects.create(
        unit=unit, code=code, scheme="one-four-one", version=date(2017, 3, 13), state=PeriodState.CONFIRMED
    )
    period.settlement = Settlement.objects.create(
        period=period, version=1, as_of=date(2026, 3, 31), method="", inputs_digest="", results_digest=""
    )
    period.save()
    return period.settlement


def _notice(unit: Unit, member: Member, code: str, state: str, drafted_by: int | None) -> Notice:
    today = timezone.localdate()
    content: dict[str, Any] = {
        "title": "公示", "intro": "", "signed": "", "bands": [], "others": [], "waiting": 0, "not_assessed": 0,
        "rows": [{"member": member.pk, "name": member.name}],
    }  # fmt: skip
    is_out = state in ("published", "closed")
    days = (
        {"from_on": today, "to_on": today + timedelta(days=4), "published_at": timezone.now()}
        if is_out
        else {}
    )
    return Notice.objects.create(
        unit=unit, settlement=_settlement(unit, code), title="公示", fields=["name"], state=state, content=content,
        digest=digest_of(content), drafted_by=drafted_by, **days,
    )  # fmt: skip


def _objection(world: World, notice: Notice, member: Member, state: str) -> Objection:
    return Objection.objects.create(
        notice=notice,
        by=member,
        about=member,
        ground="fact",
        text="漏记",
        state=state,
        due_on=date(2026, 12, 31),
    )
