"""What goes when its time is over: the content of ballots; and the words of somebody who is erased."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from xianfeng.merit.reviews.models import OpenedBallot, Seat, SignedBallot
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation


@operation
def forget_ballots(rounds: QuerySet[Any]) -> int:
    """Delete what ballots of rounds said, and who had a seat; return how many ballots. Receipts stay.

    The triggers let ballots go only half a year after the opening (`triggers.KEPT_DAYS`).
    """
    over = rounds.values("pk")
    _all, opened = OpenedBallot.objects.filter(ratee__round__in=over).delete()
    _all, signed = SignedBallot.objects.unscoped().filter(ratee__round__in=over).delete()
    Seat.objects.unscoped().filter(round__in=over).delete()
    return opened.get(OpenedBallot._meta.label, 0) + signed.get(SignedBallot._meta.label, 0)


@operation
def forget_words(member: Member) -> None:
    """Delete the words in signed ballots about a member; what they scored stays, without a name."""
    SignedBallot.objects.unscoped().filter(ratee__member=member).update(text="", reasons={})
