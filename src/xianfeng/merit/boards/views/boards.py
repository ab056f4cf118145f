"""The board of a branch, and what is on notice in the branches below a unit, for those who belong there."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from xianfeng.merit.boards.hanging import Wall, hang, wall_of
from xianfeng.merit.boards.permissions import (
    check_can_keep_screens,
    check_can_see_board,
    check_can_see_screens,
    has_boards,
)
from xianfeng.merit.boards.queries import hung, notices_of
from xianfeng.merit.boards.shelves import Kind
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import Forbidden, can

TITLES: dict[Kind, Any] = {
    Kind.FLAGS: _("Flag board"),
    Kind.STARS: _("Star board"),
    Kind.BANDS: _("Results of the assessment"),
    Kind.YEAR: _("Red flags of the year"),
}
ORDERED: dict[Kind, Any] = {
    Kind.FLAGS: _("Under one flag people stand by surname; nobody is ranked."),
    Kind.STARS: _("With as many stars people stand by surname; nobody is ranked."),
    Kind.BANDS: _("In a band people stand by surname; nobody is ranked."),
    Kind.YEAR: _("With as many flags people stand by surname; nobody is ranked."),
}


@require_GET
def own(request: ScopedRequest) -> HttpResponse:
    """Lead to the board of one's own branch; without one, to those of the unit in one's charge."""
    scope = request.scope
    if not has_boards(scope):
        raise Forbidden(_("Boards are for members of a branch and for those who read above it."))
    charge = sorted((reach for reach in scope.reaches if reach.role in READERS), key=lambda reach: reach.path)
    return redirect("boards:board", scope.branch_id or charge[0].unit_id)


@require_GET
def board(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what hangs in a branch, of one period; above branches, what is on notice in those below."""
    unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_see_board(request.scope, unit)
    framed, today = _framed(request, unit), timezone.localdate()
    if unit.is_branch:
        chosen = _of_branch(wall_of(request.scope, unit, today), request.GET.get("period", ""))
        return render(request, "boards/board.html", {**framed, **chosen})
    page = Paginator(notices_of(request.scope, unit, today), 50).get_page(request.GET.get("page"))
    return render(request, "boards/below.html", {**framed, "page": page, "rows": hung(page)})


def _framed(request: ScopedRequest, unit: Unit) -> dict[str, Any]:
    scope = request.scope
    return {
        "unit": unit,
        "may_see_screens": can(check_can_see_screens, scope, unit),
        "may_keep_screens": can(check_can_keep_screens, scope, unit),
        "charge": _charge(scope, unit),
    }


def _charge(scope: Scope, branch: Unit) -> Unit | None:
    """Return the lowest unit above a branch whose boards the person reads."""
    above = Unit.objects.within(scope, *READERS).filter(path__in=branch.paths_above)
    found: Unit | None = above.order_by("-path").first()
    return found


def _of_branch(wall: Wall, asked: str) -> dict[str, Any]:
    """Return the boards of the period asked for; of the latest where none is, or one that is not there."""
    found = wall.choose(asked)
    chosen = hang(found) if found else None
    boards = [(TITLES[board.kind], board) for board in chosen.boards] if chosen else []
    kind = boards[0][1].kind if boards else Kind.FLAGS
    return {
        "choices": wall.now if len(wall.now) > 1 else (),
        "earlier": wall.earlier,
        "is_earlier": found in wall.earlier,
        "chosen": chosen,
        "boards": boards,
        "title": TITLES[kind],
        "ordered": ORDERED[kind] if boards else "",
    }
