"""A period: where it stands, what is next, and its results as the committee reads them."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xianfeng.engine.scheme import Scheme
from xianfeng.facts.models import Fact
from xianfeng.facts.showing import present
from xianfeng.merit.assessments.beside import notice_of
from xianfeng.merit.assessments.checklist import about_above, changes_of, checklist_of, confirmations_of
from xianfeng.merit.assessments.effects import (
    Moved,
    adjusted_of,
    adjustments_now,
    adjustments_then,
    rescored_of,
)
from xianfeng.merit.assessments.methods import asks_for_ballots
from xianfeng.merit.assessments.models import AssessmentPeriod, Result, Settlement
from xianfeng.merit.assessments.next_step import next_of
from xianfeng.merit.assessments.others import others_of
from xianfeng.merit.assessments.permissions import (
    check_can_decide,
    check_can_export,
    check_can_read_period,
    check_can_run,
)
from xianfeng.merit.assessments.qualities import quality_of
from xianfeng.merit.assessments.queries import (
    distribution_of,
    late_facts,
    results_of,
    uncollected_of,
    years_of,
)
from xianfeng.merit.assessments.showing import (
    counts_of,
    heads_of,
    resolved_of,
    resolved_then,
    rows_of,
    shown_years,
    spans_of,
    unfinished_of,
    versions_of,
    waivable_of,
)
from xianfeng.merit.assessments.stages import Seen, step_of, steps_of
from xianfeng.merit.assessments.states import DECIDABLE, State, after
from xianfeng.merit.assessments.views.reached import reached_period, scheme_of
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can

A_PAGE = 50
MOST_LATE = 30


@require_GET
def period(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a period to the committee of its branch and the levels above."""
    found = reached_period(request, pk)
    check_can_read_period(request.scope, found)
    return render(request, "assessments/period.html", period_context(request, found))


def period_context(request: ScopedRequest, found: AssessmentPeriod) -> dict[str, Any]:
    """Return what the page of a period shows."""
    settlement = asked_version(request, found)
    scheme = scheme_of(found, settlement.method if settlement else "")
    is_old = settlement is not None and settlement.pk != found.settlement_id
    results = list(results_of(settlement)) if settlement else []
    shown = _settled(request, found, settlement, scheme, results, is_old) if settlement else {}
    has_ballots = asks_for_ballots(scheme)
    seen = Seen(request.scope, found, has_ballots, timezone.localdate(), len(shown.get("incomplete", ())))
    return {
        "period": found, "unit": found.unit, "scheme": scheme, "settlement": settlement, "round": found.round,
        "is_old": is_old, "steps": steps_of(has_ballots), "step": step_of(found, has_ballots),
        "next": None if is_old else next_of(seen), "notice": notice_of(found), "changes": changes_of(found),
        "others": [] if is_old else others_of(seen), **shown,
    }  # fmt: skip


def asked_version(request: ScopedRequest, found: AssessmentPeriod) -> Settlement | None:
    """Return the version asked for, else the one that holds. Raises Http404 for one that is not there."""
    asked = request.GET.get("version", "")
    if not asked or found.settlement is None:
        return found.settlement
    number = int(asked) if asked.isascii() and asked.isdecimal() else 0
    version: Settlement | None = found.settlements.filter(version=number).first()
    if version is None:
        raise Http404
    return version


def _settled(
    request: ScopedRequest, found: AssessmentPeriod, settlement: Settlement, scheme: Scheme,
    results: list[Result], is_old: bool,
) -> dict[str, Any]:  # fmt: skip
    incomplete = unfinished_of(scheme, results, uncollected_of(settlement, scheme))
    moved = moved_of(found, settlement, scheme, results, is_old)
    may_decide = not is_old and found.state in DECIDABLE and can(check_can_decide, request.scope, found)
    page = Paginator(results, A_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page, "rows": rows_of(scheme, page), "heads": heads_of(scheme),
        "has_adjust": scheme.adjust is not None, "incomplete": incomplete,
        "groups": waivable_of(scheme, incomplete), "moved": moved, "may_resolve": may_decide,
        "may_adjust": may_decide and scheme.adjust is not None,
        "may_repeat": _may_repeat(request, found, is_old), "may_settle": _may_settle(request, found, is_old),
        "resolutions": resolved_then(settlement, scheme, results) if is_old else resolved_of(found, scheme),
        "scored": sum(each.score is not None for each in results), "counts": counts_of(scheme, results),
        "spans": spans_of(distribution_of(settlement)), "quality": quality_of(settlement.round),
        "versions": versions_of(found, scheme), "years": shown_years(years_of(settlement), scheme),
        "confirmations": confirmations_of(settlement), "may_export": can(check_can_export, request.scope, found),
        "checklist": [] if is_old else checklist_of(found, len(incomplete), moved),
        "about_above": about_above(settlement, {each.member_id: each.member.name for each in results}),
        **_late(request, found, settlement),
    }  # fmt: skip


def moved_of(
    found: AssessmentPeriod, settlement: Settlement, scheme: Scheme, results: list[Result], is_old: bool
) -> list[Moved]:
    """Return what was moved by hand: of the version that holds what stands now, of an old one what went in."""
    now = found.adjustments.all() if not is_old else ()
    decided = adjustments_then(settlement) if is_old else adjustments_now(now)
    members = {each.member_id: each.member for each in results}
    return [*adjusted_of(scheme, results, decided), *rescored_of(settlement, scheme, members)]


def _may_settle(request: ScopedRequest, found: AssessmentPeriod, is_old: bool) -> bool:
    return (
        not is_old and after(found.state, "settle") is not None and can(check_can_run, request.scope, found)
    )


def _may_repeat(request: ScopedRequest, found: AssessmentPeriod, is_old: bool) -> bool:
    can_still = found.state in (State.COMPUTED, State.CLOSED) and found.round is not None
    return not is_old and can_still and can(check_can_run, request.scope, found)


def _late(request: ScopedRequest, found: AssessmentPeriod, settlement: Settlement) -> dict[str, Any]:
    """Return the facts recorded after the last day: those that count, and those that came after this version."""
    counted = late_facts(settlement)
    return {
        "late": present(counted.select_related("note")[:MOST_LATE]), "late_number": counted.count(),
        "unread": present(unread_facts(settlement)[:MOST_LATE]), "unread_number": unread_facts(settlement).count(),
    }  # fmt: skip


def unread_facts(settlement: Settlement) -> QuerySet[Any]:
    """Return the facts of the period, in force, that were recorded after a version had read the record."""
    beyond = Q(pk__in=[])
    for unit, last in settlement.read_up_to.items():
        beyond |= Q(unit=int(unit), number__gt=last)
    beyond |= ~Q(unit__in=[int(unit) for unit in settlement.read_up_to])
    of_year = Q(on__year=settlement.as_of.year, on__lte=settlement.as_of)
    members = [int(pk) for pk in settlement.roster]
    found: QuerySet[Any] = Fact.objects.unscoped().in_force().filter(beyond, of_year, member__in=members)
    return found.select_related("member", "unit", "note").order_by(F("recorded_at").desc(), "-id")
