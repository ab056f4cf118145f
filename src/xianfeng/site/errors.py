"""The pages for 403, 404 and 500: what is wrong, and what to do."""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say why, and who can do it."""
    return render(request, "site/403.html", {"reason": getattr(exception, "reason", "")}, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, or that it lies outside what may be seen."""
    return render(request, "site/404.html", status=404)


def failed(request: HttpRequest) -> HttpResponse:
    """Say that nothing was saved, with a number to quote."""
    return render(request, "site/500.html", {"number": secrets.token_hex(2).upper()}, status=500)
