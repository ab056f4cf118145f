"""Opening a round: two persons; everything at once; the key goes once that is certain."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.reviews import keys
from xianfeng.merit.reviews.models import Envelope, OpenedBallot, Round
from xianfeng.merit.reviews.operations.locks import locked
from xianfeng.merit.reviews.receipts import Comparison, compare
from xianfeng.merit.reviews.sealing import Key
from xianfeng.merit.reviews.states import check_state, next_state
from xianfeng.merit.reviews.unsealing import Sealed, unsealed
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

State = Round.State
A_BATCH = 2000


@operation
def ask_opening(actor: Actor, round: Round, *, at: datetime | None = None) -> Round:
    """Ask, as the first of two persons, that a closed round be opened. Raises ValidationError.

    Who asks anew stands in the place of whoever asked before.
    """
    round = locked(round.pk)
    check_state(round, State.CLOSED)
    if actor.user_id is None:
        raise ValidationError(_("Two persons open a round."))
    round.asked_by, round.asked_at = actor.user_id, at or timezone.now()
    round.save(update_fields=["asked_by", "asked_at"])
    record(actor, "reviews.ask_opening", round, round.unit_id, period=round.period)
    return round


@operation
def open_round(actor: Actor, round: Round, *, at: datetime | None = None) -> Round:
    """Open a closed round, as the second of two persons.

    Every envelope is compared with the receipts of the close, and read in memory. What was said is written in an
    order drawn by lot, without anything about who said it, and the envelopes go. Fewer than the smallest group about
    somebody go unread. Raises ValidationError, with nothing changed.
    """
    round = locked(round.pk)
    opened = next_state(round, "open")
    _check_persons(actor, round)
    ballots, round.quality = unsealed(round, _envelopes(round), _key(round))
    OpenedBallot.objects.bulk_create(ballots, batch_size=A_BATCH)
    Envelope.objects.filter(seat__round=round).delete()
    round.state, round.opened_by, round.opened_at = opened, actor.user_id, at or timezone.now()
    round.save(update_fields=["state", "opened_by", "opened_at", "quality"])
    record(actor, "reviews.open_round", round, round.unit_id, period=round.period, asked_by=round.asked_by)
    transaction.on_commit(lambda: keys.remove(round.key_name))
    return round


def _check_persons(actor: Actor, round_: Round) -> None:
    if round_.asked_by is None:
        raise ValidationError(_("Two persons open a round: the first asks, the second opens."))
    if actor.user_id is None or actor.user_id == round_.asked_by:
        raise ValidationError(_("You asked for this yourself; another person opens it."))


def _key(round_: Round) -> Key:
    key = keys.read(round_)
    if key is None:
        raise ValidationError(
            _("The key of this round is lost. The round has to be repeated."), code="key_lost"
        )
    return key


def _envelopes(round_: Round) -> list[Sealed]:
    """Return the envelopes of a round. Raises ValidationError unless they are those of the close."""
    columns = ("seat_id", "ratee_id", "seat__rater_kind", "sealed")
    rows = Envelope.objects.filter(seat__round=round_).values_list(*columns)
    found = [Sealed(seat, ratee, kind, bytes(sealed)) for seat, ratee, kind, sealed in rows]
    compared = compare(round_, (each.content for each in found))
    if not compared.agrees:
        raise altered(compared)
    return found


def altered(compared: Comparison) -> ValidationError:
    """Return the error for envelopes that are not those of the close."""
    words = _(
        "The envelopes are not those of the close: %(missing)s are missing, %(strange)s are not known. "
        "Nothing was opened; the round has to be repeated."
    )
    numbers = {"missing": len(compared.missing), "strange": len(compared.strange)}
    return ValidationError(words % numbers, code="altered")
