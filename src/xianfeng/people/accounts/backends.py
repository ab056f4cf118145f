"""Sign in by staff number, phone or e-mail, whichever is typed."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from xianfeng.people.accounts.models import User

NAMES = ("username__iexact", "phone", "email__iexact")
"""What may be typed, in the order in which it counts: nobody's phone can stand before another's staff number."""


def plain(typed: str) -> str:
    """Return what was typed without full-width characters and spaces around it."""
    return unicodedata.normalize("NFKC", typed).strip()


def plain_phone(typed: str) -> str:
    """Return the digits of a phone number without its country code 86, '' when it is none."""
    digits = re.sub(r"[\s()-]", "", plain(typed))
    digits = re.sub(r"^(\+|00)86", "", digits)
    return digits if re.fullmatch(r"\+?\d{5,19}", digits) else ""


def find(typed: str) -> User | None:
    """Return the account that a typed staff number, phone or e-mail names."""
    name = plain(typed)
    for field in NAMES:
        value = plain_phone(name) if field == "phone" else name
        found = User.objects.filter(**{field: value}).first() if value else None
        if found:
            return found
    return None


class SignIn(BaseBackend):
    """Finds the account by any of its three names; a password is compared even where there is none."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_: Any
    ) -> User | None:
        user = find(username)
        if user is None:
            User().set_password(password)  # takes as long as a comparison, so that names cannot be probed
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        found = User.objects.select_related("member__unit", "member__branch").filter(pk=user_id).first()
        return found if found and found.is_active else None
