"""What every page needs: the frame around it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the base layout shows on every page."""
    return {"is_demo": settings.DEMO, "is_large": getattr(request, "is_large", False)}
