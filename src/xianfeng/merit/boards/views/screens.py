"""The large screens of a unit: which there are, putting one up, taking one back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.merit.boards.forms import ScreenForm
from xianfeng.merit.boards.models import Screen
from xianfeng.merit.boards.operations import add_screen, revoke_screen
from xianfeng.merit.boards.permissions import check_can_keep_screens, check_can_see_screens
from xianfeng.merit.boards.queries import list_screens
from xianfeng.people.accounts.qr import qr_svg
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.views.writing import put_refusal
from xianfeng.site.rights import why_not


@never_cache
@require_http_methods(["GET", "POST"])
def screens(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the screens of a unit; put up another, whose link is shown in answer and never again."""
    unit = get_object_or_404(Unit.objects.within(request.scope), pk=pk)
    check_can_see_screens(request.scope, unit)
    if request.method == "GET":
        return _list(request, unit, ScreenForm())
    check_can_keep_screens(request.scope, unit)
    form = ScreenForm(request.POST)
    if not form.is_valid():
        return _list(request, unit, form, 422)
    try:
        screen, token = add_screen(request.actor, unit, **form.values())
    except ValidationError as refusal:
        put_refusal(form, refusal)
        return _list(request, unit, form, 422)
    link = request.build_absolute_uri(reverse("boards:screen", args=[token]))
    return render(request, "boards/screen_made.html", {"screen": screen, "link": link, "qr": qr_svg(link)})


def _list(request: ScopedRequest, unit: Unit, form: ScreenForm, status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "unit": unit,
        "screens": list_screens(request.scope, unit),
        "form": form,
        "why": why_not(check_can_keep_screens, request.scope, unit),
    }
    return render(request, "boards/screens.html", context, status=status)


@require_POST
def revoke(request: ScopedRequest, pk: int) -> HttpResponse:
    """Take back the link of a screen."""
    screen = get_object_or_404(Screen.objects.within(request.scope).select_related("unit"), pk=pk)
    check_can_keep_screens(request.scope, screen.unit)
    try:
        revoke_screen(request.actor, screen)
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
    else:
        messages.success(
            request,
            _("The link is taken back. The screen in “%(place)s” shows nothing any more.")
            % {"place": screen.place},
        )
    return redirect("boards:screens", screen.unit_id)
