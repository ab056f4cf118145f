"""Switching the ordered view of a branch on and off, and opening it. Every opening is recorded."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.language.subjects import forbidden_subject
from xianfeng.merit.scores.models import REASON_LENGTH, OrderedView
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation


@operation
def allow_ordered(actor: Actor, branch: Unit, *, reason: str) -> OrderedView:
    """Let a branch's committee order its board by points, for a reason. Raises ValidationError."""
    setting, _made = OrderedView.objects.select_for_update().get_or_create(unit=branch)
    reason = reason.strip()
    _check(setting, reason)
    setting.is_on, setting.reason = True, reason
    setting.changed_by, setting.changed_at = actor.user_id, timezone.now()
    setting.save()
    record(actor, "scores.allow_ordered", setting, branch.pk)
    return setting


def _check(setting: OrderedView, reason: str) -> None:
    if setting.is_on:
        raise ValidationError(_("It is switched on already."))
    if not reason:
        raise ValidationError({"reason": [_("Say what the committee needs it for.")]})
    if len(reason) > REASON_LENGTH:
        raise ValidationError({"reason": [_("At most %(most)s characters.") % {"most": REASON_LENGTH}]})
    if forbidden_subject(reason):
        raise ValidationError({"reason": [_("Write about the work of the committee, not about people.")]})


@operation
def end_ordered(actor: Actor, branch: Unit) -> None:
    """Switch a branch's ordered view off. Raises ValidationError where it is off."""
    setting = OrderedView.objects.select_for_update().filter(unit=branch, is_on=True).first()
    if setting is None:
        raise ValidationError(_("It is switched off already."))
    setting.is_on = False
    setting.changed_by, setting.changed_at = actor.user_id, timezone.now()
    setting.save(update_fields=["is_on", "changed_by", "changed_at"])
    record(actor, "scores.end_ordered", setting, branch.pk)


@operation
def open_ordered(actor: Actor, branch: Unit, *, period: str) -> None:
    """Record that somebody opens the ordered view of a branch."""
    record(actor, "scores.open_ordered", unit=branch.pk, period=period)
