"""What tests of entry type, send and count."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.people.world import World
from xianfeng.facts.entry.kinds import Kinds
from xianfeng.facts.entry.pasting import Pasted, read_paste
from xianfeng.facts.entry.people import People
from xianfeng.facts.models import Fact, Proposal
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit

MEETING, HOURS = "meeting.theme_day", "volunteer.service"


def day(before: int = 3) -> str:
    """Return a day so many days ago."""
    return (timezone.localdate() - timedelta(days=before)).isoformat()


def numbers(world: World, *keys: str) -> list[str]:
    return [world.members[key].staff_no for key in keys]


def lines_of(world: World, text: str, branch: Unit | None = None) -> Pasted:
    """Return how a text is read in the first branch."""
    branch = branch or world.first
    people = People.of(Member.objects.filter(branch=branch))
    return read_paste(text, people, Kinds.around(branch).of(branch))


def paste(client: Client, branch: Unit, text: str, **more: Any) -> Any:
    """Send a text to be checked; return the answer."""
    sent = {"kind": MEETING, "on": day(), "quantity": "2", "text": text, "do": "check", **more}
    return client.post(reverse("facts:paste", args=[branch.pk]), sent)


def record(client: Client, branch: Unit, text: str, **more: Any) -> Any:
    """Check a text, then press the button that records it."""
    seen = paste(client, branch, text, **more)
    return paste(client, branch, text, do="record", plan=seen.context["plan"].digest, **more)


def facts() -> list[tuple[str, str, int, str]]:
    """Return the facts by name: who, what, how much, outcome."""
    rows = Fact.objects.unscoped().order_by("number").select_related("member")
    return [(fact.member.name, fact.kind, fact.quantity, fact.outcome) for fact in rows]


def proposals() -> list[tuple[str, str, str]]:
    rows = Proposal.objects.unscoped().order_by("pk").select_related("member")
    return [(each.member.name, each.kind, each.outcome) for each in rows]


def queries(of: Any) -> int:
    """Return how many queries a call makes."""
    with CaptureQueriesContext(connection) as captured:
        of()
    return len(captured)
