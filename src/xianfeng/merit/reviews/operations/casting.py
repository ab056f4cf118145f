"""Casting a ballot: checked, sealed, and put in place of an earlier one of the same rater.

Nothing tells when it was: no entry in the log, no time in the row.
"""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.reviews import rules
from xianfeng.merit.reviews.collecting import Place, Taking, hold, place_of
from xianfeng.merit.reviews.models import Ratee, RaterKind, Seat
from xianfeng.merit.reviews.rules import Answers
from xianfeng.merit.reviews.sealing import Said, receipt_of, seal_ballot
from xianfeng.people.organizations.scope import operation

PUT_IN = (
    "INSERT INTO reviews_envelope (seat_id, ratee_id, sealed, receipt) VALUES (%s, %s, %s, %s)"
    " ON CONFLICT (seat_id, ratee_id) DO UPDATE SET sealed = excluded.sealed, receipt = excluded.receipt"
)


@operation
def cast(seat: Seat, ratee: Ratee, answers: Answers, *, at: datetime | None = None) -> str:
    """Cast a ballot about one member, or cast it anew; return its receipt.

    Raises ValidationError: by item for what is wrong with the answers, else where the seat does not rate this
    member, is void or on paper, and once ballots are no longer collected.
    """
    round_ = hold_round(seat.round_id, at)
    place = place_of(seat.pk, round_.pk)
    _check_place(place)
    _check_rates(round_, place, ratee)
    form = round_.form(place.kind, ratee.variant)
    if form is None:
        raise not_asked()
    return put_in(round_, place.pk, Said(ratee.pk, place.kind, rules.checked(form, answers)))


def hold_round(pk: int, at: datetime | None) -> Taking:
    """Return a round that takes ballots, kept from being closed. Raises ValidationError for any other."""
    found = hold(pk, timezone.localdate(at))
    if found is None:
        raise ValidationError(_("Ballots are not collected now. Nothing was cast."), code="closed")
    return found


def put_in(round_: Taking, seat: int, said: Said) -> str:
    """Seal checked answers and put them in place of what the seat cast about this ratee; return the receipt."""
    sealed = seal_ballot(said, round_.length, round_.public_key)
    receipt = receipt_of(sealed)
    with connection.cursor() as cursor:
        cursor.execute(PUT_IN, [seat, said.ratee, sealed, receipt])
    return receipt


def not_asked() -> ValidationError:
    """Return the error for a member about whom this kind of rater says nothing."""
    return ValidationError(_("This kind of rater is not asked about this member."))


def _check_place(place: Place) -> None:
    if place.is_void:
        raise ValidationError(_("This slip is void."), code="void")
    if place.is_paper:
        raise ValidationError(_("A printed ballot was handed out instead."), code="paper")


def _check_rates(round_: Taking, place: Place, ratee: Ratee) -> None:
    """Raise ValidationError unless a seat rates a member: of the same round, a colleague, not oneself."""
    if ratee.round_id != round_.pk or ratee.eligible.get(place.kind, 0) < round_.minimum:
        raise not_asked()
    if place.kind == RaterKind.MASS and (place.team is None or ratee.team_id != place.team):
        raise ValidationError(_("This member is of another team."))
    if place.member is not None and ratee.member_id == place.member:
        raise ValidationError(_("In the mutual review nobody rates oneself."))
