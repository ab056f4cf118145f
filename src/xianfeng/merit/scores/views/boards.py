"""Boards of a branch: whole for its committee and the levels above, one's own row for a member; as a file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xianfeng.engine.calendar import Period
from xianfeng.engine.calendar import Unit as Stretch
from xianfeng.engine.scheme import Scheme
from xianfeng.merit.scores.board_permissions import (
    check_can_end_ordered,
    check_can_export_board,
    check_can_open_board,
    check_can_open_ordered,
    check_can_see_all,
)
from xianfeng.merit.scores.board_queries import Asked, ask, group_names, is_ordered_on, summary_of
from xianfeng.merit.scores.board_shown import shown_counts, shown_losses, shown_means, shown_spans
from xianfeng.merit.scores.board_tables import Line, Table, tables_of
from xianfeng.merit.scores.exports import export_board
from xianfeng.merit.scores.ordering import by_group
from xianfeng.merit.scores.stretches import (
    TITLES,
    Choice,
    after,
    before,
    choice_of,
    stretch_of,
    units_of,
    words_of,
)
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can, why_not
from xianfeng.site.tables import FORMATS

TALKED_ABOUT = 3
"""How many items a quarterly board puts on the table."""


def reached_branch(request: ScopedRequest, pk: int) -> Unit:
    """Return a branch in reach. Raises Http404 for anything else."""
    branch: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk, kind=Unit.Kind.BRANCH)
    return branch


def asked_of(request: ScopedRequest, branch: Unit) -> Asked:
    """Return what is asked for in the address. Raises ValidationError in words."""
    today = timezone.localdate()
    return ask(branch, stretch_of(request.GET.get("period", ""), today), today)


def refused(request: ScopedRequest, branch: Unit, refusal: ValidationError) -> HttpResponse:
    """Say why there is no such board, and lead to this month's."""
    context = {"branch": branch, "reasons": refusal.messages}
    return render(request, "scores/board_refused.html", context, status=422)


def framed(asked: Asked) -> dict[str, Any]:
    """Return what every board shows around it: its branch, its stretch, and those to go to."""
    stretch, today = asked.stretch, timezone.localdate()
    following = after(stretch, today)
    return {
        "branch": asked.branch,
        "stretch": stretch,
        "words": words_of(stretch),
        "title": TITLES[stretch.unit],
        "as_of": asked.as_of,
        "is_over": stretch.end < today,
        "earlier": choice_of(before(stretch)),
        "later": choice_of(following) if following else None,
        "choices": _choices(asked, asked.scheme) if asked.parts else [],
        "method": said(asked.scheme.title) if asked.parts else "",
    }


def _choices(asked: Asked, scheme: Scheme) -> list[Choice]:
    around = [Period.containing(unit, asked.as_of) for unit in units_of(scheme)]
    return [Choice(one.code, str(TITLES[one.unit]), one.unit is asked.stretch.unit) for one in around]


@require_GET
def board(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a branch's month, quarter or year: to the committee whole, to a member her own row."""
    branch = reached_branch(request, pk)
    check_can_open_board(request.scope, branch)
    try:
        asked = asked_of(request, branch)
    except ValidationError as refusal:
        return refused(request, branch, refusal)
    if not asked.parts:
        return render(request, "scores/board_none.html", framed(asked))
    if can(check_can_see_all, request.scope, branch):
        return render(request, "scores/board.html", {**framed(asked), **_whole(request, asked)})
    return render(request, "scores/board_own.html", {**framed(asked), **_own(request, asked)})


def _whole(request: ScopedRequest, asked: Asked) -> dict[str, Any]:
    scope, branch = request.scope, asked.branch
    tables, summary, groups = tables_of(asked), summary_of(asked), group_names(branch)
    chosen = next((table for table in tables if table.code == request.GET.get("show")), tables[0])
    grouped = bool(groups) and request.GET.get("by") == "group"
    is_quarter = asked.stretch.unit is Stretch.QUARTER
    return {
        "tables": tables,
        "table": chosen,
        "lines": _with_groups(chosen, groups, grouped),
        "grouped": grouped,
        "groups": groups,
        "summary": summary,
        "recorded": shown_counts(summary),
        "losses": shown_losses(summary.losses),
        "talks": shown_losses(summary.losses[:TALKED_ABOUT] if is_quarter else ()),
        "means": shown_means(asked) if asked.stretch.unit is Stretch.YEAR else [],
        "may_export": can(check_can_export_board, scope, branch),
        "is_committee": can(check_can_open_ordered, scope, branch, True),
        "why_not_ordered": why_not(check_can_open_ordered, scope, branch, is_ordered_on(branch)),
        "may_set_ordered": can(check_can_end_ordered, scope, branch),
    }


def _with_groups(table: Table, groups: dict[int, str], grouped: bool) -> list[tuple[Line, str]]:
    """Return lines with the name of the member's group, by surname or group by group."""
    lines = by_group(table.lines, groups) if grouped else list(table.lines)
    return [(line, groups.get(line.member.unit_id or 0, "")) for line in lines]


def _own(request: ScopedRequest, asked: Asked) -> dict[str, Any]:
    """Return a member's own lines, and how the branch spreads once the stretch is over."""
    own = [
        (table, next((line for line in table.lines if line.member.pk == request.scope.member_id), None))
        for table in tables_of(asked)
    ]
    is_over = asked.stretch.end < timezone.localdate()
    return {"own": [pair for pair in own if pair[1]], "spans": shown_spans(asked) if is_over else []}


@require_POST
def export(request: ScopedRequest, pk: int) -> HttpResponse:
    """Give the committee its board as a workbook; recorded."""
    branch = reached_branch(request, pk)
    check_can_export_board(request.scope, branch)
    try:
        asked = asked_of(request, branch)
    except ValidationError as refusal:
        return refused(request, branch, refusal)
    if not asked.parts:
        return redirect("scores:board", branch.pk)
    content = export_board(request.actor, asked, by=str(request.user))
    response = HttpResponse(content, content_type=FORMATS["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="board-{asked.stretch.code}.xlsx"'
    return response
