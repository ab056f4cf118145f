"""The codes on slips by which employees rate: made as those of activation slips are, kept as a keyed hash alone."""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from xianfeng.people.accounts.slips import new_code, plain

__all__ = ["hash_of", "new_code"]


def hash_of(code: str) -> str:
    """Return the keyed hash of a code however it was typed."""
    return salted_hmac("reviews.slip", plain(code), algorithm="sha256").hexdigest()
