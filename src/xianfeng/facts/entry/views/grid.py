"""One kind and one day for all members of a branch."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.engine.scheme import Kind
from xianfeng.facts.entry.forms import ChoosingForm
from xianfeng.facts.entry.grid import Chosen, Grid, Place, open_grid
from xianfeng.facts.entry.kinds import Kinds
from xianfeng.facts.entry.rows import measured
from xianfeng.facts.entry.standing import Stand
from xianfeng.facts.entry.views.common import INVALID, branch_or_404, members_of, was_entered
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest

PAGE = "facts/entry/grid.html"


@require_http_methods(["GET", "POST"])
def grid(request: ScopedRequest, pk: int) -> HttpResponse:
    """Ask for the kind and the day, show every member, and record what was filled in."""
    branch = branch_or_404(request, pk)
    kinds = Kinds.around(branch)
    offered = {code: kind for code, kind in kinds.of(branch).kinds.items() if not kind.document}
    form = ChoosingForm(offered, request.GET if "kind" in request.GET else None)
    if not form.is_valid():
        status = INVALID if form.is_bound else 200
        return render(request, PAGE, {"branch": branch, "form": form}, status=status)
    opened = open_grid(request.scope, kinds, _chosen(form), members_of(request, branch))
    if request.method == "POST":
        return _answer(request, branch, form, opened)
    return _draw(request, branch, form, opened)


def _chosen(form: ChoosingForm) -> Chosen:
    kind = form.kind_chosen
    assert kind is not None
    return Chosen(kind, form.cleaned_data["on"], form.quantity_chosen)


def _answer(request: ScopedRequest, branch: Unit, form: ChoosingForm, grid: Grid) -> HttpResponse:
    grid.fill(request.POST)
    if request.POST.get("do") == "rest":
        grid.fill_the_rest()
    if request.POST.get("do") != "record":
        return _draw(request, branch, form, grid)
    plan = grid.plan()
    if not plan.wrong and not plan.written and not plan.already:
        messages.warning(request, _("Nothing is filled in yet, so nothing was recorded."))
    elif not plan.wrong and was_entered(request, plan):
        asked = {name: request.GET.get(name, "") for name in ("kind", "on", "quantity", "by")}
        return redirect(f"{reverse('facts:grid', args=[branch.pk])}?{urlencode(asked)}")
    return _draw(request, branch, form, grid, INVALID)


def _draw(
    request: ScopedRequest, branch: Unit, form: ChoosingForm, grid: Grid, status: int = 200
) -> HttpResponse:
    kind = grid.chosen.kind
    shown = {
        "branch": branch, "form": form, "grid": grid, "chosen": grid.chosen, "title": said(kind.title),
        "unit": said(kind.unit) if kind.unit else "", "groups": _groups(request, grid),
        "outcomes": [(code, said(title)) for code, title in kind.outcomes.items()],
        "by_groups": request.GET.get("by") == "group", "measured": measured(grid.chosen.quantity, kind) if kind.outcomes and kind.unit else "",
    }  # fmt: skip
    return render(request, PAGE, shown, status=status)


def _groups(request: ScopedRequest, grid: Grid) -> list[tuple[str, list[dict[str, Any]]]]:
    """Return the places under their headings: by surname one without a heading, or by groups."""
    if request.GET.get("by") != "group":
        return [("", [_shown(grid, place) for place in grid.places])]
    places = sorted(grid.places, key=lambda place: place.member.unit.path if place.member.unit else "")
    by_unit = groupby(places, key=lambda place: place.member.unit.name if place.member.unit else "")
    return [(name, [_shown(grid, place) for place in each]) for name, each in by_unit]


def _shown(grid: Grid, place: Place) -> dict[str, Any]:
    stands = [(stand, _words(stand, grid.chosen.kind)) for stand in place.stands]
    return {"place": place, "stands": stands, "has_namesake": grid.has_namesake(place)}


def _words(stand: Stand, kind: Kind) -> str:
    if stand.outcome in kind.outcomes:
        return said(kind.outcomes[stand.outcome])
    return measured(stand.quantity, kind)
