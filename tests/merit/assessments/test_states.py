"""A period moves only as the table says, one way to do it; what is refused is told in words and leaves nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.merit.assessments.making import (
    LATE,
    QUARTERS,
    actor,
    closed,
    confirmed,
    settled,
    without_secretary,
)
from tests.people.world import World, adopt
from xianfeng.merit.assessments.models import AssessmentPeriod, PeriodChange
from xianfeng.merit.assessments.operations import (
    archive,
    close_period,
    finalise,
    prepare,
    publicise,
    reopen,
    settle,
    use,
)
from xianfeng.merit.assessments.operations.moving import move
from xianfeng.merit.assessments.states import DEEDS, TRANSITIONS, State
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(world: World) -> AssessmentPeriod:
    adopt(world.first, QUARTERS)
    return prepare(PROGRAM, world.first, code="2026-Q3", at=LATE)


def test_every_step_of_the_table_is_done_and_every_other_refused(
    world: World, period: AssessmentPeriod
) -> None:
    allowed = {(old, deed): new for old, steps in TRANSITIONS.items() for new, deed in steps}
    for old in State:
        for deed in DEEDS:
            AssessmentPeriod.objects.filter(pk=period.pk).update(state=old)
            before = PeriodChange.objects.count()
            new = allowed.get((old, deed))
            if new is None:
                with pytest.raises(ValidationError, match=str(old.label)):
                    move(actor(world), period, deed)
            else:
                move(actor(world), period, deed, reason="因为")
            period.refresh_from_db()
            assert period.state == (new or old)
            assert PeriodChange.objects.count() == before + (new is not None)
    last = PeriodChange.objects.order_by("-pk").first()
    assert last is not None
    assert (last.old, last.new, last.done, last.reason, last.by) == (
        State.USED, State.COMPUTED, "reopen", "因为", world.users["secretary"].pk,
    )  # fmt: skip


def test_the_table_knows_every_state_and_deed() -> None:
    assert set(TRANSITIONS) == set(State)
    assert {deed for steps in TRANSITIONS.values() for _new, deed in steps} == set(DEEDS)


def test_a_period_goes_from_its_preparation_to_the_archive(world: World, period: AssessmentPeriod) -> None:
    without_secretary(world)
    close_period(PROGRAM, period, at=LATE)
    settle(PROGRAM, period, at=LATE)
    confirmed(period)
    for step in (publicise, finalise, use, archive):
        step(PROGRAM, period, at=LATE)
    steps = list(period.changes.values_list("old", "new", "done"))
    assert [new for _old, new, _done in steps] == [
        "closed", "computed", "confirmed", "publicised", "finalised", "used", "archived",
    ]  # fmt: skip
    written = AuditEntry.objects.filter(action__startswith="assessments.").values_list("action", flat=True)
    assert sorted(action.removeprefix("assessments.") for action in written) == [
        "archive", "close_period", "confirm", "finalise", "prepare", "publicise", "settle", "use",
    ]  # fmt: skip
    with pytest.raises(ValidationError):
        reopen(PROGRAM, period, reason="算错了")


def test_what_a_caller_knew_of_the_state_does_not_matter(world: World, period: AssessmentPeriod) -> None:
    stale = AssessmentPeriod.objects.get(pk=period.pk)
    close_period(PROGRAM, period, at=LATE)
    with pytest.raises(ValidationError):
        close_period(PROGRAM, stale, at=LATE)


def test_a_period_without_ballots_closes_only_when_its_last_day_is_over(period: AssessmentPeriod) -> None:
    early = LATE.replace(year=2026, month=9, day=30)
    with pytest.raises(ValidationError, match="2026"):
        close_period(PROGRAM, period, at=early)
    close_period(PROGRAM, period, at=early.replace(month=10, day=1))
    assert period.state == State.CLOSED


def test_a_method_that_asks_for_ballots_does_not_close_without_a_round(world: World) -> None:
    adopt(world.first, "baseline")
    period = prepare(PROGRAM, world.first, code="2026", at=LATE)
    with pytest.raises(ValidationError):
        close_period(PROGRAM, period, at=LATE)
    assert AssessmentPeriod.objects.get(pk=period.pk).state == State.CONFIGURED


@pytest.mark.parametrize("code", ["2026", "2026-H1", "2026-07", "2026-Q5", "x", ""])
def test_only_periods_of_the_method_are_prepared(world: World, code: str) -> None:
    adopt(world.first, QUARTERS)
    with pytest.raises(ValidationError):
        prepare(PROGRAM, world.first, code=code)


def test_a_period_is_prepared_once_and_only_where_a_method_holds(
    world: World, period: AssessmentPeriod
) -> None:
    with pytest.raises(ValidationError):
        prepare(PROGRAM, world.first, code="2026-Q3")
    with pytest.raises(ValidationError):
        prepare(PROGRAM, world.third, code="2026-Q3")
    with pytest.raises(ValidationError):
        prepare(PROGRAM, world.one, code="2026-Q4")
    assert (period.scheme, period.version) == (QUARTERS, date(2017, 3, 13))


def test_reopening_needs_a_reason_and_makes_a_new_version_though_nothing_changed(world: World) -> None:
    adopt(world.first, QUARTERS)
    without_secretary(world)
    first = settled(world.first, "2026-Q3")
    period = first.period
    confirmed(period)
    publicise(PROGRAM, period)
    finalise(PROGRAM, period)
    with pytest.raises(ValidationError):
        reopen(PROGRAM, period, reason=" ")
    reopen(PROGRAM, period, reason="上级要求复核")
    with pytest.raises(ValidationError):
        confirmed(period)  # this version was confirmed before
    second = settle(PROGRAM, period, at=LATE)
    assert (second.version, second.inputs_digest) == (2, first.inputs_digest)
    assert settle(PROGRAM, period, at=LATE) == second
    confirmed(period)
    assert period.state == State.CONFIRMED
    assert closed(world.first, "2026-Q2").settlement is None
