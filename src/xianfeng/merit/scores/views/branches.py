"""The branches of a subtree and how much they record: for officers and inspectors."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xianfeng.engine.calendar import Period
from xianfeng.merit.scores.board_permissions import ABOVE, COMMITTEE, check_can_compare_branches
from xianfeng.merit.scores.branches import counts_of, list_branches, silent
from xianfeng.merit.scores.stretches import after, before, choice_of, month_of, words_of
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import Scope

A_PAGE = 50


@require_GET
def boards(request: ScopedRequest) -> HttpResponse:
    """Show what the branches of one's units recorded in a month; who belongs to one branch alone goes to its board."""
    own = _own_branch(request.scope)
    if own is not None:
        return redirect("scores:board", own)
    check_can_compare_branches(request.scope)
    today = timezone.localdate()
    try:
        month = month_of(request.GET.get("period", ""), today)
    except ValidationError as refusal:
        return render(request, "scores/board_refused.html", {"reasons": refusal.messages}, status=422)
    return render(request, "scores/boards.html", _context(request, month))


def _own_branch(scope: Scope) -> int | None:
    """Return the branch that somebody leads, else belongs to; None for who works above branches."""
    if scope.holds(*ABOVE):
        return None
    return next((reach.unit_id for reach in scope.reaches if reach.role in COMMITTEE), scope.branch_id)


def _context(request: ScopedRequest, month: Period) -> dict[str, object]:
    branches = list_branches(request.scope)
    without = silent(branches, month)
    only_silent = request.GET.get("only") == "silent"
    page = Paginator(without if only_silent else branches, A_PAGE).get_page(request.GET.get("page"))
    following = after(month, timezone.localdate())
    return {
        "month": month,
        "words": words_of(month),
        "earlier": choice_of(before(month)),
        "later": choice_of(following) if following else None,
        "page": page,
        "rows": counts_of(list(page.object_list), month),
        "all": branches.count(),
        "silent": without.count(),
        "only_silent": only_silent,
    }
