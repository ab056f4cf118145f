"""A settlement of many branches: started, watched, stopped and taken up again. The page may be left."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Span
from xianfeng.facts.showing import names_of
from xianfeng.merit.assessments import operations
from xianfeng.merit.assessments.forms import StartForm
from xianfeng.merit.assessments.listing import named
from xianfeng.merit.assessments.models import Run
from xianfeng.merit.assessments.permissions import (
    check_can_control_run,
    check_can_run_all,
)
from xianfeng.merit.assessments.progress import is_moving, progress_of
from xianfeng.merit.assessments.runs import LEFT_OUT
from xianfeng.merit.scores.stretches import before
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can

INVALID = 422
LEFT_SHOWN = 50


@require_http_methods(["GET", "POST"])
def start(request: ScopedRequest, pk: int) -> HttpResponse:
    """Start the settlement of all branches below a unit."""
    unit: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_run_all(request.scope, unit)
    codes = _codes()
    asked = request.GET.get("code", "")
    form = StartForm(
        named(codes), request.POST if request.method == "POST" else None,
        initial={"code": asked if asked in codes else codes[0]},
    )  # fmt: skip
    made: list[Run] = []
    if form.submit(lambda code: made.append(operations.start_run(request.actor, unit, code=code))):
        messages.success(request, _("Started. You may leave this page."))
        return redirect("assessments:run", made[0].pk)
    context = {
        "title": _("Settle many branches at once"), "facts": unit.name, "unit": unit, "form": form,
        "submit": _("Start"), "back": reverse("assessments:own"),
        "notes": [
            _("Branches without ballots are prepared, closed and computed. Where ballots are collected, only those count whose round has been opened. All are stored together, or none.")
        ],
    }  # fmt: skip
    return render(request, "assessments/form.html", context, status=INVALID if form.errors else 200)


def _codes() -> list[str]:
    """Return the periods of every length that ended last."""
    today = timezone.localdate()
    ended = (before(Period.containing(span, today)) for span in (Span.QUARTER, Span.HALF_YEAR, Span.YEAR))
    return [period.code for period in ended]


@never_cache
@require_safe
def run(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show how far a run is; without scripts the page is refreshed by its link."""
    found = _reached(request, pk)
    template = "assessments/_progress.html" if request.htmx else "assessments/run.html"  # type: ignore[attr-defined]
    return render(request, template, _shown(request, found))


def _reached(request: ScopedRequest, pk: int) -> Run:
    found: Run = get_object_or_404(Run.objects.within(request.scope).select_related("unit"), pk=pk)
    return found


def _shown(request: ScopedRequest, found: Run) -> dict[str, Any]:
    return {
        "run": found, "progress": progress_of(found, timezone.now()), "is_moving": is_moving(found),
        "may_steer": can(check_can_control_run, request.scope, found), "who": names_of([found.started_by])[found.started_by],
        "may_resume": found.state in (Run.State.STOPPED, Run.State.FAILED), **_left_out(request, found),
    }  # fmt: skip


def _left_out(request: ScopedRequest, found: Run) -> dict[str, Any]:
    """Return the branches that were left out, with why; of many the first ones and the numbers."""
    number = Counter(found.left_out.values())
    few = sorted(int(pk) for pk in found.left_out)[:LEFT_SHOWN]
    units = Unit.objects.within(request.scope).filter(pk__in=few).order_by("path")
    return {
        "left_out": [(LEFT_OUT[why], count) for why, count in number.most_common()],
        "left_units": [(unit, LEFT_OUT[found.left_out[str(unit.pk)]]) for unit in units],
        "left_more": len(found.left_out) - len(few),
    }


@require_POST
def stop(request: ScopedRequest, pk: int) -> HttpResponse:
    """Stop a run; nothing of it has been stored."""
    found = _reached(request, pk)
    check_can_control_run(request.scope, found)
    return _take(
        request,
        found,
        partial(operations.stop_run, request.actor, found),
        _("Stopped. Nothing has been stored."),
    )


@require_POST
def resume(request: ScopedRequest, pk: int) -> HttpResponse:
    """Go on with a run that was stopped or failed."""
    found = _reached(request, pk)
    check_can_control_run(request.scope, found)
    return _take(
        request,
        found,
        partial(operations.resume_run, request.actor, found),
        _("It goes on from where it was."),
    )


def _take(request: ScopedRequest, found: Run, take: Any, words: str) -> HttpResponse:
    try:
        take()
        messages.success(request, words)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("assessments:run", found.pk)
