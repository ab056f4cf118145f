"""A period from its preparation to the archive. What is computed in it stands in `settlements`."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.methods import asks_for_ballots, text_of
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.operations.moving import check_step, lock, move, said
from xianfeng.merit.assessments.states import State
from xianfeng.merit.methods.queries import method_of
from xianfeng.merit.reviews import operations as reviews
from xianfeng.merit.reviews.models import Round
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation


@operation
def prepare(actor: Actor, unit: Unit, *, code: str, at: datetime | None = None) -> AssessmentPeriod:
    """Prepare a period of a branch by the method that it goes by on the period's first day.

    Raises ValidationError where there is no such period or no method, and for one that is there already.
    """
    period = _parsed(code)
    if not unit.is_branch:
        raise ValidationError(_("Assessment periods are kept by branches."))
    method = method_of(unit, period.start)
    if method is None:
        raise ValidationError(_("No method holds for this branch on the first day of that period."))
    if period.unit is not method.scheme.period:
        raise ValidationError({"code": [_("The method of this branch assesses by other periods.")]})
    made: AssessmentPeriod
    made, is_new = AssessmentPeriod.objects.unscoped().get_or_create(
        unit=unit, code=period.code,
        defaults={"scheme": method.scheme.code, "version": method.scheme.version, "prepared_at": at or timezone.now()},
    )  # fmt: skip
    if not is_new:
        raise ValidationError({"code": [_("This period has been prepared already.")]})
    record(actor, "assessments.prepare", made, unit.pk, period=made.code, method=made.scheme)
    return made


def _parsed(code: str) -> Period:
    try:
        return Period.parse(code)
    except ValueError:
        raise ValidationError({"code": [_("There is no such period.")]}) from None


@operation
def open_period(
    actor: Actor, period: AssessmentPeriod, *, round: Round, at: datetime | None = None
) -> AssessmentPeriod:
    """Begin a period's round of ballots; of a period that is open again for another round, that one.

    Raises ValidationError where the round is not one of this period.
    """
    lock(period)
    fits = (round.unit_id, round.period, round.scheme, round.version)
    if fits != (period.unit_id, period.code, period.scheme, period.version):
        raise ValidationError(_("This round belongs to another period or another version of the method."))
    if _waits_for_another_round(period):
        period.round = round
        period.save(update_fields=["round"])
    else:
        move(actor, period, "open", at=at, round=round)
    reviews.begin(actor, round, at=at)
    record(actor, "assessments.open_period", period, period.unit_id, round=round.number)
    return period


def _waits_for_another_round(period: AssessmentPeriod) -> bool:
    waiting = (Round.State.DRAWN_UP, Round.State.REPEATED)
    return period.state == State.OPEN and period.round is not None and period.round.state in waiting


@operation
def close_period(actor: Actor, period: AssessmentPeriod, *, at: datetime | None = None) -> AssessmentPeriod:
    """Close a period: its round takes no more ballots.

    Raises ValidationError for a period without round before its last day is over, or whose method asks for ballots.
    """
    lock(period)
    check_step(period, "close")
    if period.state == State.CONFIGURED:
        _check_without_round(period, timezone.localdate(at))
    elif period.round and period.round.state in (Round.State.DRAWN_UP, Round.State.COLLECTING):
        reviews.close(actor, period.round, at=at)  # which refuses a round that has not begun
    move(actor, period, "close", at=at)
    record(actor, "assessments.close_period", period, period.unit_id, period=period.code)
    return period


def _check_without_round(period: AssessmentPeriod, today: date) -> None:
    text = text_of(period)
    if text is not None and asks_for_ballots(text.scheme_for(period.unit)):
        raise ValidationError(_("The method asks for ballots: open a round first."))
    check_over(period.code, today)


def check_over(code: str, today: date) -> None:
    """Check that a period's last day is over. Raises ValidationError."""
    last = Period.parse(code).end
    if today <= last:
        raise ValidationError(
            _("This period lasts until %(day)s; wait until that day is over.") % {"day": last}
        )


@operation
def repeat_round(
    actor: Actor, period: AssessmentPeriod, *, reason: str, closes_on: date, at: datetime | None = None
) -> Round:
    """Open a period again for another round of ballots: the key was lost, or an objection to the procedure upheld.

    The round is drawn up; once its employees are drawn `open_period` begins it. Raises ValidationError without a reason, and where the period had no round.
    """
    reason = said(reason)
    lock(period)
    check_step(period, "repeat_round")
    if period.round is None:
        raise ValidationError(_("There were no ballots in this period."))
    again = reviews.repeat(actor, period.round, reason=reason, closes_on=closes_on, at=at)
    move(actor, period, "repeat_round", reason=reason, at=at, round=again)
    record(actor, "assessments.repeat_round", period, period.unit_id, round=again.number)
    return again


# ---- after the results


@operation
def publicise(actor: Actor, period: AssessmentPeriod, *, at: datetime | None = None) -> AssessmentPeriod:
    """Say that a period's results are on public notice: called by whoever publishes the notice."""
    move(actor, period, "publicise", at=at)
    record(actor, "assessments.publicise", period, period.unit_id, period=period.code)
    return period


@operation
def finalise(actor: Actor, period: AssessmentPeriod, *, at: datetime | None = None) -> AssessmentPeriod:
    """Make results final: the notice is over and no objection is open."""
    move(actor, period, "finalise", at=at)
    record(actor, "assessments.finalise", period, period.unit_id, period=period.code)
    return period


@operation
def use(actor: Actor, period: AssessmentPeriod, *, at: datetime | None = None) -> AssessmentPeriod:
    """Say that what follows from the results has been drawn up."""
    move(actor, period, "use", at=at)
    record(actor, "assessments.use", period, period.unit_id, period=period.code)
    return period


@operation
def archive(actor: Actor, period: AssessmentPeriod, *, at: datetime | None = None) -> AssessmentPeriod:
    """Put a period away for good: nothing in it changes any more."""
    move(actor, period, "archive", at=at)
    record(actor, "assessments.archive", period, period.unit_id, period=period.code)
    return period


@operation
def reopen(
    actor: Actor, period: AssessmentPeriod, *, reason: str, at: datetime | None = None
) -> AssessmentPeriod:
    """Open final results again, for a reason: they are computed again, as a new version; the old one stays.

    Raises ValidationError without a reason.
    """
    reason = said(reason)
    move(actor, period, "reopen", reason=reason, at=at)
    record(actor, "assessments.reopen", period, period.unit_id, period=period.code)
    return period
