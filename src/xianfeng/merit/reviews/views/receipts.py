"""Whether a ballot was counted: by its receipt, without signing in; and what is protected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xianfeng.merit.reviews.forms import ReceiptForm
from xianfeng.merit.reviews.models import Envelope, Receipt, Round
from xianfeng.merit.reviews.queries import list_receipts
from xianfeng.people.organizations.scope import Scope

RECEIPT = re.compile(r"[0-9a-f]{64}")
MOST = 200
"""So many receipts are looked up at once: those of a rater, several times over."""
State = Round.State


@dataclass(frozen=True, slots=True)
class Found:
    """A receipt and where it stands: counted, sealed, repeated or nowhere; `count` is 0 below the smallest group."""

    receipt: str
    state: str
    round: Round | None = None
    count: int = 0


@login_not_required
@never_cache
@require_safe
def receipt(request: HttpRequest) -> HttpResponse:
    """Say of receipts whether their ballots were counted; by link, typed, or pasted as a list."""
    form = ReceiptForm(request.GET if "receipt" in request.GET else None)
    found = list(_look_up(form.cleaned_data["receipt"])) if form.is_valid() else []
    lists = {one.round.pk: one for one in found if one.round and one.state == "counted"}
    shown = {"form": form, "found": found, "rounds": list(lists.values())}
    return render(request, "reviews/receipt.html", shown, status=422 if form.errors else 200)


def _look_up(text: str) -> Iterator[Found]:
    given = text.lower()
    # A receipt copied off paper or a narrow screen may come in pieces.
    receipts = RECEIPT.findall(given) or RECEIPT.findall("".join(given.split()))
    wanted = list(dict.fromkeys(receipts))[:MOST]
    listed = {
        one.receipt: one.round for one in Receipt.objects.filter(receipt__in=wanted).select_related("round")
    }
    sealed = Envelope.objects.filter(receipt__in=wanted).select_related("seat__round")
    lying = {one.receipt: one.seat.round for one in sealed}
    of_each = Receipt.objects.filter(round__in={one.pk for one in listed.values()}).order_by()
    sizes = dict(of_each.values_list("round").annotate(Count("pk")))
    for each in wanted or [text.strip()[:80]]:
        round_ = listed.get(each) or lying.get(each)
        if round_ is None:
            yield Found(each, "none")
        elif round_.state == State.REPEATED:
            yield Found(each, "repeated", round_)
        elif each in listed:
            size = sizes[round_.pk]
            yield Found(each, "counted", round_, size if size >= round_.minimum else 0)
        else:
            yield Found(each, "sealed", round_)


@login_not_required
@require_safe
def receipt_list(request: Any, pk: int) -> HttpResponse:
    """Send all receipts of a closed round, sorted, one a line: to its branch and those above, and to whoever has one."""
    scope: Scope | None = getattr(request, "scope", None)
    reached = Round.objects.within(scope) if scope else Round.objects.none()
    own = Receipt.objects.filter(round=pk, receipt=request.GET.get("receipt", ""))
    round_ = reached.filter(pk=pk).first() or _round_of(own)
    if round_ is None or not round_.receipts_digest:
        raise Http404
    answer = HttpResponse(
        "".join(f"{line}\n" for line in list_receipts(round_)), content_type="text/plain; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="receipts-{round_.period}-{round_.number}.txt"'
    return answer


def _round_of(own: Any) -> Round | None:
    one = own.select_related("round").first()
    return one.round if one else None


@login_not_required
@require_safe
def protected(request: HttpRequest) -> HttpResponse:
    """Say what is protected and what is not."""
    return render(request, "reviews/protected.html")
