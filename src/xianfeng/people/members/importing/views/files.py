"""Choosing a file, an empty one to fill in, and which column is which."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from xianfeng.people.members.importing.columns import COLUMNS, NEVER
from xianfeng.people.members.importing.drafts import keep_draft, read_again
from xianfeng.people.members.importing.forms import ColumnsForm, UploadForm
from xianfeng.people.members.importing.lines import columns_of
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.importing.permissions import check_can_import, check_can_import_into
from xianfeng.people.members.importing.template import blank_workbook
from xianfeng.people.members.importing.views.common import draft_or_404
from xianfeng.people.members.importing.words import said
from xianfeng.people.members.permissions import KEEPERS
from xianfeng.people.members.queries import list_units_to_choose
from xianfeng.people.members.views.common import draw_form, sent
from xianfeng.people.organizations.models import Unit, UnitQuerySet
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can
from xianfeng.site.tables import FORMATS


@require_http_methods(["GET", "POST"])
def start(request: ScopedRequest) -> HttpResponse:
    """Ask for a file and the unit whose members it names, and read it."""
    check_can_import(request.scope)
    unit = _unit(request)
    form = UploadForm(_units(request, unit), sent(request), request.FILES or None, initial={"unit": unit.pk})
    if form.is_valid():
        draft = keep_draft(request.actor, form.chosen, form.read, timezone.localdate())
        return redirect("members:importing:draft", draft.pk)
    return draw_form(request, "members/importing/start.html", form, {**_about(request), "unit": unit})


@require_GET
def template(request: ScopedRequest) -> HttpResponse:
    """Give an empty workbook with the branches, groups and teams of a unit to choose from."""
    check_can_import(request.scope)
    unit = _unit(request)
    check_can_import_into(request.scope, unit)
    response = HttpResponse(blank_workbook(unit), content_type=FORMATS["xlsx"])
    response["Content-Disposition"] = 'attachment; filename="members.xlsx"'
    return response


@require_http_methods(["GET", "POST"])
def columns(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show which column was taken for what, and read the file again by other columns."""
    draft = draft_or_404(request, pk)
    form = ColumnsForm(draft, sent(request), request.FILES or None)
    if form.is_valid():
        read_again(request.actor, draft, form.read)
        return redirect("members:importing:draft", pk)
    context = {"draft": draft, "columns": columns_of(draft)}
    return draw_form(request, "members/importing/columns.html", form, context)


def _unit(request: ScopedRequest) -> Unit:
    """Return the unit chosen by `?unit=`, of a group its branch; the highest one kept by default."""
    kept = Unit.objects.within(request.scope, *KEEPERS)
    chosen = request.GET.get("unit", "")
    if not chosen:
        return _at(kept, min(request.scope.paths(*KEEPERS), key=len))
    found: Unit = get_object_or_404(kept, pk=int(chosen) if chosen.isdecimal() else 0)
    return _at(kept, found.path[: -Unit.steplen]) if found.kind == Unit.Kind.GROUP else found


def _at(kept: UnitQuerySet, path: str) -> Unit:
    found: Unit = get_object_or_404(kept, path=path)
    return found


def _units(request: ScopedRequest, unit: Unit) -> list[Unit]:
    """Return the units that may be chosen: the one that is, those above and directly below it, the one sent."""
    near = [unit, *list_units_to_choose(request.scope, unit), *list_units_to_choose(request.scope, None)]
    sent_unit = request.POST.get("unit", "")
    near += Unit.objects.within(request.scope, *KEEPERS).filter(pk=sent_unit if sent_unit.isdecimal() else 0)
    return [each for each in dict.fromkeys(near) if can(check_can_import_into, request.scope, each)]


def _about(request: ScopedRequest) -> dict[str, Any]:
    return {
        "drafts": ImportDraft.objects.within(request.scope).select_related("unit").defer("rows", "findings"),
        "columns": [(said(column.title), said(column.hint), column.required) for column in COLUMNS],
        "never": [said(topic.title) for topic in NEVER],
    }
