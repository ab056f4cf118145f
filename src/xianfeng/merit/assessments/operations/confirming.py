"""Confirming a settlement: the branch's meeting, and the level above for those who lead the branch."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.language.subjects import forbidden_subject
from xianfeng.merit.assessments.models import AssessmentPeriod, Confirmation, Settlement
from xianfeng.merit.assessments.operations.moving import check_step, lock, move, numbered
from xianfeng.merit.assessments.queries import is_behind, list_unconfirmed, of_secretaries
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

Level = Confirmation.Level


@operation
def confirm(
    actor: Actor,
    period: AssessmentPeriod,
    *,
    document: str,
    met_on: date,
    present: int,
    entitled: int,
    minutes: str = "",
    at: datetime | None = None,
) -> AssessmentPeriod:
    """Confirm the results of a branch but for those of who leads it, by its meeting.

    The period is confirmed once the level above has confirmed the others, at once where there are none. Raises
    ValidationError for a meeting of half or fewer, and where something was decided since the results were computed.
    """
    settlement = _confirmable(period, Level.BRANCH)
    _check_quorum(present, entitled)
    if forbidden_subject(minutes):
        raise ValidationError(
            {"minutes": [_("Write about the work only, not about anybody's private life.")]}
        )
    leading = of_secretaries(settlement, timezone.localdate(at))
    members = [pk for pk in list_unconfirmed(settlement) if pk not in leading]
    meeting = {"present": present, "entitled": entitled, "minutes": minutes.strip()}
    return _confirm(actor, settlement, Level.BRANCH, members, document, met_on, at, **meeting)


@operation
def confirm_above(
    actor: Actor, period: AssessmentPeriod, *, document: str, met_on: date, at: datetime | None = None
) -> AssessmentPeriod:
    """Confirm the results of those who lead a branch, by the level above.

    Raises ValidationError where nobody who leads the branch has a result.
    """
    settlement = _confirmable(period, Level.ABOVE)
    waiting = list_unconfirmed(settlement)
    if not settlement.confirmations.filter(level=Level.BRANCH).exists():
        leading = of_secretaries(settlement, timezone.localdate(at))
        waiting = [pk for pk in waiting if pk in leading]
    if not waiting:
        raise ValidationError(_("No result here waits for the level above."))
    return _confirm(actor, settlement, Level.ABOVE, waiting, document, met_on, at)


def _confirmable(period: AssessmentPeriod, level: str) -> Settlement:
    """Return the version to be confirmed, its period locked."""
    lock(period)
    check_step(period, "confirm")
    settlement = period.settlement
    assert settlement is not None, "a period that can be confirmed has been computed"
    if settlement.confirmations.filter(level=level).exists():
        raise ValidationError(
            _("This version was confirmed before. After a reopening, compute the results again first.")
        )
    settlement.period = period  # so that whoever called sees it move
    if is_behind(period):
        raise ValidationError(_("Something was decided since: compute the results again first."))
    return settlement


def _check_quorum(present: int, entitled: int) -> None:
    if not 0 < present <= entitled:
        raise ValidationError({"present": [_("No more can be present than are entitled to be there.")]})
    if 2 * present <= entitled:
        raise ValidationError({"present": [_("More than half of those entitled must be present.")]})


def _confirm(
    actor: Actor,
    settlement: Settlement,
    level: str,
    members: list[int],
    document: str,
    met_on: date,
    at: datetime | None,
    **meeting: Any,
) -> AssessmentPeriod:
    period: AssessmentPeriod = settlement.period
    _check_day(settlement, met_on, timezone.localdate(at))
    made = Confirmation.objects.create(
        settlement=settlement, level=level, document=numbered(document), met_on=met_on, members=members,
        by=actor.user_id, at=at or timezone.now(), **meeting,
    )  # fmt: skip
    if not list_unconfirmed(settlement):
        move(actor, period, "confirm", at=at)
    words = {"version": settlement.version, "level": level, "document": made.document, "number": len(members)}
    record(actor, "assessments.confirm", period, period.unit_id, **words)
    return period


def _check_day(settlement: Settlement, met_on: date, today: date) -> None:
    computed = timezone.localdate(settlement.settled_at)
    if not computed <= met_on <= today:
        words = {"day": computed}
        raise ValidationError(
            {
                "met_on": [
                    _("The meeting was on %(day)s, when this was computed, or later, and not after today.")
                    % words
                ]
            }
        )
