"""Large type and language, as each person has chosen them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse


def preferences(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Set `request.is_large` from the cookie of the large-type switch."""

    def middleware(request: Any) -> HttpResponse:
        request.is_large = request.COOKIES.get("large") == "1"
        return get_response(request)

    return middleware
