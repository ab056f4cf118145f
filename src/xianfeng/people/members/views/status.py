"""Changing kind, status or duties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.people.members.forms import StatusForm, words_of
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import change_status
from xianfeng.people.members.operations.checks import branch_of
from xianfeng.people.members.permissions import check_can_change_status, check_can_make_change
from xianfeng.people.members.queries import list_branches
from xianfeng.people.members.states import list_changes
from xianfeng.people.members.views.common import draw_form, member_or_404, sent
from xianfeng.people.members.views.moving import chosen_branch
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import can, why_not


@require_http_methods(["GET", "POST"])
def status(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the changes that are possible, and record one."""
    member = member_or_404(request, pk)
    check_can_change_status(request.scope, member)
    changes = [
        each for each in list_changes(member) if can(check_can_make_change, request.scope, member, each)
    ]
    branch = _branch_back(request, member)
    form = StatusForm(changes, member, branch, sent(request))
    if form.submit(lambda **values: change_status(request.actor, member, **values)):
        said = words_of(form.change) if form.change else ""
        messages.success(request, _("Recorded: %(change)s.") % {"change": said})
        return redirect("members:member", pk)
    refused = list(_refused(request.scope, member))
    others = list_branches(request.scope, request.GET.get("find", "")) if branch else []
    shown = {"member": member, "branch": branch, "others": others, "find": request.GET.get("find", "")}
    return draw_form(request, "members/status.html", form, {**shown, "changes": changes, "refused": refused})


def _branch_back(request: ScopedRequest, member: Member) -> Unit | None:
    """Return the branch to which somebody who left may come back, None for who did not leave."""
    if member.left_from is None:
        return None
    return chosen_branch(request) or branch_of(member.left_from)


def _refused(scope: Scope, member: Member) -> Iterator[tuple[Any, str]]:
    """Yield the changes that are possible but not by this person, with the reason."""
    for change in list_changes(member):
        reason = why_not(check_can_make_change, scope, member, change)
        if reason:
            yield words_of(change), reason
