"""What happens at intervals without anybody asking for it."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from xianfeng.merit.reviews import keys, steps
from xianfeng.merit.reviews.models import PaperBallot, Round
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.site.schedule import every

WAITING = (PaperBallot.State.HANDED_OUT, PaperBallot.State.ENTERED_ONCE, PaperBallot.State.DIFFERS)


@every(timedelta(hours=1), name="reviews.sweep", at_start=True)
def sweep_keys() -> None:
    """Remove keys of rounds that were opened or repeated when a crash came between the commit and the removal."""
    keys.sweep()


@every(timedelta(hours=1), name="reviews.close")
def close_what_is_over() -> None:
    """Close rounds whose last day is over, and their periods; where printed ballots are still out, the branch does it."""
    over = Round.objects.unscoped().filter(state=Round.State.COLLECTING, closes_on__lt=timezone.localdate())
    waiting = PaperBallot.objects.unscoped().filter(state__in=WAITING)
    for round_ in over.exclude(pk__in=waiting.values("round")).order_by("pk"):
        steps.take("close", PROGRAM, round_)
