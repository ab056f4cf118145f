"""The steps of a notice: drafted, checked, approved, published, withdrawn, filed."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.engine.scheme import Status
from xianfeng.merit.assessments.models import Settlement
from xianfeng.merit.notices import operations, permissions
from xianfeng.merit.notices.content import allowed_fields, usual_fields
from xianfeng.merit.notices.forms import DraftForm, ReasonForm
from xianfeng.merit.notices.views.common import answered, do, notice_or_404
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.requests import ScopedRequest


@require_http_methods(["GET", "POST"])
def draft(request: ScopedRequest, pk: int) -> HttpResponse:
    """Draft the notice of a settlement."""
    found = Settlement.objects.within(request.scope).select_related("period__unit")
    settlement = get_object_or_404(found, pk=pk)
    branch = settlement.period.unit
    permissions.check_can_draft(request.scope, branch)
    results = settlement.results.filter(status=Status.COMPLETE)
    members = Member.objects.unscoped().filter(pk__in=results.values("member")).order_by("sort_key", "id")
    sent: Any = (request.POST,) if request.method == "POST" else ()
    form = DraftForm(allowed_fields(settlement), usual_fields(settlement), members, *sent)
    write = partial(operations.draft_notice, request.actor, settlement)
    done = _("Drafted. Another person checks it now.")
    context = {"settlement": settlement, "branch": branch}
    return answered(request, form, "notices/draft.html", write, done, ("notices:list",), **context)


@require_POST
def check(request: ScopedRequest, pk: int) -> HttpResponse:
    """Say that a draft is right."""
    notice = notice_or_404(request, pk)
    permissions.check_can_check(request.scope, notice)
    do(
        request,
        partial(operations.check_notice, request.actor, notice),
        _("Checked. The secretary approves it next."),
    )
    return redirect("notices:notice", pk)


@require_POST
def approve(request: ScopedRequest, pk: int) -> HttpResponse:
    """Approve a checked notice."""
    notice = notice_or_404(request, pk)
    permissions.check_can_approve(request.scope, notice)
    done = _("Approved. What it says does not change any more; it can be published.")
    do(request, partial(operations.approve_notice, request.actor, notice), done)
    return redirect("notices:notice", pk)


@require_POST
def publish(request: ScopedRequest, pk: int) -> HttpResponse:
    """Publish an approved notice today."""
    notice = notice_or_404(request, pk)
    permissions.check_can_publish(request.scope, notice)
    do(request, partial(operations.publish_notice, request.actor, notice), _("Published."))
    return redirect("notices:notice", pk)


@require_http_methods(["GET", "POST"])
def withdraw(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take a notice back, with a reason."""
    notice = notice_or_404(request, pk)
    permissions.check_can_withdraw(request.scope, notice)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    write = partial(operations.withdraw_notice, request.actor, notice)
    done = _("Withdrawn. What it said is gone; the reason stays.")
    return answered(
        request, form, "notices/withdraw.html", write, done, ("notices:notice", pk), notice=notice
    )


@require_POST
def file(request: ScopedRequest, pk: int) -> HttpResponse:
    """File a notice that is over."""
    notice = notice_or_404(request, pk)
    permissions.check_can_file(request.scope, notice)
    do(request, partial(operations.file_notice, request.actor, notice), _("Filed."))
    return redirect("notices:notice", pk)
