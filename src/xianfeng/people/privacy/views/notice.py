"""The notice: shown at the first sign-in, to be read again at any time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.privacy.notices import current_notice
from xianfeng.people.privacy.operations import read_notice
from xianfeng.people.privacy.queries import has_read_notice, said_rules


@require_http_methods(["GET", "POST"])
def notice(request: ScopedRequest) -> HttpResponse:
    """Show the notice in force; posting says that it was shown, and goes on to the page asked for."""
    user = request.user
    assert isinstance(user, User)
    if request.method == "POST":
        read_notice(request.actor, user)
        return redirect(_next(request))
    found = {"notice": current_notice(), "rules": said_rules(), "is_read": has_read_notice(user)}
    return render(request, "privacy/notice.html", {**found, "next": _next(request)})


def _next(request: ScopedRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else resolve_url("desk:home")
