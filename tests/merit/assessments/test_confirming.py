"""A meeting confirms a version; whoever leads the branch is confirmed by the level above."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.merit.assessments.making import (
    LATE,
    MET,
    QUARTERS,
    confirmed,
    settled,
    with_ballots,
    without_secretary,
)
from tests.people.world import World, adopt
from xianfeng.merit.assessments.models import AssessmentPeriod, Confirmation
from xianfeng.merit.assessments.operations import confirm_above, resolve, settle
from xianfeng.merit.assessments.permissions import check_can_confirm_above, check_can_decide
from xianfeng.merit.assessments.queries import of_secretaries
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.site.rights import can

pytestmark = pytest.mark.django_db


@pytest.fixture
def period(world: World) -> AssessmentPeriod:
    adopt(world.first, QUARTERS)
    found: AssessmentPeriod = settled(world.first, "2026-Q3").period
    return found


def above(period: AssessmentPeriod, **values: Any) -> AssessmentPeriod:
    return confirm_above(
        PROGRAM, period, **{"document": "北风委〔2027〕3号", "met_on": MET, "at": LATE, **values}
    )


@pytest.mark.parametrize("order", [(confirmed, above), (above, confirmed)])
def test_it_is_confirmed_when_both_are_there(world: World, period: AssessmentPeriod, order: Any) -> None:
    first, second = order
    first(period)
    assert period.state == "computed"
    second(period)
    assert period.state == "confirmed"
    by_level = dict(Confirmation.objects.values_list("level", "members"))
    assert by_level["above"] == [world.members["secretary"].pk]
    assert sorted(by_level["branch"] + by_level["above"]) == sorted(map(int, period.settlement.roster))


def test_the_meeting_alone_confirms_where_nobody_leads_the_branch(world: World) -> None:
    adopt(world.first, QUARTERS)
    without_secretary(world)
    period = settled(world.first, "2026-Q3").period
    with pytest.raises(ValidationError):
        above(period)
    assert confirmed(period).state == "confirmed"


def test_a_new_secretary_is_confirmed_above_too(world: World, period: AssessmentPeriod) -> None:
    world.members["secretary"].offices.update(to_on=date(2026, 10, 1))
    world.members["committee"].offices.update(post="secretary", from_on=date(2026, 10, 2))
    assert of_secretaries(period.settlement, MET) == {
        world.members["secretary"].pk,
        world.members["committee"].pk,
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"present": 3}, {"present": 0}, {"present": 7}, {"document": " "}, {"met_on": date(2027, 1, 19)},
        {"met_on": date(2027, 1, 21)}, {"minutes": "讨论了她的宗教信仰"},
    ],
)  # fmt: skip
def test_a_meeting_has_a_quorum_a_document_and_a_day(period: AssessmentPeriod, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        confirmed(period, **wrong)
    assert not Confirmation.objects.exists()


def test_a_level_confirms_a_version_once(period: AssessmentPeriod) -> None:
    confirmed(period)
    with pytest.raises(ValidationError):
        confirmed(period)
    above(period)
    with pytest.raises(ValidationError):
        above(period)


def test_what_was_decided_since_is_computed_first(world: World) -> None:
    adopt(world.first, "baseline")
    period = with_ballots(world, {})
    settle(PROGRAM, period, at=LATE)
    resolve(
        PROGRAM,
        period,
        members=[world.members["member"]],
        weights={"duties": 10000},
        reason="票数不足",
        document="1号",
    )
    with pytest.raises(ValidationError):
        confirmed(period)
    settle(PROGRAM, period, at=LATE)
    confirmed(period)


def test_nobody_decides_about_herself(world: World, period: AssessmentPeriod) -> None:
    scopes = {
        who: scope_of(world.users[who], MET)
        for who in ("secretary", "committee", "officer", "member", "auditor")
    }
    me = world.members["secretary"]
    assert not can(check_can_decide, scopes["secretary"], period, me)
    assert can(check_can_decide, scopes["secretary"], period, world.members["member"])
    assert can(check_can_decide, scopes["committee"], period, me)
    assert not any(can(check_can_decide, scopes[who], period, me) for who in ("member", "auditor"))
    leading = of_secretaries(period.settlement, MET)
    assert not can(check_can_confirm_above, scopes["secretary"], period, leading)
    assert can(check_can_confirm_above, scopes["officer"], period, leading)
    assert not can(check_can_confirm_above, scopes["officer"], period, {world.members["officer"].pk})
