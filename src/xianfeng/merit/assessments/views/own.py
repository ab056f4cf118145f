"""The periods of one's branches; for officers where the branches stand. Preparing one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Span
from xianfeng.merit.assessments import operations
from xianfeng.merit.assessments.forms import PrepareForm
from xianfeng.merit.assessments.listing import (
    NOT_PREPARED,
    choices_of,
    highest_unit,
    latest_begun,
    list_codes,
    list_periods,
    list_runs,
    named,
    present,
    standing_of,
)
from xianfeng.merit.assessments.permissions import check_can_list, check_can_prepare
from xianfeng.merit.assessments.preparing import ABOVE, codes_for, list_without
from xianfeng.merit.assessments.states import State
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS

A_PAGE = 50
INVALID = 422


@require_GET
def own(request: ScopedRequest) -> HttpResponse:
    """Show the periods of one's branches, those that run first; above branches those of one period."""
    check_can_list(request.scope)
    is_above = request.scope.holds(*ABOVE)
    shown = _above(request) if is_above else {"periods": list_periods(request.scope)}
    page = Paginator(shown["periods"], A_PAGE).get_page(request.GET.get("page"))
    is_missing = shown.get("state") == NOT_PREPARED
    context = {
        **shown, "page": page, "is_above": is_above, "missing": is_missing, "branches": page if is_missing else [],
        "rows": [] if is_missing else present(page, timezone.localdate()),
        "shows_units": is_above or len(request.scope.paths(*READERS)) > 1, "prepares": _prepares(request),
    }  # fmt: skip
    return render(request, "assessments/own.html", context)


def _above(request: ScopedRequest) -> dict[str, Any]:
    """Return what officers and inspectors see of one period, the latest that has begun unless another is asked for."""
    scope, asked = request.scope, request.GET
    codes = list_codes(scope) or [Period.containing(Span.QUARTER, timezone.localdate()).code]
    code = asked["code"] if asked.get("code") in codes else latest_begun(codes, timezone.localdate())
    state = asked["state"] if asked.get("state") in (*State.values, NOT_PREPARED) else ""
    typed = asked.get("q", "").strip()[:100]
    without = state == NOT_PREPARED
    return {
        "periods": list_without(scope, Period.parse(code), typed)
        if without
        else list_periods(scope, code=code, state=state, typed=typed),
        "code": code,
        "codes": [{"code": one.code, "words": one.words, "is_current": one.code == code} for one in choices_of(codes)],
        "state": state,
        "typed": typed,
        "narrowed": bool(state or typed),
        "standing": standing_of(scope, code),
        "runs": list_runs(scope, code),
        "is_officer": scope.holds(Role.OFFICER),
        "run_unit": highest_unit(scope),
    }  # fmt: skip


def _prepares(request: ScopedRequest) -> int | None:
    """Return the branch for which the main action prepares a period: that of whoever is its secretary."""
    held = (reach.unit_id for reach in request.scope.reaches if reach.role == Role.SECRETARY)
    return next(held, None)


@require_http_methods(["GET", "POST"])
def prepare(request: ScopedRequest, pk: int) -> HttpResponse:
    """Prepare a period of a branch."""
    branch: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_prepare(request.scope, branch)
    codes = codes_for(branch, timezone.localdate())
    form = PrepareForm(
        named(codes), request.POST if request.method == "POST" else None, initial=_asked(request, codes)
    )
    if codes and form.submit(partial(operations.prepare, request.actor, branch)):
        messages.success(request, _("The period is prepared."))
        made = branch.assessment_periods.get(code=form.cleaned_data["code"])
        return redirect("assessments:period", made.pk)
    context = {
        "title": _("Prepare a period"), "facts": branch.name, "unit": branch, "form": form if codes else None,
        "submit": _("Prepare it"), "back": reverse("assessments:own"),
        "notes": [
            _("It is settled by the method that holds on its first day. Ballots are collected from the next step on.")
        ] if codes else [],
        "problems": [] if codes else [_nothing(branch)],
    }  # fmt: skip
    return render(request, "assessments/form.html", context, status=INVALID if form.errors else 200)


def _asked(request: ScopedRequest, codes: list[str]) -> dict[str, str]:
    wanted = request.GET.get("code", "")
    return {"code": wanted if wanted in codes else codes[0]} if codes else {}


def _nothing(branch: Unit) -> str:
    if branch.assessment_periods.exists():
        return _("This period and the one before are prepared already.")
    return _("The branch has adopted no method yet. An officer of the party committee above chooses it.")
