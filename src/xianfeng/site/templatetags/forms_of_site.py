"""What the components for forms need from Python."""

from __future__ import annotations

import secrets

from django import template

register = template.Library()


@register.simple_tag
def once_key() -> str:
    """Return a new key by which one press of a button is told from the next."""
    return secrets.token_urlsafe(16)
