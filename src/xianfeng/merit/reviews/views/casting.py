"""A card and what is done with it: the same for a member and for whoever holds a slip.

What somebody chose stands nowhere but in the request and in the sealed envelope: not in a message, not in the
session, not in a key against sending twice (casting again replaces what was cast), not in a log.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from xianfeng.merit.reviews.asking import BallotForm
from xianfeng.merit.reviews.operations import cast
from xianfeng.merit.reviews.seating import Card, Place, Seated

INVALID = 422
NEXT = "X-Next"
"""The header that tells the page's script where the answer belongs."""


def show_card(request: Any, seated: Seated, pk: int) -> HttpResponse:
    """Show a card, with the receipt of the one that was cast just before."""
    card = _card(seated, pk, request.GET.get("cast", ""))
    return _draw(request, card, BallotForm(seated.asked(card.ratee)))


def take_card(request: Any, seated: Seated, pk: int) -> HttpResponse:
    """Cast what was chosen on a card and go on to the next, or show what is missing."""
    card = _card(seated, pk)
    form = BallotForm(seated.asked(card.ratee), request.POST)
    if form.is_valid():
        try:
            receipt = cast(seated.seat, card.ratee, form.answers)
        except ValidationError as refusal:
            form.refuse(refusal)
        else:
            return _next(request, _with(seated, card.at, receipt), card.at)
    return _draw(request, card, form, INVALID)


def _with(seated: Seated, at: int, receipt: str) -> Seated:
    """Return the seat with one more ballot cast."""
    old = seated.places[at]
    new = Place(old.ratee, old.url, old.where, receipt)
    return Seated(seated.seat, seated.ways, (*seated.places[:at], new, *seated.places[at + 1 :]))


def _next(request: Any, seated: Seated, at: int) -> HttpResponse:
    """Lead to the next card; of a page that asked by script, in its place."""
    address = seated.after(at)
    place = next((place for place in seated.places if place.url == address), None)
    if not request.htmx:
        return redirect(f"{address}?cast={seated.places[at].ratee.pk}" if place else address)
    if place is None:
        answer = HttpResponse()
    else:
        card = _card(seated, place.ratee.pk, str(seated.places[at].ratee.pk))
        answer = _draw(request, card, BallotForm(seated.asked(card.ratee)))
    answer[NEXT] = address
    return answer


def _card(seated: Seated, pk: int, cast_before: str = "") -> Card:
    at = seated.at_place(pk)
    if at is None:
        raise Http404
    before = seated.at_place(int(cast_before)) if _is_number(cast_before) else None
    return Card(seated, at, seated.places[before] if before is not None else None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 12


def _draw(request: Any, card: Card, form: BallotForm, status: int = 200) -> HttpResponse:
    shown = {"card": card, "form": form, "round": card.seated.round, "title": card.seated.title}
    template = "reviews/_card.html" if request.htmx else "reviews/card.html"
    return render(request, template, shown, status=status)


def show_people(request: Any, seated: Seated) -> HttpResponse:
    """Show everybody to be rated, and who is cast."""
    shown = {
        "seated": seated,
        "round": seated.round,
        "title": seated.title,
        "is_slip": seated.ways.of == "slip_",
    }
    return render(request, "reviews/people.html", shown)


def show_receipts(request: Any, seated: Seated) -> HttpResponse:
    """Show the receipts of what is cast; they can be printed, copied and saved."""
    shown = {
        "seated": seated,
        "round": seated.round,
        "title": seated.title,
        "is_slip": seated.ways.of == "slip_",
    }
    return render(request, "reviews/receipts.html", shown)


def save_receipts(seated: Seated) -> HttpResponse:
    """Send the receipts as a text: a name and a receipt a line."""
    lines = [seated.title, ""]
    lines += [f"{place.receipt}  {place.ratee.member.name}" for place in seated.places if place.receipt]
    text = "\r\n".join([*lines, ""])
    answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="receipts-{seated.round.pk}.txt"'
    return answer
