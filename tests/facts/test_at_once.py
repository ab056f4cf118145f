"""Many who record in one branch at the same moment: nothing is lost, no number is left out or given twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from tests.facts.making import DEED, today
from tests.people.accounts.racing import seen_by_threads
from tests.people.world import World, small_world
from xianfeng.facts.entries import Entry
from xianfeng.facts.models import Fact, Proposal
from xianfeng.facts.operations import confirm, propose, record, record_many, reverse
from xianfeng.facts.verifying import verify
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.members.models import Member

pytestmark = pytest.mark.django_db(transaction=True)
EVERYDAY, MANY = 8, 64
EACH = 3


@pytest.fixture
def world() -> World:
    return small_world()


def all_record(world: World, folder: Path, runners: int) -> None:
    members = [world.members[who].pk for who in ("member", "neighbour", "groupmate")]

    def work(number: int) -> list[int]:
        """Record in two branches, one by one and in both at once, in either order; undo one."""
        people = [Member.objects.get(pk=pk) for pk in members]
        made = [
            record(PROGRAM, member=people[0], kind=DEED, on=today(), key=f"{number}-{at}")
            for at in range(EACH)
        ]
        both = people if number % 2 else people[::-1]
        made += record_many(PROGRAM, [Entry(one, DEED, today(), key=f"{number}-of-{one.pk}") for one in both])
        made.append(reverse(PROGRAM, made[0], reason="记错了"))
        made.append(record(PROGRAM, member=people[0], kind=DEED, on=today(), key="the same for all"))
        return [fact.pk for fact in made]

    def look(_: int) -> Any:
        in_first = Fact.objects.filter(unit=world.first).order_by("number").values_list("number", flat=True)
        return set(Fact.objects.values_list("pk", flat=True)), list(in_first), verify()

    with seen_by_threads(folder) as race:
        answers = race(work, runners)
        facts, numbers, verdict = race(look, 1)[0]
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert facts == {pk for answer in answers for pk in answer}
    assert len(facts) == runners * (EACH + 4) + 1
    assert numbers == list(range(1, runners * (EACH + 3) + 2))
    assert verdict.is_sound
    assert verdict.reversals == runners


def test_a_few_who_record_at_once_lose_nothing(world: World, tmp_path: Path) -> None:
    all_record(world, tmp_path, EVERYDAY)


@pytest.mark.slow
def test_64_who_record_at_once_lose_nothing(world: World, tmp_path: Path) -> None:
    all_record(world, tmp_path, MANY)


def test_the_same_claim_sent_at_once_is_one(world: World, tmp_path: Path) -> None:
    me = world.members["member"].pk

    def claim(number: int) -> int:
        made = propose(Actor(1), member=Member.objects.get(pk=me), kind=DEED, on=today(), key="k")
        return int(made.pk)

    def look(_: int) -> int:
        return Proposal.objects.count()

    with seen_by_threads(tmp_path) as race:
        answers = race(claim, EVERYDAY)
        assert race(look, 1) == [1]
    assert len(set(answers)) == 1, answers


def test_two_who_confirm_at_once_make_one_fact(world: World, tmp_path: Path) -> None:
    made = propose(Actor(1), member=world.members["member"], kind=DEED, on=today())
    if connection.vendor == "postgresql":
        assert not connection.in_atomic_block

    def decide(number: int) -> int:
        return int(confirm(Actor(number + 2), Proposal.objects.get(pk=made.pk)).pk)

    def look(_: int) -> tuple[int, int]:
        return Fact.objects.count(), Proposal.objects.filter(state="confirmed").count()

    with seen_by_threads(tmp_path) as race:
        answers = race(decide, EVERYDAY)
        assert race(look, 1) == [(1, 1)]
    assert len(set(answers)) == 1, answers
