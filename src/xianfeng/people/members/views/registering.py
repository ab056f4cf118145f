"""Registering a member, and correcting what is registered."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from xianfeng.people.members.forms import CorrectForm, RegisterForm
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import correct_member, register_member
from xianfeng.people.members.operations.checks import branch_of
from xianfeng.people.members.permissions import check_can_correct, check_can_register
from xianfeng.people.members.views.common import draw_form, member_or_404, sent
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import READERS


@require_http_methods(["GET", "POST"])
def register(request: ScopedRequest, unit: int) -> HttpResponse:
    """Show the form for a new member of a branch or group, and register her."""
    where: Unit = get_object_or_404(Unit.objects.within(request.scope, *READERS), pk=unit)
    check_can_register(request.scope, where)
    branch = branch_of(where)
    form = RegisterForm(branch, sent(request), initial={"unit": where.pk})
    made: list[Member] = []
    if form.submit(lambda **values: made.append(register_member(request.actor, **values))):
        messages.success(request, _("%(name)s is registered.") % {"name": made[0].name})
        return redirect("members:member", made[0].pk)
    return draw_form(request, "members/register.html", form, {"unit": where, "branch": branch})


@require_http_methods(["GET", "POST"])
def correct(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show what is registered in a form, and correct it."""
    member = member_or_404(request, pk)
    check_can_correct(request.scope, member)
    form = CorrectForm(member, sent(request))
    changed: list[str] = []
    if form.submit(lambda **values: changed.extend(correct_member(request.actor, member, **values))):
        words = ngettext("%(count)s entry was corrected.", "%(count)s entries were corrected.", len(changed))
        said = words % {"count": len(changed)} if changed else _("Nothing was changed.")
        messages.success(request, said)
        return redirect("members:member", pk)
    return draw_form(request, "members/correct.html", form, {"member": member})
