"""Pages on which a unit adopts a method, and takes an adoption back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.merit.methods import operations
from xianfeng.merit.methods.checking import days_ahead
from xianfeng.merit.methods.forms import AdoptForm
from xianfeng.merit.methods.permissions import check_can_adopt, check_can_take_back
from xianfeng.merit.methods.queries import codes_for, method_of, titles_of
from xianfeng.merit.methods.views.reading import reached_unit
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.views.writing import posted, put_refusal


def choices_for(unit: Unit) -> dict[str, Any]:
    """Return what the forms of a unit offer: codes with titles, and first days of periods. Two queries."""
    codes = codes_for(unit)
    return {"codes": codes, "titles": titles_of(codes), "days": days_ahead(timezone.localdate())}


@require_http_methods(["GET", "POST"])
def adopt(request: ScopedRequest, pk: int) -> HttpResponse:
    """Let a unit go by a method from a day on."""
    unit = reached_unit(request, pk)
    check_can_adopt(request.scope, unit)
    form = AdoptForm(posted(request), **choices_for(unit))
    if form.is_bound and form.is_valid():
        try:
            operations.adopt(request.actor, unit, **form.cleaned_data)
        except ValidationError as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, _("The method is adopted."))
            return redirect("methods:unit", unit.pk)
    method = method_of(unit, timezone.localdate())
    context = {
        "unit": unit,
        "form": form,
        "title": said(method.scheme.title) if method else "",
        "method": method,
    }
    return render(request, "methods/adopt.html", context, status=422 if form.is_bound else 200)


@require_POST
def take_back(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take an adoption back before its day."""
    reached = Adoption.objects.within(request.scope, Role.OFFICER).select_related("unit")
    adoption = get_object_or_404(reached, pk=pk)
    check_can_take_back(request.scope, adoption, timezone.localdate())
    operations.take_back(request.actor, adoption)
    messages.success(request, _("The adoption is taken back; what holds today goes on."))
    return redirect("methods:unit", adoption.unit_id)
