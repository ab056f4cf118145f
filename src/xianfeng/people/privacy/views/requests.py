"""Requests of others, for those who answer them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.privacy.forms import AnswerForm
from xianfeng.people.privacy.models import DataRequest
from xianfeng.people.privacy.operations import answer
from xianfeng.people.privacy.permissions import check_can_answer, check_can_read_requests
from xianfeng.people.privacy.queries import list_requests
from xianfeng.people.privacy.views.mine import A_PAGE, account
from xianfeng.people.privacy.workdays import is_estimate
from xianfeng.site.rights import why_not


@require_GET
def requests(request: ScopedRequest) -> HttpResponse:
    """List the requests of the units one answers for, the earliest due first."""
    check_can_read_requests(request.scope)
    page = Paginator(list_requests(request.scope), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "privacy/requests.html", {"page": page, "today": timezone.localdate()})


@require_http_methods(["GET", "POST"])
def answer_to(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a request; posting answers it."""
    asked = get_object_or_404(DataRequest.objects.within(request.scope).select_related("user", "unit"), pk=pk)
    if request.method == "POST":
        check_can_answer(request.scope, asked)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _answered(request, asked, form):
        messages.success(request, _("The answer has been given."))
        return redirect("privacy:requests")
    found = {
        "asked": asked,
        "form": form,
        "why": why_not(check_can_answer, request.scope, asked),
        "is_estimate": is_estimate(asked.due_on),
        "today": timezone.localdate(),
    }
    return render(request, "privacy/answer.html", found, status=422 if form.errors else 200)


def _answered(request: ScopedRequest, asked: DataRequest, form: AnswerForm) -> bool:
    try:
        answer(request.actor, asked, by=account(request), **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True
