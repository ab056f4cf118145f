"""Moving and merging: first choose the other unit, from a list that can be searched, then the day."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from xianfeng.people.organizations import operations
from xianfeng.people.organizations.forms import ChangeForm
from xianfeng.people.organizations.models import Unit, UnitQuerySet
from xianfeng.people.organizations.permissions import check_can_change, check_can_merge, check_can_move
from xianfeng.people.organizations.queries import list_new_places, list_partners, with_places, with_words
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.views.reading import A_PAGE, reached_unit, typed_words
from xianfeng.people.organizations.views.writing import Words, change, posted

MOVE = Words(
    _("Move under another organisation"), _("Move"), _("The organisation stands at its new place."),
    _("Everything below it goes along. Where it stood before stays in the history."),
)  # fmt: skip
MERGE = Words(
    _("Merge into another organisation"), _("Merge"), _("The two are one now; the history of both stays."),
    _("Its groups, teams and members go over, and offices held in it end on the day before. It is dissolved by this."),
    is_final=True,
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def move(request: ScopedRequest, pk: int) -> HttpResponse:
    """Move a unit under another."""
    unit = reached_unit(request, pk)
    check_can_change(request.scope, unit)
    if "to" not in request.GET:
        return _choose(request, unit, list_new_places(request.scope, unit), MOVE)
    above = _chosen(request)
    check_can_move(request.scope, unit, above)
    form = ChangeForm(posted(request), unit=unit)
    write = partial(operations.move_unit, request.actor, unit, above=above)
    return change(request, form, write, MOVE, unit=unit, other=above)


@require_http_methods(["GET", "POST"])
def merge(request: ScopedRequest, pk: int) -> HttpResponse:
    """Merge a unit into another of its kind."""
    unit = reached_unit(request, pk)
    check_can_change(request.scope, unit)
    if "to" not in request.GET:
        return _choose(request, unit, list_partners(request.scope, unit), MERGE)
    into = _chosen(request)
    check_can_merge(request.scope, unit, into)

    def write(**typed: Any) -> Unit:
        operations.merge_units(request.actor, unit, into=into, **typed)
        return into

    return change(request, ChangeForm(posted(request), unit=unit), write, MERGE, unit=unit, other=into)


def _chosen(request: ScopedRequest) -> Unit:
    typed = request.GET["to"]
    if not typed.isdecimal():
        raise Http404
    return reached_unit(request, int(typed))


def _choose(request: ScopedRequest, unit: Unit, units: UnitQuerySet, words: Words) -> HttpResponse:
    typed = typed_words(request)
    page = Paginator(with_words(units, typed), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"unit": unit, "words": words, "typed": typed, "page": page}
    context["places"] = with_places(page.object_list)
    return render(request, "organizations/choose.html", context)
