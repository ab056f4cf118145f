"""Gives every request a number, which the page of an error shows, and writes one line about it to the log."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger("xianfeng.requests")
number: ContextVar[str] = ContextVar("number", default="")
"""The number of the request that is being answered; '' outside of one."""


def traced(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Number the request and log how it was answered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        token, began = number.set(secrets.token_hex(3).upper()), time.monotonic()
        try:
            response = get_response(request)
            logger.info("request", extra={"facts": _facts(request, response, time.monotonic() - began)})
            return response
        finally:
            number.reset(token)

    return middleware


def _facts(request: HttpRequest, response: HttpResponse, seconds: float) -> dict[str, Any]:
    """Return what may be known of a request: its pattern, not its address, which can hold codes and names."""
    match = request.resolver_match
    user = getattr(request, "_cached_user", None)
    return {
        "method": request.method if request.method in KNOWN else "?",
        "route": match.route if match else "?",
        "status": response.status_code,
        "ms": round(seconds * 1000),
        "user": user.pk if user else None,
    }


KNOWN = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
