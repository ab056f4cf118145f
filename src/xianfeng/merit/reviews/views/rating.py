"""What a member has to rate, and rating one after another."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.merit.reviews.models import Ratee, RaterKind, Round
from xianfeng.merit.reviews.seating import Seated, Ways
from xianfeng.merit.reviews.tasks import rounds_kept, tasks_of
from xianfeng.merit.reviews.views import casting
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import Forbidden


@require_safe
def mine(request: ScopedRequest) -> HttpResponse:
    """Show what waits to be rated by oneself, and what is behind one."""
    shown = {"tasks": tasks_of(request.scope), "rounds": rounds_kept(request.scope)}
    return render(request, "reviews/mine.html", shown)


@never_cache
@require_safe
def rate(request: ScopedRequest, pk: int) -> HttpResponse:
    """Go on where one stopped: the first colleague whose ballot is not cast."""
    seated = _seated(request, pk)
    if not seated.can_cast or not seated.total:
        return redirect(seated.receipts_url if seated.done else seated.list_url)
    return redirect(seated.next_url)


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def card(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the card of one colleague; cast it."""
    ratee = get_object_or_404(Ratee.objects.within(request.scope), pk=pk)
    seated = _seated(request, ratee.round_id)
    if request.method == "POST":
        return casting.take_card(request, seated, pk)
    if not seated.can_cast:
        return redirect(seated.list_url)
    return casting.show_card(request, seated, pk)


@never_cache
@require_safe
def people(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show everybody whom one rates in a round."""
    return casting.show_people(request, _seated(request, pk))


@never_cache
@require_safe
def receipts(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show one's own receipts of a round."""
    return casting.show_receipts(request, _seated(request, pk))


@never_cache
@require_safe
def save(request: ScopedRequest, pk: int) -> HttpResponse:
    """Send one's own receipts as a file."""
    return casting.save_receipts(_seated(request, pk))


def _seated(request: ScopedRequest, pk: int) -> Seated:
    """Return one's own seat among the members who rate. Raises Forbidden where there is none."""
    round_ = get_object_or_404(Round.objects.within(request.scope), pk=pk)
    own = round_.seats.filter(rater_kind=RaterKind.MUTUAL, member=request.scope.member_id or 0)
    seat = own.select_related("round", "member").first()
    if seat is None:
        raise Forbidden(_("You are not among those who rate in this round."))
    return Seated.at(seat, Ways("", round_.pk))
