"""What a meeting decided about single results: adjustments, other weights, and taking either back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.merit.assessments import operations
from xianfeng.merit.assessments.forms import AdjustForm, ResolveForm
from xianfeng.merit.assessments.models import (
    Adjustment,
    AssessmentPeriod,
    Decision,
    Resolution,
    Result,
)
from xianfeng.merit.assessments.permissions import check_can_decide, check_can_take_back
from xianfeng.merit.assessments.queries import results_of
from xianfeng.merit.assessments.showing import lacking
from xianfeng.merit.assessments.views.reached import reached_period, scheme_of
from xianfeng.merit.assessments.weights import common_weights
from xianfeng.people.members.importing.words import said
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.requests import ScopedRequest

INVALID = 422


@require_http_methods(["GET", "POST"])
def adjust(request: ScopedRequest, pk: int) -> HttpResponse:
    """Enter by how much a panel moved a member's result."""
    period, results = _decidable(request, pk)
    scheme = scheme_of(period)
    shown = _shown(period, _("Adjust a result"), _("Enter it"))
    if scheme.adjust is None:
        shown["problems"] = [_("The method of this period allows no adjustment.")]
        return render(request, "assessments/form.html", shown)
    members = {
        str(each.member_id): each.member for each in results if each.member_id != request.scope.member_id
    }
    form = AdjustForm(
        scheme.adjust, _named(members.values()), request.POST if request.method == "POST" else None
    )

    def write(member: str, **values: Any) -> None:
        operations.adjust(request.actor, period, member=members[member], **values)

    if form.submit(write):
        messages.success(request, _("Entered. It counts when the results are computed again."))
        return redirect("assessments:period", period.pk)
    return render(
        request, "assessments/form.html", {**shown, "form": form}, status=INVALID if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def resolve(request: ScopedRequest, pk: int) -> HttpResponse:
    """Enter other weights for one member or many; a component without weight is waived."""
    period, results = _decidable(request, pk)
    scheme, asked = scheme_of(period), _asked(request, results)
    shown = _shown(period, _("Set weights by resolution"), _("Enter the resolution"))
    if not asked:
        return render(request, "assessments/resolve.html", shown)
    parts = list(scheme.components.values())
    people = {each.member_id: each.member for each in asked}
    weights = common_weights(scheme, asked)
    start = {"members": list(map(str, people)) if request.GET else []}
    form = ResolveForm(
        parts,
        _named(people.values()),
        weights,
        request.POST if request.method == "POST" else None,
        initial=start,
    )

    def write(members: Sequence[int], **values: Any) -> None:
        chosen = [people[pk] for pk in members]
        operations.resolve(request.actor, period, members=chosen, **values)

    if form.submit(write):
        messages.success(request, _("Entered. It counts when the results are computed again."))
        return redirect("assessments:period", period.pk)
    lacks = {code for each in asked for code in lacking(each)}
    notes = [
        _(
            "Not there: %(parts)s. The proposal waives them and keeps the other weights in proportion; the meeting decides."
        )
        % {"parts": "、".join(said(each.title) for each in parts if each.code in lacks)}
    ]
    context = {**shown, "form": form, "notes": notes}
    return render(request, "assessments/resolve.html", context, status=INVALID if form.errors else 200)


def _decidable(request: ScopedRequest, pk: int) -> tuple[AssessmentPeriod, list[Result]]:
    """Return a period about whose results one may enter decisions, and the results that hold."""
    period = reached_period(request, pk)
    check_can_decide(request.scope, period)
    return period, list(results_of(period.settlement)) if period.settlement else []


def _shown(period: AssessmentPeriod, title: str, submit: str) -> dict[str, Any]:
    back = reverse("assessments:period", args=[period.pk])
    return {"period": period, "unit": period.unit, "title": title, "submit": submit, "back": back}


def _named(members: Iterable[Member]) -> list[tuple[str, str]]:
    return [(str(member.pk), member.name) for member in members]


def _asked(request: ScopedRequest, results: Iterable[Result]) -> list[Result]:
    """Return the incomplete results that are asked for: of a member, lacking a component, or all; never one's own."""
    open_ = [each for each in results if lacking(each) and each.member_id != request.scope.member_id]
    if "member" in request.GET:
        return [each for each in open_ if str(each.member_id) == request.GET["member"]]
    if "missing" in request.GET:
        return [each for each in open_ if request.GET["missing"] in lacking(each)]
    return open_


@require_POST
def take_back_adjustment(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take an adjustment back."""
    reached = Adjustment.objects.within(request.scope).select_related("period__unit", "member")
    return _take_back(request, get_object_or_404(reached, pk=pk))


@require_POST
def take_back_resolution(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take a resolution back."""
    reached = Resolution.objects.within(request.scope).select_related("period__unit", "member")
    return _take_back(request, get_object_or_404(reached, pk=pk))


def _take_back(request: ScopedRequest, decision: Decision) -> HttpResponse:
    check_can_take_back(request.scope, decision)
    try:
        operations.take_back(request.actor, decision)
        messages.success(request, _("Taken back. It counts no more when the results are computed again."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("assessments:period", decision.period_id)
