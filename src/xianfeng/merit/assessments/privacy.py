"""What is kept of results about a person, for whom and how long, and what goes when a person is erased.

Results stay with the branch for their time, without the person's name; the words beside decisions go. The reasons that
went into a settlement stay in it for that time: a settlement never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError, QuerySet
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.amounts import show
from xianfeng.engine.scheme import Status
from xianfeng.engine.words import STATUS
from xianfeng.merit.assessments.models import (
    Adjustment,
    AssessmentPeriod,
    Confirmation,
    Resolution,
    Result,
    Settlement,
    Staged,
    YearResult,
)
from xianfeng.merit.assessments.states import FINAL
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.operations import Actor
from xianfeng.people.members.importing.words import said
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation
from xianfeng.people.privacy.kept import ABOVE, BRANCH, YOU, Kept
from xianfeng.people.privacy.purging import Purger

READERS = (YOU, BRANCH, ABOVE)
ERASED = "—"


def _member(user: User) -> int:
    return user.member_id or 0


def _amount(name: str) -> Callable[[Any], str]:
    def shown(row: Any) -> str:
        value = getattr(row, name)
        return "" if value is None else show(value)

    return shown


WORDS: Mapping[str, Callable[[Any], str]] = {
    **{name: _amount(name) for name in ("score", "weighted", "adjustment", "points")},
    "status": lambda row: said(STATUS[Status(row.status)]),
    "settlement": lambda row: f"{row.settlement.period.code} · {row.settlement.version}",
    "period": lambda row: row.period.code,
}
RESULTS = Kept(
    "assessments.result",
    _("results of assessments"),
    _("to show what came of a period, and to answer objections to it"),
    READERS,
    "results",
    lambda user: (
        Result.objects.unscoped().filter(member=_member(user)).select_related("settlement__period").order_by("pk")
    ),
    (
        "settlement", "variant", "status", "score", "weighted", "adjustment", "band", "veto", "stars", "components",
        "reasons", "consequences", "digest",
    ),
    ("id", "member"),
    WORDS,
)  # fmt: skip
YEARS = Kept(
    "assessments.yearresult",
    _("results of years"),
    _("to show what came of a year, and to answer objections to it"),
    READERS,
    "results",
    lambda user: (
        YearResult.objects.unscoped()
        .filter(member=_member(user))
        .select_related("settlement__period")
        .order_by("pk")
    ),
    ("settlement", "status", "score", "band", "veto", "stars", "flags", "left", "consequences"),
    ("id", "member"),
    WORDS,
)
ADJUSTMENTS = Kept(
    "assessments.adjustment",
    _("adjustments of your results"),
    _("to show by which decision a result was moved, and why"),
    READERS,
    "results",
    lambda user: (
        Adjustment.objects.unscoped().filter(member=_member(user)).select_related("period").order_by("pk")
    ),
    ("period", "points", "reason", "document", "at"),
    ("id", "member", "by"),
    WORDS,
)
RESOLUTIONS = Kept(
    "assessments.resolution",
    _("other weights for your results"),
    _("to show by which decision a component was waived, and why"),
    READERS,
    "results",
    lambda user: (
        Resolution.objects.unscoped().filter(member=_member(user)).select_related("period").order_by("pk")
    ),
    ("period", "weights", "reason", "document", "at"),
    ("id", "member", "by"),
    WORDS,
)
KEPT = (RESULTS, YEARS, ADJUSTMENTS, RESOLUTIONS)


@operation
def forget(member: Member) -> None:
    """Take the words away that decisions about a member have; what was decided stays, without a name."""
    for model in (Adjustment, Resolution):
        model.objects.unscoped().filter(member=member).update(reason=ERASED)


# ---- results past their time


def _over(before: datetime) -> QuerySet[Any]:
    """Return the periods in which nothing has happened since they were final, before a moment."""
    final = AssessmentPeriod.objects.unscoped().filter(state__in=FINAL)
    found: QuerySet[Any] = final.annotate(last=Max("changes__at")).filter(last__lt=before)
    return found.order_by("pk")


def _remove(actor: Actor, before: datetime) -> int:
    """Remove such periods with everything in them; one to which something still refers waits until that is gone."""
    return sum(_is_removed(period) for period in list(_over(before)))


def _is_removed(period: AssessmentPeriod) -> bool:
    try:
        with transaction.atomic():
            _remove_one(period)
    except ProtectedError:
        return False
    return True


def _remove_one(period: AssessmentPeriod) -> None:
    """Remove a period, what belongs to a settlement before it: so the triggers allow it (see there)."""
    Staged.objects.filter(period=period).delete()
    AssessmentPeriod.objects.unscoped().filter(pk=period.pk).update(settlement=None)
    for model in (Confirmation, YearResult, Result):
        model.objects.unscoped().filter(settlement__period=period).delete()
    Settlement.objects.unscoped().filter(period=period).delete()
    period.settlement = None
    period.delete()


PURGERS = (
    Purger("results", "results", _("results and minutes"), lambda before: _over(before).count(), _remove),
)
