"""What these pages share: a unit in reach, and a page that is one form behind its check."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from xianfeng.facts.forms import TakenForm
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest

A_PAGE, INVALID = 50, 422


def unit_or_404(request: ScopedRequest, pk: int) -> Unit:
    """Return a unit in reach."""
    found: Unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    return found


def form_page(
    request: ScopedRequest, form: TakenForm, write: Callable[..., Any], done: Any, to: tuple[Any, ...],
    template: str, context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """Answer with a form, or do what was sent and lead on."""
    if form.is_bound and form.submit(write):
        messages.success(request, done)
        return redirect(*to)
    return render(request, template, {"form": form, **context}, status=INVALID if form.errors else 200)


def do(request: ScopedRequest, write: Callable[[], Any], done: Any) -> None:
    """Do something that takes no form; say that it was done, or why not."""
    try:
        write()
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, done or _("Done."))
