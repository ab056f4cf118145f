"""Lists of members: of a scope with search and filters, of the group one leads, and as a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from xianfeng.people.members.exports import export_members
from xianfeng.people.members.filters import FilterForm
from xianfeng.people.members.models import Member
from xianfeng.people.members.permissions import (
    KEEPERS,
    check_can_export,
    check_can_list,
    check_can_list_group,
    check_can_register,
    sees_duties,
)
from xianfeng.people.members.queries import (
    Found,
    list_groupmates,
    list_members,
    list_units_to_choose,
)
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import can, why_not
from xianfeng.site.tables import FORMATS

A_PAGE = 50
CHOOSE = _("Choose a branch first.")


@dataclass(frozen=True, slots=True)
class Row:
    """A member in a list; reduced duties only where they may be seen."""

    member: Member
    is_reduced: bool


@require_GET
def members(request: ScopedRequest) -> HttpResponse:
    """Show the members in reach, narrowed and in order."""
    scope = request.scope
    if not scope.holds(*READERS) and scope.holds(Role.GROUP_LEADER):
        return redirect("members:group")
    check_can_list(scope)
    unit = _unit(request)
    form = FilterForm(request.GET, with_duties=scope.holds(*KEEPERS))
    found = list_members(scope, unit=unit, **form.wanted)
    pages = (Found if form.wanted.get("search") else Paginator)(found, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    shown = {"form": form, "page": page, "rows": list(_rows(scope, page)), "unit": unit}
    return render(request, "members/list.html", {**shown, **_around(request, unit, form)})


@require_GET
def group(request: ScopedRequest) -> HttpResponse:
    """Show a group leader the members of her group, by name and work contact."""
    check_can_list_group(request.scope)
    return render(request, "members/group.html", {"members": list_groupmates(request.scope)})


@require_POST
def export(request: ScopedRequest) -> HttpResponse:
    """Give the members asked for as a file; recorded with their number."""
    check_can_export(request.scope)
    unit, form = _unit(request), FilterForm(request.GET, with_duties=True)
    found = list_members(request.scope, unit=unit, roles=KEEPERS, **form.wanted)
    kind = request.POST.get("format", "")
    kind = kind if kind in FORMATS else "xlsx"
    at = unit.pk if unit else next(r.unit_id for r in request.scope.reaches if r.role in KEEPERS)
    content = export_members(
        request.actor, found, kind=kind, unit=at, filters=sorted(form.wanted), by=str(request.user)
    )
    response = HttpResponse(content, content_type=FORMATS[kind])
    day = timezone.localdate().isoformat()
    response["Content-Disposition"] = f'attachment; filename="members-{day}.{kind}"'
    return response


def _unit(request: ScopedRequest) -> Unit | None:
    """Return the unit that the list is narrowed to; 404 for one out of reach."""
    chosen = request.GET.get("unit", "")
    if not chosen:
        return None
    reached = Unit.objects.within(request.scope, *READERS)
    unit: Unit = get_object_or_404(reached, pk=int(chosen) if chosen.isdecimal() else 0)
    return unit


def _rows(scope: Scope, members: Any) -> Iterator[Row]:
    for member in members:
        reduced = member.duties == Member.Duties.REDUCED
        yield Row(member, reduced and sees_duties(scope, member))


def _around(request: ScopedRequest, unit: Unit | None, form: FilterForm) -> dict[str, Any]:
    """Return what stands around the list: units to choose from, and what may be done."""
    scope = request.scope
    units = list_units_to_choose(scope, unit)
    into = unit or (units[0] if len(units) == 1 or _only_one_branch(units) else None)
    return {
        "units": units,
        "into": into,
        "one_branch": into is not None and into.kind in (Unit.Kind.BRANCH, Unit.Kind.GROUP),
        "why_not_register": why_not(check_can_register, scope, into) if into else CHOOSE,
        "may_export": can(check_can_export, scope),
        "formats": list(FORMATS),
        "narrowed": bool(set(form.wanted) - {"order"}),
        "has_filters": bool(set(form.wanted) - {"search"}),
        "query": request.GET.urlencode(),
    }


def _only_one_branch(units: list[Unit]) -> bool:
    return bool(units) and units[0].is_branch and all(each.path.startswith(units[0].path) for each in units)
