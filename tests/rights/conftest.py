"""The small world, and what else the addresses are about."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.people.world import FOUNDED, World, appoint, small_world
from tests.rights.families import Family
from xianfeng import urls
from xianfeng.people.accounts.models import Appointment
from xianfeng.people.identity.models import Audience, Consent, PostSign
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.roles import Role
from xianfeng.people.privacy.models import DataRequest

Worlds = Callable[[Family], World]


@pytest.fixture(autouse=True)
def _django_db_marker() -> None:
    """Let the marker ask for the database without a transaction for each test: `worlds` has one for all."""


@pytest.fixture(autouse=True)
def _refusals_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tens of thousands of requests are refused here; how such a page looks is tested elsewhere."""
    monkeypatch.setattr(urls, "handler403", lambda request, exception: HttpResponse(status=403))
    monkeypatch.setattr(urls, "handler404", lambda request, exception: HttpResponse(status=404))


@pytest.fixture(scope="module")
def worlds(django_db_setup: None, django_db_blocker: Any) -> Iterator[Worlds]:
    """A world for each family of rows, made once: whatever a request does in it is undone."""
    made: dict[int, World] = {}

    def of(family: Family) -> World:
        if id(family) not in made:
            made[id(family)] = _world()
            family.add(made[id(family)])
        return made[id(family)]

    with django_db_blocker.unblock(), transaction.atomic():
        yield of
        transaction.set_rollback(True)


def _world() -> World:
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
