"""Saying what one did, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.facts import evidence as files
from xianfeng.facts import operations
from xianfeng.facts.catalogue import is_claimable, kinds_for
from xianfeng.facts.entries import YEARS_BACK
from xianfeng.facts.forms import ClaimForm
from xianfeng.facts.groups import choice_of, grouped
from xianfeng.facts.models import Evidence, Proposal
from xianfeng.facts.permissions import (
    PROPOSERS,
    check_can_claim,
    check_can_claim_kind,
    check_can_withdraw,
    check_has_claims,
)
from xianfeng.facts.queries import list_claims, list_for_claims, list_most_used, list_own_facts
from xianfeng.facts.showing import present
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import READERS
from xianfeng.site.rights import Forbidden

A_PAGE = 50
INVALID = 422


@require_http_methods(["GET", "POST"])
def claim(request: ScopedRequest) -> HttpResponse:
    """Take what somebody did herself."""
    if request.scope.member_id is None:
        raise Forbidden(_("Your account belongs to no member; nothing is recorded about you."))
    return claim_for(request, request.scope.member_id)


@require_http_methods(["GET", "POST"])
def claim_for(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take what a member did, from herself, the leader of her group or the committee."""
    reached = Member.objects.within(request.scope, *READERS, *PROPOSERS).select_related("branch", "unit")
    member = get_object_or_404(reached, pk=pk)
    check_can_claim(request.scope, member)
    assert member.branch is not None
    kinds = kinds_for(member.branch, with_retired=False)
    claimable = [code for code, kind in kinds.items() if is_claimable(kind)]
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ClaimForm(kinds, claimable, *sent)
    if form.submit(partial(_propose, request, member, form)):
        messages.success(request, _("Sent. It counts once another member of the committee has confirmed it."))
        return redirect("facts:mine")
    shown = {"form": form, "member": member, **_offered(member, form, claimable)}
    if pk == request.scope.member_id:
        shown["others"] = list_for_claims(request.scope) if request.scope.holds(*PROPOSERS) else []
    return render(request, "facts/claim.html", shown, status=INVALID if form.errors else 200)


def _propose(request: ScopedRequest, member: Member, form: ClaimForm, **values: Any) -> Proposal:
    check_can_claim_kind(request.scope, member, form.kinds[values["kind"]])
    return files.claim(request.actor, member=member, key=request.POST.get("once", ""), **values)


def _offered(member: Member, form: ClaimForm, claimable: list[str]) -> dict[str, Any]:
    """Return the kinds to choose from: what is done most, and by subject what else there is."""
    most = list_most_used(member, claimable, form.today)
    rest = [code for code in claimable if code not in most]
    chosen = form["kind"].value()
    return {
        "most_used": [choice_of(form.kinds[code]) for code in most],
        "groups": list(grouped(form.kinds, rest)),
        "chosen": chosen,
        "is_open": not most or chosen in rest,
    }


@require_GET
def mine(request: ScopedRequest) -> HttpResponse:
    """Show one's own claims and those made for others, or what is recorded about oneself; of one year."""
    check_has_claims(request.scope)
    years = list(range(timezone.localdate().year, timezone.localdate().year - YEARS_BACK - 1, -1))
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else years[0]
    view = "record" if request.GET.get("view") == "record" and request.scope.member_id else "claims"
    found: Any = (list_own_facts if view == "record" else list_claims)(request.scope, year)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = {"page": page, "rows": present(page), "years": years, "year": year, "view": view}
    return render(request, "facts/mine.html", shown)


@require_POST
def withdraw(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take a claim back while it waits."""
    proposal = get_object_or_404(Proposal.objects.within(request.scope), pk=pk)
    check_can_withdraw(request.scope, proposal)
    try:
        operations.withdraw(request.actor, proposal)
        messages.success(request, _("Taken back. It will not be looked at."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    return redirect("facts:mine")


@require_GET
def evidence(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """Send the file of a claim to those who may see the claim; 404 for everybody else."""
    seen = Proposal.objects.within(request.scope)
    kept = get_object_or_404(Evidence.objects.filter(proposal__in=seen.values("pk")), pk=pk)
    content_type = files.CONTENT_TYPES[kept.suffix]
    name = f"evidence-{kept.pk}{kept.suffix}"
    answer = FileResponse(kept.file.open("rb"), as_attachment=True, filename=name, content_type=content_type)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
