"""What rounds keep about a person, for whom and how long. What was in an envelope belongs to nobody's data: by whom
it was is not known any more, and about whom it was says no name once that person is erased."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.reviews.models import OpenedBallot, Ratee, Round, Seat, SignedBallot
from xianfeng.merit.reviews.operations import forget_ballots
from xianfeng.merit.reviews.triggers import KEPT_DAYS
from xianfeng.people.accounts.models import User
from xianfeng.people.privacy.kept import ABOVE, BRANCH, YOU, Kept
from xianfeng.people.privacy.purging import Purger

READERS = (YOU, BRANCH, ABOVE)


def _member(user: User) -> int:
    return user.member_id or 0


RATEES = Kept(
    "reviews.ratee",
    _("rounds in which you are rated"),
    _("to know who rates you, and that there are enough of them"),
    READERS,
    _("as long as the results; once you are erased no name belongs to them"),
    lambda user: (
        Ratee.objects.unscoped().filter(member=_member(user)).select_related("round", "team").order_by("pk")
    ),
    ("variant", "team", "eligible"),
    ("id", "round", "member"),
)
SEATS = Kept(
    "reviews.seat",
    _("rounds in which you rate"),
    _("to let everybody rate once; what you said is not known to be yours"),
    READERS,
    "ballots",
    lambda user: Seat.objects.unscoped().filter(member=_member(user)).select_related("team"),
    ("rater_kind", "is_paper", "voided_at"),
    ("id", "round", "member", "team", "code_hash"),
)
SIGNED = Kept(
    "reviews.signedballot",
    _("reviews of you with a name under them"),
    _("to count your review of yourself and that of the committee"),
    READERS,
    "ballots",
    lambda user: SignedBallot.objects.unscoped().filter(ratee__member=_member(user)),
    ("rater_kind", "answers", "reasons", "text", "at", "replaced_at"),
    ("id", "ratee", "by"),
)
KEPT = (RATEES, SEATS, SIGNED)


def _over(before: datetime) -> QuerySet[Any]:
    """Return the rounds whose ballots go: opened before, or given up; the database itself insists on some days."""
    before = min(before, timezone.now() - timedelta(days=KEPT_DAYS + 1))
    given_up = Q(state=Round.State.REPEATED, opened_at=None, closes_on__lt=timezone.localdate(before))
    over: QuerySet[Any] = Round.objects.unscoped().filter(Q(opened_at__lt=before) | given_up)
    return over


def _due(before: datetime) -> int:
    over = _over(before)
    signed = SignedBallot.objects.unscoped().filter(ratee__round__in=over)
    return OpenedBallot.objects.filter(ratee__round__in=over).count() + signed.count()


PURGERS = (
    Purger(
        "ballots",
        "ballots",
        _("content of ballots"),
        _due,
        lambda actor, before: forget_ballots(_over(before)),
    ),
)
