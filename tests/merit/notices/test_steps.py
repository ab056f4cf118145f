"""Every way of a notice from one state to another, and who may not go it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.merit.notices.making import actor, approved, confirm, confirmed, drafted, over, published, settled
from tests.people.world import World
from xianfeng.facts.operations import record
from xianfeng.merit.assessments import operations as assessments
from xianfeng.merit.assessments.states import State as PeriodState
from xianfeng.merit.notices import operations
from xianfeng.merit.notices.content import check_code, digest_of
from xianfeng.merit.notices.jobs import close_notices
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.notices.states import NOTICE
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM

pytestmark = pytest.mark.django_db
State = Notice.State
DEEDS = {
    "check": operations.check_notice,
    "approve": operations.approve_notice,
    "publish": operations.publish_notice,
    "withdraw": lambda actor, notice: operations.withdraw_notice(actor, notice, reason="发现笔误"),
    "close": lambda actor, notice: operations.close_notice(
        actor, notice, at=over(notice) if notice.to_on else None
    ),
    "file": operations.file_notice,
}


def test_a_notice_goes_through_every_step_and_the_period_goes_with_it(world: World) -> None:
    notice = published(world)
    period = notice.settlement.period
    assert (notice.state, notice.version) == (State.PUBLISHED, 1)
    period.refresh_from_db()
    assert period.state == PeriodState.PUBLICISED
    assert notice.digest == digest_of(notice.content)
    assert len(check_code(notice.digest)) == 14
    assert [row["name"] for row in notice.content["rows"]] == [
        row.name
        for row in sorted(world.members.values(), key=lambda m: m.sort_key)
        if row.branch_id == world.first.pk
    ]
    operations.close_notice(PROGRAM, notice, at=over(notice))
    assert (notice.state, notice.content, bool(notice.digest)) == (State.CLOSED, {}, True)
    assert operations.finalise_if_over(PROGRAM, notice)
    period.refresh_from_db()
    assert (period.state, notice.state) == (PeriodState.FINALISED, State.FILED)
    written = set(AuditEntry.objects.filter(action__startswith="notices.").values_list("action", flat=True))
    assert {
        f"notices.{deed}" for deed in ("draft", "check", "approve", "publish", "close", "file")
    } <= written


@pytest.mark.parametrize("state", State.values)
def test_only_what_the_table_says_can_be_done(world: World, state: str) -> None:
    notice = drafted(world)
    allowed = {deed for _new, deed in NOTICE[state]}
    today = timezone.localdate()
    for deed, do in DEEDS.items():
        Notice.objects.filter(pk=notice.pk).update(state=state, from_on=today, to_on=today)
        notice.refresh_from_db()
        if deed in allowed:
            do(actor(world, "secretary"), notice)
            assert notice.state == {done: new for new, done in NOTICE[state]}[deed]
            continue
        with pytest.raises(ValidationError):
            do(actor(world, "secretary"), notice)


def test_who_drafted_does_not_check(world: World) -> None:
    with pytest.raises(ValidationError):
        operations.check_notice(actor(world, "committee"), drafted(world))


def test_nothing_is_checked_before_the_meeting_has_confirmed_it(world: World) -> None:
    settlement = settled(world)
    notice = operations.draft_notice(actor(world, "committee"), settlement)
    with pytest.raises(ValidationError):
        operations.check_notice(actor(world, "secretary"), notice)
    confirm(world, settlement)
    notice.refresh_from_db()
    assert operations.check_notice(actor(world, "secretary"), notice).state == State.CHECKED


def test_a_new_draft_takes_the_place_of_one_on_its_way_and_keeps_the_number(world: World) -> None:
    first = approved(world)
    second = operations.draft_notice(actor(world, "committee"), first.settlement, workdays=7)
    first.refresh_from_db()
    assert (first.state, first.content) == (State.WITHDRAWN, {})
    assert (second.version, second.replaces_id, second.workdays) == (1, first.pk, 7)


def test_what_was_settled_again_is_drafted_again(world: World) -> None:
    notice = drafted(world)
    record(PROGRAM, member=world.members["member"], kind="hazard.fixed", on=date(2026, 9, 1))
    assessments.settle(PROGRAM, notice.settlement.period)
    with pytest.raises(ValidationError):
        operations.check_notice(actor(world, "secretary"), notice)
    with pytest.raises(ValidationError):
        operations.draft_notice(actor(world, "committee"), notice.settlement)


def test_withdrawing_needs_a_reason_and_empties_the_notice(world: World) -> None:
    notice = published(world)
    with pytest.raises(ValidationError):
        operations.withdraw_notice(actor(world, "secretary"), notice, reason=" ")
    operations.withdraw_notice(actor(world, "secretary"), notice, reason="名单有误")
    assert (notice.state, notice.content, notice.reason) == (State.WITHDRAWN, {}, "名单有误")


def test_a_score_is_shown_only_where_a_unit_chose_so(world: World) -> None:
    settlement = confirmed(world)
    committee = actor(world, "committee")
    with pytest.raises(ValidationError):
        operations.draft_notice(committee, settlement, fields=["name", "band", "score"])
    operations.set_rule(PROGRAM, world.general, shows_score=True)
    shown = operations.draft_notice(committee, settlement, fields=["band", "score"])
    assert shown.fields == ["name", "band", "score"]
    operations.set_rule(PROGRAM, world.first, shows_score=False)
    with pytest.raises(ValidationError):
        operations.draft_notice(committee, settlement, fields=["score"])
    with pytest.raises(ValidationError):
        operations.draft_notice(committee, settlement, fields=["work_phone"])


def test_the_lower_grades_can_be_counted_instead_of_named(world: World) -> None:
    notice = approved(world, names_all=False)
    named = {row["band"] for row in notice.content["rows"]}
    counted = {other["band"]: other["count"] for other in notice.content["others"]}
    assert named <= {"excellent", "good"}
    assert len(notice.content["rows"]) + sum(counted.values()) == 6


def test_the_job_closes_what_is_over_and_makes_the_period_final(world: World) -> None:
    notice = published(world)
    close_notices()
    notice.refresh_from_db()
    assert notice.state == State.PUBLISHED
    with time_machine.travel(over(notice) + timedelta(minutes=1), tick=False):
        close_notices()
    notice.refresh_from_db()
    assert (notice.state, notice.content) == (State.FILED, {})
    notice.settlement.period.refresh_from_db()
    assert notice.settlement.period.state == PeriodState.FINALISED
