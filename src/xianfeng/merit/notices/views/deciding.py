"""What is done about an objection: accepted or not, looked into, decided."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.merit.notices import operations
from xianfeng.merit.notices.hearing import permissions
from xianfeng.merit.notices.hearing.concerned import handlers_of
from xianfeng.merit.notices.hearing.forms import AcceptForm, AnswerForm, DecideForm
from xianfeng.merit.notices.queries import list_facts_about
from xianfeng.merit.notices.views.common import answered, do, objection_or_404
from xianfeng.people.organizations.requests import ScopedRequest


def _sent(request: ScopedRequest) -> tuple[Any, ...]:
    return (request.POST,) if request.method == "POST" else ()


@require_http_methods(["GET", "POST"])
def accept(request: ScopedRequest, pk: int) -> HttpResponse:
    """Accept an objection and give it to somebody."""
    found = objection_or_404(request, pk)
    permissions.check_can_accept(request.scope, found)
    form = AcceptForm(handlers_of(found), *_sent(request))
    write = partial(operations.accept_objection, request.actor, found)
    back = ("notices:objection", pk)
    return answered(
        request, form, "notices/accept.html", write, _("Accepted and given on."), back, objection=found
    )


@require_http_methods(["GET", "POST"])
def reject(request: ScopedRequest, pk: int) -> HttpResponse:
    """Not accept an objection, and say why."""
    found = objection_or_404(request, pk)
    permissions.check_can_accept(request.scope, found)
    form = AnswerForm(*_sent(request))
    write = partial(operations.reject_objection, request.actor, found)
    done = _("Not accepted; the reason was sent to whoever filed it.")
    return answered(
        request, form, "notices/reject.html", write, done, ("notices:objection", pk), objection=found
    )


@require_POST
def investigate(request: ScopedRequest, pk: int) -> HttpResponse:
    """Begin to look into an objection."""
    found = objection_or_404(request, pk)
    permissions.check_can_handle(request.scope, found)
    do(request, partial(operations.investigate, request.actor, found), _("You are looking into it now."))
    return redirect("notices:objection", pk)


@require_http_methods(["GET", "POST"])
def decide(request: ScopedRequest, pk: int) -> HttpResponse:
    """Decide an objection and answer it in writing."""
    found = objection_or_404(request, pk)
    permissions.check_can_handle(request.scope, found)
    form = DecideForm(list_facts_about(found), *_sent(request))
    write = partial(operations.decide_objection, request.actor, found)
    done = _("Decided; the answer was sent to whoever filed it.")
    return answered(
        request, form, "notices/decide.html", write, done, ("notices:objection", pk), objection=found
    )
