"""What people without an account see: a notice by its link, and the answer to what they said by its code."""

from __future__ import annotations

from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from xianfeng.merit.notices import operations
from xianfeng.merit.notices.hearing.forms import CodeForm, RateForm, SayForm
from xianfeng.merit.notices.links import hash_of_code, link_of
from xianfeng.merit.notices.models import Feedback, Notice
from xianfeng.merit.notices.permissions import is_on
from xianfeng.merit.notices.queries import window_of
from xianfeng.merit.notices.sheet import sheet_of
from xianfeng.merit.notices.views.common import INVALID
from xianfeng.people.accounts.throttle import Throttle
from xianfeng.people.organizations.requests import ScopedRequest

GONE, TOO_MANY = 410, 429
OPEN_LINK = Throttle("notice_link", "30/15m/key")
"""Of an address: links that open nothing."""
SAY = Throttle("notice_say", "10/1h/key")
"""Of an address: things said without an account."""
READ_ANSWER = Throttle("notice_answer", "20/15m/key")
"""Of an address: wrong codes."""


def _unkept(response: HttpResponse) -> HttpResponse:
    """Let nobody keep what is read here: no search engine, no cache; and hand the address on to nobody."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: ScopedRequest, token: str) -> HttpResponse:
    """Show a notice to whoever has its link, and take what they say about it."""
    try:
        tries = OPEN_LINK.take(request, get_ip(request))
    except ValidationError as refusal:
        return _unkept(
            render(request, "notices/no_link.html", {"wait": refusal.messages[0]}, status=TOO_MANY)
        )
    link = link_of(token)
    if link is None:
        raise Http404
    tries.rollback()
    notice = link.notice
    if notice.state != Notice.State.PUBLISHED or not is_on(notice):
        return _unkept(render(request, "notices/no_link.html", {"notice": notice}, status=GONE))
    return _unkept(_read(request, notice, token))


def _read(request: ScopedRequest, notice: Notice, token: str) -> HttpResponse:
    form = SayForm(request.POST if request.method == "POST" else None)
    told: dict[str, Any] = {}
    if (
        request.method == "POST"
        and _takes(request, form)
        and form.submit(lambda text: told.update(_say(request, notice, text)))
    ):
        return render(request, "notices/said_by_link.html", {"code": told["code"], "token": token})
    context = {
        "notice": notice,
        "sheet": sheet_of(notice, notice.content),
        "window": window_of(notice, timezone.localdate()),
        "form": form,
    }
    return render(request, "notices/by_link.html", context, status=INVALID if form.errors else 200)


def _takes(request: ScopedRequest, form: SayForm) -> bool:
    try:
        SAY.take(request, get_ip(request))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _say(request: ScopedRequest, notice: Notice, text: str) -> dict[str, Any]:
    said, code = operations.give_feedback(request.actor, notice, text=text)
    return {"said": said, "code": code}


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: ScopedRequest) -> HttpResponse:
    """Show the answer to what somebody said without an account, by its code; take whether it helped."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "GET" or not form.is_valid():
        return _unkept(_ask(request, form, INVALID if form.errors else 200))
    try:
        tries = READ_ANSWER.take(request, get_ip(request))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _unkept(_ask(request, form, TOO_MANY))
    said = (
        Feedback.objects.unscoped()
        .filter(author=None, code_hash=hash_of_code(form.cleaned_data["code"]))
        .first()
    )
    if said is None:
        form.add_error("code", _("There is nothing under this code."))
        return _unkept(_ask(request, form, INVALID))
    tries.rollback()
    return _unkept(_answer(request, form, said))


def _ask(request: ScopedRequest, form: CodeForm, status: int) -> HttpResponse:
    return render(request, "notices/answer.html", {"form": form}, status=status)


def _answer(request: ScopedRequest, form: CodeForm, said: Feedback) -> HttpResponse:
    rating = RateForm(request.POST if "satisfied" in request.POST else None)
    if rating.submit(lambda satisfied: operations.rate_answer(request.actor, said, satisfied=satisfied)):
        messages.success(request, _("Thank you. This is closed now."))
        return redirect("notices:answer")
    context = {"form": form, "said": said, "rating": rating, "code": form.cleaned_data["code"]}
    return render(request, "notices/answer.html", context, status=INVALID if rating.errors else 200)
