"""Activation slips of a branch: who has none, and the sheet that is printed once."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.people.accounts.models import User
from xianfeng.people.accounts.operations import Issued, issue_slips_for_branch
from xianfeng.people.accounts.permissions import (
    check_can_issue_slips,
    check_can_issue_slips_in,
    check_can_issue_to,
)
from xianfeng.people.accounts.qr import qr_svg
from xianfeng.people.accounts.queries import Row, list_branches, list_rows
from xianfeng.people.accounts.slips import VALID
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import why_not

MISSING = ("without", "expired")
"""Members in these states have nothing to come in with: one link chooses them all."""


@dataclass(frozen=True, slots=True)
class Card:
    """A slip as it is cut out."""

    user: User
    units: tuple[Unit, ...]
    code: str
    qr: str


@require_safe
def branches(request: ScopedRequest) -> HttpResponse:
    """Show the branches in which one issues slips; of one alone show it at once."""
    check_can_issue_slips(request.scope)
    page = Paginator(list_branches(request.scope), 50).get_page(request.GET.get("page"))
    if page.paginator.count == 1:
        return redirect("accounts:slips", unit=page[0].pk)
    return render(request, "accounts/branches.html", {"page": page})


@never_cache
@require_http_methods(["GET", "POST"])
def slips(request: ScopedRequest, unit: int) -> HttpResponse:
    """Show who of a branch has no account, has not activated it or signs in; print slips for those chosen."""
    branch = get_object_or_404(Unit.objects.within(request.scope), pk=unit)
    check_can_issue_slips_in(request.scope, branch)
    rows = list_rows(request.scope, branch)
    for row in rows:
        row.refusal = why_not(check_can_issue_to, request.scope, row.user, row.reaches)
    if request.method == "GET":
        chosen = (
            {row.member.pk for row in rows if row.state in MISSING} if "missing" in request.GET else set()
        )
        return _choice(request, branch, rows, chosen)
    chosen = {int(pk) for pk in request.POST.getlist("member") if pk.isdecimal()}
    return _print(request, branch, rows, chosen)


def _print(request: ScopedRequest, branch: Unit, rows: list[Row], chosen: set[int]) -> HttpResponse:
    """Issue and show the sheet: the codes stand nowhere else, and cannot be shown again."""
    wanted = [row for row in rows if row.member.pk in chosen]
    refused = [row.refusal for row in wanted if row.refusal]
    if not wanted or refused or len(wanted) != len(chosen):
        why = refused[0] if refused else _("Choose at least one member of this branch.")
        return _choice(request, branch, rows, chosen, why)
    try:
        issued = issue_slips_for_branch(request.actor, branch, [row.member for row in wanted])
    except ValidationError as refusal:
        return _choice(request, branch, rows, chosen, refusal.messages[0])
    return sheet(request, issued, reverse("accounts:slips", args=[branch.pk]))


def _choice(
    request: HttpRequest, branch: Unit, rows: list[Row], chosen: set[int], error: str = ""
) -> HttpResponse:
    context = {
        "branch": branch,
        "rows": rows,
        "chosen": chosen,
        "missing": sum(row.state in MISSING for row in rows),
        "error": error,
        "valid_days": VALID.days,
    }
    return render(request, "accounts/slips.html", context, status=422 if error else 200)


def sheet(request: HttpRequest, issued: list[Issued], back: str) -> HttpResponse:
    """Return the printable sheet."""
    address = request.build_absolute_uri(reverse("accounts:activate"))
    cards = [_card(one, address) for one in issued]
    until = timezone.localdate() + VALID
    context = {"cards": cards, "address": address, "until": until, "back": back}
    return render(request, "accounts/sheet.html", context)


def _card(issued: Issued, address: str) -> Card:
    link = f"{address}?{urlencode({'code': issued.code})}"
    home = issued.user.home
    branch = issued.user.member.branch if issued.user.member else None
    units = (branch, home) if branch != home else (home,)
    return Card(issued.user, tuple(filter(None, units)), issued.code, qr_svg(link))
