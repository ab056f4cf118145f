"""On any day of the year there is something to see, and the same seed and day give the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils.timezone import localdate

from tests.demo.cycles.small import ON, keys_in, make
from xianfeng.merit.assessments.models import AssessmentPeriod, PeriodChange, Result
from xianfeng.merit.assessments.verifying import verify
from xianfeng.merit.followups.models import Award, Talk
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.reviews.models import Envelope, OpenedBallot, Round

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
DAYS = [date(2025, 1, 6), date(2025, 3, 1), date(2025, 10, 9)]


@pytest.fixture(autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with keys_in(tmp_path_factory.mktemp("data")):
        yield


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_on_any_day_nothing_lies_ahead_and_everything_comes_out_again(on: date) -> None:
    make(on=on)
    assert verify().is_sound
    assert not [step for step in PeriodChange.objects.all() if localdate(step.at) >= on]
    assert Round.objects.filter(unit__code="P", state="collecting", closes_on__gt=on).count() == 1
    on_notice = Notice.objects.filter(
        unit__code__in=["P", "V"], state="published", from_on__lt=on, to_on__gte=on
    )
    assert set(on_notice.values_list("unit__code", flat=True)) == {"P", "V"}
    assert AssessmentPeriod.objects.filter(unit__code="Q", state="closed").count() == 1


def test_the_same_seed_and_day_tell_the_same_whenever_it_is_made() -> None:
    first = told(710)
    with time_machine.travel(ON + timedelta(days=400)):
        assert told(710) == first
    assert told(711) != first


def told(seed: int) -> list[Any]:
    """Return what there is, without what must be drawn anew each time: keys, codes, lots."""
    with transaction.atomic():
        make("three-platforms", "ten-ones", seed=seed)
        found: list[Any] = [
            *AssessmentPeriod.objects.order_by("unit", "code").values_list("unit__code", "code", "state"),
            *Result.objects.order_by("pk").values_list("member__staff_no", "score", "band", "status"),
            *PeriodChange.objects.order_by("pk").values_list("period__code", "done", "at"),
            *Talk.objects.order_by("pk").values_list(
                "member__staff_no", "kind", "state", "due_on", "held_on"
            ),
            *Award.objects.order_by("pk").values_list("member__staff_no", "kind", "state"),
            *Notice.objects.order_by("pk").values_list("title", "version", "state", "from_on", "to_on"),
            sorted(
                map(str, OpenedBallot.objects.values_list("ratee__member__staff_no", "rater_kind", "answers"))
            ),
            Envelope.objects.count(),
        ]
        transaction.set_rollback(True)
    return found
