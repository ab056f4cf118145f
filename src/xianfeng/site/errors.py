"""The pages for what went wrong: what it was, and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xianfeng.site.tracing import number


def unreadable(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request could not be understood."""
    return render(request, "site/400.html", status=400)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the page was open for too long, or in two windows: its form is no longer accepted."""
    return render(request, "site/csrf.html", status=403)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why, and who can do it."""
    return render(request, "site/403.html", {"reason": getattr(exception, "reason", "")}, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, or that it lies outside what may be seen."""
    return render(request, "site/404.html", status=404)


def conflict(request: HttpRequest) -> HttpResponse:
    """Say that the same form was already sent with other content."""
    return render(request, "site/409.html", status=409)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that this was tried too often."""
    return render(request, "site/429.html", status=429)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that nothing was saved, with the number by which the log names this request."""
    return render(request, "site/500.html", {"number": number.get()}, status=500)
