"""What several operations share: locked rows, and words that are checked before they are kept."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.engine.language.subjects import forbidden_subject
from xianfeng.merit.notices.models import TEXT_LENGTH, Feedback, Notice, Objection

Row = TypeVar("Row", Notice, Objection, Feedback)


def locked(row: Row) -> Row:
    """Return a row as it is now, and let nobody else change it until the transaction ends."""
    model: Any = type(row)
    found: Row = model.objects.unscoped().select_for_update(of=("self",)).get(pk=row.pk)
    return found


def take_over(row: Row, found: Row) -> Row:
    """Put what was changed into the row that the caller holds, and return that."""
    row.__dict__.update(found.__dict__)
    return row


def checked_words(field: str, words: str, most: int = TEXT_LENGTH) -> str:
    """Return words without blanks around them. Raises ValidationError for none, too many, or a forbidden subject."""
    words = words.strip()
    if not words:
        raise ValidationError({field: [_("Please fill this in.")]})
    if len(words) > most:
        raise ValidationError({field: [_("At most %(most)s characters.") % {"most": most}]})
    if subject := forbidden_subject(words):
        raise ValidationError({field: [_not_this(subject.title)]})
    return words


def _not_this(title: Any) -> str:
    from xianfeng.people.members.importing.words import said

    return _("Please leave this out: %(subject)s. It is no subject of an assessment.") % {
        "subject": said(title)
    }
