"""Rating with a slip, without an account: whoever has the code sees whom she rates, and nobody else.

Opening a link uses nothing up. That a slip has ballots already is said before anything else, so that whoever did not
cast them can void it.
"""

from __future__ import annotations

from typing import Any

from allauth.core.internal.ratelimit import get_ip
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.merit.reviews.forms import SlipCodeForm
from xianfeng.merit.reviews.operations import void_slip
from xianfeng.merit.reviews.queries import seat_by_code
from xianfeng.merit.reviews.seating import Seated, Ways
from xianfeng.merit.reviews.views import casting
from xianfeng.people.accounts.throttle import Throttle

WRONG_CODES = Throttle("review_slip", "30/15m/key")
"""Of an address: wrong codes. A whole team may sit behind one."""
INVALID, TOO_MANY = 422, 429


class NotOpened(Exception):
    """Raised for a slip that opens nothing; carries the page that says so."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__()
        self.answer = answer


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def slip_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a slip and lead to its page."""
    form = SlipCodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _ask(request, form, INVALID if form.is_bound else 200)
    try:
        seated = _seated(request, form.cleaned_data["code"])
    except NotOpened as none:
        return none.answer
    return redirect("reviews:slip", seated.ways.key)


@login_not_required
@never_cache
@require_safe
def slip(request: HttpRequest, code: str) -> HttpResponse:
    """Show what a slip is for; that it has been used, where it has."""
    try:
        seated = _seated(request, code)
    except NotOpened as none:
        return none.answer
    shown = {
        "seated": seated,
        "round": seated.round,
        "title": seated.title,
        "void_url": seated.ways.to("void"),
    }
    return render(request, "reviews/slip.html", shown)


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest, code: str, ratee: int) -> HttpResponse:
    """Show the card of one colleague; cast it."""
    try:
        seated = _seated(request, code)
    except NotOpened as none:
        return none.answer
    if request.method == "POST":
        return casting.take_card(request, seated, ratee)
    if not seated.can_cast:
        return redirect("reviews:slip", code)
    return casting.show_card(request, seated, ratee)


@login_not_required
@never_cache
@require_safe
def people(request: HttpRequest, code: str) -> HttpResponse:
    """Show everybody whom a slip rates."""
    return _with(request, code, casting.show_people)


@login_not_required
@never_cache
@require_safe
def receipts(request: HttpRequest, code: str) -> HttpResponse:
    """Show the receipts of what was cast with a slip."""
    return _with(request, code, casting.show_receipts)


@login_not_required
@never_cache
@require_safe
def save(request: HttpRequest, code: str) -> HttpResponse:
    """Send the receipts of a slip as a file."""
    return _with(request, code, lambda _request, seated: casting.save_receipts(seated))


@login_not_required
@never_cache
@require_POST
def void(request: HttpRequest, code: str) -> HttpResponse:
    """Void a slip that its rater finds used."""
    try:
        _seated(request, code)
        void_slip(code)
    except NotOpened as none:
        return none.answer
    except ValidationError as refusal:
        return _ask(request, _refused(code, refusal), INVALID)
    return render(request, "reviews/voided.html")


def _with(request: HttpRequest, code: str, show: Any) -> HttpResponse:
    try:
        return show(request, _seated(request, code))  # type: ignore[no-any-return]
    except NotOpened as none:
        return none.answer


def _seated(request: HttpRequest, code: str) -> Seated:
    """Return the seat of a slip. Raises NotOpened for a code that is none, one too many of them, and a void slip.

    Only wrong codes count: a whole team may open its slips at the same moment behind one address.
    """
    seat = seat_by_code(code)
    if seat is None:
        raise NotOpened(_not_known(request, code))
    if seat.voided_at is not None:
        raise NotOpened(render(request, "reviews/voided.html", status=410))
    return Seated.at(seat, Ways("slip_", code))


def _not_known(request: HttpRequest, code: str) -> HttpResponse:
    try:
        WRONG_CODES.take(request, get_ip(request))
    except ValidationError as refusal:
        return _ask(request, _refused(code, refusal), TOO_MANY)
    wrong = ValidationError({"code": _("There is no such slip. Check the code.")})
    return _ask(request, _refused(code, wrong), INVALID)


def _refused(code: str, refusal: ValidationError) -> SlipCodeForm:
    form = SlipCodeForm({"code": code})
    form.full_clean()
    form.add_error(None, refusal)
    return form


def _ask(request: HttpRequest, form: SlipCodeForm, status: int) -> HttpResponse:
    return render(request, "reviews/slip_code.html", {"form": form}, status=status)
