"""What the pages of the register share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from xianfeng.people.members.models import Member
from xianfeng.people.organizations.requests import ScopedRequest

INVALID = 422


def member_or_404(request: ScopedRequest, pk: int) -> Member:
    """Return a member whose record is in reach, also one who left; 404 for any other."""
    reached = Member.objects.ever_within(request.scope).select_related(
        "unit", "branch", "left_from", "team__unit"
    )
    member: Member = get_object_or_404(reached, pk=pk)
    return member


def sent(request: HttpRequest) -> Any:
    """Return what a form is bound to: nothing while it is only shown."""
    return request.POST if request.method == "POST" else None


def draw_form(
    request: HttpRequest, template: str, form: forms.BaseForm, context: Mapping[str, Any]
) -> HttpResponse:
    """Draw a page with a form: with status 422 when what was sent did not pass."""
    status = INVALID if form.is_bound and form.errors else 200
    return render(request, template, {**context, "form": form}, status=status)
