"""For the branch: the sheet of cards, and signs on posts."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from xianfeng.people.identity import operations
from xianfeng.people.identity.audiences import audiences_of
from xianfeng.people.identity.forms import EndSignForm, SignForm
from xianfeng.people.identity.models import PostSign
from xianfeng.people.identity.permissions import check_can_give_signs, check_can_print_sheet
from xianfeng.people.identity.queries import EVERY_AUDIENCE, shown_in, shown_of, signs_of
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import READERS
from xianfeng.site.rights import can, why_not


def _branch(request: ScopedRequest, pk: int) -> Unit:
    branches = Unit.objects.within(request.scope, *READERS).filter(kind=Unit.Kind.BRANCH)
    found: Unit = get_object_or_404(branches, pk=pk)
    return found


@require_GET
def sheet(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the cards of the branch for printing: the fields consented to, ten cards a page."""
    branch = _branch(request, pk)
    check_can_print_sheet(request.scope, branch)
    cards = shown_in(branch, audiences_of(request.scope, branch))
    return render(request, "identity/sheet.html", {"branch": branch, "cards": cards})


@require_GET
def signs(request: ScopedRequest, pk: int) -> HttpResponse:
    """List the signs that stand in the branch."""
    branch = _branch(request, pk)
    found = {
        "branch": branch,
        "signs": signs_of(branch, timezone.localdate()),
        "why": why_not(check_can_give_signs, request.scope, branch),
        "may_print": can(check_can_print_sheet, request.scope, branch),
    }
    return render(request, "identity/signs.html", found)


@require_http_methods(["GET", "POST"])
def give_sign(request: ScopedRequest, pk: int) -> HttpResponse:
    """Give a member of the branch a sign."""
    branch = _branch(request, pk)
    check_can_give_signs(request.scope, branch)
    members = Member.objects.within(request.scope, *READERS).filter(branch=branch)
    form = SignForm(members, request.POST or None)
    if request.method == "POST" and form.is_valid() and _given(request, branch, form):
        messages.success(request, _("The sign is given and can be printed."))
        return redirect("identity:signs", pk=branch.pk)
    found = {"branch": branch, "form": form}
    return render(request, "identity/give_sign.html", found, status=422 if form.errors else 200)


def _given(request: ScopedRequest, branch: Unit, form: SignForm) -> bool:
    try:
        operations.give_sign(request.actor, branch, **form.cleaned_data)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _sign(request: ScopedRequest, pk: int) -> PostSign:
    signs = PostSign.objects.within(request.scope).select_related("unit", "member")
    found: PostSign = get_object_or_404(signs, pk=pk)
    return found


@require_http_methods(["GET", "POST"])
def end_sign(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take a sign back."""
    sign = _sign(request, pk)
    check_can_give_signs(request.scope, sign.unit)
    form = EndSignForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _ended(request, sign, form):
        messages.success(request, _("The sign has been taken back."))
        return redirect("identity:signs", pk=sign.unit_id)
    found = {"sign": sign, "form": form}
    return render(request, "identity/end_sign.html", found, status=422 if form.errors else 200)


def _ended(request: ScopedRequest, sign: PostSign, form: EndSignForm) -> bool:
    try:
        operations.end_sign(request.actor, sign, on=form.cleaned_data["on"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


@require_GET
def post_sign(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a sign for printing, with the name only as the member agreed to show it to the viewer."""
    sign = _sign(request, pk)
    is_own = sign.member_id == request.scope.member_id
    audiences = EVERY_AUDIENCE if is_own else audiences_of(request.scope, sign.unit)
    found = {"sign": sign, "shown": shown_of(sign.member, audiences)}
    return render(request, "identity/post_sign.html", found)
