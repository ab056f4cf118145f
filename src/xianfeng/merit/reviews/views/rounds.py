"""The page of a round for its committee, and the steps taken from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.engine.calendar import Period
from xianfeng.merit.methods.queries import method_of
from xianfeng.merit.reviews import operations, rules, steps
from xianfeng.merit.reviews.employees import teams_to_draw
from xianfeng.merit.reviews.forms import DrawForm, DrawUpForm, RepeatForm
from xianfeng.merit.reviews.models import Round
from xianfeng.merit.reviews.overview import Overview
from xianfeng.merit.reviews.permissions import (
    check_can_ask_opening,
    check_can_open,
    check_can_read_round,
    check_can_run,
)
from xianfeng.merit.reviews.seating import said_period
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can

INVALID = 422


@require_http_methods(["GET", "POST"])
def draw_up(request: ScopedRequest, pk: int) -> HttpResponse:
    """Draw up the round of a branch for the period named in the address."""
    unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_run(request.scope, unit)
    code = request.GET.get("period", "")
    form = DrawUpForm(request.POST if request.method == "POST" else None)
    why = _why_no_round(request, unit, code)
    made: list[Round] = []
    if not why and form.submit(
        lambda **values: made.append(operations.draw_up(request.actor, unit, period=code, **values))
    ):
        messages.success(request, _("Drawn up. Nobody is asked before you begin."))
        return redirect("reviews:round", made[0].pk)
    title = "" if why else said_period(code)
    shown = {"unit": unit, "form": form, "why": why, "period_title": title}
    return render(request, "reviews/draw_up.html", shown, status=INVALID if form.errors else 200)


def _why_no_round(request: ScopedRequest, unit: Unit, code: str) -> str:
    """Return why a branch has no round of a period to draw up, '' where it has."""
    try:
        period = Period.parse(code)
    except ValueError:
        return _("There is no such period.")
    method = method_of(unit, period.start) if unit.is_branch else None
    if method is None or method.scheme.period is not period.unit:
        return _("The branch has no method with this period.")
    if not rules.frozen(method.scheme):
        return _("The method of the branch asks for no ballots; facts are enough.")
    there = (
        Round.objects.within(request.scope).filter(unit=unit, period=code).exclude(state=Round.State.REPEATED)
    )
    return _("There is a round of this period already.") if there.exists() else ""


@never_cache
@require_safe
def round_(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show how a round goes and what comes next."""
    return draw(request, _round(request, pk))


def draw(request: ScopedRequest, found: Round, status: int = 200, **forms: Any) -> HttpResponse:
    """Return the page of a round, with forms that were refused in their places."""
    if not can(check_can_ask_opening, request.scope, found):
        check_can_read_round(request.scope, found)
    shown = {"round": found, "page": Overview(found, request.scope, forms)}
    return render(request, "reviews/round.html", shown, status=status)


@require_POST
def begin(request: ScopedRequest, pk: int) -> HttpResponse:
    """Begin to collect ballots."""
    found = _run(request, pk)
    return _step(
        request,
        found,
        lambda: steps.take("begin", request.actor, found),
        _("Ballots are collected from now on."),
    )


@require_POST
def close(request: ScopedRequest, pk: int) -> HttpResponse:
    """Close a round, before its last day too."""
    found = _run(request, pk)
    words = _("Closed. The receipts are listed; two people can open the round now.")
    return _step(request, found, lambda: steps.take("close", request.actor, found), words)


@require_POST
def ask_opening(request: ScopedRequest, pk: int) -> HttpResponse:
    """Ask for the opening, as the first of two persons."""
    found = _round(request, pk)
    check_can_ask_opening(request.scope, found)
    words = _("Asked. Another person opens the round now.")
    return _step(request, found, lambda: operations.ask_opening(request.actor, found), words)


@require_POST
def open_(request: ScopedRequest, pk: int) -> HttpResponse:
    """Open a round, as the second person."""
    found = _round(request, pk)
    check_can_open(request.scope, found)
    words = _("Opened. The ballots are there without names; the envelopes and the key are gone.")
    return _step(request, found, lambda: operations.open_round(request.actor, found), words)


@require_POST
def repeat(request: ScopedRequest, pk: int) -> HttpResponse:
    """Repeat a round, for a reason."""
    found, form, made = _run(request, pk), RepeatForm(request.POST), []
    if form.submit(lambda **values: made.append(steps.take("repeat", request.actor, found, **values))):
        messages.success(request, _("The round is repeated. This is the new one; draw employees and begin."))
        return redirect("reviews:round", made[0].pk)
    return draw(request, found, INVALID, repeat=form)


@require_POST
def draw_raters(request: ScopedRequest, pk: int) -> HttpResponse:
    """Draw employees of a team by lot."""
    found = _run(request, pk)
    form = DrawForm(teams_to_draw(found), request.POST)
    if form.submit(lambda **values: operations.draw_raters(request.actor, found, **values)):
        messages.success(
            request, _("Drawn. The seed stands beside the numbers, so that anybody can draw again.")
        )
        return redirect("reviews:round", found.pk)
    return draw(request, found, INVALID, draw=form)


def _round(request: ScopedRequest, pk: int) -> Round:
    found: Round = get_object_or_404(Round.objects.within(request.scope).select_related("unit"), pk=pk)
    return found


def _run(request: ScopedRequest, pk: int) -> Round:
    found = _round(request, pk)
    check_can_run(request.scope, found.unit)
    return found


def _step(request: ScopedRequest, found: Round, take: Callable[[], Any], words: str) -> HttpResponse:
    """Take a step and say so, or why it was refused."""
    try:
        take()
        messages.success(request, words)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("reviews:round", found.pk)
