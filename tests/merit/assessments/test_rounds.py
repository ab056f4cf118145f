"""A round and its period move together, whoever or whatever moves them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.merit.assessments.making import actor
from tests.people.world import World, adopt
from xianfeng.engine.calendar import Period, Unit
from xianfeng.merit.assessments.due import periods_to_move
from xianfeng.merit.assessments.listing import latest_begun
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.operations import open_period, prepare
from xianfeng.merit.reviews.jobs import close_what_is_over
from xianfeng.merit.reviews.models import Round
from xianfeng.merit.reviews.operations import draw_up
from xianfeng.people.accounts.access import scope_of

pytestmark = pytest.mark.django_db


def test_ballots_that_close_by_themselves_close_their_period_and_wait_for_two(world: World) -> None:
    adopt(world.first, "three-platforms")
    today = timezone.localdate()
    code = Period.containing(Unit.QUARTER, today).code
    period = prepare(actor(world), world.first, code=code)
    round_ = draw_up(actor(world), world.first, period=code, closes_on=today)
    open_period(actor(world), period, round=round_)
    Round.objects.filter(pk=round_.pk).update(closes_on=today - timedelta(days=1))
    close_what_is_over()
    assert AssessmentPeriod.objects.get().state == "closed"
    for who in ("secretary", "committee"):
        found = list(periods_to_move(scope_of(world.users[who], today)))
        assert [due.url for due in found] == [reverse("reviews:round", args=[round_.pk])]


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (["2027", "2027-Q1", "2026-Q4", "2026-Q3", "2026"], "2026-Q4"),
        (["2026-Q3", "2026-Q2"], "2026-Q3"),
        (["2027-Q2", "2027-Q1"], "2027-Q1"),
    ],
)
def test_of_many_periods_the_one_that_began_last_is_shown_first(codes: list[str], shown: str) -> None:
    assert latest_begun(codes, date(2026, 11, 21)) == shown
