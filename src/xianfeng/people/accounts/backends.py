"""Sign in by staff number, phone or e-mail, whichever is typed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.db.models import Q
from django.http import HttpRequest

from xianfeng.people.accounts.models import User


class SignIn(BaseBackend):
    """Finds the account by any of its three names; a password is compared even where there is none."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_: Any
    ) -> User | None:
        typed = username.strip()
        by_any = Q(username__iexact=typed) | Q(phone=typed) | Q(email__iexact=typed)
        user = User.objects.filter(by_any).order_by("pk").first() if typed else None
        if user is None:
            User().set_password(password)  # takes as long as a comparison, so that names cannot be probed
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        found = User.objects.select_related("member__unit", "member__branch").filter(pk=user_id).first()
        return found if found and found.is_active else None
