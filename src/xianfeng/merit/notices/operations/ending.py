"""How a notice ends: its window is over, it is withdrawn, a later version takes its place."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.assessments import operations as assessments
from xianfeng.merit.assessments.states import State as PeriodState
from xianfeng.merit.notices.models import REASON_LENGTH, Notice, Objection
from xianfeng.merit.notices.operations.common import checked_words, locked, take_over
from xianfeng.merit.notices.states import NOTICE, OPEN_OBJECTIONS, move
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation

END = ["state", "ended_at", "content", "reason"]


@operation
def close_notice(actor: Actor, notice: Notice, *, at: datetime | None = None) -> Notice:
    """End a notice whose window is over: what it said is emptied, its digest stays. Raises ValidationError before."""
    found = locked(notice)
    move(found, "close", NOTICE)
    if found.to_on is None or timezone.localdate(at) <= found.to_on:
        raise ValidationError(_("The notice is still on, until %(day)s.") % {"day": found.to_on})
    found.ended_at, found.content = at or timezone.now(), {}
    found.save(update_fields=END)
    _replaced(found).exclude(content={}).update(content={})
    record(actor, "notices.close", found, found.unit_id, version=found.version)
    return take_over(notice, found)


@operation
def file_notice(actor: Actor, notice: Notice) -> Notice:
    """File a notice that is over and about which nothing is open any more. Raises ValidationError."""
    found = locked(notice)
    move(found, "file", NOTICE)
    if has_open_objections(found):
        raise ValidationError(_("An objection has not been answered yet."))
    found.save(update_fields=["state"])
    record(actor, "notices.file", found, found.unit_id, version=found.version)
    return take_over(notice, found)


@operation
def withdraw_notice(actor: Actor, notice: Notice, *, reason: str, at: datetime | None = None) -> Notice:
    """Take a notice back before its time, with a reason; what it said is gone at once. Raises ValidationError."""
    found = locked(notice)
    move(found, "withdraw", NOTICE)
    found.reason = checked_words("reason", reason, REASON_LENGTH)
    found.ended_at, found.content = at or timezone.now(), {}
    found.save(update_fields=END)
    _replaced(found).exclude(content={}).update(content={})
    record(actor, "notices.withdraw", found, found.unit_id, version=found.version)
    return take_over(notice, found)


def replace_earlier(actor: Actor, notice: Notice, at: datetime | None) -> None:
    """Mark the earlier versions of a period as replaced; what they said stays until this one is over."""
    for earlier in _same_period(notice).filter(state=Notice.State.PUBLISHED):
        move(earlier, "withdraw", NOTICE)
        earlier.reason = _("replaced by version %(version)s") % {"version": notice.version}
        earlier.ended_at = at or timezone.now()
        earlier.save(update_fields=["state", "reason", "ended_at"])
        record(actor, "notices.replace", earlier, earlier.unit_id, version=earlier.version, by=notice.version)


def _same_period(notice: Notice) -> Any:
    if notice.settlement is None:
        return Notice.objects.unscoped().none()
    same = Notice.objects.unscoped().filter(settlement__period=notice.settlement.period_id)
    return same.exclude(pk=notice.pk)


def _replaced(notice: Notice) -> Any:
    return _same_period(notice).filter(state=Notice.State.WITHDRAWN)


def has_open_objections(notice: Notice) -> bool:
    """Return whether an objection to this notice, or to another of its period, waits for its answer."""
    about = Objection.objects.unscoped().filter(state__in=OPEN_OBJECTIONS)
    if notice.settlement is None:
        return bool(about.filter(notice=notice).exists())
    return bool(about.filter(notice__settlement__period=notice.settlement.period_id).exists())


def finalise_if_over(actor: Actor, notice: Notice, *, at: datetime | None = None) -> bool:
    """Make the period of a closed notice final, and file the notice, unless something is open; return whether it did.

    Raises ValidationError when the period refuses.
    """
    if notice.state != Notice.State.CLOSED or has_open_objections(notice):
        return False
    return _finalise(actor, notice, at)


@operation
def _finalise(actor: Actor, notice: Notice, at: datetime | None) -> bool:
    settlement = notice.settlement
    if settlement is not None:
        period = settlement.period
        if period.state != PeriodState.PUBLICISED or period.settlement_id != settlement.pk:
            return False
        assessments.finalise(actor, period, at=at)
    file_notice(actor, notice)
    return True
