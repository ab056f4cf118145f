"""Feedback given to somebody, and answered."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.merit.notices import operations
from xianfeng.merit.notices.hearing import permissions
from xianfeng.merit.notices.hearing.forms import AssignForm, ReplyForm
from xianfeng.merit.notices.models import Feedback
from xianfeng.merit.notices.views.common import answered, feedback_or_404
from xianfeng.people.organizations.requests import ScopedRequest


@require_http_methods(["GET", "POST"])
def assign(request: ScopedRequest, pk: int) -> HttpResponse:
    """Give feedback to somebody of the committee."""
    found = feedback_or_404(request, pk)
    permissions.check_can_assign(request.scope, found)
    able = [user for user in permissions.list_answerers(found.notice.unit) if user.pk != found.author_id]
    form = AssignForm(able, *((request.POST,) if request.method == "POST" else ()))
    write = partial(operations.assign_feedback, request.actor, found)
    return answered(
        request, form, "notices/assign.html", write, _("Given on."), ("notices:said", pk), said=found
    )


@require_http_methods(["GET", "POST"])
def reply(request: ScopedRequest, pk: int) -> HttpResponse:
    """Answer feedback, or close it as not about the notice."""
    found = feedback_or_404(request, pk)
    permissions.check_can_answer(request.scope, found)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    done = _("Answered.")
    return answered(
        request,
        form,
        "notices/reply.html",
        partial(_write, request, found),
        done,
        ("notices:said", pk),
        said=found,
    )


def _write(request: ScopedRequest, found: Feedback, kind: str, answer: str) -> Any:
    write = operations.refuse_feedback if kind == ReplyForm.REFUSE else operations.answer_feedback
    return write(request.actor, found, answer=answer)
