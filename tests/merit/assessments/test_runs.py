"""All branches of a unit at once: staged, stopped and resumed, stored all or none, from what holds at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db.models.signals import post_save
from django_tasks_db.models import DBTaskResult

from tests.merit.assessments.making import (
    LATE,
    QUARTERS,
    actor,
    closed,
    confirmed,
    done,
    settled,
    without_secretary,
)
from tests.people.world import World, adopt
from xianfeng.merit.assessments.marks import marks_of
from xianfeng.merit.assessments.models import AssessmentPeriod, Run, Settlement, Staged
from xianfeng.merit.assessments.operations import resolve, resume_run, start_run, stop_run
from xianfeng.merit.assessments.runs import LEFT_OUT, work
from xianfeng.merit.assessments.tasks import settle_many
from xianfeng.merit.assessments.verifying import verify
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import move_member

pytestmark = pytest.mark.django_db
AUGUST = date(2026, 8, 1)


@pytest.fixture
def run(world: World) -> Iterator[Run]:
    """A run over three branches, which nobody has begun."""
    adopt(world.committee, QUARTERS)
    done(world, "member", AUGUST)
    with time_machine.travel(LATE):
        yield start_run(actor(world, "officer"), world.committee, code="2026-Q3")


@contextmanager
def after_staging(number: int, deed: Callable[[], Any]) -> Iterator[None]:
    """Do something in the moment in which so many branches are staged."""

    def look(**_: Any) -> None:
        if Staged.objects.count() == number:
            deed()

    post_save.connect(look, sender=Staged)
    try:
        yield
    finally:
        post_save.disconnect(look, sender=Staged)


def test_it_prepares_closes_computes_and_stores_every_branch(world: World, run: Run) -> None:
    assert (run.state, run.total, Settlement.objects.count()) == ("waiting", 3, 0)
    work(run)
    assert (run.state, run.done, run.left_out, run.problem) == ("done", 3, {}, "")
    found = {one.period.unit: one for one in Settlement.objects.all()}
    assert found.keys() == {world.first, world.second, world.third}
    assert {one.period.state for one in found.values()} == {"computed"}
    assert found[world.first].settled_by == world.users["officer"].pk
    assert not Staged.objects.exists()
    assert verify().is_sound
    work(run)
    assert Settlement.objects.count() == 3


def test_the_same_comes_out_as_in_the_page(world: World, run: Run) -> None:
    work(run)
    stored = Settlement.objects.get(period__unit=world.first)
    adopt(world.other, QUARTERS)
    alone = settled(world.first, "2026-Q2")
    assert stored.results.count() == alone.results.count()
    assert stored.results.get(member=world.members["member"]).score == 200


def test_the_job_worker_does_it(world: World, run: Run, django_capture_on_commit_callbacks: Any) -> None:
    stop_run(actor(world, "officer"), run)
    with django_capture_on_commit_callbacks(execute=True):
        resume_run(actor(world, "officer"), run)
    (task,) = DBTaskResult.objects.ready()
    assert task.task.func == settle_many.func
    task.task.func(*task.args_kwargs["args"])
    run.refresh_from_db()
    assert run.state == "done"


def test_what_was_staged_before_the_stop_is_not_computed_again(world: World, run: Run) -> None:
    with after_staging(2, lambda: stop_run(actor(world, "officer"), Run.objects.get())):
        work(run)
    run.refresh_from_db()
    assert (run.state, run.done) == ("stopped", 2)
    assert Staged.objects.count() == 2
    assert not Settlement.objects.exists()
    staged = set(Staged.objects.values_list("pk", flat=True))
    work(run)
    assert not Settlement.objects.exists()
    resume_run(actor(world, "officer"), run)
    with after_staging(3, lambda: staged.difference_update(Staged.objects.values_list("pk", flat=True))):
        work(run)
    assert not staged, "staged anew"
    assert (run.state, Settlement.objects.count()) == ("done", 3)


def test_what_was_read_and_changed_meanwhile_is_computed_again(world: World, run: Run) -> None:
    with after_staging(
        3, lambda: (done(world, "member", date(2026, 8, 2)), done(world, "neighbour", AUGUST))
    ):
        work(run)
    scores = {
        who: Settlement.objects.get(period__unit=world.members[who].branch)
        .results.get(member=world.members[who])
        .score
        for who in ("member", "neighbour", "groupmate")
    }
    assert scores == {"member": 400, "neighbour": 200, "groupmate": 0}
    assert verify().is_sound


CHANGES: dict[str, Callable[[World], Any]] = {
    "a fact": lambda world: done(world, "neighbour", AUGUST),
    "a move within the branch": lambda world: move_member(PROGRAM, world.members["member"], world.two, AUGUST),
    "a move to another branch": lambda world: move_member(PROGRAM, world.members["member"], world.third, AUGUST),
    "an office": lambda world: world.members["secretary"].offices.update(to_on=AUGUST),
    "duties": lambda world: Member.objects.filter(pk=world.members["member"].pk).update(duties="reduced"),
    "another quarter": lambda world: settled(world.first, "2026-Q1"),
    "a resolution": lambda world: resolve(
        PROGRAM, AssessmentPeriod.objects.get(unit=world.first, code="2026-Q3"), members=[world.members["member"]],
        weights={"points": 10000}, reason="按决议", document="1号",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_whatever_is_read_changes_the_mark_of_its_branch(world: World, run: Run, what: str) -> None:
    closed(world.first, "2026-Q3")
    before = marks_of(run)
    assert before.keys() == {world.first.pk, world.second.pk, world.third.pk}
    assert marks_of(run) == before
    CHANGES[what](world)
    after = marks_of(run)
    changed = {pk for pk in before if before[pk] != after[pk]}
    assert changed
    assert changed <= {world.second.pk if what == "a fact" else world.first.pk, world.third.pk}


def test_a_run_that_fails_at_the_end_stores_nothing_and_can_be_resumed(world: World, run: Run) -> None:
    def lose_the_method() -> None:
        done(world, "officer", AUGUST)  # so that the branch is read again
        AssessmentPeriod.objects.filter(unit=world.third).update(version=date(2001, 1, 1))

    with after_staging(3, lose_the_method), pytest.raises(RuntimeError):
        work(run)
    run.refresh_from_db()
    assert (run.state, run.problem) == ("failed", "MethodGone")
    assert not Settlement.objects.exists()
    assert set(AssessmentPeriod.objects.values_list("state", flat=True)) == {"closed"}
    AssessmentPeriod.objects.filter(unit=world.third).update(version=date(2017, 3, 13))
    resume_run(actor(world, "officer"), run)
    work(run)
    assert (run.state, run.problem, Settlement.objects.count()) == ("done", "", 3)


def test_branches_that_are_not_ready_are_left_out_and_told(world: World, run: Run) -> None:
    without_secretary(world)
    adopt(world.third, "ten-ones")
    adopt(world.second, "three-platforms")
    confirmed(settled(world.first, "2026-Q3").period)
    work(run)
    assert run.left_out == {
        str(world.first.pk): "confirmed", str(world.second.pk): "needs_round", str(world.third.pk): "no_method",
    }  # fmt: skip
    assert set(run.left_out.values()) <= set(LEFT_OUT)
    assert (run.state, run.done) == ("done", 3)
    assert Settlement.objects.count() == 1


def test_a_branch_confirmed_meanwhile_is_left_as_it_is(world: World, run: Run) -> None:
    without_secretary(world)
    with after_staging(3, lambda: confirmed(settled_now(world))):
        work(run)
    assert run.left_out == {str(world.first.pk): "confirmed"}
    assert Settlement.objects.filter(period__unit=world.first).count() == 1


def settled_now(world: World) -> AssessmentPeriod:
    from xianfeng.merit.assessments.operations import settle

    period = AssessmentPeriod.objects.get(unit=world.first, code="2026-Q3")
    settle(actor(world), period)
    return period


def test_a_second_run_over_the_same_makes_no_versions(world: World, run: Run) -> None:
    work(run)
    again = start_run(actor(world, "officer"), world.committee, code="2026-Q3")
    work(again)
    assert (again.state, Settlement.objects.count()) == ("done", 3)


@pytest.mark.parametrize("code", ["2026", "2027-Q1", "x"])
def test_a_run_is_of_a_period_that_is_over(world: World, code: str) -> None:
    with time_machine.travel(date(2026, 11, 21)), pytest.raises(ValidationError):
        start_run(actor(world, "officer"), world.committee, code=code)


def test_one_at_a_time_and_only_what_goes_is_stopped(world: World, run: Run) -> None:
    with pytest.raises(ValidationError):
        start_run(actor(world, "officer"), world.committee, code="2026-Q3")
    with pytest.raises(ValidationError):
        resume_run(actor(world, "officer"), run)
    stop_run(actor(world, "officer"), run)
    with pytest.raises(ValidationError):
        stop_run(actor(world, "officer"), run)
    actions = AuditEntry.objects.filter(action__contains="_run").values_list("action", flat=True)
    assert sorted(actions) == ["assessments.start_run", "assessments.stop_run"]


def test_a_branch_closed_before_is_taken_too(world: World, run: Run) -> None:
    closed(world.second, "2026-Q3")
    work(run)
    assert Settlement.objects.filter(period__unit=world.second).exists()
