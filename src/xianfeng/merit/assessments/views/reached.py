"""The period that an address is about, with its method."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from xianfeng.engine.scheme import Scheme
from xianfeng.merit.assessments.methods import text_of
from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.people.organizations.requests import ScopedRequest


def reached_period(request: ScopedRequest, pk: int) -> AssessmentPeriod:
    """Return a period in reach. Raises Http404 for any other."""
    reached = AssessmentPeriod.objects.within(request.scope).select_related("unit", "round", "settlement")
    found: AssessmentPeriod = get_object_or_404(reached, pk=pk)
    if found.settlement is not None:
        found.settlement.period = found
    return found


def scheme_of(period: AssessmentPeriod, digest: str = "") -> Scheme:
    """Return the method of a period, that of a settlement by its digest. Raises Http404 where its text is gone."""
    text = text_of(period, digest)
    if text is None:
        raise Http404
    return text.scheme_for(period.unit)
