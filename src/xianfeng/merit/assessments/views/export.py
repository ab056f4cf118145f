"""The check table of a period as a workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from xianfeng.merit.assessments.exports import export_results
from xianfeng.merit.assessments.permissions import check_can_export
from xianfeng.merit.assessments.queries import results_of
from xianfeng.merit.assessments.views.period import asked_version, moved_of
from xianfeng.merit.assessments.views.reached import reached_period, scheme_of
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.tables import FORMATS


@require_POST
def export(request: ScopedRequest, pk: int) -> HttpResponse:
    """Give the results of a version as a workbook; recorded."""
    period = reached_period(request, pk)
    check_can_export(request.scope, period)
    settlement = asked_version(request, period)
    if settlement is None:
        return redirect("assessments:period", period.pk)
    settlement.period = period
    scheme, results = scheme_of(period, settlement.method), list(results_of(settlement))
    moved = moved_of(period, settlement, scheme, results, settlement.pk != period.settlement_id)
    content = export_results(request.actor, settlement, scheme, results, moved, by=str(request.user))
    response = HttpResponse(content, content_type=FORMATS["xlsx"])
    name = f"results-{period.code}-{settlement.version}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
