"""The facts sheet of a workbook: chosen, shown as a dry run, then recorded as a whole or forgotten."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.facts.entry.columns import HINTS, TITLES
from xianfeng.facts.entry.drafts import Changed, discard_draft, keep_draft, places_of, plan_of, run_draft
from xianfeng.facts.entry.forms import FileForm
from xianfeng.facts.entry.models import EntryDraft
from xianfeng.facts.entry.permissions import check_can_import
from xianfeng.facts.entry.planning import Plan
from xianfeng.facts.entry.template import blank_workbook
from xianfeng.facts.entry.views.common import INVALID, say, say_refused
from xianfeng.facts.permissions import check_can_enter
from xianfeng.people.members.importing.findings import Finding, Findings
from xianfeng.people.members.importing.words import said, sentence
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can
from xianfeng.site.tables import FORMATS

A_PAGE = 50
REQUIRED = ("kind", "on")


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words: in which row and column, and what."""

    row: int | None
    column: str
    words: str


@require_http_methods(["GET", "POST"])
def start(request: ScopedRequest, pk: int) -> HttpResponse:
    """Ask for a file, and read it."""
    unit = _unit(request, pk)
    form = FileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        return redirect("facts:import_draft", keep_draft(request.actor, unit, form.read).pk)
    drafts = EntryDraft.objects.within(request.scope).filter(unit=unit).defer("rows", "findings")
    shown = {
        "unit": unit, "form": form, "drafts": drafts, "is_entering": can(check_can_enter, request.scope, unit),
        "columns": [(said(title), said(HINTS[code]), code in REQUIRED) for code, title in TITLES.items()],
    }  # fmt: skip
    return render(request, "facts/entry/file.html", shown, status=INVALID if form.errors else 200)


@require_GET
def template(request: ScopedRequest, pk: int) -> HttpResponse:
    """Give an empty workbook with the kinds and outcomes to choose from."""
    response = HttpResponse(blank_workbook(_unit(request, pk)), content_type=FORMATS["xlsx"])
    response["Content-Disposition"] = 'attachment; filename="facts.xlsx"'
    return response


@require_GET
def draft(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what the file would record, and everything that stands against it."""
    kept = _draft(request, pk)
    plan = plan_of(kept, request.scope)
    told = _told(kept, plan)
    shown = {
        "draft": kept, "plan": plan, "problems": len(told),
        "told": Paginator(told, A_PAGE).get_page(request.GET.get("page")),
        "rows": None if told else Paginator(plan.rows, A_PAGE).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "facts/entry/draft.html", shown)


@require_POST
def run(request: ScopedRequest, pk: int) -> HttpResponse:
    """Record what the dry run said, or nothing."""
    kept = _draft(request, pk)
    unit = kept.unit_id
    try:
        say(request, run_draft(request.actor, kept, request.scope, request.POST.get("plan", "")))
    except EntryDraft.DoesNotExist as done:
        raise Http404 from done
    except Changed:
        messages.warning(
            request,
            _("Nothing was recorded: the record has changed since. This is what would be recorded now."),
        )
        return redirect("facts:import_draft", pk)
    except ValidationError as refusal:
        say_refused(request, refusal)
        return redirect("facts:import_draft", pk)
    return redirect("facts:import", unit)


@require_POST
def discard(request: ScopedRequest, pk: int) -> HttpResponse:
    """Forget what was read."""
    kept = _draft(request, pk)
    discard_draft(request.actor, kept)
    messages.success(request, _("What was read from the file is deleted. Nothing was recorded."))
    return redirect("facts:import", kept.unit_id)


def _unit(request: ScopedRequest, pk: int) -> Unit:
    unit: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_import(request.scope, unit)
    return unit


def _draft(request: ScopedRequest, pk: int) -> EntryDraft:
    """Return a draft of one's own, into a unit into which one may still import; 404 for another's."""
    kept: EntryDraft = get_object_or_404(
        EntryDraft.objects.within(request.scope).select_related("unit"), pk=pk
    )
    check_can_import(request.scope, kept.unit)
    return kept


def _told(draft: EntryDraft, plan: Plan) -> list[Told]:
    """Return every problem by row: of cells by themselves, and of rows in the record as it stands."""
    places = places_of(draft)
    told = [_of_cell(finding, draft) for finding in Findings.from_json(draft.findings).of(is_note=False)]
    for row in plan.wrong:
        told += [Told(row.line.number, places.title(each.code), each.words) for each in row.problems]
    return sorted(told, key=lambda each: each.row or 0)


def _of_cell(finding: Finding, draft: EntryDraft) -> Told:
    return Told(finding.row, places_of(draft).title(finding.code), sentence(finding.what, finding.fix))
