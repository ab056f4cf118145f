"""The catalogue of kinds of facts that a unit knows, and its own ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from xianfeng.engine.scheme import Kind as EngineKind
from xianfeng.facts import operations
from xianfeng.facts.catalogue import as_engine, is_claimable, packaged
from xianfeng.facts.forms import KindForm
from xianfeng.facts.models import Kind
from xianfeng.facts.permissions import check_can_add_kind
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.permissions import check_can_see_unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.schemes import library
from xianfeng.site.rights import Forbidden, can, why_not

INVALID = 422


@dataclass(frozen=True, slots=True)
class Row:
    """A kind as the catalogue shows it; `own` where a unit added it."""

    code: str
    title: str
    measure: str
    outcomes: tuple[tuple[str, bool], ...]
    claimed: bool
    own: Kind | None = None
    may_retire: bool = False


@require_GET
def own_kinds(request: ScopedRequest) -> HttpResponse:
    """Lead to the catalogue of the unit in which one works, else of one's branch."""
    scope = request.scope
    at = scope.reaches[0].unit_id if scope.reaches else scope.branch_id
    if at is None:
        raise Forbidden(_("You belong to no party organisation and hold no office in one."))
    return redirect("facts:kinds", at)


@require_GET
def kinds(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the kinds that a unit knows: shared ones, those of the methods, and those added there or above."""
    unit = _unit(request, pk)
    shared = library.catalogue()
    of_methods = [kind for code, kind in packaged().items() if code not in shared]
    context = {
        "unit": unit,
        "own": list(_own(request, unit)),
        "shared": list(_rows(shared.values())),
        "of_methods": list(_rows(of_methods)),
        "no_adding": why_not(check_can_add_kind, request.scope, unit),
    }
    return render(request, "facts/kinds.html", context)


def _unit(request: ScopedRequest, pk: int) -> Unit:
    unit: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_see_unit(request.scope, unit)
    return unit


def _rows(kinds: Iterable[EngineKind]) -> Iterator[Row]:
    for kind in kinds:
        yield _row(kind)


def _row(kind: EngineKind, own: Kind | None = None, may_retire: bool = False) -> Row:
    outcomes = tuple((said(title), code in kind.excused) for code, title in kind.outcomes.items())
    measure = said(kind.unit) if kind.unit else ""
    return Row(kind.code, said(kind.title), measure, outcomes, is_claimable(kind), own, may_retire)


def _own(request: ScopedRequest, unit: Unit) -> Iterator[Row]:
    """Yield what was added there or above, those still used first."""
    found = Kind.objects.filter(unit__path__in=[unit.path, *unit.paths_above]).select_related("unit")
    for kind in sorted(found, key=lambda kind: (kind.retired_on is not None, kind.code)):
        may_retire = kind.retired_on is None and can(check_can_add_kind, request.scope, kind.unit)
        yield _row(as_engine(kind), kind, may_retire)


@require_http_methods(["GET", "POST"])
def add_kind(request: ScopedRequest, pk: int) -> HttpResponse:
    """Add a kind for a unit and all below it."""
    unit = _unit(request, pk)
    check_can_add_kind(request.scope, unit)
    form = KindForm(request.POST if request.method == "POST" else None)
    if form.submit(lambda **values: operations.add_kind(request.actor, unit, **values)):
        messages.success(request, _("Added. It can be used in this organisation and all below it."))
        return redirect("facts:kinds", pk)
    return render(
        request, "facts/add_kind.html", {"unit": unit, "form": form}, status=INVALID if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def retire_kind(request: ScopedRequest, pk: int) -> HttpResponse:
    """Let a kind be used no longer."""
    seen = Unit.objects.within(request.scope)
    kind = get_object_or_404(Kind.objects.filter(unit__in=seen.values("pk")).select_related("unit"), pk=pk)
    check_can_add_kind(request.scope, kind.unit)
    if request.method == "POST":
        try:
            operations.retire_kind(request.actor, kind, on=timezone.localdate())
            messages.success(request, _("It is no longer offered. What was recorded with it stays."))
        except ValidationError as refusal:
            messages.warning(request, " ".join(refusal.messages))
        return redirect("facts:kinds", kind.unit_id)
    return render(request, "facts/retire_kind.html", {"kind": kind, "unit": kind.unit, "form": forms.Form()})
