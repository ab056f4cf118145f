"""Reading notices, objections and feedback."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Q, QuerySet, Value, When

from xianfeng.facts.models import Fact
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement
from xianfeng.merit.assessments.states import State as PeriodState
from xianfeng.merit.notices.models import Feedback, Notice, Objection, WordTemplate
from xianfeng.merit.notices.reach import NoticeQuerySet
from xianfeng.merit.notices.states import COMING, OPEN_OBJECTIONS, WAITING_FEEDBACK
from xianfeng.merit.notices.workdays import calendar
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import Scope

RELATED = ("unit", "settlement__period")


def _last(condition: Q) -> Case:
    """Return what orders rows of a condition behind the others."""
    return Case(When(condition, then=Value(1)), default=Value(0))


def list_notices(scope: Scope) -> NoticeQuerySet:
    """Return the notices in reach: what is on or on its way first, then the latest. One query a page."""
    found: NoticeQuerySet = Notice.objects.within(scope).select_related(*RELATED)
    is_over = Q(state__in=(Notice.State.CLOSED, Notice.State.FILED, Notice.State.WITHDRAWN))
    ordered: NoticeQuerySet = found.alias(over=_last(is_over)).order_by("over", "to_on", "-drafted_at", "-id")
    return ordered


def list_to_draft(scope: Scope, *roles: Any) -> QuerySet[Any]:
    """Return the periods that are confirmed and for whose version there is no notice yet, with their settlements."""
    periods = AssessmentPeriod.objects.within(scope, *roles).filter(state=PeriodState.CONFIRMED)
    drafted = Notice.objects.unscoped().exclude(state=Notice.State.WITHDRAWN).values("settlement")
    found: QuerySet[Any] = periods.exclude(settlement__in=drafted.exclude(settlement=None))
    return found.select_related("unit", "settlement").order_by("unit__path", "code")


def earlier_version(notice: Notice) -> Notice | None:
    """Return the version that readers saw before this one."""
    found = _of_period(notice).filter(version__lt=notice.version).exclude(published_at=None)
    earlier: Notice | None = found.order_by("-version", "-id").first()
    return earlier


def later_version(notice: Notice) -> Notice | None:
    """Return the version that readers see instead of this one."""
    found = _of_period(notice).filter(version__gt=notice.version).exclude(published_at=None)
    later: Notice | None = found.order_by("-version", "-id").first()
    return later


def _of_period(notice: Notice) -> NoticeQuerySet:
    every: NoticeQuerySet = Notice.objects.unscoped()
    if notice.settlement is None:
        return every.none()
    return every.filter(settlement__period=notice.settlement.period_id).exclude(pk=notice.pk)


@dataclass(frozen=True, slots=True)
class Window:
    """How long a notice is on: its days, the working days left with today, whether a year's holidays are unknown."""

    first: date
    last: date
    left: int
    is_estimate: bool


def window_of(notice: Notice, today: date) -> Window | None:
    """Return the window of a published notice, and of one to be published the window it would have today."""
    if notice.state not in (*COMING, Notice.State.PUBLISHED):
        return None
    days = calendar()
    first = notice.from_on or today
    last = notice.to_on or days.last_of(first, notice.workdays)
    return Window(first, last, days.count(max(today, first), last), days.is_estimate(first, last))


def find_by_code(scope: Scope, code: str) -> Notice | None:
    """Return the notice in reach whose check code this is, however it was typed."""
    plain = "".join(filter(str.isalnum, code)).lower()
    if len(plain) < 12:
        return None
    found: Notice | None = list_notices(scope).filter(digest__startswith=plain).first()
    return found


# ---- objections and feedback


def list_objections(scope: Scope) -> QuerySet[Any]:
    """Return the objections in reach: those open first, by the day of their answer."""
    found = Objection.objects.within(scope).select_related("notice__unit", "by", "about", "handler")
    ordered: QuerySet[Any] = found.alias(closed=_last(~Q(state__in=OPEN_OBJECTIONS))).order_by(
        "closed", "due_on", "id"
    )
    return ordered


def list_facts_about(objection: Objection) -> list[Fact]:
    """Return the facts in force about the member of an objection in the year of its period, the latest first.

    One query. Nothing for a notice without results.
    """
    settlement: Settlement | None = objection.notice.settlement
    if settlement is None:
        return []
    year = int(settlement.period.code[:4])
    facts = (
        Fact.objects.unscoped()
        .in_force()
        .filter(member=objection.about_id, on__year=year, on__lte=settlement.as_of)
    )
    return list(facts.select_related("unit", "note").order_by("-on", "-id"))


def list_feedback(scope: Scope, notice: Notice | None = None) -> QuerySet[Any]:
    """Return the feedback in reach: what waits first."""
    found = Feedback.objects.within(scope).select_related("notice__unit", "author", "assigned_to")
    found = found.filter(notice=notice) if notice is not None else found
    ordered: QuerySet[Any] = found.alias(done=_last(~Q(state__in=WAITING_FEEDBACK))).order_by(
        "done", "received_at", "id"
    )
    return ordered


def list_named(notice: Notice) -> list[Member]:
    """Return the members whom a notice names, by surname. One query."""
    named = [row["member"] for row in notice.content.get("rows", ())]
    return list(Member.objects.unscoped().filter(pk__in=named).order_by("sort_key", "id"))


def template_for(notice: Notice) -> WordTemplate | None:
    """Return the Word template of the nearest unit at or above the branch that has one."""
    line = [notice.unit.path, *notice.unit.paths_above]
    found = WordTemplate.objects.unscoped().filter(unit__path__in=line, subject=notice.subject)
    nearest: WordTemplate | None = found.order_by("-unit__path").first()
    return nearest
