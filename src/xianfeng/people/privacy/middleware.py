"""Shows the notice before anything else, once for each of its versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from xianfeng.people.privacy.notices import current_notice
from xianfeng.people.privacy.queries import has_read_notice

SEEN = "notice_read"
OPEN = frozenset({"account_logout", "privacy:notice"})
"""Pages of somebody signed in that need no notice; neither do those which need no sign-in."""


class NoticeFirst:
    """Leads whoever has not been shown the notice in force to it, and afterwards to the page asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, options: Any
    ) -> HttpResponse | None:
        """Return the way to the notice, None where the page may be answered."""
        if not request.user.is_authenticated or is_open(request, view) or has_seen(request):
            return None
        return to_notice(request)


def is_open(request: HttpRequest, view: Callable[..., Any]) -> bool:
    """Return whether the page passes: sign-out, language, large type, health and what needs no sign-in."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    return name in OPEN or not getattr(view, "login_required", True)


def has_seen(request: HttpRequest) -> bool:
    """Return whether the notice was read; the session remembers it, so that it is asked once."""
    version = current_notice().version
    if request.session.get(SEEN) == version:
        return True
    if not has_read_notice(request.user):  # type: ignore[arg-type]
        return False
    request.session[SEEN] = version
    return True


def to_notice(request: HttpRequest) -> HttpResponse:
    """Return the redirect to the notice; a page that was to be shown follows after it."""
    wanted = request.get_full_path() if request.method == "GET" and not is_partial(request) else "/"
    address = f"{reverse('privacy:notice')}?{urlencode({'next': wanted})}"
    return HttpResponseClientRedirect(address) if is_partial(request) else redirect(address)


def is_partial(request: HttpRequest) -> bool:
    """Return whether HTMX asks for a part of a page."""
    return bool(getattr(request, "htmx", False))
