"""Printed ballots: handed out without a name, and entered by two tellers who must agree."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from xianfeng.merit.reviews import keys
from xianfeng.merit.reviews.collecting import Taking
from xianfeng.merit.reviews.models import Envelope, PaperBallot, Ratee, RaterKind, Round, Seat
from xianfeng.merit.reviews.operations.casting import put_in
from xianfeng.merit.reviews.operations.locks import locked
from xianfeng.merit.reviews.operations.raters import check_room
from xianfeng.merit.reviews.papers import Entries, checked_entries, read_entries, sealed_entries
from xianfeng.merit.reviews.sealing import Said
from xianfeng.merit.reviews.states import check_state
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.scope import operation

State, Paper = Round.State, PaperBallot.State
REASON_LENGTH = 200


@operation
def take_paper(actor: Actor, round: Round, *, member: Member) -> Seat:
    """Let a member rate on paper; what she cast before goes. Raises ValidationError."""
    round = locked(round.pk)
    check_state(round, State.DRAWN_UP, State.COLLECTING)
    seats = Seat.objects.unscoped().filter(round=round, rater_kind=RaterKind.MUTUAL, voided_at=None)
    seat: Seat | None = seats.filter(member=member).first()
    if seat is None:
        raise ValidationError({"member": _("This member does not rate in this round.")})
    if not seat.is_paper:
        Envelope.objects.filter(seat=seat).delete()
        seat.is_paper = True
        seat.save(update_fields=["is_paper"])
        record(actor, "reviews.take_paper", round, round.unit_id)
    return seat


@operation
def hand_out_paper(
    actor: Actor, round: Round, *, kind: str, count: int, team: Team | None = None
) -> list[PaperBallot]:
    """Number so many printed ballots: of members, as many as rate on paper; of employees, for their team.

    A ballot that was not valid may be replaced. Raises ValidationError.
    """
    round = locked(round.pk)
    check_state(round, State.DRAWN_UP, State.COLLECTING)
    if kind == RaterKind.MASS and team is not None:
        check_room(round, team, count)
    else:
        _check_members(round, kind, team, count)
    last = PaperBallot.objects.unscoped().filter(round=round).aggregate(last=Max("serial"))["last"] or 0
    papers = [
        PaperBallot(round=round, rater_kind=kind, team=team, serial=last + number)
        for number in range(1, count + 1)
    ]
    record(actor, "reviews.hand_out_paper", round, round.unit_id, kind=kind, number=count)
    return PaperBallot.objects.bulk_create(papers)


def _check_members(round_: Round, kind: str, team: Team | None, count: int) -> None:
    if kind != RaterKind.MUTUAL or team is not None:
        raise ValidationError({"kind": _("Printed ballots are for members, or for employees of a team.")})
    papers = PaperBallot.objects.unscoped().filter(round=round_, rater_kind=kind)
    room = on_paper(round_) - papers.exclude(state=Paper.SPOILED).count()
    if not 1 <= count <= room:
        words = _("From 1 to %(room)s: there are as many as members rate on paper.")
        raise ValidationError({"count": words % {"room": room}})


def on_paper(round_: Round) -> int:
    """Return how many members rate on paper."""
    seats = Seat.objects.unscoped().filter(round=round_, rater_kind=RaterKind.MUTUAL, is_paper=True)
    return seats.exclude(member=None).count()


@operation
def spoil_paper(actor: Actor, paper: PaperBallot, *, reason: str) -> PaperBallot:
    """Mark a printed ballot as not valid, before it is counted, with a reason. Raises ValidationError."""
    round_ = locked(paper.round_id)
    check_state(round_, State.DRAWN_UP, State.COLLECTING)
    paper = _again(paper)
    reason = reason.strip()
    if not 0 < len(reason) <= REASON_LENGTH:
        raise ValidationError(
            {"reason": _("Say why in up to %(most)s characters.") % {"most": REASON_LENGTH}}
        )
    _check_open(paper)
    paper.state, paper.reason, paper.first, paper.second = Paper.SPOILED, reason, None, None
    paper.save(update_fields=["state", "reason", "first", "second"])
    record(actor, "reviews.spoil_paper", paper, round_.unit_id, number=paper.serial)
    return paper


@operation
def enter_paper(actor: Actor, paper: PaperBallot, *, entries: Entries) -> PaperBallot:
    """Enter a printed ballot: {ratee: answers}, without those about whom it says nothing.

    The first entry is sealed. With the second both are compared in memory: where they agree, the ballot goes into
    envelopes; where they differ, either teller enters it again (`papers.differences`). Raises ValidationError.
    """
    round_ = locked(paper.round_id)
    check_state(round_, State.COLLECTING)
    paper = _again(paper)
    _check_teller(actor, paper)
    _write(actor, paper, sealed_entries(round_, checked_entries(round_, paper, entries)))
    if paper.second_by is not None:
        _compare(round_, paper)
    paper.save()
    record(actor, "reviews.enter_paper", paper, round_.unit_id, number=paper.serial, state=paper.state)
    return paper


def _again(paper: PaperBallot) -> PaperBallot:
    found: PaperBallot = PaperBallot.objects.unscoped().select_related("team").get(pk=paper.pk)
    return found


def _check_open(paper: PaperBallot) -> None:
    if paper.state in (Paper.AGREED, Paper.SPOILED):
        words = _("This printed ballot is done: %(state)s.")
        raise ValidationError(words % {"state": paper.get_state_display()})


def _check_teller(actor: Actor, paper: PaperBallot) -> None:
    _check_open(paper)
    if actor.user_id is None:
        raise ValidationError(_("A printed ballot is entered by two tellers."))
    if paper.second_by is not None and actor.user_id not in (paper.first_by, paper.second_by):
        raise ValidationError(_("Two tellers entered this one; either of them enters it again."))


def _write(actor: Actor, paper: PaperBallot, sealed: bytes) -> None:
    if paper.first_by in (None, actor.user_id):
        paper.first, paper.first_by = sealed, actor.user_id
    else:
        paper.second, paper.second_by = sealed, actor.user_id
    paper.state = Paper.ENTERED_ONCE


def _compare(round_: Round, paper: PaperBallot) -> None:
    key = keys.read(round_)
    if key is None:
        raise ValidationError(
            _("The key of this round is lost. The round has to be repeated."), code="key_lost"
        )
    first, second = read_entries(paper.first, key), read_entries(paper.second, key)
    if first != second:
        paper.state = Paper.DIFFERS
        return
    _count(round_, paper, first)
    paper.state, paper.first, paper.second = Paper.AGREED, None, None


def _count(round_: Round, paper: PaperBallot, entries: Mapping[int, dict[str, int | str]]) -> None:
    """Put an agreed ballot into envelopes, on a seat of its own that belongs to nobody."""
    ratees = Ratee.objects.unscoped().filter(round=round_).in_bulk(list(entries))
    if paper.rater_kind == RaterKind.MUTUAL:
        _check_numbers(round_, ratees)
    seat = Seat.objects.create(round=round_, rater_kind=paper.rater_kind, team=paper.team, is_paper=True)
    taking = Taking(round_.pk, round_.key_name, bytes(round_.public_key or b""), round_.minimum)
    for ratee in sorted(entries):
        put_in(taking, seat.pk, Said(ratee, paper.rater_kind, entries[ratee]))


def _check_numbers(round_: Round, ratees: Mapping[int, Ratee]) -> None:
    """Raise ValidationError where more printed ballots rate a member than others rate on paper: one is her own."""
    holders = Seat.objects.unscoped().filter(round=round_, rater_kind=RaterKind.MUTUAL, is_paper=True)
    on_paper = set(holders.exclude(member=None).values_list("member_id", flat=True))
    for pk, ratee in ratees.items():
        counted = Envelope.objects.filter(ratee=pk, seat__is_paper=True, seat__rater_kind=RaterKind.MUTUAL)
        if counted.count() >= len(on_paper - {ratee.member_id}):
            raise ValidationError(
                _(
                    "More printed ballots rate one member than other members rate on paper. Nobody rates oneself."
                )
            )
