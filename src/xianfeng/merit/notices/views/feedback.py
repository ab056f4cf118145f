"""Feedback: given by people with an account, listed, read, and the rating of the answer."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.facts.showing import names_of
from xianfeng.merit.notices import operations, permissions
from xianfeng.merit.notices.hearing import permissions as hearing
from xianfeng.merit.notices.hearing.forms import RateForm, SayForm
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.notices.queries import list_feedback
from xianfeng.merit.notices.states import WAITING_FEEDBACK
from xianfeng.merit.notices.views.common import A_PAGE, answered, feedback_or_404, notice_or_404
from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import why_not


@require_http_methods(["GET", "POST"])
def say(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take what somebody says about a notice."""
    notice = notice_or_404(request, pk)
    hearing.check_can_give_feedback(request.scope, notice)
    author = get_object_or_404(User, pk=request.scope.user_id)
    form = SayForm(request.POST if request.method == "POST" else None)
    write = partial(operations.give_feedback, request.actor, notice, author=author)
    done = _("Received. The branch answers in writing; you find the answer here.")
    return answered(request, form, "notices/say.html", write, done, ("notices:feedback",), notice=notice)


@require_GET
def index(request: ScopedRequest) -> HttpResponse:
    """List what one said, and what was said in the branches whose records one reads."""
    permissions.check_has_notices(request.scope)
    found = list_feedback(request.scope)
    asked = request.GET.get("notice", "")
    of_notice = (
        Notice.objects.within(request.scope).filter(pk=int(asked)).first() if asked.isdecimal() else None
    )
    found = found.filter(notice=of_notice) if of_notice else found
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "waiting": WAITING_FEEDBACK, "of_notice": of_notice}
    return render(request, "notices/feedback.html", context)


@require_GET
def said(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what somebody said, and its answer."""
    found = feedback_or_404(request, pk)
    context = {
        "said": found,
        "is_own": found.author_id is not None and found.author_id == request.scope.user_id,
        "answerer": names_of([found.answered_by])[found.answered_by] if found.answered_at else "",
        "form": RateForm(),
        "why_assign": why_not(hearing.check_can_assign, request.scope, found),
        "why_answer": why_not(hearing.check_can_answer, request.scope, found),
        "why_rate": why_not(hearing.check_can_rate, request.scope, found),
    }
    return render(request, "notices/said.html", context)


@require_POST
def rate(request: ScopedRequest, pk: int) -> HttpResponse:
    """Say whether the answer helped."""
    found = feedback_or_404(request, pk)
    hearing.check_can_rate(request.scope, found)
    form = RateForm(request.POST)
    if form.submit(partial(operations.rate_answer, request.actor, found)):
        messages.success(request, _("Thank you. This is closed now."))
    else:
        messages.warning(request, _("Please choose."))
    return redirect("notices:said", pk)
