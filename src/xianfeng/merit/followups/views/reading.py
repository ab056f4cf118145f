"""One's own talks, tasks, awards and grades; and what follows from results in a branch."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xianfeng.merit.assessments.models import AssessmentPeriod
from xianfeng.merit.assessments.states import State
from xianfeng.merit.followups.models import KEEPERS, Award, DemocraticReview, Reviewed, Talk, Task
from xianfeng.merit.followups.permissions import (
    check_can_draw_up,
    check_can_hold,
    check_can_nominate,
    check_can_open,
    check_can_read_branch,
)
from xianfeng.merit.followups.queries import list_concerning, list_talks
from xianfeng.merit.followups.views.common import A_PAGE, unit_or_404
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import can

MOST = 20


@require_GET
def own(request: ScopedRequest) -> HttpResponse:
    """Show what is due for somebody, what concerns her, and the branches she keeps watch over."""
    check_can_open(request.scope)
    scope = request.scope
    holdable = [talk for talk in list_concerning(scope)[:A_PAGE] if can(check_can_hold, scope, talk)]
    page = Paginator(_branches(scope), A_PAGE).get_page(request.GET.get("page"))
    context = {"holdable": holdable, "page": page, "today": timezone.localdate(), **_about(scope)}
    return render(request, "followups/own.html", context)


def _branches(scope: Scope) -> Any:
    """Return the branches with the number of talks that are due and late; inspectors are told of none."""
    keeps = scope.holds(*KEEPERS)
    due = Q(talks__state=Talk.State.DUE) if keeps else Q(talks__pk__in=[])
    late = due & Q(talks__due_on__lt=timezone.localdate())
    found = Unit.objects.within(scope, *READERS).standing().filter(kind=Unit.Kind.BRANCH)
    return found.annotate(
        due=Count("talks", filter=due, distinct=True), late=Count("talks", filter=late, distinct=True)
    ).order_by("-late", "path")


def _about(scope: Scope) -> dict[str, Any]:
    if scope.member_id is None:
        return {}
    own = {"member": scope.member_id}
    grades = Reviewed.objects.within(scope).filter(**own, review__state=DemocraticReview.State.DECIDED)
    return {
        "talks": list_talks(scope).filter(**own).order_by("-due_on", "-id")[:MOST],
        "tasks": Task.objects.within(scope).filter(**own).order_by("-id")[:MOST],
        "awards": Award.objects.within(scope).filter(**own).select_related("unit")[:MOST],
        "grades": grades.select_related("review__unit").order_by("-review__year")[:MOST],
    }


@require_GET
def branch(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what follows from results in a branch: what is due first, then what is done."""
    unit = unit_or_404(request, pk)
    check_can_read_branch(request.scope, unit)
    scope, today = request.scope, timezone.localdate()
    talks = list_talks(scope).filter(unit=unit)
    tasks = Task.objects.within(scope).filter(unit=unit).select_related("member")
    due = list(talks.filter(state=Talk.State.DUE).order_by("due_on", "member__sort_key", "id"))
    over = talks.exclude(state=Talk.State.DUE).order_by("-due_on", "member__sort_key", "id")
    waiting = (
        AssessmentPeriod.objects.within(scope).filter(unit=unit, state=State.FINALISED).select_related("unit")
    )
    context = {
        "unit": unit, "today": today, "keeps": scope.covers(unit.path, *KEEPERS), "due": due,
        "late": sum(talk.due_on < today for talk in due),
        "page": Paginator(over, A_PAGE).get_page(request.GET.get("page")),
        "tasks": tasks.filter(state=Task.State.DUE), "done": tasks.exclude(state=Task.State.DUE)[:MOST],
        "waiting": [period for period in waiting if can(check_can_draw_up, scope, period)],
        "reviews": DemocraticReview.objects.within(scope).filter(unit=unit),
        "may_propose": can(check_can_nominate, scope, unit),
    }  # fmt: skip
    return render(request, "followups/branch.html", context)
