"""What happens to notices at intervals: those that are over are closed, periods become final, refused words go."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from xianfeng.merit.notices.models import Notice
from xianfeng.merit.notices.operations import close_notice, finalise_if_over, forget_refused
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.site.schedule import every

log = logging.getLogger(__name__)
REFUSED_KEPT = timedelta(days=7)


@every(timedelta(hours=1), name="notices.close")
def close_notices() -> None:
    """Close the notices whose window is over, and make final what nothing is open about any more."""
    over = Notice.objects.unscoped().filter(state=Notice.State.PUBLISHED, to_on__lt=timezone.localdate())
    for notice in over.order_by("to_on", "id"):
        _try(notice, close=True)
    for notice in Notice.objects.unscoped().filter(state=Notice.State.CLOSED).order_by("to_on", "id"):
        _try(notice, close=False)


def _try(notice: Notice, *, close: bool) -> None:
    """Do one notice; one that refuses holds up no other."""
    try:
        if close:
            close_notice(PROGRAM, notice)
        else:
            finalise_if_over(PROGRAM, notice)
    except ValidationError as refusal:
        log.warning("notice %s was left as it is: %s", notice.pk, "; ".join(refusal.messages))


@every(timedelta(hours=6), name="notices.forget_refused")
def forget_refused_words() -> None:
    """Erase the text of feedback that was closed as not about a notice a week ago."""
    forget_refused(PROGRAM, timezone.now() - REFUSED_KEPT)
