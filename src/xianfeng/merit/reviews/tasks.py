"""What somebody has to rate: in secret her colleagues, with her name herself and, on the committee, the members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from xianfeng.merit.reviews.models import Ratee, RaterKind, Round
from xianfeng.merit.reviews.permissions import COMMITTEE
from xianfeng.merit.reviews.queries import ratees_of, seats_of
from xianfeng.merit.reviews.seating import collects, said_period, title_of
from xianfeng.people.organizations.scope import Scope

State = Round.State
SIGNED = Q(ratees__signed__rater_kind=RaterKind.ORGANISATION, ratees__signed__replaced_at=None)
SHOWN_ENDED = 12
"""So many rounds that are over are listed."""


@dataclass(frozen=True, slots=True)
class Task:
    """Something to rate: how many of how many are done, where it is done, until when."""

    title: str
    kind: str
    round: Round
    url: str
    done: int
    total: int
    is_open: bool
    is_paper: bool = False

    @property
    def by(self) -> date:
        return self.round.closes_on

    @property
    def is_done(self) -> bool:
        return self.done >= self.total

    @property
    def percent(self) -> int:
        return 100 * self.done // max(self.total, 1)

    @property
    def waits(self) -> bool:
        """Return whether something is left to do."""
        return self.is_open and not self.is_done and not self.is_paper


def tasks_of(scope: Scope) -> list[Task]:
    """Return what somebody has to rate, what waits first, by its last day."""
    found = [*_secret(scope), *_self(scope), *_committee(scope)]
    return sorted(
        found, key=lambda task: (not task.waits, not task.is_open, task.by if task.is_open else date.max)
    )


def _secret(scope: Scope) -> Iterator[Task]:
    for seat in _own_seats(scope):
        total = len(ratees_of(seat)) if seat.round.state == State.COLLECTING else seat.cast
        if total or seat.round.state == State.COLLECTING:
            yield Task(
                title_of(seat.round, seat.rater_kind), seat.rater_kind, seat.round,
                reverse("reviews:rate", args=[seat.round_id]), seat.cast, total, collects(seat.round), seat.is_paper,
            )  # fmt: skip


def _own_seats(scope: Scope) -> list[Any]:
    """Return one's seats with how many ballots are cast, `cast`."""
    shown = (State.COLLECTING, State.CLOSED, State.OPENED)
    own = seats_of(scope).filter(round__state__in=shown, voided_at=None)
    counted = own.annotate(cast=Count("envelopes")).select_related("round", "member")
    return list(counted.order_by("-round__period", "-round__number")[:SHOWN_ENDED])


def _self(scope: Scope) -> Iterator[Task]:
    if scope.member_id is None:
        return
    own = Ratee.objects.within(scope).filter(member=scope.member_id, round__state=State.COLLECTING)
    signed = Count("signed", filter=Q(signed__rater_kind=RaterKind.SELF, signed__replaced_at=None))
    for ratee in own.annotate(is_signed=signed).select_related("round"):
        if RaterKind.SELF in ratee.round.rules:
            yield Task(
                title_of(ratee.round, RaterKind.SELF), RaterKind.SELF, ratee.round,
                reverse("reviews:self", args=[ratee.round_id]), ratee.is_signed, 1, collects(ratee.round),
            )  # fmt: skip


def _committee(scope: Scope) -> Iterator[Task]:
    if not scope.holds(*COMMITTEE):
        return
    open_states = (State.COLLECTING, State.CLOSED, State.OPENED)
    others = ~Q(ratees__member=scope.member_id or 0)
    rounds = Round.objects.within(scope, *COMMITTEE).filter(state__in=open_states).annotate(
        total=Count("ratees", filter=others, distinct=True),
        done=Count("ratees", filter=others & SIGNED, distinct=True),
    )  # fmt: skip
    for round_ in rounds.order_by("-period", "-number")[:SHOWN_ENDED]:
        if RaterKind.ORGANISATION in round_.rules:
            yield Task(
                title_of(round_, RaterKind.ORGANISATION), RaterKind.ORGANISATION, round_,
                reverse("reviews:organisation", args=[round_.pk]), round_.done, round_.total, True,
            )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A round that one's committee runs."""

    round: Round

    @property
    def pk(self) -> int:
        return int(self.round.pk)

    @property
    def name(self) -> str:
        return said_period(self.round.period)

    @property
    def unit(self) -> str:
        return str(self.round.unit.name)

    @property
    def state(self) -> str:
        return str(self.round.get_state_display())


def rounds_kept(scope: Scope) -> list[Kept]:
    """Return the latest rounds of the branch on whose committee somebody is."""
    if not scope.holds(*COMMITTEE):
        return []
    kept = Round.objects.within(scope, *COMMITTEE).select_related("unit")
    return [Kept(one) for one in kept.order_by("-period", "-number")[:SHOWN_ENDED]]
