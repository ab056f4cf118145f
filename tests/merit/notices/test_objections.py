"""An objection from the day it is filed to the version that takes the place of the wrong one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.merit.notices.making import actor, confirm, investigated, objection, over, published
from tests.people.world import World
from xianfeng.facts.models import Fact
from xianfeng.merit.assessments import operations as assessments
from xianfeng.merit.assessments.states import State as PeriodState
from xianfeng.merit.notices import operations, workdays
from xianfeng.merit.notices.hearing.concerned import handlers_of
from xianfeng.merit.notices.models import Notice, Objection
from xianfeng.merit.notices.states import OBJECTION
from xianfeng.people.audit.operations import PROGRAM

pytestmark = pytest.mark.django_db
State = Objection.State


def test_from_a_wrong_fact_to_the_version_that_replaces_the_first(world: World) -> None:
    first = published(world)
    found = investigated(world, first)
    fact = Fact.objects.get(member=world.members["member"], kind="hazard.fixed")
    operations.decide_objection(
        actor(world, "committee"),
        found,
        upheld=True,
        outcome="fact",
        fact=fact,
        answer="经查记录有误，已更正。",
    )
    assert (found.state, found.fact_id) == (State.UPHELD, fact.pk)
    assert Fact.objects.get(reverses=fact).reason
    second = Notice.objects.get(replaces=first)
    period = second.settlement.period
    assert (second.state, second.version, second.settlement.version) == (Notice.State.DRAFTED, 2, 2)
    assert period.state == PeriodState.COMPUTED
    confirm(world, second.settlement)
    published(world, second)
    first.refresh_from_db()
    assert (first.state, bool(first.content), first.reason != "") == (Notice.State.WITHDRAWN, True, True)
    assert len(second.content["rows"]) == 6
    operations.receive_answer(actor(world, "member"), found)
    operations.close_notice(PROGRAM, second, at=over(second))
    first.refresh_from_db()
    assert first.content == {}
    assert operations.finalise_if_over(PROGRAM, second)
    period.refresh_from_db()
    assert period.state == PeriodState.FINALISED


def test_while_an_objection_is_open_nothing_becomes_final(world: World) -> None:
    notice = published(world)
    found = investigated(world, notice)
    operations.close_notice(PROGRAM, notice, at=over(notice))
    assert not operations.finalise_if_over(PROGRAM, notice)
    with pytest.raises(ValidationError):
        operations.file_notice(actor(world, "secretary"), notice)
    operations.decide_objection(actor(world, "committee"), found, upheld=False, answer="记录属实，结果不变。")
    assert operations.finalise_if_over(PROGRAM, notice)


def test_objections_are_taken_in_the_window_only_and_answered_in_ten_working_days(world: World) -> None:
    notice = published(world)
    found = objection(world, notice)
    assert found.due_on == workdays.calendar().after(timezone.localdate(), 10)
    late = over(notice)
    with pytest.raises(ValidationError):
        objection(world, notice, ground="roster", at=late)
    with pytest.raises(ValidationError):  # the same again
        objection(world, notice)
    with pytest.raises(ValidationError):  # somebody whom the notice does not name
        objection(world, notice, about=world.members["neighbour"])
    with pytest.raises(ValidationError):
        objection(world, notice, ground="roster", text="他家庭困难")


def test_nobody_whom_it_concerns_handles_an_objection(world: World) -> None:
    notice = published(world)
    about_the_committee = objection(world, notice, about=world.members["committee"])
    able = {user.pk for user in handlers_of(about_the_committee)}
    assert able == {world.users[who].pk for who in ("secretary", "general_officer", "officer")}
    with pytest.raises(ValidationError):
        operations.accept_objection(
            actor(world, "secretary"), about_the_committee, handler=world.users["committee"]
        )
    with pytest.raises(ValidationError):  # the one it is about does not accept it either
        operations.accept_objection(
            actor(world, "committee"), about_the_committee, handler=world.users["secretary"]
        )
    with pytest.raises(ValidationError):  # nor somebody without any part in the branch
        operations.accept_objection(
            actor(world, "secretary"), about_the_committee, handler=world.users["second_secretary"]
        )


def test_who_adjusted_a_result_does_not_hear_the_objection_to_it(world: World) -> None:
    notice = published(world)
    period = notice.settlement.period
    members = [world.members["member"]]
    assessments.resolve(
        actor(world, "committee"),
        period,
        members=members,
        weights={"points": 10000},
        reason="补齐",
        document="3号",
    )
    found = objection(world, notice, ground="adjustment")
    assert world.users["committee"].pk not in {user.pk for user in handlers_of(found)}


def test_an_upheld_objection_that_would_change_nothing_is_refused(world: World) -> None:
    found = investigated(world, published(world), ground="roster")
    for outcome in ("fact", "roster"):
        with pytest.raises(ValidationError):
            operations.decide_objection(
                actor(world, "committee"), found, upheld=True, outcome=outcome, answer="有误"
            )
    found.refresh_from_db()
    assert (found.state, found.answer) == (State.INVESTIGATING, "")


def test_the_fact_that_is_reversed_is_one_of_that_member(world: World) -> None:
    found = investigated(world, published(world))
    other = Fact.objects.get(member=world.members["groupmate"], kind="hazard.fixed")
    with pytest.raises(ValidationError):
        operations.decide_objection(
            actor(world, "committee"), found, upheld=True, outcome="fact", fact=other, answer="有误"
        )
    assert not Fact.objects.filter(reverses=other).exists()


DEEDS = {
    "accept": lambda w, o: operations.accept_objection(
        actor(w, "secretary"), o, handler=w.users["committee"]
    ),
    "reject": lambda w, o: operations.reject_objection(actor(w, "secretary"), o, answer="不在公示范围"),
    "investigate": lambda w, o: operations.investigate(actor(w, "committee"), o),
    "not_uphold": lambda w, o: operations.decide_objection(
        actor(w, "committee"), o, upheld=False, answer="属实"
    ),
    "receive": lambda w, o: operations.receive_answer(actor(w, "member"), o),
}


@pytest.mark.parametrize("state", State.values)
def test_only_what_the_table_says_can_be_done(world: World, state: str) -> None:
    found = objection(world, published(world))
    ways = {deed: new for new, deed in OBJECTION[state]}
    for deed, do in DEEDS.items():
        Objection.objects.filter(pk=found.pk).update(state=state, handler=world.users["committee"])
        found.refresh_from_db()
        if deed in ways:
            do(world, found)
            assert found.state == ways[deed]
            continue
        with pytest.raises(ValidationError):
            do(world, found)


def test_a_procedure_that_was_wrong_takes_the_notice_down(world: World) -> None:
    """Where the period had no ballots there is nothing to hold again, and nothing is taken down."""
    notice = published(world)
    found = investigated(world, notice, ground="procedure")
    with pytest.raises(ValidationError):
        operations.decide_objection(
            actor(world, "committee"), found, upheld=True, outcome="procedure", answer="程序有误"
        )
    notice.refresh_from_db()
    assert notice.state == Notice.State.PUBLISHED
    assert timezone.localdate() + timedelta(days=1) <= notice.to_on
