"""Entering that a meeting confirmed the results: the branch's own, and the level above for who leads it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from xianfeng.engine.scheme import Status
from xianfeng.facts.forms import TakenForm
from xianfeng.merit.assessments import operations
from xianfeng.merit.assessments.checklist import about_above
from xianfeng.merit.assessments.forms import ConfirmAboveForm, ConfirmForm
from xianfeng.merit.assessments.models import AssessmentPeriod, Settlement
from xianfeng.merit.assessments.permissions import check_can_confirm, check_can_confirm_above
from xianfeng.merit.assessments.queries import of_secretaries, results_of
from xianfeng.merit.assessments.states import State
from xianfeng.merit.assessments.views.reached import reached_period
from xianfeng.people.organizations.requests import ScopedRequest

INVALID = 422


@require_http_methods(["GET", "POST"])
def confirm(request: ScopedRequest, pk: int) -> HttpResponse:
    """Enter that the meeting of the branch confirmed the results."""
    period = reached_period(request, pk)
    check_can_confirm(request.scope, period)
    shown = {"title": _("Confirm the results"), "submit": _("Confirm"), "notes": _about(period)}
    write = partial(operations.confirm, request.actor, period)
    return _confirm(request, period, ConfirmForm, write, shown, _hindrances(period))


@require_http_methods(["GET", "POST"])
def confirm_above(request: ScopedRequest, pk: int) -> HttpResponse:
    """Enter that the level above confirmed the results of who leads the branch."""
    period = reached_period(request, pk)
    leading = _leading(period.settlement)
    check_can_confirm_above(request.scope, period, set(leading))
    shown = {
        "title": _("Confirm for the level above"), "submit": _("Confirm"), "leading": list(leading.values()),
        "notes": [_("You confirm these results alone; all others the meeting of the branch confirms.")],
    }  # fmt: skip
    write = partial(operations.confirm_above, request.actor, period)
    return _confirm(request, period, ConfirmAboveForm, write, shown, _hindrances(period))


def _leading(settlement: Settlement | None) -> dict[int, Any]:
    """Return the results of who leads the branch, by member."""
    if settlement is None:
        return {}
    leading = of_secretaries(settlement, timezone.localdate())
    return {each.member_id: each for each in results_of(settlement).filter(member__in=leading)}


def _about(period: AssessmentPeriod) -> list[str]:
    leading = {pk: each.member.name for pk, each in _leading(period.settlement).items()}
    words = about_above(period.settlement, leading) if period.settlement else ""
    return [words] if words else []


def _hindrances(period: AssessmentPeriod) -> list[str]:
    """Return why nothing can be confirmed now."""
    if period.state != State.COMPUTED or period.settlement is None:
        return [
            _("This period is now: %(state)s. There is nothing to confirm.")
            % {"state": period.get_state_display()}
        ]
    number = results_of(period.settlement).filter(status=Status.INCOMPLETE).count()
    words = ngettext(
        "%(number)s result is not complete. Enter a resolution, or collect ballots again.",
        "%(number)s results are not complete. Enter a resolution, or collect ballots again.", number,
    )  # fmt: skip
    return [words % {"number": number}] if number else []


def _confirm(
    request: ScopedRequest, period: AssessmentPeriod, form_class: type[TakenForm], write: Callable[..., Any],
    shown: dict[str, Any], hindrances: list[str],
) -> HttpResponse:  # fmt: skip
    back = reverse("assessments:period", args=[period.pk])
    context = {"period": period, "unit": period.unit, "back": back, **shown, "problems": hindrances}
    if hindrances:
        return render(
            request, "assessments/confirm.html", context, status=INVALID if request.method == "POST" else 200
        )
    form = form_class(
        request.POST if request.method == "POST" else None, initial={"met_on": timezone.localdate()}
    )
    if form.submit(write):
        messages.success(request, _("Confirmed."))
        return redirect("assessments:period", period.pk)
    return render(
        request, "assessments/confirm.html", {**context, "form": form}, status=INVALID if form.errors else 200
    )
