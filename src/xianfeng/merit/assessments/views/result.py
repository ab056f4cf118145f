"""One result: the number leads, its sum follows, each part leads to its facts. And one's own, the latest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from xianfeng.engine.calendar import Period
from xianfeng.engine.scheme import Scheme, Status
from xianfeng.facts.models import Fact
from xianfeng.merit.assessments.beside import notice_of
from xianfeng.merit.assessments.effects import rescored_of
from xianfeng.merit.assessments.explaining import Explained, explained, explained_year
from xianfeng.merit.assessments.grades import Share, grade_of, shares
from xianfeng.merit.assessments.models import AssessmentPeriod, Result
from xianfeng.merit.assessments.permissions import check_can_see_result, check_has_results
from xianfeng.merit.assessments.queries import earlier_results
from xianfeng.merit.assessments.states import FINAL, SHOWN, State
from xianfeng.merit.assessments.telling import (
    Earlier,
    Place,
    adjustment_of,
    chart_from,
    earlier_of,
    graded_of,
    is_charted,
    parts_of,
    polled_of,
    resolution_of,
)
from xianfeng.merit.assessments.views.reached import scheme_of
from xianfeng.merit.assessments.words import reason_words
from xianfeng.merit.reviews.models import MINIMUM
from xianfeng.merit.scores.stretches import words_of
from xianfeng.merit.scores.uncounted import uncounted_of
from xianfeng.merit.scores.views.score import ShownFact, shown_facts
from xianfeng.merit.scores.words import uncounted_words
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import Scope


@require_GET
def result(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a result: to whom it is about from its notice on, to the committee and the levels above before."""
    reached = Result.objects.within(request.scope).select_related(
        "member", "settlement__round", "settlement__period__unit", "settlement__period__settlement"
    )
    found: Result = get_object_or_404(reached, pk=pk)
    check_can_see_result(request.scope, found)
    told = explained(found)
    if told is None:
        raise Http404
    is_own = found.member_id == request.scope.member_id
    context = {
        **_frame(found, is_own),
        **_sum(told),
        **_tree(request.scope, told),
        **_beside(request, found, told.scheme),
        **_year(found, told.scheme),
    }
    return render(request, "assessments/result.html", context)


def _frame(found: Result, is_own: bool) -> dict[str, Any]:
    settlement, period = found.settlement, found.settlement.period
    is_old = period.settlement_id != settlement.pk
    holding = (
        period.settlement.results.filter(member=found.member_id).first()
        if is_old and period.settlement
        else None
    )
    notice = notice_of(period)
    objecting = (
        {"url": notice.objecting, "until": notice.until} if notice and notice.objecting and is_own else None
    )
    return {
        "result": found, "settlement": settlement, "period": period, "unit": period.unit, "is_own": is_own,
        "is_old": is_old, "holding": holding, "objecting": objecting, "place": Place(period.unit),
    }  # fmt: skip


def _sum(told: Explained) -> dict[str, Any]:
    found, scheme = told.result, told.scheme
    graded = graded_of(scheme, found)
    return {
        "scheme": scheme, "agrees": told.agrees, "lacks_ballots": told.lacks_ballots, "graded": graded,
        "grade": graded.grade if graded else None, "parts": parts_of(scheme, found),
        "not_assessed": found.status == Status.NOT_ASSESSED,
        "reasons": [reason_words(reason, scheme) for reason in found.reasons],
        "adjustment": adjustment_of(scheme, found), "resolution": resolution_of(scheme, found),
        "finish": told.facts.finish if found.score is not None and found.score != found.weighted else None,
    }  # fmt: skip


def _tree(scope: Scope, told: Explained) -> dict[str, Any]:
    found, scheme = told.result, told.scheme
    round_ = found.settlement.round
    uncounted = uncounted_of(scheme, told.record.facts, told.settled.uncounted)
    return {
        "explanation": told.facts,
        "polled": polled_of(told, round_.minimum if round_ else MINIMUM),
        "changed_items": rescored_of(found.settlement, scheme, {found.member_id: found.member}),
        "uncounted": [(each, uncounted_words(each, scheme)) for each in uncounted],
        "facts": _facts(scope, told),
    }


def _year(found: Result, scheme: Scheme) -> dict[str, Any]:
    """Return the year that ends with the period of a result, with how it follows from all of its periods."""
    row = found.settlement.year_results.filter(member=found.member_id).first()
    told = explained_year(row) if row else None
    return {"year": told, "year_grade": grade_of(scheme, told.year.band)} if told else {}


def _facts(scope: Scope, told: Explained) -> Mapping[str, ShownFact]:
    """Return the facts that went in as lines show them, by their refs. One query."""
    refs = {fact.ref for fact in told.record.facts}
    last = told.period.end
    facts = Fact.objects.within(scope).filter(member=told.result.member_id, on__year=last.year, on__lte=last)
    return shown_facts((fact for fact in facts.select_related("note") if fact.ref in refs), told.scheme)


def _beside(request: ScopedRequest, found: Result, scheme: Scheme) -> dict[str, Any]:
    bands = list(found.settlement.results.exclude(band="").values_list("band", flat=True))
    spread: list[Share] = shares(scheme, bands) if scheme.bands else []
    results = [
        each for each in earlier_results(found.member)
        if each.settlement.as_of <= found.settlement.as_of and _may_see(request.scope, each)
    ]  # fmt: skip
    return {"spread": spread, "scored": len(bands), **_earlier(results, found.pk)}


def _may_see(scope: Scope, each: Result) -> bool:
    """Return whether one of a member's results, which may be of another branch, is one's own or within reach."""
    return each.member_id == scope.member_id or scope.covers(each.settlement.period.unit.path)


def _earlier(results: Sequence[Result], shown: int | None = None) -> dict[str, Any]:
    schemes = {
        each.settlement_id: scheme_of(each.settlement.period, each.settlement.method) for each in results
    }
    earlier: list[Earlier] = earlier_of(results, schemes, shown)
    others = [each for each in earlier if not each.is_shown]
    return {
        "earlier": earlier if others else [],
        "is_charted": is_charted(earlier),
        "chart_from": chart_from(earlier),
    }


@require_GET
def mine(request: ScopedRequest) -> HttpResponse:
    """Lead to one's latest published result and the earlier ones."""
    check_has_results(request.scope)
    own = Result.objects.within(request.scope).filter(
        member=request.scope.member_id, settlement__period__state__in=SHOWN
    )
    found = own.select_related("settlement__period__unit", "settlement__period__settlement", "member")
    holding = [
        each
        for each in found.order_by("settlement__as_of", "pk")
        if each.settlement_id == each.settlement.period.settlement_id
    ]
    context: dict[str, Any] = {**_earlier(holding), "pending": _pending(request)}
    if holding:
        context["latest"] = (context["earlier"] or earlier_of(holding, _schemes(holding)))[-1]
    return render(request, "assessments/mine.html", context)


def _schemes(results: Sequence[Result]) -> dict[int, Scheme]:
    return {each.settlement_id: scheme_of(each.settlement.period, each.settlement.method) for each in results}


def _pending(request: ScopedRequest) -> list[str]:
    """Return what is still being worked out in one's branch, in words: never a number before its notice."""
    going = AssessmentPeriod.objects.within(request.scope).filter(unit=request.scope.branch_id or 0)
    going = going.exclude(state__in=(*FINAL, State.PUBLICISED)).order_by("-code")
    words = _("%(period)s: %(state)s. Your result is shown here from the day of its notice on.")
    return [
        words % {"period": words_of(Period.parse(each.code)), "state": each.get_state_display()}
        for each in going[:3]
    ]
