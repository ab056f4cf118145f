"""What the addresses of facts, methods and scores are about."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile
from django.utils import timezone

from tests.people.world import World, adopt
from xianfeng.facts.entry.models import EntryDraft
from xianfeng.facts.models import Evidence
from xianfeng.facts.operations import add_kind, propose, record
from xianfeng.merit.methods.operations import draft_version, publish_version
from xianfeng.merit.scores.models import OrderedView
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.members.importing.findings import Findings
from xianfeng.schemes import library


def add_merit(world: World) -> None:
    """Add facts, claims, kinds, versions of methods and drafts."""
    _facts(world)
    _methods(world)
    for who, where in (("secretary", world.first), ("far_secretary", world.far)):
        world.things["entry_draft", who] = EntryDraft.objects.create(
            owner=world.users[who].pk, unit=where, sheet="", digest="0" * 64, findings=Findings().to_json()
        )
    OrderedView.objects.create(unit=world.first, is_on=True, reason="支委会研究用")


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
