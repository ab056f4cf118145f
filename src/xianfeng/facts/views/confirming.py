"""Deciding about claims: one list, each confirmed or rejected in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import reswap, retarget

from xianfeng.facts import operations
from xianfeng.facts.forms import ReasonForm
from xianfeng.facts.models import Fact, Proposal
from xianfeng.facts.permissions import check_can_confirm, check_confirms
from xianfeng.facts.queries import get_waiting, list_to_confirm, with_people
from xianfeng.facts.showing import Shown, kinds_by_code, present
from xianfeng.people.organizations.requests import ScopedRequest

A_PAGE = 50
INVALID = 422


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said about a decision, and the fact that it made."""

    words: str
    fact: Fact | None = None
    is_done: bool = True


@require_GET
def to_confirm(request: ScopedRequest) -> HttpResponse:
    """Show the claims that wait for one's decision, the oldest first."""
    check_confirms(request.scope)
    page = Paginator(with_people(list_to_confirm(request.scope)), A_PAGE).get_page(request.GET.get("page"))
    rows = present(page)
    shown = {"page": page, "rows": rows, "waiting": get_waiting(request.scope)}
    return render(request, "facts/to_confirm.html", shown)


@require_POST
def confirm(request: ScopedRequest, pk: int) -> HttpResponse:
    """Confirm a claim: it becomes a fact."""
    shown = _decidable(request, pk)
    try:
        fact = operations.confirm(request.actor, shown.row)
    except ValidationError as refusal:
        return _answered(request, shown, Answer(" ".join(refusal.messages), is_done=False))
    words = _("Confirmed: %(name)s, %(what)s.") % {"name": shown.row.member.name, "what": shown.what}
    return _answered(request, shown, Answer(words, fact))


@require_http_methods(["GET", "POST"])
def reject(request: ScopedRequest, pk: int) -> HttpResponse:
    """Reject a claim with a reason, on a page or in its place in the list."""
    shown = _decidable(request, pk)
    if shown.row.state != Proposal.State.PROPOSED:
        return _answered(request, shown, Answer(_no_longer(shown.row), is_done=False))
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.submit(lambda reason: operations.reject(request.actor, shown.row, reason=reason)):
        words = _("Rejected: %(name)s, %(what)s.") % {"name": shown.row.member.name, "what": shown.what}
        return _answered(request, shown, Answer(words))
    return _asked(request, shown, form)


def _decidable(request: ScopedRequest, pk: int) -> Shown:
    """Return a claim in reach that one may decide about; what became of it meanwhile is told later."""
    reached = with_people(Proposal.objects.within(request.scope))
    proposal = get_object_or_404(reached, pk=pk)
    check_can_confirm(request.scope, proposal, kinds_by_code([proposal.kind])[proposal.kind])
    return present([proposal])[0]


def _no_longer(proposal: Proposal) -> str:
    return _("This is no longer waiting: %(state)s.") % {"state": proposal.get_state_display()}


def _asked(request: Any, shown: Shown, form: ReasonForm) -> HttpResponse:
    """Ask for the reason: below the claim where it stands in the list, else on a page."""
    status = INVALID if form.errors else 200
    if not request.htmx:
        return render(request, "facts/reject.html", {"shown": shown, "form": form}, status=status)
    answer = render(request, "facts/_reject.html", {"shown": shown, "form": form}, status=status)
    return reswap(retarget(answer, f"#reject-{shown.row.pk}"), "innerHTML")


def _answered(request: Any, shown: Shown, answer: Answer) -> HttpResponse:
    """Say what was decided: in its place in the list, else above it."""
    if request.htmx:
        context = {"shown": shown, "answer": answer, "waiting": get_waiting(request.scope)}
        return render(request, "facts/_decided.html", context)
    if answer.fact is not None:
        words = format_html('{} <a href="{}">{}</a>', answer.words, _address(answer.fact), _("See the fact"))
        messages.success(request, words)
    else:
        (messages.success if answer.is_done else messages.warning)(request, answer.words)
    return redirect("facts:to_confirm")


def _address(fact: Fact) -> str:
    return redirect("facts:fact", fact.pk).url
