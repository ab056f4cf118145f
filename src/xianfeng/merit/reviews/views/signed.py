"""Reviews with a name under them: of oneself, and the committee's of a member."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.engine.calendar import Period
from xianfeng.merit.reviews.asking import BallotForm, CommitteeForm, Row, initial_of, rows_of, short
from xianfeng.merit.reviews.models import Ratee, RaterKind, Round, SignedBallot
from xianfeng.merit.reviews.operations import sign
from xianfeng.merit.reviews.permissions import check_can_read_round, check_can_sign
from xianfeng.merit.reviews.seating import title_of
from xianfeng.merit.scores.standing import standing_of
from xianfeng.people.accounts.models import User
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import Forbidden, why_not

INVALID = 422


@never_cache
@require_http_methods(["GET", "POST"])
def self_review(request: ScopedRequest, pk: int) -> HttpResponse:
    """Review oneself: points where the method asks for them, and words."""
    round_ = get_object_or_404(Round.objects.within(request.scope).select_related("unit"), pk=pk)
    ratee = round_.ratees.filter(member=request.scope.member_id or 0).select_related("member").first()
    if ratee is None:
        raise Forbidden(_("You are not among those who are rated in this round."))
    ratee.round = round_
    check_can_sign(request.scope, ratee, RaterKind.SELF)
    signed, rows = _signed(ratee, RaterKind.SELF), _asked(ratee, RaterKind.SELF)
    before = initial_of(rows, signed.answers, {}) if signed else {}
    form = BallotForm(rows, request.POST if request.method == "POST" else None, before)
    text = request.POST.get("text", signed.text if signed else "")
    if form.is_valid() and _taken(form, partial(sign, request.actor, ratee, kind=RaterKind.SELF, text=text)):
        messages.success(request, _("Signed. You can change it until the round closes."))
        return redirect("reviews:mine")
    shown = {"form": form, "text": text, "signed": signed, "round": round_, "sections": form.sections(),
             "title": _title(round_, RaterKind.SELF)}  # fmt: skip
    return render(request, "reviews/self.html", shown, status=INVALID if form.errors else 200)


def _title(round_: Round, kind: str) -> str:
    return title_of(round_, kind) if kind in round_.rules else _("Self-review")


def _signed(ratee: Ratee, kind: str) -> SignedBallot | None:
    found: SignedBallot | None = ratee.signed.filter(rater_kind=kind, replaced_at=None).first()
    return found


def _asked(ratee: Ratee, kind: str) -> list[Row]:
    rules = ratee.round.rules
    return list(rows_of(rules[kind], ratee.variant)) if kind in rules else []


def _taken(form: BallotForm, write: Any) -> bool:
    """Return whether an operation took the answers; what it refused goes back to the questions."""
    try:
        write(answers=form.answers)
    except ValidationError as refusal:
        form.refuse(refusal)
        return False
    return True


# ---- the committee's


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A member in the list of the committee."""

    ratee: Ratee
    url: str
    is_signed: bool
    is_oneself: bool


@require_safe
def organisation(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show whom the committee reviews, and of whom it has signed."""
    round_ = get_object_or_404(Round.objects.within(request.scope).select_related("unit"), pk=pk)
    check_can_read_round(request.scope, round_)
    rows = _reviewed(request, round_)
    others = [row for row in rows if not row.is_oneself]
    waiting = next((row for row in others if not row.is_signed), None)
    shown = {"round": round_, "rows": rows, "title": _title(round_, RaterKind.ORGANISATION),
             "done": sum(row.is_signed for row in rows), "next_url": waiting.url if waiting else ""}  # fmt: skip
    return render(request, "reviews/organisation.html", shown)


def _reviewed(request: ScopedRequest, round_: Round) -> list[Reviewed]:
    signed = SignedBallot.objects.within(request.scope).filter(
        ratee__round=round_, rater_kind=RaterKind.ORGANISATION, replaced_at=None
    )
    done = set(signed.values_list("ratee_id", flat=True))
    ratees = round_.ratees.select_related("member").order_by("member__sort_key", "member_id")
    return [
        Reviewed(
            one, reverse("reviews:member", args=[one.pk]), one.pk in done,
            one.member_id == request.scope.member_id,
        )
        for one in ratees
    ]  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def member(request: ScopedRequest, pk: int) -> HttpResponse:
    """Review one member for the committee: facts fill in what they can, the rest is scored."""
    reached = Ratee.objects.within(request.scope).select_related("round__unit", "member")
    ratee = get_object_or_404(reached, pk=pk)
    check_can_read_round(request.scope, ratee.round)
    why = why_not(check_can_sign, request.scope, ratee, RaterKind.ORGANISATION)
    if request.method == "POST" and why:
        raise Forbidden(why)
    signed = _signed(ratee, RaterKind.ORGANISATION)
    rows = _with_facts(ratee, _asked(ratee, RaterKind.ORGANISATION)) if not why else []
    before = initial_of(rows, signed.answers, signed.reasons) if signed else {}
    form = CommitteeForm(rows, request.POST if request.method == "POST" else None, before)
    write = partial(sign, request.actor, ratee, kind=RaterKind.ORGANISATION, reasons=form.reasons)
    beside = _beside(request, ratee)
    if form.is_valid() and _taken(form, write):
        messages.success(request, _("Signed: %(name)s.") % {"name": ratee.member.name})
        return redirect(beside["next_url"] or reverse("reviews:organisation", args=[ratee.round_id]))
    shown = {"form": form, "ratee": ratee, "round": ratee.round, "why": why, "signed": signed, **beside,
             "signed_by": _name(signed), "sections": form.sections(),
             "title": _title(ratee.round, RaterKind.ORGANISATION)}  # fmt: skip
    return render(request, "reviews/member.html", shown, status=INVALID if form.errors else 200)


def _beside(request: ScopedRequest, ratee: Ratee) -> dict[str, Any]:
    """Return at which place a member stands, and the pages before and after; nobody is led to herself."""
    rows = [row for row in _reviewed(request, ratee.round) if not row.is_oneself or row.ratee == ratee]
    at = next(at for at, row in enumerate(rows) if row.ratee == ratee)
    previous, following = rows[at - 1].url if at else "", rows[at + 1].url if at + 1 < len(rows) else ""
    return {"place": at + 1, "total": len(rows), "previous_url": previous, "next_url": following}


def _name(signed: SignedBallot | None) -> str:
    user = User.objects.filter(pk=signed.by).first() if signed else None
    return user.name if user else ""


def _with_facts(ratee: Ratee, rows: list[Row]) -> list[Row]:
    """Return the questions with the value that facts give; nine queries."""
    end = Period.parse(ratee.round.period).end
    standing = standing_of(ratee.round.unit, [ratee.member], min(end, timezone.localdate()))
    component = ratee.round.rules.get(RaterKind.ORGANISATION, {}).get("component")
    items = standing.results[0].items if standing else ()
    values = {item.item: item.value for item in items if item.component == component}
    return [_filled(row, values.get(row.code)) for row in rows]


def _filled(row: Row, value: int | None) -> Row:
    return row if value is None else replace(row, from_facts=short(value))
