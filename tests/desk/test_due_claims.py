"""Claims among what is due."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.facts.claiming import claimed, get
from tests.facts.making import actor
from tests.people.world import World
from xianfeng.facts import operations

pytestmark = pytest.mark.django_db


def due(world: World, who: str) -> list[Any]:
    return list(get(world, who, reverse("desk:home")).context["due"])


def test_all_claims_that_wait_are_one_thing_to_do_with_the_day_of_the_oldest(world: World) -> None:
    for days in (2, 5, 1):
        claimed(world, at=timezone.now() - timedelta(days=days), key=f"{days}")
    oldest = timezone.localdate() - timedelta(days=5)
    (thing,) = due(world, "secretary")
    assert thing.url == reverse("facts:to_confirm")
    assert "3" in str(thing.title)
    assert str(oldest.day) in str(thing.why)


def test_nobody_is_asked_to_confirm_what_waits_for_others(world: World) -> None:
    claimed(world, "secretary")
    assert due(world, "secretary") == due(world, "officer") == due(world, "member") == []
    assert len(due(world, "committee")) == 1


def test_a_rejection_of_the_last_fourteen_days_is_told_with_its_reason(world: World) -> None:
    now = timezone.now()
    for days in (13, 15):
        operations.reject(
            actor(world), claimed(world, key=f"{days}"), reason=f"理由{days}", at=now - timedelta(days=days)
        )
    (thing,) = due(world, "member")
    assert thing.url == reverse("facts:mine")
    assert "理由13" in str(thing.why)
    assert due(world, "groupmate") == []


def test_a_leader_hears_of_what_she_said_for_another(world: World) -> None:
    operations.reject(actor(world), claimed(world, "groupmate", by="leader"), reason="重复")
    assert len(due(world, "leader")) == len(due(world, "groupmate")) == 1


@pytest.mark.parametrize("who", ["member", "secretary", "officer"])
def test_more_claims_do_not_ask_more_often(world: World, who: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            due(world, who)
        return len(queries)

    def happens(key: str) -> None:
        claimed(world, key=f"w{key}")
        operations.reject(actor(world), claimed(world, key=key), reason="重复")

    happens("0")
    asked()
    before = asked()
    for at in range(1, 6):
        happens(f"{at}")
    assert asked() == before
