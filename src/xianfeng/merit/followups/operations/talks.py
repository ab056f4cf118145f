"""Talks are held and recorded, or not held for a reason; tasks are closed."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.followups import states
from xianfeng.merit.followups.models import REASON_LENGTH, TEXT_LENGTH, Talk, Task
from xianfeng.merit.followups.operations.checks import refuse, wrong_day, wrong_reason, wrong_words
from xianfeng.merit.followups.queries import final_on
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation


@operation
def hold_talk(
    actor: Actor, talk: Talk, *, held_on: date, summary: str, agreed: str = "", at: datetime | None = None
) -> Talk:
    """Record that somebody held a talk: what was said, and what the two agreed. Raises ValidationError.

    Nobody holds a talk with herself. The words are sealed; the audit row has none of them.
    """
    talk = _locked_talk(talk)
    state = states.step(states.TALKS, talk.state, "hold")
    holder = _holder(actor, talk)
    summary, agreed = summary.strip(), agreed.strip()
    refuse({
        "held_on": wrong_day(held_on, at, final_on(talk.settlement.period)),
        "summary": wrong_words(summary, TEXT_LENGTH) if summary else _("Say in a few sentences what was said."),
        "agreed": wrong_words(agreed, TEXT_LENGTH),
    })  # fmt: skip
    talk.state, talk.holder, talk.held_on = state, holder, held_on
    talk.summary, talk.agreed, talk.recorded_at = summary, agreed, at or timezone.now()
    talk.save(update_fields=["state", "holder", "held_on", "summary", "agreed", "recorded_at"])
    record(actor, "followups.hold_talk", talk, talk.unit_id, kind=talk.kind)
    return talk


def _locked_talk(talk: Talk) -> Talk:
    found: Talk = Talk.objects.unscoped().select_for_update().get(pk=talk.pk)
    return found


def _holder(actor: Actor, talk: Talk) -> User:
    holder = User.objects.filter(pk=actor.user_id or 0).first()
    if holder is None:
        raise ValidationError(_("A talk is recorded by whoever held it."))
    if holder.member_id == talk.member_id:
        raise ValidationError(_("Nobody holds a talk with herself."))
    return holder


@operation
def cancel_talk(actor: Actor, talk: Talk, *, reason: str, at: datetime | None = None) -> Talk:
    """Record that a talk is not held, and why. Raises ValidationError."""
    talk = _locked_talk(talk)
    talk.state, talk.reason = states.step(states.TALKS, talk.state, "cancel"), reason.strip()
    refuse({"reason": wrong_reason(talk.reason)})
    talk.recorded_at = at or timezone.now()
    talk.save(update_fields=["state", "reason", "recorded_at"])
    record(actor, "followups.cancel_talk", talk, talk.unit_id, kind=talk.kind)
    return talk


@operation
def close_task(
    actor: Actor, task: Task, *, done_on: date, note: str = "", at: datetime | None = None
) -> Task:
    """Record that a task is done. Raises ValidationError."""
    task = _locked_task(task)
    task.state, task.note = states.step(states.TASKS, task.state, "close"), note.strip()
    refuse({
        "done_on": wrong_day(done_on, at, final_on(task.settlement.period)),
        "note": wrong_words(task.note, REASON_LENGTH),
    })  # fmt: skip
    task.done_on, task.closed_by = done_on, actor.user_id
    task.save(update_fields=["state", "note", "done_on", "closed_by"])
    record(actor, "followups.close_task", task, task.unit_id, kind=task.kind)
    return task


@operation
def cancel_task(actor: Actor, task: Task, *, reason: str) -> Task:
    """Record that a task is not needed, and why. Raises ValidationError."""
    task = _locked_task(task)
    task.state, task.note = states.step(states.TASKS, task.state, "cancel"), reason.strip()
    refuse({"reason": wrong_reason(task.note)})
    task.closed_by = actor.user_id
    task.save(update_fields=["state", "note", "closed_by"])
    record(actor, "followups.cancel_task", task, task.unit_id, kind=task.kind)
    return task


def _locked_task(task: Task) -> Task:
    found: Task = Task.objects.unscoped().select_for_update().get(pk=task.pk)
    return found
