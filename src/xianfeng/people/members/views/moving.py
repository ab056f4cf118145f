"""Moving a member: within her branch by one form, into another branch after choosing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.people.members.forms import MoveForm, places_in
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import move_member
from xianfeng.people.members.permissions import KEEPERS, check_can_move, check_can_move_to
from xianfeng.people.members.queries import list_branches
from xianfeng.people.members.views.common import draw_form, member_or_404, sent
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest


@require_http_methods(["GET", "POST"])
def move(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show where a member may go, and move her."""
    member = member_or_404(request, pk)
    check_can_move(request.scope, member)
    branch = chosen_branch(request) or member.branch
    assert branch is not None
    check_can_move_to(request.scope, member, branch)
    form = MoveForm(branch, member, sent(request))
    if form.submit(lambda **values: move_member(request.actor, member, **values)):
        said = _("%(name)s now belongs to %(unit)s.") % {"name": member.name, "unit": member.unit}
        messages.success(request, said)
        return redirect("members:member", pk)
    return draw_form(request, "members/move.html", form, _shown(request, member, branch))


def chosen_branch(request: ScopedRequest) -> Unit | None:
    """Return the branch chosen by `?branch=` among those whose register is kept; 404 for another."""
    chosen = request.GET.get("branch", "")
    if not chosen:
        return None
    kept = Unit.objects.within(request.scope, *KEEPERS).standing().filter(kind=Unit.Kind.BRANCH)
    branch: Unit = get_object_or_404(kept, pk=int(chosen) if chosen.isdecimal() else 0)
    return branch


def _shown(request: ScopedRequest, member: Member, branch: Unit) -> dict[str, object]:
    find = request.GET.get("find", "")
    others = [each for each in list_branches(request.scope, find) if each.pk != branch.pk]
    possible = places_in(branch).exclude(pk=member.unit_id).exists()
    return {"member": member, "branch": branch, "others": others, "find": find, "possible": possible}
