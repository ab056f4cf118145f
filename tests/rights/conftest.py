"""The small world, and what else the addresses are about."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tests.people.world import FOUNDED, World, adopt, appoint, small_world
from xianfeng.facts.entry.models import EntryDraft
from xianfeng.facts.models import Evidence
from xianfeng.facts.operations import add_kind, propose, record
from xianfeng.merit.methods.operations import draft_version, publish_version
from xianfeng.merit.scores.models import OrderedView
from xianfeng.people.accounts.models import Appointment
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.identity.models import Audience, Consent, PostSign
from xianfeng.people.members.importing.findings import Findings
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.roles import Role
from xianfeng.people.privacy.models import DataRequest
from xianfeng.schemes import library


@pytest.fixture
def world(db: None) -> World:
    world = small_world()
    for where, holder in (("first", "member"), ("far", "stranger")):
        unit, member = getattr(world, where), world.members[holder]
        world.things["team", where] = Team.objects.create(unit=unit, name="一班", employees=12)
        world.things["sign", where] = PostSign.objects.create(
            unit=unit, member=member, kind=PostSign.Kind.MODEL_POST, place="一号井", from_on=FOUNDED
        )
        Consent.objects.create(member=member, field="name", audience=Audience.UNIT)
    _records(world)
    return world


def _records(world: World) -> None:
    for who in ("leader", "secretary", "far_secretary"):
        world.things["office", who] = Office.objects.get(member=world.members[who])
    for who in ("member", "secretary", "stranger"):
        world.things["request", who] = DataRequest.objects.create(
            user=world.users[who], unit=world.members[who].branch, kind=DataRequest.Kind.CORRECTION,
            text="岗位已变动", due_on=date(2026, 12, 11),
        )  # fmt: skip
    for who, where in (("secretary", world.first), ("far_secretary", world.far)):
        world.things["draft", who] = ImportDraft.objects.create(
            owner=world.users[who].pk, unit=where, sheet="", digest="0" * 64, on=date(2026, 11, 1),
            sheets=[["", ["姓名", "工号"]]], columns=[["name", 0], ["staff_no", 1]], findings=[0, 0, []],
        )  # fmt: skip
    for who in ("inspector", "administrator"):
        world.things["appointment", who] = Appointment.objects.get(user=world.users[who])
    world.things["appointment", "far_secretary"] = appoint(
        world.users["far_secretary"], Role.INSPECTOR, world.other
    )


@pytest.fixture
def merit(world: World) -> World:
    """What pages of facts, methods and scores are about, besides."""
    _facts(world)
    _methods(world)
    for who, where in (("secretary", world.first), ("far_secretary", world.far)):
        world.things["entry_draft", who] = EntryDraft.objects.create(
            owner=world.users[who].pk, unit=where, sheet="", digest="0" * 64, findings=Findings().to_json()
        )
    OrderedView.objects.create(unit=world.first, is_on=True, reason="支委会研究用")
    return world


def _facts(world: World) -> None:
    deed = {"kind": "hazard.fixed", "on": date(2026, 3, 2)}
    for who in ("member", "secretary", "second_secretary", "stranger"):
        member, actor = world.members[who], Actor(world.users[who].pk)
        world.things["fact", who] = record(PROGRAM, member=member, **deed)
        claim = world.things["proposal", who] = propose(actor, member=member, **deed)
        world.things["evidence", who] = Evidence.objects.create(
            proposal=claim, file=ContentFile(b"%PDF-1.4", "a.pdf"), suffix=".pdf", size=8, digest="0" * 64
        )
    for where in ("first", "far"):
        world.things["kind", where] = add_kind(PROGRAM, getattr(world, where), title=f"{where}班前讲述")


def _methods(world: World) -> None:
    for top in (world.committee, world.other):
        adopt(top, "ten-ones")
    today = timezone.localdate()
    coming = date(today.year + 1, 1, 1)
    text = library.read("ten-ones")[0]
    world.things["adoption", "first"] = adopt(world.first, "baseline", coming)
    published = publish_version(PROGRAM, draft_version(PROGRAM, world.first, text=text, from_on=coming))
    world.things["published", "first"] = published
    world.things["adoption", "second"] = adopt(world.second, "baseline", date(today.year, 1, 1))
    again = draft_version(PROGRAM, world.second, text=library.read("baseline")[0], from_on=coming)
    world.things["version", "second"] = publish_version(PROGRAM, again)
    later = date(today.year + 2, 1, 1)
    world.things["version", "first"] = draft_version(PROGRAM, world.first, text=text, from_on=later)
