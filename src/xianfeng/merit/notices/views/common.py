"""What the pages of notices share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from xianfeng.facts.forms import TakenForm
from xianfeng.merit.notices.models import Feedback, Notice, Objection
from xianfeng.merit.notices.queries import RELATED
from xianfeng.people.organizations.requests import ScopedRequest

A_PAGE, INVALID = 50, 422


def notice_or_404(request: ScopedRequest, pk: int) -> Notice:
    """Return a notice in reach."""
    found: Notice = get_object_or_404(Notice.objects.within(request.scope).select_related(*RELATED), pk=pk)
    return found


def objection_or_404(request: ScopedRequest, pk: int) -> Objection:
    """Return an objection in reach."""
    related = ("notice__unit", "notice__settlement__period", "by", "about", "handler", "fact")
    found: Objection = get_object_or_404(
        Objection.objects.within(request.scope).select_related(*related), pk=pk
    )
    return found


def feedback_or_404(request: ScopedRequest, pk: int) -> Feedback:
    """Return feedback in reach."""
    related = ("notice__unit", "author", "assigned_to")
    found: Feedback = get_object_or_404(
        Feedback.objects.within(request.scope).select_related(*related), pk=pk
    )
    return found


def do(request: ScopedRequest, deed: Callable[[], Any], done: str) -> bool:
    """Do something and say so; say why where it is refused. Return whether it was done."""
    try:
        deed()
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return False
    messages.success(request, done)
    return True


def answered(
    request: ScopedRequest, form: TakenForm, template: str, write: Callable[..., Any], done: str, back: tuple[Any, ...],
    **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form, or give what was sent to an operation; then go back and say what was done."""
    if form.submit(write):
        messages.success(request, done)
        return redirect(*back)
    return render(request, template, {"form": form, **context}, status=INVALID if form.errors else 200)
