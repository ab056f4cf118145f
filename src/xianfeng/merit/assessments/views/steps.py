"""The steps of a period that are taken from its page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.facts.forms import TakenForm
from xianfeng.merit.assessments import operations
from xianfeng.merit.assessments.beside import notice_of
from xianfeng.merit.assessments.forms import ReopenForm, RepeatForm, SettleForm
from xianfeng.merit.assessments.listing import drawn_up
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.permissions import (
    check_can_reopen,
    check_can_run,
)
from xianfeng.merit.assessments.states import State
from xianfeng.merit.assessments.views.reached import reached_period
from xianfeng.people.organizations.requests import ScopedRequest

INVALID = 422


@require_POST
def open_(request: ScopedRequest, pk: int) -> HttpResponse:
    """Begin the round that was drawn up for a period."""
    period = reached_period(request, pk)
    check_can_run(request.scope, period)
    return _take(request, period, partial(_open, request, period), _("Ballots are collected from now on."))


def _open(request: ScopedRequest, period: AssessmentPeriod) -> None:
    round_ = drawn_up(period)
    if round_ is None:
        raise ValidationError(_("Draw the round of ballots up first."))
    operations.open_period(request.actor, period, round=round_)


@require_POST
def close(request: ScopedRequest, pk: int) -> HttpResponse:
    """Close a period, with its round."""
    period = reached_period(request, pk)
    check_can_run(request.scope, period)
    return _take(
        request, period, partial(operations.close_period, request.actor, period), _("The period is closed.")
    )


@require_POST
def finalise(request: ScopedRequest, pk: int) -> HttpResponse:
    """Make results final once their notice is over and every objection is answered."""
    period = reached_period(request, pk)
    check_can_run(request.scope, period)
    return _take(request, period, partial(_finalise, request, period), _("The results are final."))


def _finalise(request: ScopedRequest, period: AssessmentPeriod) -> None:
    notice = notice_of(period)
    if period.state == State.PUBLICISED and (notice is None or not notice.is_settled):
        raise ValidationError(_("The notice is still open, or an objection waits for its answer."))
    operations.finalise(request.actor, period)


@require_POST
def archive(request: ScopedRequest, pk: int) -> HttpResponse:
    """Put a period away."""
    period = reached_period(request, pk)
    check_can_run(request.scope, period)
    return _take(
        request, period, partial(operations.archive, request.actor, period), _("The period is archived.")
    )


def _take(
    request: ScopedRequest, period: AssessmentPeriod, take: Callable[[], Any], words: str
) -> HttpResponse:
    """Take a step and say so, or why it was refused."""
    try:
        take()
        if words:
            messages.success(request, words)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("assessments:period", period.pk)


# ---- with a reason


@require_http_methods(["GET", "POST"])
def settle(request: ScopedRequest, pk: int) -> HttpResponse:
    """Compute the results: at once where nothing was computed or something was decided, else with a reason."""
    period = reached_period(request, pk)
    check_can_run(request.scope, period)
    if request.method == "POST" and "reason" not in request.POST:
        return _take(request, period, partial(_settle, request, period), "")
    notes = [_("Where nothing has changed no new version is made. The versions before stay.")]
    return _with_reason(request, period, SettleForm, partial(_settle, request, period), {
        "title": _("Compute the results again"), "submit": _("Compute again"), "notes": notes,
    })  # fmt: skip


def _settle(request: ScopedRequest, period: AssessmentPeriod, reason: str = "") -> None:
    before = period.settlement_id
    made = operations.settle(request.actor, period, reason=reason)
    if made.pk == before:
        messages.success(
            request, _("Nothing has changed; version %(number)s holds.") % {"number": made.version}
        )
    else:
        messages.success(request, _("Computed: version %(number)s.") % {"number": made.version})


@require_http_methods(["GET", "POST"])
def repeat(request: ScopedRequest, pk: int) -> HttpResponse:
    """Collect ballots again, for a reason."""
    period = reached_period(request, pk)
    check_can_run(request.scope, period)
    notes = [_("A new round is drawn up; ballots of the old one count no longer. Everybody is asked again.")]
    return _with_reason(request, period, RepeatForm, partial(operations.repeat_round, request.actor, period), {
        "title": _("Collect ballots again"), "submit": _("Draw up a new round"), "notes": notes,
    })  # fmt: skip


@require_http_methods(["GET", "POST"])
def reopen(request: ScopedRequest, pk: int) -> HttpResponse:
    """Open final results again, for a reason."""
    period = reached_period(request, pk)
    check_can_reopen(request.scope, period)
    notes = [
        _(
            "The results are computed again as a new version, confirmed and published again. The old version stays."
        )
    ]
    return _with_reason(request, period, ReopenForm, partial(operations.reopen, request.actor, period), {
        "title": _("Open the results again"), "submit": _("Open again"), "notes": notes,
    })  # fmt: skip


def _with_reason(
    request: ScopedRequest, period: AssessmentPeriod, form_class: type[TakenForm], write: Callable[..., Any],
    words: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """Ask for a reason and do it."""
    form = form_class(request.POST if request.method == "POST" else None)
    if form.submit(write):
        return redirect("assessments:period", period.pk)
    back = reverse("assessments:period", args=[period.pk])
    context = {"period": period, "unit": period.unit, "form": form, "back": back, **words}
    return render(request, "assessments/form.html", context, status=INVALID if form.errors else 200)
