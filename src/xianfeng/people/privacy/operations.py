"""Writes about personal data."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation
from xianfeng.people.privacy.models import DataRequest, NoticeRead, RetentionRule
from xianfeng.people.privacy.notices import current_notice
from xianfeng.people.privacy.retention import Subject
from xianfeng.people.privacy.workdays import after_workdays

ANSWER_WITHIN = 15
"""Working days; a default, no document names a number."""


@operation
def read_notice(actor: Actor, user: User) -> NoticeRead:
    """Note that the account was shown the version of the notice in force; a second time changes nothing."""
    version = current_notice().version
    read, is_new = NoticeRead.objects.get_or_create(user=user, version=version)
    if is_new:
        record(actor, "privacy.read_notice", user, version=version)
    return read


@operation
def note_download(actor: Actor, user: User, *, form: str, rows: int) -> None:
    """Log that somebody downloaded what is kept about him."""
    record(actor, "privacy.download", user, format=form, rows=rows)


@operation
def ask(actor: Actor, user: User, *, kind: str, text: str) -> DataRequest:
    """Ask to correct or erase data. Raises ValidationError without a text, or where nobody could answer."""
    unit_id = _unit_of(user)
    if not text.strip():
        raise ValidationError({"text": _("Say what is wrong or what is to be erased.")})
    if kind not in DataRequest.Kind.values:
        raise ValidationError({"kind": _("Choose correction or erasure.")})
    if unit_id is None:
        raise ValidationError(_("Your account belongs to no unit. Please write to the data owner."))
    due_on = after_workdays(timezone.localdate(), ANSWER_WITHIN)
    asked = DataRequest.objects.create(
        user=user, unit_id=unit_id, kind=kind, text=text.strip(), due_on=due_on
    )
    record(actor, "privacy.ask", asked, unit=unit_id, kind=kind)
    return asked


def _unit_of(user: User) -> int | None:
    member = user.member
    if member is not None:
        return member.branch_id or member.left_from_id
    given = Appointment.objects.unscoped().filter(user=user).held(timezone.localdate())
    first = given.order_by("unit__path").values_list("unit", flat=True).first()
    return user.unit_id or first


@operation
def answer(actor: Actor, asked: DataRequest, *, by: User, accept: bool, reason: str) -> DataRequest:
    """Answer a request with what was done, or why it is declined.

    Raises ValidationError without a reason, or when it has been answered already.
    """
    asked = DataRequest.objects.unscoped().select_for_update().get(pk=asked.pk)
    if asked.state != DataRequest.State.RECEIVED:
        raise ValidationError(_("This request has been answered already."))
    if not reason.strip():
        raise ValidationError({"reason": _("Say what was done, or why not.")})
    asked.state = DataRequest.State.ACCEPTED if accept else DataRequest.State.DECLINED
    asked.answer, asked.answered_by, asked.answered_at = reason.strip(), by, timezone.now()
    asked.save()
    record(actor, "privacy.answer", asked, unit=asked.unit_id, state=asked.state)
    return asked


@operation
def set_rule(actor: Actor, subject: Subject, *, length: int, unit: int | None = None) -> RetentionRule:
    """Set how long a subject is kept. Raises ValidationError outside its bounds."""
    if not subject.least <= length <= subject.most:
        bounds = {"least": subject.least, "most": subject.most, "n": length}
        message = _("Between %(least)d and %(most)d; you entered %(n)d.") % bounds
        raise ValidationError({"length": message})
    rule, _new = RetentionRule.objects.update_or_create(subject=subject.code, defaults={"length": length})
    record(actor, "privacy.set_rule", rule, unit=unit, rule=subject.code, length=length)
    return rule
