"""The first page after signing in: one section for each thing a person is."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from xianfeng.desk.due import list_due
from xianfeng.desk.queries import get_accounts, get_my_branch, get_overview, get_register
from xianfeng.merit.scores.in_short import get_in_short
from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.requests import ScopedRequest


@require_GET
def home(request: ScopedRequest) -> HttpResponse:
    """Show what is theirs to do, then whom and what they look after, then their own branch."""
    assert isinstance(request.user, User)
    return render(request, "desk/home.html", _sections(request, request.user, timezone.localdate()))


def _sections(request: ScopedRequest, user: User, on: date) -> dict[str, Any]:
    return {
        "today": on,
        "person": user,
        "due": list_due(request.scope),
        "overview": get_overview(request.scope, on),
        "register": get_register(request.scope),
        "accounts": get_accounts(request.scope),
        "score": get_in_short(user.member, on) if user.member else None,
        "mine": get_my_branch(user.member, on) if user.member else None,
    }
