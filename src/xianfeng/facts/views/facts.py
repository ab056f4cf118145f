"""The record: one fact with everything behind it, its reversal, and the record of a branch."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.facts import operations
from xianfeng.facts.exports import export_facts
from xianfeng.facts.forms import FilterForm, ReasonForm
from xianfeng.facts.models import Fact
from xianfeng.facts.permissions import (
    check_can_enter,
    check_can_export,
    check_can_read_record,
    check_can_read_records,
    check_can_reverse,
)
from xianfeng.facts.queries import list_facts, list_recorded_kinds, list_recorded_members
from xianfeng.facts.showing import kinds_by_code, names_of, present
from xianfeng.people.organizations.models import Unit, UnitQuerySet
from xianfeng.people.organizations.queries import with_words
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS
from xianfeng.site.rights import can, why_not
from xianfeng.site.tables import FORMATS

A_PAGE = 50
INVALID = 422


def fact_or_404(request: ScopedRequest, pk: int) -> Fact:
    """Return a fact in reach with what its page shows."""
    related = ("unit", "member", "note", "reverses", "reversal", "proposal")
    found: Fact = get_object_or_404(Fact.objects.within(request.scope).select_related(*related), pk=pk)
    return found


@require_GET
def fact(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a fact: what, whose, from where, and what became of it."""
    found = fact_or_404(request, pk)
    shown = present([found])[0]
    reversal = getattr(found, "reversal", None)
    context = {
        "shown": shown,
        "fact": found,
        "reversal": reversal,
        "reversed_by": names_of([reversal.recorded_by])[reversal.recorded_by] if reversal else "",
        "evidence": found.proposal.evidence.all() if hasattr(found, "proposal") else [],
        "no_reversal": why_not(
            check_can_reverse, request.scope, found, kinds_by_code([found.kind])[found.kind]
        ),
        "reads_record": can(check_can_read_record, request.scope, found.unit),
        "is_own": found.member_id == request.scope.member_id,
    }
    return render(request, "facts/fact.html", context)


@require_http_methods(["GET", "POST"])
def reverse(request: ScopedRequest, pk: int) -> HttpResponse:
    """Undo a fact, with a reason that the member reads."""
    found = fact_or_404(request, pk)
    check_can_reverse(request.scope, found, kinds_by_code([found.kind])[found.kind])
    if found.reverses_id is not None or hasattr(found, "reversal"):
        messages.warning(request, _("This was reversed already, or is itself a reversal."))
        return redirect("facts:fact", pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.submit(lambda reason: operations.reverse(request.actor, found, reason=reason)):
        messages.success(request, _("Reversed. It counts no longer; both entries stay in the record."))
        return redirect("facts:fact", pk)
    context = {"fact": found, "shown": present([found])[0], "form": form}
    return render(request, "facts/reverse.html", context, status=INVALID if form.errors else 200)


@require_GET
def branches(request: ScopedRequest) -> HttpResponse:
    """Lead to the record of one's branch; of several, let one be chosen."""
    check_can_read_records(request.scope)
    typed = request.GET.get("q", "").strip()
    found = _branches(request)
    if not typed and found.count() == 1:
        return redirect("facts:list", found.get().pk)
    page = Paginator(with_words(found, typed) if typed else found, A_PAGE).get_page(request.GET.get("page"))
    reads_files = next((reach for reach in request.scope.reaches if reach.role == Role.OFFICER), None)
    return render(request, "facts/branches.html", {"page": page, "typed": typed, "reads_files": reads_files})


def _branches(request: ScopedRequest) -> UnitQuerySet:
    found: UnitQuerySet = (
        Unit.objects.within(request.scope, *READERS).standing().filter(kind=Unit.Kind.BRANCH)
    )
    return found


@require_GET
def record(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the record of a branch, narrowed, fifty facts a page by day."""
    branch = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_read_record(request.scope, branch)
    form = _filter(request, branch)
    page = Paginator(list_facts(request.scope, branch, **form.wanted), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "branch": branch,
        "form": form,
        "page": page,
        "rows": present(page),
        "narrowed": bool(form.wanted),
        "may_enter": can(check_can_enter, request.scope, branch),
        "may_export": can(check_can_export, request.scope, branch),
        "query": request.GET.urlencode(),
    }
    return render(request, "facts/list.html", context)


def _filter(request: ScopedRequest, branch: Unit) -> FilterForm:
    members = list_recorded_members(request.scope, branch)
    kinds = kinds_by_code(list_recorded_kinds(request.scope, branch))
    return FilterForm(members, kinds, request.GET)


@require_POST
def export(request: ScopedRequest, pk: int) -> HttpResponse:
    """Give the facts asked for as a file; recorded with their number."""
    branch = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_read_record(request.scope, branch)
    check_can_export(request.scope, branch)
    form = _filter(request, branch)
    asked: Any = request.POST.get("format", "")
    kind = asked if asked in FORMATS else "xlsx"
    found = list_facts(request.scope, branch, **form.wanted)
    content = export_facts(request.actor, found, branch, kind=kind, filters=sorted(form.wanted))
    answer = HttpResponse(content, content_type=FORMATS[kind])
    day = timezone.localdate().isoformat()
    answer["Content-Disposition"] = f'attachment; filename="facts-{day}.{kind}"'
    return answer
