"""A statement of a result for use elsewhere: what it says, then made for paper or as a Word document."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from xianfeng.merit.assessments.models import Result
from xianfeng.merit.followups.operations import make_statement
from xianfeng.merit.followups.permissions import check_can_state
from xianfeng.merit.followups.statement import TITLE, USE, Statement, statement_of
from xianfeng.merit.followups.statement_word import WORD, write_statement
from xianfeng.merit.followups.views.common import INVALID
from xianfeng.merit.notices.content import chinese_day
from xianfeng.people.organizations.requests import ScopedRequest


def result_or_404(request: ScopedRequest, pk: int) -> Result:
    """Return a result in reach."""
    related = ("member", "settlement__period__unit")
    found: Result = get_object_or_404(Result.objects.within(request.scope).select_related(*related), pk=pk)
    return found


@require_GET
def statement(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what the statement of a result says, and how it is made."""
    result = result_or_404(request, pk)
    check_can_state(request.scope, result)
    return render(request, "followups/statement.html", _context(result, statement_of(result)))


@require_POST
def make(request: ScopedRequest, pk: int) -> HttpResponse:
    """Make the statement, for paper or as a Word document."""
    result = result_or_404(request, pk)
    check_can_state(request.scope, result)
    try:
        made = make_statement(request.actor, result, form=request.POST.get("form", ""))
    except ValidationError:
        context = _context(result, statement_of(result)) | {"wrong": True}
        return render(request, "followups/statement.html", context, status=INVALID)
    if request.POST["form"] == "print":
        return render(request, "followups/statement.html", _context(result, made) | {"is_made": True})
    answer = HttpResponse(write_statement(made, timezone.now()), content_type=WORD)
    answer["Content-Disposition"] = f'attachment; filename="statement-{made.number}.docx"'
    answer["Cache-Control"] = "no-store"
    return answer


def _context(result: Result, said: Statement) -> dict[str, Any]:
    return {
        "result": result, "said": said, "heading": TITLE, "use": USE, "made_on": chinese_day(timezone.localdate()),
    }  # fmt: skip
