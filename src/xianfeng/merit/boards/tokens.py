"""The secret in the link of a large screen; only a keyed hash of it is kept."""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

BYTES = 24
"""192 bits, 32 characters in the address."""


def new_token() -> str:
    """Return what the link of a new screen ends with."""
    return secrets.token_urlsafe(BYTES)


def hash_of(token: str) -> str:
    """Return the keyed hash by which a screen is found again."""
    return salted_hmac("boards.screen", token, algorithm="sha256").hexdigest()
