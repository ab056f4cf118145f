"""The codes on activation slips: made, read as they are typed, and kept only as a keyed hash."""

from __future__ import annotations

import secrets
import unicodedata
from datetime import timedelta

from django.utils.crypto import salted_hmac

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0 and O, 1, I and L: what is printed is what is typed. Twelve of them are 59 bits."""
LENGTH, GROUP = 12, 4
VALID = timedelta(days=30)


def new_code() -> str:
    """Return a code as it is printed: three groups of four."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(drawn[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def plain(code: str) -> str:
    """Return a code however it was typed: small letters, spaces, full-width characters."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", code).upper()))


def hash_of(code: str) -> str:
    """Return the keyed hash of a code."""
    return salted_hmac("accounts.slip", plain(code), algorithm="sha256").hexdigest()
