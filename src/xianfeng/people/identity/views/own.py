"""What I show, to whom, and my card."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from xianfeng.people.accounts.models import User
from xianfeng.people.identity import operations
from xianfeng.people.identity.audiences import committee_of
from xianfeng.people.identity.forms import ConsentForm, PhotoForm
from xianfeng.people.identity.models import PostSign
from xianfeng.people.identity.permissions import check_can_show_oneself
from xianfeng.people.identity.queries import EVERY_AUDIENCE, all_of, audience_by_field, display_for, shown_of
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.requests import ScopedRequest


def own_member(request: ScopedRequest) -> Member:
    """Return the member who is signed in. Raises Forbidden for accounts of nobody in a branch."""
    check_can_show_oneself(request.scope)
    assert isinstance(request.user, User)
    assert request.user.member is not None
    return request.user.member


@require_http_methods(["GET", "POST"])
def mine(request: ScopedRequest) -> HttpResponse:
    """Show what I show to whom; posting changes the consents, at once."""
    member = own_member(request)
    assert member.branch is not None
    committee = committee_of(member.branch)
    form = ConsentForm(all_of(member), committee, request.POST or None, initial=audience_by_field(member))
    if request.method == "POST" and form.is_valid():
        operations.choose(request.actor, member, audiences=form.cleaned_data)
        messages.success(request, _("Saved. It holds from now on."))
        return redirect("identity:mine")
    found = {"form": form, **_around(request, member)}
    return render(request, "identity/mine.html", found, status=422 if form.errors else 200)


def _around(request: ScopedRequest, member: Member) -> dict[str, Any]:
    assert member.branch is not None
    signs = PostSign.objects.within(request.scope).filter(member=member).standing(timezone.localdate())
    return {
        "shown": shown_of(member, EVERY_AUDIENCE),
        "branch": member.branch,
        "display": display_for(member.branch),
        "signs": signs,
    }


@require_http_methods(["GET", "POST"])
def upload(request: ScopedRequest) -> HttpResponse:
    """Take a photo of the member who is signed in, and to whom it is shown."""
    member = own_member(request)
    assert member.branch is not None
    initial = {"audience": audience_by_field(member).get("photo")}
    form = PhotoForm(
        committee_of(member.branch), request.POST or None, request.FILES or None, initial=initial
    )
    if request.method == "POST" and form.is_valid() and _uploaded(request, member, form):
        messages.success(request, _("The photo is kept and shown as you chose."))
        return redirect("identity:mine")
    return render(request, "identity/upload.html", {"form": form}, status=422 if form.errors else 200)


def _uploaded(request: ScopedRequest, member: Member, form: PhotoForm) -> bool:
    file, audience = form.cleaned_data["file"], form.cleaned_data["audience"]
    try:
        operations.upload(request.actor, member, file=file, size=file.size, audience=audience)
    except ValidationError as refusal:
        form.add_error("file", refusal)
        return False
    return True


@require_GET
def card(request: ScopedRequest) -> HttpResponse:
    """Show my card, to be printed and cut out at 85 × 54 mm."""
    member = own_member(request)
    found = {"branch": member.branch, "cards": [shown_of(member, EVERY_AUDIENCE)]}
    return render(request, "identity/card.html", found)


@require_GET
def desk_sign(request: ScopedRequest) -> HttpResponse:
    """Show my desk sign, to be printed on A4 and folded twice."""
    member = own_member(request)
    found = {"branch": member.branch, "shown": shown_of(member, EVERY_AUDIENCE)}
    return render(request, "identity/desk_sign.html", found)


@require_GET
def badge(request: ScopedRequest) -> HttpResponse:
    """Say when the badge is worn, as the method of my branch has it."""
    member = own_member(request)
    assert member.branch is not None
    return render(request, "identity/badge.html", {"display": display_for(member.branch)})
