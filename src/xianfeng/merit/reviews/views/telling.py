"""Printed ballots at the tellers: entered twice, compared, put aside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.merit.reviews import operations
from xianfeng.merit.reviews.asking import BallotForm, Row, rows_of, short
from xianfeng.merit.reviews.forms import ReasonForm
from xianfeng.merit.reviews.models import PaperBallot, Ratee, Round
from xianfeng.merit.reviews.overview import Overview
from xianfeng.merit.reviews.papers import differences, ratees_of
from xianfeng.merit.reviews.permissions import (
    check_can_compare_paper,
    check_can_enter_paper,
)
from xianfeng.merit.reviews.seating import title_of
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can, why_not

INVALID = 422
State = PaperBallot.State


@dataclass(frozen=True, slots=True)
class OnPaper:
    """One of those whom a printed ballot rates, with what a teller enters."""

    ratee: Ratee
    form: BallotForm


@dataclass(frozen=True, slots=True)
class Differs:
    """An answer that the two tellers read differently, in words."""

    name: str
    item: str
    first: str
    second: str


@require_safe
def tellers(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the printed ballots of a round to those who enter them."""
    round_ = _round(request, pk)
    check_can_enter_paper(request.scope, PaperBallot(round=round_))
    shown = {"round": round_, "page": Overview(round_, request.scope, {})}
    return render(request, "reviews/tellers.html", shown)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def paper(request: ScopedRequest, pk: int) -> HttpResponse:
    """Enter a printed ballot; show to its two tellers where their entries differ."""
    found = _paper(request, pk)
    check_can_enter_paper(request.scope, PaperBallot(round=found.round))
    why = _why_not_entered(request, found)
    data = request.POST if request.method == "POST" and not why else None
    people = _people(found, data) if not why else []
    errors: list[str] = []
    if data is not None and not any(one.form.errors for one in people):
        errors = _enter(request, found, people)
        if not errors:
            return redirect("reviews:paper" if found.state == State.DIFFERS else "reviews:tellers",
                            found.pk if found.state == State.DIFFERS else found.round_id)  # fmt: skip
    refused = bool(errors) or any(one.form.errors for one in people)
    shown = {"paper": found, "round": found.round, "title": title_of(found.round, found.rater_kind), "why": why,
             "people": people, "differences": _differences(request, found), **_spoiling(found),
             "errors": errors or ([_("Something is missing or wrong.")] if refused else [])}  # fmt: skip
    return render(request, "reviews/paper.html", shown, status=INVALID if refused else 200)


def _why_not_entered(request: ScopedRequest, found: PaperBallot) -> str:
    if found.state in (State.AGREED, State.SPOILED):
        return _("This ballot is done: %(state)s.") % {"state": found.get_state_display()}
    if found.round.state != Round.State.COLLECTING:
        return _("Printed ballots are entered while the round collects.")
    return why_not(check_can_enter_paper, request.scope, found)


def _people(found: PaperBallot, data: Mapping[str, str] | None) -> list[OnPaper]:
    """Return whom the ballot rates with their forms; of those left empty nothing is asked."""
    made = []
    for ratee in ratees_of(found.round, found):
        asked = rows_of(found.round.rules[found.rater_kind], ratee.variant)
        rows = [replace(row, name=f"r{ratee.pk}-{row.name}") for row in asked]
        is_empty = data is not None and not any(data.get(row.name, "").strip() for row in rows)
        made.append(OnPaper(ratee, BallotForm(rows, None if is_empty else data)))
    return made


def _enter(request: ScopedRequest, found: PaperBallot, people: list[OnPaper]) -> list[str]:
    """Give the entries to the operation; return what it refused."""
    entries = {one.ratee.pk: one.form.answers for one in people if one.form.is_bound}
    if not entries:
        return [_("Nothing is entered. A ballot that says nothing is put aside as not valid.")]
    try:
        found.state = operations.enter_paper(request.actor, found, entries=entries).state
    except ValidationError as refusal:
        return refusal.messages
    said = {
        State.ENTERED_ONCE: _("Entered. Now a second teller enters the same ballot."),
        State.AGREED: _("Both entries agree; the ballot counts."),
        State.DIFFERS: _("The two entries differ. Look at the paper together."),
    }
    (messages.warning if found.state == State.DIFFERS else messages.success)(
        request, said[State(found.state)]
    )
    return []


def _differences(request: ScopedRequest, found: PaperBallot) -> list[Differs]:
    if found.state != State.DIFFERS or not can(check_can_compare_paper, request.scope, found):
        return []
    people = {ratee.pk: ratee for ratee in ratees_of(found.round, found)}
    told = []
    for one in differences(found):
        ratee = people[one.ratee]
        row = next(
            row for row in rows_of(found.round.rules[found.rater_kind], ratee.variant) if row.code == one.item
        )
        told.append(Differs(ratee.member.name, row.title, _said(row, one.first), _said(row, one.second)))
    return told


def _said(row: Row, answer: int | str | None) -> str:
    if isinstance(answer, int):
        return short(answer)
    return next((grade.title for grade in row.grades if grade.code == answer), "")


def _spoiling(found: PaperBallot, form: ReasonForm | None = None) -> dict[str, Any]:
    open_states = (State.HANDED_OUT, State.ENTERED_ONCE, State.DIFFERS)
    is_open = found.round.state in (Round.State.DRAWN_UP, Round.State.COLLECTING)
    return {"can_spoil": found.state in open_states and is_open, "spoil_form": form or ReasonForm()}


@require_POST
def spoil(request: ScopedRequest, pk: int) -> HttpResponse:
    """Put a printed ballot aside as not valid, with the reason."""
    found = _paper(request, pk)
    check_can_enter_paper(request.scope, found)
    form = ReasonForm(request.POST)
    if form.submit(lambda reason: operations.spoil_paper(request.actor, found, reason=reason)):
        messages.success(request, _("Put aside. It can be replaced by another ballot."))
        return redirect("reviews:tellers", found.round_id)
    why = _why_not_entered(request, found)
    shown = {"paper": found, "round": found.round, "title": title_of(found.round, found.rater_kind), "why": why,
             "people": _people(found, None) if not why else [], "errors": [], "differences": [],
             **_spoiling(found, form)}  # fmt: skip
    return render(request, "reviews/paper.html", shown, status=INVALID)


def _round(request: ScopedRequest, pk: int) -> Round:
    found: Round = get_object_or_404(Round.objects.within(request.scope).select_related("unit"), pk=pk)
    return found


def _paper(request: ScopedRequest, pk: int) -> PaperBallot:
    reached = PaperBallot.objects.within(request.scope).select_related("round__unit", "team")
    found: PaperBallot = get_object_or_404(reached, pk=pk)
    return found
