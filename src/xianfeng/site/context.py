"""What every page needs: the shell around it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from xianfeng.site.shell import shell_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return what the base layout shows on every page; the shell is worked out only where it is drawn."""
    return {
        "is_demo": settings.DEMO,
        "is_large": getattr(request, "is_large", False),
        "shell": SimpleLazyObject(lambda: shell_of(request)),
    }
