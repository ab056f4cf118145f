"""Asking for pages of scores as somebody of the small world."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from tests.people.world import World
from xianfeng.facts.models import Fact
from xianfeng.facts.operations import record
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.organizations.models import Unit


def mine(world: World, who: str = "member", period: str = "") -> Any:
    query = f"?period={period}" if period else ""
    return world.client(who).get(reverse("scores:mine") + query)


def page_of(world: World, reader: str, who: str) -> int:
    return int(world.client(reader).get(reverse("scores:member", args=[world.members[who].pk])).status_code)


def branch_page(world: World, reader: str, unit: Unit | None = None) -> Any:
    return world.client(reader).get(reverse("scores:branch", args=[(unit or world.first).pk]))


def noted(world: World, who: str = "member", kind: str = "publicity.done", **values: Any) -> Fact:
    return record(PROGRAM, member=world.members[who], kind=kind, on=timezone.localdate(), **values)
