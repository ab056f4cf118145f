"""Raters who are no members: drawn from a team by lot, and let in by a slip."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.reviews.drawing import drawn, new_seed
from xianfeng.merit.reviews.models import Draw, Envelope, PaperBallot, Ratee, RaterKind, Round, Seat
from xianfeng.merit.reviews.operations.locks import locked
from xianfeng.merit.reviews.slips import hash_of, new_code
from xianfeng.merit.reviews.states import check_state
from xianfeng.people.audit.operations import PROGRAM, Actor, record
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.scope import operation

State = Round.State
WANTED, MOST = 10, 200


@operation
def draw_raters(
    actor: Actor, round: Round, *, team: Team, wanted: int = WANTED, at: datetime | None = None
) -> Draw:
    """Draw employees of a team by lot, by their numbers on the team's own list; nobody draws twice.

    A team with fewer is drawn as a whole. Raises ValidationError.
    """
    round = locked(round.pk)
    check_state(round, State.DRAWN_UP)
    _check_draw(round, team, wanted)
    seed = new_seed()
    made = Draw.objects.create(
        round=round, team=team, employees=team.employees, wanted=wanted, seed=seed,
        drawn=drawn(seed, team.employees, wanted), drawn_by=actor.user_id,
        drawn_at=at or timezone.now(),
    )  # fmt: skip
    record(actor, "reviews.draw_raters", round, round.unit_id, team=team.pk, drawn=len(made.drawn))
    return made


def _check_draw(round_: Round, team: Team, wanted: int) -> None:
    problems: dict[str, str] = {}
    if RaterKind.MASS not in round_.rules:
        problems["__all__"] = _("The method of the branch asks for no review by the masses.")
    if team.unit_id != round_.unit_id or team.dissolved_on is not None:
        problems["team"] = _("This is no team of the branch.")
    elif not team.employees:
        problems["team"] = _("Nobody can be drawn: enter first how many employees the team has.")
    elif Draw.objects.unscoped().filter(round=round_, team=team).exists():
        problems["team"] = _("The raters of this team were drawn already.")
    if not 1 <= wanted <= MOST:
        problems["wanted"] = _("Between 1 and %(most)s.") % {"most": MOST}
    if problems:
        raise ValidationError(problems)


@operation
def issue_slips(actor: Actor, round: Round, *, team: Team, count: int) -> list[tuple[Seat, str]]:
    """Make slips for drawn employees of a team; return each seat with its code, which is known this once alone.

    While ballots are collected only what was voided is replaced. Raises ValidationError.
    """
    round = locked(round.pk)
    check_state(round, State.DRAWN_UP, State.COLLECTING)
    check_room(round, team, count)
    codes = [new_code() for _each in range(count)]
    seats = Seat.objects.bulk_create(
        [Seat(round=round, rater_kind=RaterKind.MASS, team=team, code_hash=hash_of(code)) for code in codes]
    )
    record(actor, "reviews.issue_slips", round, round.unit_id, team=team.pk, number=count)
    return list(zip(seats, codes, strict=True))


@operation
def void_slip(code: str) -> Seat:
    """Void a slip that its rater finds used: what was cast with it goes. Whoever holds the code may; nobody is named.

    Raises ValidationError for a code that is none, and once ballots are no longer collected.
    """
    seat: Seat | None = Seat.objects.unscoped().filter(code_hash=hash_of(code)).first()
    if seat is None:
        raise ValidationError({"code": _("There is no such slip. Check the code.")})
    round_ = locked(seat.round_id)
    check_state(round_, State.COLLECTING)
    seat.refresh_from_db()
    if seat.voided_at is None:
        Envelope.objects.filter(seat=seat).delete()
        seat.voided_at = timezone.now()
        seat.save(update_fields=["voided_at"])
        record(PROGRAM, "reviews.void_slip", round_, round_.unit_id, team=seat.team_id)
    return seat


# ---- how many employees of a team may rate


def check_room(round_: Round, team: Team, count: int) -> None:
    """Raise ValidationError unless so many more slips or printed ballots may be made for a team."""
    if count < 1:
        raise ValidationError({"count": _("At least 1.")})
    room = room_for(round_, team)
    if count > room:
        words = _("No more than %(room)s: there are as many as raters were drawn.")
        raise ValidationError({"count": words % {"room": room}})


def room_for(round_: Round, team: Team) -> int:
    """Return how many more slips or printed ballots may be made for a team.

    Before the round begins as many as were drawn, afterwards as many as were counted when it began.
    """
    if round_.state == State.DRAWN_UP:
        draw = Draw.objects.unscoped().filter(round=round_, team=team).first()
        return (len(draw.drawn) if draw else 0) - raters_of(round_, team)
    ratee = Ratee.objects.unscoped().filter(round=round_, team=team).first()
    return (ratee.eligible.get(RaterKind.MASS, 0) if ratee else 0) - raters_of(round_, team)


def raters_of(round_: Round, team: Team | int | None) -> int:
    """Return how many employees of a team may rate: valid slips and printed ballots."""
    slips = Seat.objects.unscoped().filter(round=round_, team=team, voided_at=None, is_paper=False)
    papers = PaperBallot.objects.unscoped().filter(round=round_, team=team, rater_kind=RaterKind.MASS)
    return slips.count() + papers.exclude(state=PaperBallot.State.SPOILED).count()
