"""A small world in which everything that somebody can write is something that might run."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from tests.facts.making import entry
from tests.formulas.payloads import PAYLOADS
from tests.merit.boards.hanging import publish, settled
from tests.people.world import World, account, adopt, member, small_world
from xianfeng.facts.models import Kind
from xianfeng.facts.operations import record_many
from xianfeng.merit.assessments.models import Adjustment, AssessmentPeriod
from xianfeng.merit.notices.models import Notice, WordTemplate
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import Actor
from xianfeng.people.organizations.models import Team

PERIOD = "2026-H1"


def filled_world() -> World:
    """Return the world; what is about it by name is in `things`."""
    world = small_world()
    adopt(world.committee, "three-four-one")
    teams = Team.objects.bulk_create(Team(unit=world.first, name=payload) for payload in PAYLOADS)
    people = [
        member(payload, world.first, work_post=payload, team=team)
        for payload, team in zip(PAYLOADS, teams, strict=True)
    ]
    Kind.objects.bulk_create(
        Kind(code=f"own.{at}", unit=world.first, title=payload[:40]) for at, payload in enumerate(PAYLOADS)
    )
    _facts(world)
    _trail(world)
    _results(world, people)
    return world


def _facts(world: World) -> None:
    """Record facts about one person, which stand in her own data, too."""
    days = (timezone.localdate() - timedelta(days=at) for at in range(len(PAYLOADS)))
    entries = [
        entry(world, "member", on=day, note=payload) for day, payload in zip(days, PAYLOADS, strict=True)
    ]
    record_many(Actor(world.users["secretary"].pk), entries)


def _trail(world: World) -> None:
    for payload in PAYLOADS:
        user = account(username=payload)
        AuditEntry.objects.create(
            actor=user.pk, action="members.export", unit=world.first.pk, details={"x": payload}
        )


def _results(world: World, people: list[Any]) -> None:
    settlement = settled(world.first, "three-four-one", PERIOD, {"three": people})
    period = settlement.period
    AssessmentPeriod.objects.filter(pk=period.pk).update(settlement=settlement, state="finalised")
    Adjustment.objects.bulk_create(
        Adjustment(period=period, member=one, points=100, reason=payload, document=payload)
        for one, payload in zip(people, PAYLOADS, strict=True)
    )
    world.things["period", "first"] = period
    world.things["results", "first"] = list(settlement.results.all())
    world.things["notice", "first"] = publish(settlement)


def give_template(world: World, content: bytes) -> None:
    """Let the branch write its notices by a template of its own."""
    notice: Notice = world.things["notice", "first"]
    file = ContentFile(content, "template.docx")
    WordTemplate.objects.create(unit=world.first, subject=notice.subject, file=file, digest="0" * 64)


def taken(client: Client, method: str, url: str, data: dict[str, Any]) -> bytes:
    """Return the file that an address gives."""
    answer = getattr(client, method)(url, data)
    assert answer.status_code == 200, (url, answer.status_code)
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)
