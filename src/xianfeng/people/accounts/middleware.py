"""Gives every request its scope and its actor, and marks that queries now need a scope."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from xianfeng.people.accounts.access import scope_of
from xianfeng.people.audit.operations import Actor
from xianfeng.people.organizations.scope import Scope, answering


def reach(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.scope` and `request.actor`."""

    def middleware(request: Any) -> HttpResponse:
        with answering():
            user = request.user
            signed_in = user.is_authenticated
            request.scope = scope_of(user, timezone.localdate()) if signed_in else Scope()
            request.actor = Actor(user.pk if signed_in else None, request.META.get("REMOTE_ADDR"))
            return get_response(request)

    return middleware
