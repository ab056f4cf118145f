"""What several of these operations ask of what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.engine.language.subjects import Subject, forbidden_subject
from xianfeng.merit.followups.models import DOCUMENT_LENGTH, REASON_LENGTH
from xianfeng.people.members.importing.words import said


def refuse(problems: Mapping[str, str]) -> None:
    """Raise ValidationError with what is wrong, by field; '' is nothing."""
    found = {field: [problem] for field, problem in problems.items() if problem}
    if found:
        raise ValidationError(found)


def wrong_reason(reason: str) -> str:
    """Return what is wrong with a reason that the member reads, '' for a good one."""
    if not reason:
        return _("Say why; the member reads it.")
    return wrong_words(reason, REASON_LENGTH)


def wrong_words(words: str, most: int) -> str:
    """Return what is wrong with words about somebody: too long, or about what is never kept."""
    if len(words) > most:
        return _("At most %(most)s characters.") % {"most": most}
    if subject := forbidden_subject(words):
        return _("Nothing is kept here about this: %(subject)s. Leave it out.") % {
            "subject": said_of(subject)
        }
    return ""


def said_of(subject: Subject) -> str:
    """Return a subject that is never kept in the language of the request."""
    return said(subject.title)


def wrong_document(document: str) -> str:
    """Return what is wrong with a document number, '' for a good one."""
    if not document:
        return _("Enter the document number.")
    return (
        _("At most %(most)s characters.") % {"most": DOCUMENT_LENGTH}
        if len(document) > DOCUMENT_LENGTH
        else ""
    )


def wrong_day(day: date, at: datetime | None, not_before: date | None = None) -> str:
    """Return what is wrong with a day on which something was done, as it is said at a moment (None: now)."""
    if day > timezone.localdate(at):
        return _("This day is still to come.")
    if not_before is not None and day < not_before:
        return _("Not before the result was final, on %(day)s.") % {"day": not_before.isoformat()}
    return ""


def wrong_majority(part: int, whole: int) -> str:
    """Return what is wrong with a number of people of whom more than half is asked for."""
    if part > whole:
        return _("More than there are: at most %(most)s.") % {"most": whole}
    if part * 2 <= whole:
        return _("More than half are needed: at least %(least)s of %(all)s.") % {
            "least": whole // 2 + 1,
            "all": whole,
        }
    return ""
