"""What is due about assessments: for who leads a branch, and for the level above."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.engine.calendar import Period
from xianfeng.merit.assessments.models import AssessmentPeriod, Confirmation
from xianfeng.merit.assessments.permissions import COMMITTEE
from xianfeng.merit.assessments.queries import list_unconfirmed, of_secretaries
from xianfeng.merit.assessments.states import State
from xianfeng.merit.reviews.models import Round
from xianfeng.merit.scores.stretches import words_of
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope, subtree
from xianfeng.site.due import Due, register

MOST = 20
"""More things of a kind than this are not listed at once."""


def periods_to_move(scope: Scope) -> Iterator[Due]:
    """Yield what a secretary, and for an opening the committee, has to do next with the periods of the branch."""
    today = timezone.localdate()
    waiting = (State.CONFIGURED, State.OPEN, State.CLOSED, State.COMPUTED)
    found = AssessmentPeriod.objects.within(scope, *COMMITTEE).filter(state__in=waiting)
    for period in found.select_related("unit", "round", "settlement").order_by("code", "unit__path")[:MOST]:
        due = _TOLD[period.state](scope, period, today)
        if due is not None:
            yield due


def _configured(scope: Scope, period: AssessmentPeriod, today: date) -> Due | None:
    if not _leads(scope, period) or Period.parse(period.code).end >= today:
        return None
    return _due(period, _("Begin the assessment of %(period)s"), _("the period is over"), _("See it"))


def _open(scope: Scope, period: AssessmentPeriod, today: date) -> Due | None:
    round_ = period.round
    if not _leads(scope, period) or round_ is None or round_.state != Round.State.COLLECTING:
        return None
    if round_.closes_on >= today:
        return None
    return _due(
        period, _("Close the ballots of %(period)s"), _("collecting is over"), _("Close it"), round_.closes_on
    )


def _closed(scope: Scope, period: AssessmentPeriod, today: date) -> Due | None:
    round_ = period.round
    if round_ is not None and round_.state == Round.State.CLOSED:
        return _opening(scope, period, round_)
    if not _leads(scope, period) or Period.parse(period.code).end >= today:
        return None
    return _due(period, _("Compute the results of %(period)s"), _("everything is there"), _("Compute"))


def _opening(scope: Scope, period: AssessmentPeriod, round_: Round) -> Due | None:
    """Return that a round waits for one's key turn; who asked waits for another."""
    if round_.asked_by is not None and round_.asked_by == scope.user_id:
        return None
    why = (
        _("two persons open it together")
        if round_.asked_by is None
        else _("one has asked; you are the second")
    )
    url = reverse("reviews:round", args=[round_.pk])
    return Due(_titled(period, _("Open the ballots of %(period)s")), why, url, _("To the round"))


def _computed(scope: Scope, period: AssessmentPeriod, today: date) -> Due | None:
    if not _leads(scope, period) or period.settlement is None:
        return None
    if period.settlement.confirmations.filter(level=Confirmation.Level.BRANCH).exists():
        return None
    return _due(period, _("Confirm the results of %(period)s"), _("the meeting decides"), _("See them"))


_TOLD: dict[str, Any] = {
    State.CONFIGURED: _configured, State.OPEN: _open, State.CLOSED: _closed, State.COMPUTED: _computed,
}  # fmt: skip


def results_to_confirm_above(scope: Scope) -> Iterator[Due]:
    """Yield the periods whose results of those who lead the branch wait for the level above."""
    paths = scope.paths(Role.OFFICER)
    below = subtree("unit__path", paths) & ~Q(unit__path__in=paths)
    found = AssessmentPeriod.objects.within(scope, Role.OFFICER).filter(below, state=State.COMPUTED)
    branch = Q(settlement__confirmations__level=Confirmation.Level.BRANCH)
    for period in (
        found.filter(branch).select_related("unit", "settlement").order_by("code", "unit__path")[:MOST]
    ):
        period.settlement.period = period
        leading = of_secretaries(period.settlement, timezone.localdate())
        waiting = leading & set(list_unconfirmed(period.settlement))
        if waiting and scope.member_id not in leading:
            yield Due(
                _titled(period, _("Confirm the secretary's result of %(period)s")), period.unit.name,
                reverse("assessments:confirm_above", args=[period.pk]), _("Confirm"),
            )  # fmt: skip


def _leads(scope: Scope, period: AssessmentPeriod) -> bool:
    return scope.covers(period.unit.path, Role.SECRETARY)


def _due(period: AssessmentPeriod, title: Any, why: Any, verb: Any, by: date | None = None) -> Due:
    url = reverse("assessments:period", args=[period.pk])
    return Due(_titled(period, title), why, url, verb, by)


def _titled(period: AssessmentPeriod, title: Any) -> str:
    return str(title) % {"period": words_of(Period.parse(period.code))}


register(periods_to_move, results_to_confirm_above)
