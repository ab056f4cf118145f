"""What follows from results, as it is kept about a person: for whom, how long, and what goes when its time is over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.followups.basis import words_of
from xianfeng.merit.followups.models import Award, Reviewed, Talk, Task
from xianfeng.merit.followups.operations.forgetting import forget_talks
from xianfeng.people.accounts.models import User
from xianfeng.people.members.importing.words import said
from xianfeng.people.privacy.kept import ABOVE, BRANCH, YOU, Kept
from xianfeng.people.privacy.purging import Purger


def _member(user: User) -> int:
    return user.member_id or 0


BASIS: Mapping[str, Callable[[Any], str]] = {"basis": lambda row: said(words_of(row.basis))}
TALKS = Kept(
    "followups.talk",
    _("talks with you"),
    _("to hold the talk that your branch's method asks for; what was said is sealed"),
    (YOU, _("whoever held the talk"), _("secretary of your branch")),
    "talks",
    lambda user: Talk.objects.unscoped().filter(member=_member(user)).select_related("unit", "holder"),
    ("unit", "kind", "due_on", "state", "held_on", "holder", "summary", "agreed", "reason", "recorded_at"),
    ("id", "member", "settlement", "by"),
)
HELD = Kept(
    "followups.held",
    _("talks that you held"),
    _("to know who held a talk; what was said you read on its page"),
    (YOU, _("the other one of the talk"), BRANCH, ABOVE),
    "talks",
    lambda user: Talk.objects.unscoped().filter(holder=user.pk or 0).select_related("unit"),
    ("unit", "kind", "due_on", "state", "held_on", "recorded_at"),
    ("id", "member", "settlement", "by", "holder", "summary", "agreed", "reason"),
)
TASKS = Kept(
    "followups.task",
    _("tasks after your results"),
    _("to do what your branch's method asks for after a result"),
    (YOU, BRANCH, ABOVE),
    "results",
    lambda user: Task.objects.unscoped().filter(member=_member(user)).select_related("unit"),
    ("unit", "kind", "text", "due_on", "state", "done_on", "note"),
    ("id", "member", "settlement", "closed_by"),
)
AWARDS = Kept(
    "followups.award",
    _("your awards"),
    _("to nominate and honour members because of their results"),
    (YOU, BRANCH, ABOVE, _("your branch, once it is granted")),
    "results",
    lambda user: Award.objects.unscoped().filter(member=_member(user)).select_related("unit", "notice"),
    (
        "unit", "kind", "year", "basis", "state", "document", "approval", "votes", "present", "notice", "story",
        "reason", "granted_on", "changed_at",
    ),
    ("id", "member", "settlement", "changed_by"),
    BASIS,
)  # fmt: skip
GRADES = Kept(
    "followups.reviewed",
    _("your grades in democratic reviews"),
    _("to keep what the meeting decided, and why"),
    (YOU, BRANCH, ABOVE),
    "results",
    lambda user: (
        Reviewed.objects.unscoped()
        .filter(member=_member(user), review__state="decided")
        .select_related("review")
    ),
    ("review", "proposed", "basis", "decided", "reason"),
    ("id", "member"),
    BASIS,
)
KEPT = (TALKS, HELD, TASKS, AWARDS, GRADES)


def _over(before: datetime) -> QuerySet[Any]:
    """Return the talks held by a day, and those decided against or due by then."""
    day = timezone.localdate(before)
    found: QuerySet[Any] = Talk.objects.unscoped().filter(
        Q(held_on__lt=day) | Q(state=Talk.State.CANCELLED, due_on__lt=day)
    )
    return found


PURGERS = (
    Purger(
        "talks", "talks", _("talks and what was said in them"),
        lambda before: _over(before).count(), lambda actor, before: forget_talks(_over(before)),
    ),
)  # fmt: skip
