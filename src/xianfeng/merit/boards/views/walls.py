"""What a large screen shows: no signing in, no navigation, the boards of its unit one after the other."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xianfeng.merit.boards.faces import Face, faces_of
from xianfeng.merit.boards.hanging import Hung
from xianfeng.merit.boards.models import Screen
from xianfeng.merit.boards.operations import see_screen
from xianfeng.merit.boards.queries import get_screen, shown_on
from xianfeng.merit.boards.views.boards import ORDERED, TITLES
from xianfeng.people.accounts.throttle import Throttle
from xianfeng.site.errors import too_many

SCREEN = Throttle("screen", "30/15m/key")
"""Of an address: links that are none."""
ALONE, IN_TURN = 60, 20
"""Seconds until a screen asks again: with one board, and with several that take turns."""


@login_not_required
@never_cache
@require_safe
def screen(request: HttpRequest, token: str) -> HttpResponse:
    """Show the board whose turn it is; nothing by a link that was taken back."""
    try:
        tries = SCREEN.take(request, get_ip(request))
    except ValidationError:
        return too_many(request)
    found = get_screen(token)
    if found is None:
        return _gone(request)
    tries.rollback()
    now = timezone.localtime()
    see_screen(found, now.date())
    return render(request, "boards/screen.html", _shown(found, now))


def _gone(request: HttpRequest) -> HttpResponse:
    """Say that the link is not valid; a screen that still shows names loads this page at once."""
    response = render(request, "boards/screen_gone.html", status=404)
    response.headers["HX-Refresh"] = "true"
    return response


def _shown(found: Screen, now: datetime) -> dict[str, Any]:
    faces = [(hung, face) for hung, board in shown_on(found, now.date()) for face in faces_of(board)]
    every = IN_TURN if len(faces) > 1 else ALONE
    frame: dict[str, Any] = {"screen": found, "now": now, "every": every, "count": len(faces)}
    return {**frame, **_face(faces, int(now.timestamp()) // every)} if faces else frame


def _face(faces: list[tuple[Hung, Face]], turn: int) -> dict[str, Any]:
    at = turn % len(faces)
    hung, face = faces[at]
    kind = face.board.kind
    return {"hung": hung, "face": face, "number": at + 1, "title": TITLES[kind], "ordered": ORDERED[kind]}
