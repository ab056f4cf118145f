"""The audit trail, page by page, and as a file."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from xianfeng.oversight.trail.exports import MOST
from xianfeng.oversight.trail.exports import export as export_lines
from xianfeng.oversight.trail.forms import WantedForm
from xianfeng.oversight.trail.permissions import check_can_read
from xianfeng.oversight.trail.queries import lines_of, list_entries
from xianfeng.people.organizations.requests import ScopedRequest

A_PAGE = 50


@require_GET
def entries(request: ScopedRequest) -> HttpResponse:
    """Show who did what, newest first."""
    check_can_read(request.scope)
    form = WantedForm(request.GET)
    page = Paginator(list_entries(request.scope, form.wanted), A_PAGE).get_page(request.GET.get("page"))
    shown = {"form": form, "page": page, "lines": lines_of(page), "query": request.GET.urlencode()}
    return render(request, "trail/entries.html", shown, status=200 if form.is_valid() else 422)


@require_POST
def export(request: ScopedRequest) -> HttpResponse:
    """Give the entries asked for as a file; recorded as every export is."""
    check_can_read(request.scope)
    found = list_entries(request.scope, WantedForm(request.GET).wanted)[:MOST]
    return export_lines(request.actor, lines_of(found))
