"""What others show me: by their consents, for the audiences to which I belong, and nothing else."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.http.response import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from xianfeng.people.identity.audiences import audiences_of, committee_of
from xianfeng.people.identity.models import Photo
from xianfeng.people.identity.queries import (
    EVERY_AUDIENCE,
    Shown,
    branches_beside,
    display_for,
    shown_in,
    shown_of,
)
from xianfeng.people.identity.views.own import own_member
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest

A_PAGE = 50


@require_GET
def member(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what a member shows me; 404 for nothing at all."""
    if pk == request.scope.member_id:
        return redirect("identity:mine")
    found, shown = _shown_to_me(request, pk)
    if not shown:
        raise Http404
    assert found.branch is not None
    context = {"shown": shown, "branch": found.branch, "display": display_for(found.branch)}
    return render(request, "identity/member.html", context)


@require_GET
def photo(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """Send a photo to those to whom it is shown, and to the member; 404 for everybody else."""
    member, shown = _shown_to_me(request, pk)
    kept = Photo.objects.unscoped().filter(member=member).first() if shown.has_photo else None
    if kept is None:
        raise Http404
    answer = FileResponse(kept.file.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    return answer


def _shown_to_me(request: ScopedRequest, pk: int) -> tuple[Member, Shown]:
    found = Member.objects.unscoped().filter(pk=pk).select_related("branch").first()
    if found is None or found.branch is None:
        raise Http404
    is_own = pk == request.scope.member_id
    return found, shown_of(found, EVERY_AUDIENCE if is_own else audiences_of(request.scope, found.branch))


@require_GET
def branch(request: ScopedRequest, pk: int | None = None) -> HttpResponse:
    """Show the wall of a branch: mine, or another one whose audience I belong to."""
    unit = own_member(request).branch if pk is None else Unit.objects.unscoped().filter(pk=pk).first()
    if unit is None or not unit.is_branch or unit.dissolved_on:
        raise Http404
    audiences = audiences_of(request.scope, unit)
    if not audiences:
        raise Http404
    page = Paginator(shown_in(unit, audiences), A_PAGE).get_page(request.GET.get("page"))
    context = {"branch": unit, "page": page, "display": display_for(unit)}
    return render(request, "identity/branch.html", {**context, "is_own": unit.pk == request.scope.branch_id})


@require_GET
def branches(request: ScopedRequest) -> HttpResponse:
    """List the other branches of my committee whose members show something there."""
    mine = own_member(request).branch
    assert mine is not None
    page = Paginator(branches_beside(mine), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "identity/branches.html", {"page": page, "committee": committee_of(mine)})
