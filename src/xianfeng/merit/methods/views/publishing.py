"""Pages on which a draft is published or thrown away, and a published version withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.merit.methods import operations
from xianfeng.merit.methods.permissions import check_can_edit, check_can_publish, check_can_withdraw
from xianfeng.merit.methods.views.editing import editor_for, reached_version
from xianfeng.people.organizations.requests import ScopedRequest


@require_http_methods(["GET", "POST"])
def publish(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what a draft changes and from when it holds, and publish it."""
    version = reached_version(request, pk)
    check_can_publish(request.scope, version)
    refusals: list[str] = []
    if request.method == "POST":
        try:
            operations.publish_version(request.actor, version)
        except ValidationError as refusal:
            refusals = refusal.messages
        else:
            messages.success(request, _("The version is published."))
            return redirect("methods:unit", version.owner_id)
    editor = editor_for(version, version.text)
    context = {"version": version, "unit": version.owner, "editor": editor, "refusals": refusals}
    return render(request, "methods/publish.html", context, status=422 if refusals else 200)


@require_POST
def discard(request: ScopedRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    version = reached_version(request, pk)
    check_can_edit(request.scope, version)
    operations.discard_draft(request.actor, version)
    messages.success(request, _("The draft is thrown away."))
    return redirect("methods:unit", version.owner_id)


@require_POST
def withdraw(request: ScopedRequest, pk: int) -> HttpResponse:
    """Withdraw a published version before its day."""
    version = reached_version(request, pk)
    check_can_withdraw(request.scope, version, timezone.localdate())
    operations.withdraw_version(request.actor, version)
    messages.success(request, _("The version is withdrawn; what holds today goes on."))
    return redirect("methods:unit", version.owner_id)
