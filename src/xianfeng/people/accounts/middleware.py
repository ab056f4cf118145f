"""Gives every request its scope and its actor, and holds sessions to their limits and to a second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from xianfeng.people.accounts import sessions
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import Actor
from xianfeng.people.organizations.scope import Scope, answering

BEFORE_SECOND_FACTOR = (
    "account_logout",
    "account_reauthenticate",
    "accounts:second_factor",
    "privacy:notice",
)
"""Pages that one reaches before a second factor is set up, beside those of the second factor itself."""


def reach(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.scope` and `request.actor`; sign out who has been signed in for too long."""

    def middleware(request: Any) -> HttpResponse:
        with answering():
            user = request.user
            signed_in = user.is_authenticated
            request.scope = scope_of(user, timezone.localdate()) if signed_in else Scope()
            request.actor = Actor(user.pk if signed_in else None, request.META.get("REMOTE_ADDR"))
            return (signed_in and _over(request)) or get_response(request)

    return middleware


def _over(request: Any) -> HttpResponse | None:
    """Return the way to the sign-in page when the session is over, else note that it is in use."""
    limits = sessions.limits_of(request.scope)
    if not sessions.is_over(request.session, limits):
        sessions.touch(request.session, limits)
        return None
    logout(request)
    messages.info(request, _("You were signed out after a while, for safety. Please sign in again."))
    wanted = request.get_full_path() if request.method == "GET" else ""
    return _lead(request, redirect_to_login(wanted)["Location"])


class SecondFactor:
    """Leads officers, inspectors, administrators, auditors and owners without a second factor to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, *_: Any) -> HttpResponse | None:
        """Return the way to the page that explains it, unless nothing is missing."""
        if not settings.SECOND_FACTOR or not sessions.is_privileged(request.scope) or _is_open(request, view):
            return None
        if is_mfa_enabled(request.user):
            return None
        return _lead(request, reverse("accounts:second_factor"))


def _is_open(request: HttpRequest, view: Any) -> bool:
    if not getattr(view, "login_required", True):
        return True
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name in BEFORE_SECOND_FACTOR or name.startswith(("mfa_", "site:"))


def _lead(request: Any, url: str) -> HttpResponse:
    """Return a redirect; a part of a page that asks by HTMX takes the whole page there."""
    return HttpResponseClientRedirect(url) if request.htmx else HttpResponseRedirect(url)
