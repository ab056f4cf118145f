"""The product's addresses, and some that only tests visit."""

from __future__ import annotations

from secrets import token_hex

from django.contrib.sessions.models import Session
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone

from xianfeng.site.rights import Forbidden
from xianfeng.urls import *  # noqa: F403
from xianfeng.urls import urlpatterns as of_the_product


def done() -> int:
    """Return how often a press left its trace."""
    return Session.objects.filter(session_data="a press").count()


def press(request: HttpRequest) -> HttpResponse:
    """Leave a trace, then answer as the form asks."""
    Session.objects.create(session_key=token_hex(16), session_data="a press", expire_date=timezone.now())
    answer = request.POST.get("answer")
    if answer == "failure":
        raise RuntimeError("broken on purpose")
    if answer == "refusal":
        return HttpResponse(status=422)
    return HttpResponse("shown") if answer == "page" else redirect("/there")


def wrong(request: HttpRequest, what: str) -> HttpResponse:
    """Go wrong in the way that the address names."""
    if what == "forbidden":
        raise Forbidden("要由支部书记来办")
    if what == "missing":
        raise Http404
    raise RuntimeError("broken on purpose")


urlpatterns = [*of_the_product, path("press", press), path("wrong/<what>", wrong)]
