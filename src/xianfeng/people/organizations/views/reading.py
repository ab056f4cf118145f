"""Walking the tree: where one's sight begins, a unit, its history, and how things stood on a day."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xianfeng.people.organizations.forms import DayForm
from xianfeng.people.organizations.history import standing_on, story_of
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.panels import draw_panels
from xianfeng.people.organizations.permissions import (
    BUILDERS,
    check_can_change,
    check_can_found,
    check_can_keep_teams,
    check_can_see_tree,
    check_can_see_unit,
)
from xianfeng.people.organizations.queries import (
    list_above,
    list_changes,
    list_children,
    list_tops,
    search_units,
    size_of,
    with_places,
    with_sizes,
)
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can, why_not

A_PAGE = 50
RECENT = 5


def reached_unit(request: ScopedRequest, pk: int) -> Unit:
    """Return a unit that may be seen. Raises Http404 outside the scope, Forbidden for who only reads the log."""
    unit: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_see_unit(request.scope, unit)
    return unit


def typed_words(request: ScopedRequest) -> str:
    """Return what was typed into the search field."""
    return " ".join(request.GET.get("q", "").replace("\0", " ").split())


@require_GET
def tree(request: ScopedRequest) -> HttpResponse:
    """Show where one's sight begins, or the units that a search finds."""
    check_can_see_tree(request.scope)
    typed = typed_words(request)
    context = _found(request, typed) if typed else _tops(request)
    context |= {"typed": typed, "may_found": can(check_can_found, request.scope, None)}
    return render(request, "organizations/tree.html", context)


def _found(request: ScopedRequest, typed: str) -> dict[str, object]:
    page = Paginator(search_units(request.scope, typed), A_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "places": with_places(page.object_list)}


def _tops(request: ScopedRequest) -> dict[str, object]:
    tops = list_tops(request.scope)
    top = tops[0] if len(tops) == 1 else None
    rows = list_children(request.scope, top) if top else with_sizes(tops)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return {"top": top, "page": page, "size": size_of(top, rows) if top else None}


@require_GET
def unit(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a unit: what stands above and below it, its teams and its history."""
    scope, shown = request.scope, reached_unit(request, pk)
    rows = list_children(scope, shown, with_dissolved="dissolved" in request.GET)
    context = {
        "unit": shown,
        "above": list_above(scope, shown),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "size": size_of(shown, rows),
        "teams": shown.teams.standing() if shown.is_branch else None,
        "no_teams": why_not(check_can_keep_teams, scope, shown),
        "changes": [(change, story_of(change, shown)) for change in list_changes(shown)[:RECENT]],
        "panels": draw_panels(request, shown),
        **_building(request, shown),
    }
    return render(request, "organizations/unit.html", context)


def _building(request: ScopedRequest, shown: Unit) -> dict[str, object]:
    """Return whether she may build here; who builds nowhere is not told why not."""
    scope = request.scope
    return {
        "is_builder": scope.holds(*BUILDERS),
        "may_found": can(check_can_found, scope, shown),
        "no_change": why_not(check_can_change, scope, shown),
    }


@require_GET
def history(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show everything that happened to a unit."""
    shown = reached_unit(request, pk)
    page = Paginator(list_changes(shown), A_PAGE).get_page(request.GET.get("page"))
    changes = [(change, story_of(change, shown)) for change in page]
    context = {"unit": shown, "page": page, "changes": changes, "form": DayForm()}
    return render(request, "organizations/history.html", context)


@require_GET
def past(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what stood directly below a unit on a day, with the names of that day."""
    shown = reached_unit(request, pk)
    form = DayForm(request.GET if "on" in request.GET else {"on": timezone.localdate()})
    context = {"unit": shown, "form": form, "then": None, "page": None}
    if form.is_valid():
        outline = standing_on(request.scope, form.cleaned_data["on"])
        below = [then for then in outline if then.above == shown.pk]
        context["then"] = next((then for then in outline if then.unit == shown), None)
        context["page"] = Paginator(below, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "organizations/past.html", context, status=200 if form.is_valid() else 422)
