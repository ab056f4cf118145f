"""The one way in which a period goes from one state to another."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.language.subjects import forbidden_subject
from xianfeng.merit.assessments.models import DOCUMENT_LENGTH, REASON_LENGTH, AssessmentPeriod, PeriodChange
from xianfeng.merit.assessments.states import DEEDS, after
from xianfeng.people.audit.operations import Actor


def lock(period: AssessmentPeriod) -> None:
    """Read a period again and lock it until the transaction ends: what it says then holds.

    Without its relations: who waits for a lock on PostgreSQL gets the row as it is then, but what is joined to it as
    it was before (and so the settlement that somebody else has just stored would be missed).
    """
    period.refresh_from_db(from_queryset=AssessmentPeriod.objects.unscoped().select_for_update(of=("self",)))


def check_step(period: AssessmentPeriod, done: str) -> None:
    """Check that something can be done in the state of a period. Raises ValidationError that says why not."""
    if after(period.state, done) is None:
        raise ValidationError(step_refused(period, done))


def step_refused(period: AssessmentPeriod, done: str) -> str:
    """Return why something cannot be done in the state of a period, for people."""
    words = {"state": period.get_state_display(), "done": DEEDS[done]}
    return _("This period is now: %(state)s. It cannot be %(done)s.") % words


def move(
    actor: Actor,
    period: AssessmentPeriod,
    done: str,
    *,
    reason: str = "",
    at: datetime | None = None,
    **values: Any,
) -> AssessmentPeriod:
    """Move a period by what is done, with other `values` of it, and write the step down.

    Raises ValidationError where the states do not allow it.
    """
    lock(period)
    check_step(period, done)
    old, period.state = period.state, after(period.state, done) or period.state
    for name, value in values.items():
        setattr(period, name, value)
    period.save(update_fields=["state", *values])
    PeriodChange.objects.create(
        period=period, done=done, old=old, new=period.state, reason=reason, by=actor.user_id, at=at or timezone.now()
    )  # fmt: skip
    return period


# ---- what a person writes


def said(reason: str, what: str = "reason") -> str:
    """Return a reason without white space around it. Raises ValidationError for none, a long one, or the wrong subject."""
    reason = reason.strip()
    if not reason:
        raise ValidationError({what: [_("Say why.")]})
    if len(reason) > REASON_LENGTH:
        raise ValidationError({what: [_("At most %(most)s characters.") % {"most": REASON_LENGTH}]})
    if forbidden_subject(reason):
        raise ValidationError({what: [_("Write about the work only, not about anybody's private life.")]})
    return reason


def numbered(document: str) -> str:
    """Return the number of a document. Raises ValidationError for none and for a long one."""
    document = document.strip()
    if not document:
        raise ValidationError({"document": [_("Give the number of the document or minutes.")]})
    if len(document) > DOCUMENT_LENGTH:
        raise ValidationError({"document": [_("At most %(most)s characters.") % {"most": DOCUMENT_LENGTH}]})
    return document
