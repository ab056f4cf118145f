"""Checking, approving and publishing a notice: three steps, and never one person alone."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.assessments import operations as assessments
from xianfeng.merit.assessments.states import State as PeriodState
from xianfeng.merit.notices.content import build, digest_of
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.notices.operations.common import locked, take_over
from xianfeng.merit.notices.operations.ending import replace_earlier
from xianfeng.merit.notices.states import NOTICE, move
from xianfeng.merit.notices.workdays import calendar
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation


@operation
def check_notice(actor: Actor, notice: Notice, *, at: datetime | None = None) -> Notice:
    """Say that it is needed, right, and gives nothing away; another person than who drafted it.

    Raises ValidationError, also while the results are not confirmed.
    """
    found = locked(notice)
    move(found, "check", NOTICE)
    if actor.user_id is not None and actor.user_id == found.drafted_by:
        raise ValidationError(_("You drafted this yourself; another person checks it."))
    _check_still_holds(found)
    found.checked_by, found.checked_at = actor.user_id, at or timezone.now()
    found.save(update_fields=["state", "checked_by", "checked_at"])
    record(actor, "notices.check", found, found.unit_id, version=found.version)
    return take_over(notice, found)


@operation
def approve_notice(actor: Actor, notice: Notice, *, at: datetime | None = None) -> Notice:
    """Approve a checked notice: from now on what it says does not change. Raises ValidationError."""
    found = locked(notice)
    move(found, "approve", NOTICE)
    _check_still_holds(found)
    if found.settlement is not None:
        found.content = build(found)
    found.digest = digest_of(found.content)
    found.approved_by, found.approved_at = actor.user_id, at or timezone.now()
    found.save(update_fields=["state", "content", "digest", "approved_by", "approved_at"])
    record(actor, "notices.approve", found, found.unit_id, version=found.version, digest=found.digest)
    return take_over(notice, found)


@operation
def publish_notice(
    actor: Actor, notice: Notice, *, on: date | None = None, at: datetime | None = None
) -> Notice:
    """Publish an approved notice from a day on, today without one; the period is then on public notice.

    The window is counted in working days, the first day included if it is one. Raises ValidationError.
    """
    found = locked(notice)
    move(found, "publish", NOTICE)
    _check_still_holds(found)
    found.from_on = on or timezone.localdate(at)
    if found.from_on > timezone.localdate(at):
        raise ValidationError({"on": [_("This day has not come yet.")]})
    found.to_on = calendar().last_of(found.from_on, found.workdays)
    found.published_at = at or timezone.now()
    found.save(update_fields=["state", "from_on", "to_on", "published_at"])
    replace_earlier(actor, found, at)
    _publicise(actor, found, at)
    record(
        actor, "notices.publish", found, found.unit_id, version=found.version, to_on=found.to_on.isoformat()
    )
    return take_over(notice, found)


def _publicise(actor: Actor, notice: Notice, at: datetime | None) -> None:
    settlement = notice.settlement
    if settlement is not None and settlement.period.state == PeriodState.CONFIRMED:
        assessments.publicise(actor, settlement.period, at=at)


def _check_still_holds(notice: Notice) -> None:
    """Check that the results of a notice are the ones that hold, and confirmed."""
    if notice.settlement is None:
        return
    period = notice.settlement.period
    if period.settlement_id != notice.settlement_id:
        raise ValidationError(_("The results were settled again; draft the notice anew."))
    if period.state not in (PeriodState.CONFIRMED, PeriodState.PUBLICISED):
        raise ValidationError(_("The meeting has not confirmed these results yet."))
