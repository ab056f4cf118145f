"""The board ordered by points: for a branch's committee alone, off by default, every opening recorded."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from xianfeng.engine.amounts import show
from xianfeng.merit.scores.board_permissions import (
    check_can_allow_ordered,
    check_can_end_ordered,
    check_can_open_ordered,
)
from xianfeng.merit.scores.board_queries import Asked, is_ordered_on
from xianfeng.merit.scores.boards import components_from_facts, totals_of
from xianfeng.merit.scores.models import REASON_LENGTH
from xianfeng.merit.scores.operations import allow_ordered, end_ordered, open_ordered
from xianfeng.merit.scores.ordering import by_points
from xianfeng.merit.scores.views.boards import asked_of, framed, reached_branch, refused
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.views.writing import posted, put_refusal


class ReasonForm(forms.Form):
    """Why the committee needs the ordered view."""

    reason = forms.CharField(
        label=_("What the committee needs it for"),
        max_length=REASON_LENGTH,
        help_text=_("For example: the discussion of awards at the end of the year."),
    )


@require_GET
@never_cache
def ordered(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show the members of a branch from the most points to the fewest, and record that it was opened."""
    branch = reached_branch(request, pk)
    check_can_open_ordered(request.scope, branch, is_ordered_on(branch))
    try:
        asked = asked_of(request, branch)
    except ValidationError as refusal:
        return refused(request, branch, refusal)
    if not asked.parts:
        return render(request, "scores/board_none.html", framed(asked))
    open_ordered(request.actor, branch, period=asked.stretch.code)
    return render(request, "scores/board_ordered.html", {**framed(asked), **_lists(asked)})


def _lists(asked: Asked) -> dict[str, Any]:
    """Return one list for each component that facts settle."""
    members = asked.parts[-1].standing.members
    lists = []
    for component in components_from_facts(asked.scheme):
        pairs = by_points(members, totals_of(asked.parts, component))
        shown = [(member, "–" if points is None else show(points)) for member, points in pairs]
        lists.append((said(component.title), shown))
    return {"lists": lists}


@require_http_methods(["GET", "POST"])
def setting(request: ScopedRequest, pk: int) -> HttpResponse:
    """Switch the ordered view of a branch on, with a reason, or off."""
    branch = reached_branch(request, pk)
    is_on = is_ordered_on(branch)
    check = check_can_end_ordered if is_on else check_can_allow_ordered
    check(request.scope, branch)
    form = forms.Form(posted(request)) if is_on else ReasonForm(posted(request))
    if form.is_bound and form.is_valid():
        try:
            _switch(request, branch, is_on, form)
        except ValidationError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect("scores:board", branch.pk)
    context = {"branch": branch, "is_on": is_on, "form": form}
    return render(request, "scores/board_setting.html", context, status=422 if form.is_bound else 200)


def _switch(request: ScopedRequest, branch: Unit, is_on: bool, form: forms.Form) -> None:
    if is_on:
        end_ordered(request.actor, branch)
        messages.success(request, _("The ordered view is off."))
    else:
        allow_ordered(request.actor, branch, reason=form.cleaned_data["reason"])
        messages.success(
            request, _("The ordered view is on, for the committee alone. Every opening is recorded.")
        )
