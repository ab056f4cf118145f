"""What is known about what follows: the day a period was final, the year of a branch, who is barred, whose talks."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme
from xianfeng.merit.assessments.models import AssessmentPeriod, PeriodChange, Result, YearResult
from xianfeng.merit.assessments.states import State
from xianfeng.merit.followups.models import Award, Talk
from xianfeng.merit.methods.queries import rules_of
from xianfeng.people.members.models import Member, Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import Scope, subtree

FINAL = (State.FINALISED, State.USED, State.ARCHIVED)
SECRETARIES = (Post.SECRETARY, Post.DEPUTY_SECRETARY)
REVIEWED = (Member.Status.ACTIVE, Member.Status.FLOATING)
"""Whose grade the democratic review decides."""


def final_on(period: AssessmentPeriod) -> date | None:
    """Return the day on which a period was final the last time, None when it never was. One query."""
    steps = PeriodChange.objects.unscoped().filter(period=period, new=State.FINALISED)
    last = steps.order_by("-at", "-id").first()
    return timezone.localdate(last.at) if last else None


def list_waiting() -> list[AssessmentPeriod]:
    """Return the final periods from which nothing was drawn up yet. One query."""
    return list(
        AssessmentPeriod.objects.unscoped().filter(state=State.FINALISED).order_by("code", "unit__path")
    )


def scheme_of(period: AssessmentPeriod) -> Scheme | None:
    """Return the method by which a period is settled. Two queries."""
    rules = rules_of(period.unit, period.scheme, Period.parse(period.code).start)
    return rules.scheme if rules else None


def periods_of(unit: Unit, year: int) -> QuerySet[AssessmentPeriod]:
    """Return the final periods of a branch that lie in a year, the first first."""
    found: QuerySet[AssessmentPeriod] = AssessmentPeriod.objects.unscoped().filter(
        unit=unit, code__startswith=str(year), state__in=FINAL
    )
    return found.order_by("code")


def year_results(unit: Unit, year: int) -> QuerySet[YearResult]:
    """Return the final results of a year in a branch, of the settlements that hold."""
    found: QuerySet[YearResult] = YearResult.objects.unscoped().filter(
        settlement__in=periods_of(unit, year).order_by().values("settlement")
    )
    return found.select_related("member", "settlement").order_by("member__sort_key", "member_id")


def results_in(periods: Iterable[AssessmentPeriod]) -> QuerySet[Result]:
    """Return the results of the settlements that hold."""
    found: QuerySet[Result] = Result.objects.unscoped().filter(
        settlement__in=[period.settlement_id for period in periods]
    )
    return found.select_related("member", "settlement__period").order_by("member__sort_key", "member_id")


def vetoed_in(year: int, members: Iterable[int]) -> frozenset[int]:
    """Return which members a decision bars from awards of a year. One query.

    Of whatever branch, and also before the period is final: the decision is there already.
    """
    held = Result.objects.unscoped().filter(
        veto=True, member__in=list(members), settlement__period__code__startswith=str(year)
    )
    return frozenset(
        held.filter(settlement__period__settlement=F("settlement")).values_list("member", flat=True)
    )


def list_talks(scope: Scope) -> QuerySet[Talk]:
    """Return the talks in reach with what their rights depend on; what was said is fetched when it is asked for."""
    held = Office.objects.unscoped().held(timezone.localdate()).filter(unit=OuterRef("unit"))
    found: QuerySet[Talk] = Talk.objects.within(scope).annotate(
        of_secretary=Exists(held.filter(member=OuterRef("member"), post=Post.SECRETARY)),
        has_secretary=Exists(held.filter(post__in=SECRETARIES).exclude(member=OuterRef("member"))),
    )
    return found.select_related("member__unit", "unit", "holder").defer("summary", "agreed")


def list_concerning(scope: Scope) -> QuerySet[Talk]:
    """Return the talks that are due and that one might hold oneself; officers stand in where a branch has nobody."""
    due = list_talks(scope).filter(state=Talk.State.DUE).exclude(member=scope.member_id or 0)
    of_branch = subtree("unit__path", scope.paths(Role.SECRETARY, Role.COMMITTEE))
    of_group = subtree("member__unit__path", scope.paths(Role.GROUP_LEADER))
    of_above = subtree("unit__path", scope.paths(Role.OFFICER)) & (
        Q(of_secretary=True) | Q(has_secretary=False)
    )
    return due.filter(of_branch | of_group | of_above).order_by("due_on", "member__sort_key", "id")


def rotating_now(unit: Unit) -> list[Award]:
    """Return who holds the rotating red flag of a branch: since the last year in which it was granted. Two queries."""
    granted = Award.objects.unscoped().filter(
        unit=unit, kind=Award.Kind.ROTATING_FLAG, state=Award.State.GRANTED
    )
    last = granted.order_by("-year").values_list("year", flat=True).first()
    return list(granted.filter(year=last).select_related("member").order_by("member__sort_key", "member_id"))


def list_reviewed(unit: Unit) -> QuerySet[Member]:
    """Return the members of a branch today whose grade is decided, by surname."""
    found: QuerySet[Any] = Member.objects.unscoped().filter(branch=unit, status__in=REVIEWED)
    return found.order_by("sort_key", "id")
