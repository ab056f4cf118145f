"""Whoever presses twice, or sends again after a lost connection, does a thing once.

A form carries a key of its own (`<c-once />`). What it does and that it was done are one transaction, so that of
two that arrive together one waits and then finds the answer of the other. Only an answer that leads on to another
page is remembered: a form that came back with errors, or a page shown in answer, may be sent again.

For people who are signed in: signing in twice does no harm, and a slip says itself that it was used.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from xianfeng.site.errors import conflict
from xianfeng.site.models import Once

KEY = re.compile(r"[\w-]{16,40}")
KEPT = timedelta(days=7)


class OnceMiddleware:
    """Answers a form that was sent before as it was answered then. Stands last, where only views are below it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        if request.method != "POST" or "once" not in request.POST or not request.user.is_authenticated:
            return self.get_response(request)
        with transaction.atomic():
            request.once = None
            response = self.get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            elif request.once:
                _remember(request.once, response)
        return response

    def process_view(self, request: Any, *_view: Any) -> HttpResponse | None:
        """Claim the key, after everything that keeps a request from its view; return the answer of a repeat."""
        if not hasattr(request, "once"):
            return None
        claimed, is_new = _claim(request)
        if is_new:
            request.once = claimed
            return None
        return _answer_again(request, claimed)


def remove_old_keys(now: datetime) -> int:
    """Delete the keys of forms sent more than a week ago; return how many."""
    return Once.objects.filter(at__lt=now - KEPT).delete()[0]


def _claim(request: Any) -> tuple[Once, bool]:
    key = request.POST["once"]
    if not KEY.fullmatch(key):
        raise SuspiciousOperation("a form came with a key that is none of ours")
    values = {"user": request.user, "digest": _digest(request), "location": ""}
    return Once.objects.get_or_create(key=key, defaults=values)


def _digest(request: HttpRequest) -> str:
    """Return the digest of the address and of all that was sent, files with their content."""
    fields = sorted(
        (name, request.POST.getlist(name)) for name in request.POST if name != "csrfmiddlewaretoken"
    )
    digest = hashlib.sha256(repr((request.get_full_path(), fields)).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            digest.update(repr((name, file.name, file.size)).encode())
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
    return digest.hexdigest()


def _remember(once: Once, response: HttpResponse) -> None:
    if 300 <= response.status_code < 400:
        once.location = response["Location"]
        once.save(update_fields=["location"])
    else:
        once.delete()


def _answer_again(request: Any, first: Once) -> HttpResponse:
    if first.user_id != request.user.pk or first.digest != _digest(request):
        return conflict(request)
    messages.info(request, _("This had arrived already. It was not done a second time."))
    return redirect(first.location)
