"""Links by which a team reads a notice without an account: drawn by lot, and kept only as a keyed hash."""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

from xianfeng.merit.notices.models import AudienceLink
from xianfeng.people.accounts.slips import plain

TOKEN_BYTES = 24


def new_token() -> str:
    """Return a token for an address: 192 bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of_token(token: str) -> str:
    """Return the keyed hash by which a link is found again."""
    return salted_hmac("notices.link", token, algorithm="sha256").hexdigest()


def hash_of_code(code: str) -> str:
    """Return the keyed hash of the code by which a reader without an account finds the answer, however it was typed."""
    return salted_hmac("notices.answer", plain(code), algorithm="sha256").hexdigest()


def link_of(token: str) -> AudienceLink | None:
    """Return the link of a token unless it was taken back. One query."""
    found = AudienceLink.objects.unscoped().filter(token_hash=hash_of_token(token), revoked_at=None)
    link: AudienceLink | None = found.select_related(
        "notice__unit", "notice__settlement__period", "team"
    ).first()
    return link
