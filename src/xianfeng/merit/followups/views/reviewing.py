"""The year of a branch, and its yearly democratic review."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.merit.followups import grades, operations
from xianfeng.merit.followups.forms import DecideForm
from xianfeng.merit.followups.models import DemocraticReview, Grade, Reviewed
from xianfeng.merit.followups.permissions import check_can_decide, check_can_propose, check_can_read_year
from xianfeng.merit.followups.queries import periods_of, scheme_of
from xianfeng.merit.followups.views.awards import YEARS
from xianfeng.merit.followups.views.common import form_page, unit_or_404
from xianfeng.merit.followups.years import year_of
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import READERS
from xianfeng.people.organizations.views.writing import posted
from xianfeng.site.rights import why_not


@require_GET
def year(request: ScopedRequest, pk: int, year: int) -> HttpResponse:
    """Show the year of a branch: readers everybody's, a member her own."""
    unit = _unit_of(request, pk, year)
    check_can_read_year(request.scope, unit)
    reads = request.scope.covers(unit.path, *READERS)
    review = DemocraticReview.objects.within(request.scope).filter(unit=unit, year=year).first()
    context = {
        "unit": unit, "number": year, "reads": reads, "review": review,
        "year": year_of(unit, year, None if reads else request.scope.member_id or 0),
        "no_proposal": why_not(check_can_propose, request.scope, unit),
    }  # fmt: skip
    return render(request, "followups/year.html", context)


def _unit_of(request: ScopedRequest, pk: int, year: int) -> Unit:
    unit = unit_or_404(request, pk)
    if year not in YEARS:
        raise Http404
    return unit


@require_POST
def propose(request: ScopedRequest, pk: int, year: int) -> HttpResponse:
    """Propose the grades of a year from its final results."""
    unit = _unit_of(request, pk, year)
    check_can_propose(request.scope, unit)
    try:
        review = operations.propose_review(request.actor, unit, year=year)
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect("followups:year", pk, year)
    messages.success(request, _("Proposed. Nothing holds before the meeting has decided."))
    return redirect("followups:review", review.pk)


def review_or_404(request: ScopedRequest, pk: int) -> DemocraticReview:
    """Return a review in reach."""
    reached = DemocraticReview.objects.within(request.scope).select_related("unit")
    found: DemocraticReview = get_object_or_404(reached, pk=pk)
    return found


@require_GET
def review(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a review: readers everybody's grades, a member her own once it is decided."""
    found = review_or_404(request, pk)
    reads = request.scope.covers(found.unit.path, *READERS)
    rows = Reviewed.objects.within(request.scope).filter(review=found).select_related("member")
    is_decided = found.state == DemocraticReview.State.DECIDED
    own = rows.filter(member=request.scope.member_id or 0).first() if is_decided else None
    context = {
        "review": found, "reads": reads, "own": own, "is_decided": is_decided,
        "rows": list(rows) if reads else [], "no_decision": why_not(check_can_decide, request.scope, found),
        **(_share([row.decided or row.proposed for row in rows], len(rows)) if reads else {}), **_table(found),
    }  # fmt: skip
    return render(request, "followups/review.html", context)


def _share(chosen: list[str], members: int) -> dict[str, int]:
    """Return how many are excellent, how many may be, and how many members there are."""
    return {
        "excellent": chosen.count(Grade.EXCELLENT),
        "most": grades.most_excellent(members),
        "members": members,
    }


def _table(review: DemocraticReview) -> dict[str, Any]:
    """Return the table by which grades were proposed, in words."""
    last = periods_of(review.unit, review.year).select_related("unit").last()
    scheme = scheme_of(last) if last else None
    lines = grades.table_of(scheme) if scheme else []
    return {"table": [(line.title, Grade(line.grade).label if line.grade else "") for line in lines]}


@require_http_methods(["GET", "POST"])
def decide(request: ScopedRequest, pk: int) -> HttpResponse:
    """Enter what the meeting decided; more excellent ones than a third are warned of, not refused."""
    found = review_or_404(request, pk)
    check_can_decide(request.scope, found)
    rows = list(found.reviewed.select_related("member").order_by("member__sort_key", "member_id"))
    form = DecideForm(rows, posted(request))
    share = _share([row.proposed for row in rows], len(rows))
    answer = form_page(
        request, form, partial(operations.decide_review, request.actor, found),
        _("Entered. Every member now sees her own grade and reason."), ("followups:review", pk),
        "followups/decide.html", {"review": found, **share},
    )  # fmt: skip
    if answer.status_code == 302:
        _warn(request, [grade for grade, _reason in form.values()["grades"].values()])
    return answer


def _warn(request: ScopedRequest, chosen: list[str]) -> None:
    share = _share(chosen, len(chosen))
    if share["excellent"] > share["most"]:
        words = _("%(excellent)s are excellent; at most about a third, %(most)s of %(members)s, is usual.")
        messages.warning(request, words % share)
