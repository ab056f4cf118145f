"""Slips and ballots on paper: issued, handed out, printed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xianfeng.merit.reviews import operations
from xianfeng.merit.reviews.asking import Row, rows_of
from xianfeng.merit.reviews.employees import paper_form
from xianfeng.merit.reviews.forms import SlipsForm
from xianfeng.merit.reviews.models import Draw, PaperBallot, Ratee, RaterKind, Round
from xianfeng.merit.reviews.operations.raters import room_for
from xianfeng.merit.reviews.papers import ratees_of
from xianfeng.merit.reviews.permissions import (
    check_can_hand_out_paper,
    check_can_issue_slips,
)
from xianfeng.merit.reviews.seating import title_of
from xianfeng.merit.reviews.views.rounds import draw
from xianfeng.people.accounts.qr import qr_svg
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.requests import ScopedRequest

INVALID = 422
State = PaperBallot.State


@dataclass(frozen=True, slots=True)
class Slip:
    """A slip as it is cut out."""

    code: str
    qr: str


@never_cache
@require_http_methods(["GET", "POST"])
def slips(request: ScopedRequest, pk: int) -> HttpResponse:
    """Issue slips for the drawn employees of a team; the sheet is shown this once."""
    reached = Draw.objects.within(request.scope).select_related("round__unit", "team")
    drawn: Draw = get_object_or_404(reached, pk=pk)
    check_can_issue_slips(request.scope, drawn.round)
    there = drawn.round.seats.filter(rater_kind=RaterKind.MASS, team=drawn.team_id, voided_at=None)
    issued = there.filter(is_paper=False).count()
    room = room_for(drawn.round, drawn.team)
    form = SlipsForm(request.POST if request.method == "POST" else None, initial={"count": room})
    codes: list[str] = []
    if form.submit(lambda count: codes.extend(_issue(request, drawn, count))):
        return _sheet(request, drawn.round, codes)
    shown = {"round": drawn.round, "team": drawn.team, "form": form, "issued": issued, "room": room,
             "title": title_of(drawn.round, RaterKind.MASS)}  # fmt: skip
    return render(request, "reviews/slips.html", shown, status=INVALID if form.errors else 200)


def _issue(request: ScopedRequest, drawn: Draw, count: int) -> list[str]:
    made = operations.issue_slips(request.actor, drawn.round, team=drawn.team, count=count)
    return [code for _seat, code in made]


def _sheet(request: ScopedRequest, round_: Round, codes: list[str]) -> HttpResponse:
    address = request.build_absolute_uri(reverse("reviews:slip_code"))
    cards = [
        Slip(code, qr_svg(request.build_absolute_uri(reverse("reviews:slip", args=[code])))) for code in codes
    ]
    shown = {"round": round_, "cards": cards, "address": address, "title": title_of(round_, RaterKind.MASS)}
    return render(request, "reviews/sheet.html", shown)


@require_POST
def hand_out(request: ScopedRequest, pk: int) -> HttpResponse:
    """Number printed ballots and show them for printing."""
    round_ = _round(request, pk)
    check_can_hand_out_paper(request.scope, round_)
    form = paper_form(round_, request.POST)
    if form.submit(lambda **values: operations.hand_out_paper(request.actor, round_, **values)):
        messages.success(request, _("Numbered. Print them now, or later from here."))
        return redirect("reviews:papers", round_.pk)
    return draw(request, round_, INVALID, paper=form)


@require_http_methods(["GET", "POST"])
def on_paper(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show which members take a printed ballot; let one more take it."""
    round_ = _round(request, pk)
    check_can_hand_out_paper(request.scope, round_)
    seats = round_.seats.filter(rater_kind=RaterKind.MUTUAL).exclude(member=None).select_related("member")
    if request.method == "POST":
        wanted = request.POST.get("member", "")
        seat = seats.filter(member=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 12 else None
        return _take_paper(request, round_, seat.member if seat else None)
    is_open = round_.state in (Round.State.DRAWN_UP, Round.State.COLLECTING)
    why = "" if is_open else _("The round no longer collects.")
    shown = {"round": round_, "seats": seats.order_by("member__sort_key", "id"), "why": why,
             "title": title_of(round_, RaterKind.MUTUAL)}  # fmt: skip
    return render(request, "reviews/on_paper.html", shown)


def _take_paper(request: ScopedRequest, round_: Round, member: Member | None) -> HttpResponse:
    try:
        if member is None:
            raise ValidationError(_("This member does not rate in this round."))
        operations.take_paper(request.actor, round_, member=member)
        messages.success(request, _("%(name)s takes a printed ballot.") % {"name": member.name})
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("reviews:on_paper", round_.pk)


@dataclass(frozen=True, slots=True)
class Printed:
    """A ballot as it is printed."""

    paper: PaperBallot
    title: str
    how: str
    items: list[Row]
    ratees: list[Ratee]


@require_safe
def papers(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the ballots that are handed out and not entered, for printing."""
    round_ = _round(request, pk)
    check_can_hand_out_paper(request.scope, round_)
    waiting = round_.papers.filter(state=State.HANDED_OUT).select_related("team")
    shown = {"round": round_, "sheets": [_printed(round_, paper) for paper in waiting]}
    return render(request, "reviews/papers.html", shown)


def _printed(round_: Round, paper: PaperBallot) -> Printed:
    ratees = _rated(round_, paper)
    variants = dict.fromkeys(ratee.variant for ratee in ratees)
    asked = {
        row.code: row for variant in variants for row in rows_of(round_.rules[paper.rater_kind], variant)
    }
    graded = all(row.grades for row in asked.values())
    how = _("Tick one grade in each box.") if graded else _("Write the points into each box.")
    return Printed(paper, title_of(round_, paper.rater_kind), how, list(asked.values()), ratees)


def _rated(round_: Round, paper: PaperBallot) -> list[Ratee]:
    """Return whom a ballot rates; before the round begins, whom it will rate where enough may rate."""
    if round_.state != Round.State.DRAWN_UP:
        return ratees_of(round_, paper)
    ratees = round_.ratees.select_related("member")
    return list(ratees if paper.team_id is None else ratees.filter(team=paper.team_id))


def _round(request: ScopedRequest, pk: int) -> Round:
    found: Round = get_object_or_404(Round.objects.within(request.scope).select_related("unit"), pk=pk)
    return found
