"""What people say about a published notice; given to somebody, answered, and the answer rated by its author."""

from __future__ import annotations

import re
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.merit.notices.content import members_of
from xianfeng.merit.notices.links import hash_of_code
from xianfeng.merit.notices.models import Feedback, Notice
from xianfeng.merit.notices.operations.common import checked_words, locked, take_over
from xianfeng.merit.notices.states import FEEDBACK, move
from xianfeng.people.accounts.models import User
from xianfeng.people.accounts.slips import new_code
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation

PRIVATE = re.compile(r"(?<!\d)(?:1\d{10}|\d{17}[\dXx]|\d{15})(?!\d)")
"""Telephone numbers and numbers of identity cards."""


@operation
def give_feedback(
    actor: Actor, notice: Notice, *, text: str, author: User | None = None, at: datetime | None = None
) -> tuple[Feedback, str]:
    """Keep what somebody says about a notice that is on; without an author, a code to read the answer is returned.

    Raises ValidationError for forbidden subjects, for numbers of persons, and for people the notice does not name.
    """
    if notice.state != Notice.State.PUBLISHED:
        raise ValidationError(_("The notice is over."))
    text = checked_words("text", text)
    _check_about_the_notice(notice, text)
    code = "" if author else new_code()
    said = Feedback.objects.create(
        notice=notice, author=author, text=text, code_hash=hash_of_code(code) if code else "",
        received_at=at or timezone.now(),
    )  # fmt: skip
    record(actor, "notices.give_feedback", said, notice.unit_id)
    return said, code


def _check_about_the_notice(notice: Notice, text: str) -> None:
    if PRIVATE.search(text):
        raise ValidationError({"text": [_("Please leave out telephone and identity numbers.")]})
    others = Member.objects.unscoped().filter(branch=notice.unit).exclude(pk__in=members_of(notice.content))
    if any(name in text for name in others.values_list("name", flat=True)):
        raise ValidationError(
            {"text": [_("Please write about what is published here, not about other people.")]}
        )


@operation
def assign_feedback(actor: Actor, feedback: Feedback, *, to: User) -> Feedback:
    """Give feedback to somebody of the branch's committee to answer. Raises ValidationError."""
    found = locked(feedback)
    move(found, "assign", FEEDBACK)
    found.assigned_to = to
    found.save(update_fields=["state", "assigned_to"])
    record(actor, "notices.assign_feedback", found, found.notice.unit_id, to=to.pk)
    return take_over(feedback, found)


@operation
def answer_feedback(actor: Actor, feedback: Feedback, *, answer: str, at: datetime | None = None) -> Feedback:
    """Answer feedback in writing. Raises ValidationError."""
    found = locked(feedback)
    move(found, "answer", FEEDBACK)
    _keep_answer(actor, found, answer, at)
    record(actor, "notices.answer_feedback", found, found.notice.unit_id)
    return take_over(feedback, found)


@operation
def refuse_feedback(actor: Actor, feedback: Feedback, *, answer: str, at: datetime | None = None) -> Feedback:
    """Close feedback that is about people or not about the published thing; its text goes after seven days.

    Raises ValidationError.
    """
    found = locked(feedback)
    move(found, "refuse", FEEDBACK)
    _keep_answer(actor, found, answer, at)
    record(actor, "notices.refuse_feedback", found, found.notice.unit_id)
    return take_over(feedback, found)


def _keep_answer(actor: Actor, feedback: Feedback, answer: str, at: datetime | None) -> None:
    feedback.answer = checked_words("answer", answer)
    feedback.answered_by, feedback.answered_at = actor.user_id, at or timezone.now()
    feedback.save(update_fields=["state", "answer", "answered_by", "answered_at"])


@operation
def rate_answer(actor: Actor, feedback: Feedback, *, satisfied: bool) -> Feedback:
    """Say, as the author, whether the answer helped; that closes it. Raises ValidationError."""
    found = locked(feedback)
    move(found, "rate", FEEDBACK)
    found.is_satisfied = satisfied
    found.save(update_fields=["state", "is_satisfied"])
    record(actor, "notices.rate_answer", found, found.notice.unit_id, satisfied=satisfied)
    return take_over(feedback, found)


@operation
def forget_refused(actor: Actor, before: datetime) -> int:
    """Erase the text of feedback that was refused before a moment; return of how many."""
    refused = Feedback.objects.unscoped().filter(state=Feedback.State.OUT_OF_SCOPE, answered_at__lt=before)
    erased = refused.exclude(text="").update(text="")
    if erased:
        record(actor, "notices.forget_refused", count=erased)
    return int(erased)
