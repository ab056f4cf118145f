"""Objections: filed, listed, read, and the receipt of the answer."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.facts.showing import names_of
from xianfeng.merit.notices import operations, permissions
from xianfeng.merit.notices.hearing import permissions as hearing
from xianfeng.merit.notices.hearing.forms import ObjectForm
from xianfeng.merit.notices.models import Notice, Objection
from xianfeng.merit.notices.queries import list_named, list_objections
from xianfeng.merit.notices.sheet import Line, sheet_of
from xianfeng.merit.notices.states import OPEN_OBJECTIONS
from xianfeng.merit.notices.views.common import A_PAGE, answered, do, notice_or_404, objection_or_404
from xianfeng.merit.notices.workdays import calendar
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import why_not

State = Objection.State


@require_http_methods(["GET", "POST"])
def file(request: ScopedRequest, pk: int) -> HttpResponse:
    """File an objection to a notice that is on, under one's own name."""
    notice = notice_or_404(request, pk)
    hearing.check_can_object(request.scope, notice)
    own: Member = get_object_or_404(Member.objects.within(request.scope), pk=request.scope.member_id)
    members = {member.pk: member for member in (own, *list_named(notice))}
    sent: Any = (request.POST,) if request.method == "POST" else ()
    form = ObjectForm(members.values(), own.pk, *sent)
    write = partial(operations.file_objection, request.actor, notice, by=own)
    context = {
        "notice": notice,
        "own": _line_of(notice, own),
        "answer_by": calendar().after(timezone.localdate(), 10),
    }
    done = _("Filed. You get a written answer within ten working days (default).")
    return answered(request, form, "notices/object.html", write, done, ("notices:objections",), **context)


def _line_of(notice: Notice, member: Member) -> Line | None:
    """Return how a member stands on a notice."""
    lines = sheet_of(notice, notice.content).lines
    rows = notice.content["rows"]
    return next((line for line, row in zip(lines, rows, strict=True) if row["member"] == member.pk), None)


@require_GET
def index(request: ScopedRequest) -> HttpResponse:
    """List the objections that one filed or handles, and those of the branches whose records one reads."""
    permissions.check_has_notices(request.scope)
    page = Paginator(list_objections(request.scope), A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "today": timezone.localdate(), "open_states": OPEN_OBJECTIONS}
    return render(request, "notices/objections.html", context)


@require_GET
def objection(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show an objection: the parties, until when it is answered, what was decided, and what can be done."""
    found = objection_or_404(request, pk)
    context = {
        "objection": found,
        "is_open": found.state in OPEN_OBJECTIONS,
        "is_late": found.state in OPEN_OBJECTIONS and found.due_on < timezone.localdate(),
        "answerer": names_of([found.answered_by])[found.answered_by] if found.answered_at else "",
        "is_own": request.scope.member_id == found.by_id,
        "steps": [
            _("Filed"),
            _("Accepted"),
            _("Being looked into"),
            pgettext("notices", "Decided"),
            _("Answer read"),
        ],
        "step": {State.FILED: 2, State.ACCEPTED: 3, State.INVESTIGATING: 4, State.REPLIED: 6}.get(
            State(found.state), 5
        ),
        "why_accept": why_not(hearing.check_can_accept, request.scope, found),
        "why_handle": why_not(hearing.check_can_handle, request.scope, found),
        "why_receive": why_not(hearing.check_can_receive, request.scope, found),
    }
    return render(request, "notices/objection.html", context)


@require_POST
def receive(request: ScopedRequest, pk: int) -> HttpResponse:
    """Say that one has read the answer."""
    found = objection_or_404(request, pk)
    hearing.check_can_receive(request.scope, found)
    do(
        request,
        partial(operations.receive_answer, request.actor, found),
        _("Noted. This objection is closed."),
    )
    return redirect("notices:objection", pk)
