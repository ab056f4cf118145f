"""Two who write at the same moment: one waits, and the register stays whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.people.accounts.racing import seen_by_threads
from tests.people.members.making import JOINED, registered, values
from tests.people.world import World, small_world
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member, Office
from xianfeng.people.members.operations import give_office, move_member, register_member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post

pytestmark = pytest.mark.django_db(transaction=True)
RUNNERS = 6


@pytest.fixture
def world() -> World:
    return small_world()


def test_moves_at_once_leave_one_place(world: World, tmp_path: Path) -> None:
    made = registered(world.one)
    targets = [world.two, world.second, world.third]

    def move(number: int) -> Member:
        target = Unit.objects.get(pk=targets[number % 3].pk)
        return move_member(PROGRAM, Member.objects.get(pk=made.pk), target, date(2026, 3, 1))

    def look(number: int) -> tuple[Any, ...]:
        found = Member.objects.get(pk=made.pk)
        rows = list(found.affiliations.order_by("from_on").values_list("unit", "from_on", "to_on"))
        return found.unit_id, found.branch_id, rows

    with seen_by_threads(tmp_path) as race:
        answers = race(move, RUNNERS)
        unit, branch, rows = race(look, 1)[0]
    assert all(isinstance(answer, Member | ValidationError) for answer in answers), answers
    assert any(isinstance(answer, Member) for answer in answers)
    assert rows == [(world.one.pk, JOINED, date(2026, 2, 28)), (unit, date(2026, 3, 1), None)]
    assert (unit, branch) in {(world.two.pk, world.first.pk), (world.second.pk,) * 2, (world.third.pk,) * 2}


def test_one_of_many_gets_a_staff_number(world: World, tmp_path: Path) -> None:
    sent = values(staff_no="AB100")

    def register(number: int) -> Member:
        return register_member(PROGRAM, unit=Unit.objects.get(pk=world.one.pk), **sent)

    with seen_by_threads(tmp_path) as race:
        answers = race(register, RUNNERS)
    refusals = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert len(refusals) == RUNNERS - 1, answers
    assert {field for refusal in refusals for field in refusal.message_dict} == {"staff_no"}


def test_one_of_many_becomes_secretary(world: World, tmp_path: Path) -> None:
    Office.objects.filter(unit=world.first).delete()
    candidates = [registered(world.one) for _ in range(RUNNERS)]

    def give(number: int) -> Office:
        candidate = Member.objects.get(pk=candidates[number].pk)
        return give_office(
            PROGRAM, candidate, Unit.objects.get(pk=world.first.pk), Post.SECRETARY, date(2026, 3, 1)
        )

    with seen_by_threads(tmp_path) as race:
        answers = race(give, RUNNERS)
    refusals = [answer for answer in answers if isinstance(answer, ValidationError)]
    assert len(refusals) == RUNNERS - 1, answers
    assert {field for refusal in refusals for field in refusal.message_dict} == {"post"}
