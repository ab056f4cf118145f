"""Where the notice of a period is, for the pages of assessments, which stand below notices."""

from __future__ import annotations

from django.urls import reverse

from xianfeng.merit.assessments.beside import Address
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.states import State
from xianfeng.merit.notices.models import Notice, Objection
from xianfeng.merit.notices.permissions import is_on
from xianfeng.merit.notices.states import OPEN_OBJECTIONS

PAST = (Notice.State.CLOSED, Notice.State.FILED)


def notice_of(period: AssessmentPeriod) -> Address | None:
    """Return the latest notice of the version that holds; else where it is drafted, once the version is confirmed."""
    if period.settlement_id is None:
        return None
    about = Notice.objects.unscoped().filter(settlement=period.settlement_id)
    notice = about.exclude(state=Notice.State.WITHDRAWN).order_by("-version", "-id").first()
    if notice is not None:
        return _address(notice)
    if period.state == State.CONFIRMED:
        return Address(reverse("notices:draft", args=[period.settlement_id]))
    return None


def _address(notice: Notice) -> Address:
    """Return its page; one objects while it is on, and it is settled when it is over with every objection answered."""
    on = notice.state == Notice.State.PUBLISHED and is_on(notice)
    waits = Objection.objects.unscoped().filter(notice=notice, state__in=OPEN_OBJECTIONS).exists()
    return Address(
        reverse("notices:notice", args=[notice.pk]),
        notice.to_on,
        reverse("notices:object", args=[notice.pk]) if on else "",
        notice.state in PAST and not waits,
    )
