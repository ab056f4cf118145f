"""What notices, objections and feedback keep about a person, and what goes when a person is erased."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.notices.models import Feedback, Notice, Objection
from xianfeng.people.accounts.models import User
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation
from xianfeng.people.privacy.erasing import ERASED
from xianfeng.people.privacy.kept import ABOVE, BRANCH, YOU, Kept
from xianfeng.people.privacy.purging import Purger, of_rows

OVER = (Objection.State.REJECTED, Objection.State.REPLIED, Objection.State.UPHELD, Objection.State.NOT_UPHELD)
ANSWERED = (Feedback.State.ANSWERED, Feedback.State.CLOSED, Feedback.State.OUT_OF_SCOPE)
WORDS: Mapping[str, Callable[[Any], str]] = {"handler": lambda row: row.handler.name if row.handler else ""}

OBJECTIONS = Kept(
    "notices.objection",
    _("objections filed by you"),
    _("to look into what you found wrong, and to answer you in writing"),
    (YOU, BRANCH, ABOVE),
    "results",
    lambda user: (
        Objection.objects.unscoped().filter(by=user.member_id or 0).select_related("notice", "about", "handler", "fact")
    ),
    (
        "notice", "about", "ground", "item", "text", "state", "filed_at", "due_on", "handler", "outcome", "fact",
        "answer", "answered_at",
    ),
    ("id", "by", "answered_by"),
    WORDS,
)  # fmt: skip
FEEDBACK = Kept(
    "notices.feedback",
    _("what you said about notices"),
    _("to answer you in writing"),
    (YOU, BRANCH, ABOVE),
    "results",
    lambda user: (
        Feedback.objects.unscoped().filter(author=user.pk or 0).select_related("notice", "assigned_to")
    ),
    ("notice", "text", "state", "received_at", "answer", "answered_at", "is_satisfied"),
    ("id", "author", "code_hash", "assigned_to", "answered_by"),
)
KEPT = (OBJECTIONS, FEEDBACK)


def _old_objections(before: datetime) -> QuerySet[Any]:
    found: QuerySet[Any] = Objection.objects.unscoped().filter(state__in=OVER, answered_at__lt=before)
    return found


def _old_feedback(before: datetime) -> QuerySet[Any]:
    found: QuerySet[Any] = Feedback.objects.unscoped().filter(state__in=ANSWERED, answered_at__lt=before)
    return found


PURGERS: tuple[Purger, ...] = (
    of_rows("objections", "results", _("objections that were answered"), _old_objections),
    of_rows("feedback", "results", _("feedback that was answered"), _old_feedback),
)


@operation
def forget(member: Member) -> None:
    """Erase the words a member wrote in objections and feedback, and the name from what notices still say."""
    Objection.objects.unscoped().filter(by=member).update(text=ERASED, item="")
    account = User.objects.filter(member=member).first()
    Feedback.objects.unscoped().filter(author=account.pk if account else 0).update(text=ERASED)
    for notice in Notice.objects.unscoped().exclude(content={}):
        if any(row["member"] == member.pk for row in notice.content.get("rows", ())):
            rows = [row for row in notice.content["rows"] if row["member"] != member.pk]
            notice.content = {**notice.content, "rows": rows}
            notice.save(update_fields=["content"])
