"""Beginning and closing a round."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.reviews import keys, rules
from xianfeng.merit.reviews.models import Envelope, PaperBallot, Ratee, RaterKind, Receipt, Round, Seat
from xianfeng.merit.reviews.operations.locks import locked
from xianfeng.merit.reviews.operations.raters import raters_of
from xianfeng.merit.reviews.receipts import digest_of
from xianfeng.merit.reviews.states import next_state
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

State, Paper = Round.State, PaperBallot.State


@operation
def begin(actor: Actor, round: Round, *, at: datetime | None = None) -> Round:
    """Begin to collect ballots: the key is made, and how many may rate whom is settled.

    A kind of rater below the smallest group is not collected. Raises ValidationError.
    """
    round = locked(round.pk)
    round.state = next_state(round, "begin")
    round.began_at, round.began_by = at or timezone.now(), actor.user_id
    if round.closes_on < timezone.localdate(round.began_at):
        raise ValidationError({"closes_on": _("The last day is past.")})
    collected = _count_raters(round)
    round.key_name, round.public_key = keys.make()
    round.save(update_fields=["state", "began_at", "began_by", "key_name", "public_key"])
    record(actor, "reviews.begin", round, round.unit_id, period=round.period, collected=collected)
    return round


def _count_raters(round_: Round) -> dict[str, int]:
    """Write down how many may rate each ratee; return of how many ratees each sealed kind is collected."""
    members = Seat.objects.unscoped().filter(round=round_, rater_kind=RaterKind.MUTUAL, voided_at=None)
    raters = set(members.values_list("member_id", flat=True))
    ratees = list(Ratee.objects.unscoped().filter(round=round_))
    in_team = {team: raters_of(round_, team) for team in {ratee.team_id for ratee in ratees} if team}
    for ratee in ratees:
        ratee.round = round_
        counted = {
            RaterKind.MUTUAL: len(raters - {ratee.member_id}),
            RaterKind.MASS: in_team.get(ratee.team_id, 0),
        }
        asked = {kind: number for kind, number in counted.items() if _asks(round_, kind, ratee)}
        ratee.eligible = {str(kind): number for kind, number in asked.items()}
    Ratee.objects.bulk_update(ratees, ["eligible"])
    return dict(Counter(kind for ratee in ratees for kind in ratee.eligible if ratee.is_collected(kind)))


def _asks(round_: Round, kind: str, ratee: Ratee) -> bool:
    return rules.form_of(round_.rules, kind, ratee.variant) is not None


@operation
def close(actor: Actor, round: Round, *, at: datetime | None = None) -> Round:
    """Close a round: from now on it is settled which envelopes count. One that is closed stays as it is.

    Printed ballots that did not come back are not valid. Raises ValidationError while one is half entered.
    """
    round = locked(round.pk)
    if round.state == State.CLOSED:
        return round
    closed = next_state(round, "close")
    _settle_papers(round)
    in_it = Envelope.objects.filter(seat__round=round).values_list("seat__rater_kind", "receipt")
    envelopes = list(in_it)
    receipts = sorted(receipt for _kind, receipt in envelopes)
    Receipt.objects.bulk_create([Receipt(round=round, receipt=receipt) for receipt in receipts])
    round.state, round.closed_at = closed, at or timezone.now()
    round.counts = dict(Counter(kind for kind, _receipt in envelopes))
    round.receipts_digest = digest_of(receipts)
    round.save(update_fields=["state", "closed_at", "counts", "receipts_digest"])
    record(actor, "reviews.close", round, round.unit_id, period=round.period, digest=round.receipts_digest)
    return round


def _settle_papers(round_: Round) -> None:
    papers = PaperBallot.objects.unscoped().filter(round=round_)
    half = papers.filter(state__in=(Paper.ENTERED_ONCE, Paper.DIFFERS)).values_list("serial", flat=True)
    if half:
        words = _(
            "These printed ballots are half entered: %(numbers)s. Finish them, or mark them as not valid."
        )
        raise ValidationError(words % {"numbers": _(", ").join(map(str, half))})
    papers.filter(state=Paper.HANDED_OUT).update(state=Paper.SPOILED, reason=_("not handed back"))
