"""Large type, as each person has chosen it, and that no page is listed by search engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse


def preferences(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.is_large` from the cookie of the large-type switch; mark every answer as not to be listed."""

    def middleware(request: Any) -> HttpResponse:
        request.is_large = request.COOKIES.get("large") == "1"
        response = get_response(request)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware
