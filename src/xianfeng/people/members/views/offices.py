"""Giving an office and ending one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from xianfeng.people.members.forms import EndForm, OfficeForm
from xianfeng.people.members.models import Member, Office
from xianfeng.people.members.operations import end_office as end
from xianfeng.people.members.operations import give_office as give
from xianfeng.people.members.permissions import KEEPERS, check_can_end_office, check_can_give_office
from xianfeng.people.members.queries import list_units_for_office
from xianfeng.people.members.views.common import draw_form, member_or_404, sent
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can


@require_http_methods(["GET", "POST"])
def give_office(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the units in which a member may be given a post, then the form, and give it."""
    member = member_or_404(request, pk)
    find = request.GET.get("find", "")
    possible = list_units_for_office(member, find)
    units = [unit for unit in possible if can(check_can_give_office, request.scope, member, unit)]
    if not units and not find:
        check_can_give_office(request.scope, member, _nearest(member))
    unit = _chosen(request) or (units[0] if len(units) == 1 and not find else None)
    shown = {"member": member, "units": units, "unit": unit, "find": find}
    if unit is None:
        return render(request, "members/choose_unit.html", shown)
    check_can_give_office(request.scope, member, unit)
    form = OfficeForm(member, unit, sent(request))
    if form.submit(lambda **values: give(request.actor, member, unit, **values)):
        messages.success(request, _("%(name)s holds the post now.") % {"name": member.name})
        return redirect("members:member", pk)
    return draw_form(request, "members/give_office.html", form, shown)


@require_http_methods(["GET", "POST"])
def end_office(request: ScopedRequest, pk: int) -> HttpResponse:
    """Ask for the last day of an office, and end it."""
    reached = Office.objects.within(request.scope, *KEEPERS).select_related("member", "unit")
    office: Office = get_object_or_404(reached, pk=pk)
    check_can_end_office(request.scope, office)
    form = EndForm(office, sent(request))
    if form.submit(lambda **values: end(request.actor, office, **values)):
        messages.success(request, _("The office ends on %(day)s.") % {"day": office.to_on})
        in_reach = Member.objects.ever_within(request.scope).filter(pk=office.member_id).exists()
        return redirect("members:member", office.member_id) if in_reach else redirect("members:list")
    return draw_form(request, "members/end_office.html", form, {"office": office})


def _chosen(request: ScopedRequest) -> Unit | None:
    chosen = request.GET.get("unit", "")
    if not chosen:
        return None
    reached = Unit.objects.within(request.scope, *KEEPERS).standing()
    unit: Unit = get_object_or_404(reached, pk=int(chosen) if chosen.isdecimal() else 0)
    return unit


def _nearest(member: Member) -> Unit:
    unit = member.branch or member.left_from
    assert unit is not None
    return unit
