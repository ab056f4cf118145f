"""The dry run: what a file would do and what stands against it, then doing it or forgetting it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.people.members.importing.applying import run_import
from xianfeng.people.members.importing.drafts import discard_draft, record_download, set_options
from xianfeng.people.members.importing.forms import OptionsForm
from xianfeng.people.members.importing.lines import PARTS, Lines, columns_of, problems_csv
from xianfeng.people.members.importing.models import ImportDraft
from xianfeng.people.members.importing.plans import Options, Plan
from xianfeng.people.members.importing.views.common import draft_or_404, planned
from xianfeng.people.members.views.common import draw_form, sent
from xianfeng.people.organizations.requests import ScopedRequest

AT_FIRST, A_PAGE = 5, 50


@require_http_methods(["GET", "POST"])
def draft(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what the file would do, and keep what the person adds to it."""
    kept = draft_or_404(request, pk)
    if not kept.is_ready:
        return redirect("members:importing:columns", pk)
    form = OptionsForm(kept, sent(request))
    if form.is_valid():
        set_options(request.actor, kept, Options(**form.cleaned_data))
        return redirect("members:importing:draft", pk)
    lines = planned(request, kept)
    parts = [_part(lines, part) for part in PARTS if lines.count(part)]
    shown = {"draft": kept, "plan": lines.plan, "parts": parts, "columns": columns_of(kept)}
    return draw_form(request, "members/importing/draft.html", form, shown)


@require_GET
def part(request: ScopedRequest, pk: int, part: str) -> HttpResponse:
    """Show one part of the dry run whole: who is added, changed, moved or missing, the problems, the notes."""
    if part not in PARTS:
        raise Http404(part)
    draft = draft_or_404(request, pk)
    lines = planned(request, draft)
    page = Paginator(lines.items(part), A_PAGE).get_page(request.GET.get("page"))
    shown = {"part": part, "title": PARTS[part], "count": lines.count(part), "rows": lines.show(part, page)}
    return render(request, "members/importing/part.html", {"draft": draft, "page": page, **shown})


@require_POST
def problems(request: ScopedRequest, pk: int) -> HttpResponse:
    """Give all problems and notes as a file."""
    draft = draft_or_404(request, pk)
    record_download(request.actor, draft)
    response = HttpResponse(problems_csv(planned(request, draft)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="problems.csv"'
    return response


@require_POST
def run(request: ScopedRequest, pk: int) -> HttpResponse:
    """Do what the dry run said, or nothing."""
    draft = draft_or_404(request, pk)
    unit = draft.unit
    try:
        outcome = run_import(request.actor, draft, request.scope, request.POST.get("plan", ""))
    except ImportDraft.DoesNotExist as done:
        raise Http404 from done
    if outcome.is_done:
        messages.success(request, _done(outcome.plan))
        return redirect(f"{reverse('members:list')}?unit={unit.pk}")
    messages.warning(
        request, _("Nothing was done: the register has changed since. This is what would be done now.")
    )
    return redirect("members:importing:draft", pk)


@require_POST
def discard(request: ScopedRequest, pk: int) -> HttpResponse:
    """Forget what was read."""
    discard_draft(request.actor, draft_or_404(request, pk))
    messages.success(request, _("What was read from the file is deleted. Nothing was done."))
    return redirect("members:importing:start")


def _part(lines: Lines, part: str) -> dict[str, Any]:
    items = lines.items(part)[:AT_FIRST]
    return {"part": part, "title": PARTS[part], "count": lines.count(part), "rows": lines.show(part, items)}


def _done(plan: Plan) -> str:
    words = _(
        "Imported: %(added)s added, %(changed)s changed, %(moved)s moved, %(closed)s with another status."
    )
    return words % plan.counts
