"""The shape of every permission: `check_can_x` raises `Forbidden` with a reason that a person can read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied


class Forbidden(PermissionDenied):
    """Raised inside the scope but without the right; its reason is shown where the button would be."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(str(reason))


def can(check: Callable[..., None], *args: Any) -> bool:
    """Return whether the check passes."""
    return not why_not(check, *args)


def why_not(check: Callable[..., None], *args: Any) -> str:
    """Return the reason the check gives, '' when it passes."""
    try:
        check(*args)
    except Forbidden as refusal:
        return str(refusal.reason)
    return ""
