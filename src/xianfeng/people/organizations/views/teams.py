"""Pages of the teams that a branch keeps."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from xianfeng.people.organizations import operations
from xianfeng.people.organizations.forms import EndTeamForm, TeamForm
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.permissions import check_can_keep_teams
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.views.reading import reached_unit
from xianfeng.people.organizations.views.writing import Words, change, posted

KEEP = Words(
    _("Add a team"), _("Add it"), _("The team is added."),
    _("A team is a crew of employees: it sees the notices of the branch, and employees who rate come from it."),
)  # fmt: skip
EDIT = Words(_("Change the team"), _("Save"), _("The team is changed."))
END = Words(
    _("Dissolve the team"), _("Dissolve"), _("The team is dissolved."),
    _("Members who worked in it are in no team then."), is_final=True,
)  # fmt: skip


def _team(request: ScopedRequest, pk: int) -> Team:
    team: Team = get_object_or_404(
        Team.objects.within(request.scope).standing().select_related("unit"), pk=pk
    )
    check_can_keep_teams(request.scope, team.unit)
    return team


@require_http_methods(["GET", "POST"])
def keep_team(request: ScopedRequest, pk: int) -> HttpResponse:
    """Begin a team in a branch."""
    unit = reached_unit(request, pk)
    check_can_keep_teams(request.scope, unit)

    def write(**typed: Any) -> None:
        operations.keep_team(request.actor, unit=unit, **typed)

    return change(request, TeamForm(posted(request)), write, KEEP, unit=unit)


@require_http_methods(["GET", "POST"])
def team(request: ScopedRequest, pk: int) -> HttpResponse:
    """Rename a team or say its size."""
    shown = _team(request, pk)
    form = TeamForm(posted(request), initial={"name": shown.name, "employees": shown.employees})
    write = partial(operations.change_team, request.actor, shown)
    return change(request, form, write, EDIT, unit=shown.unit, team=shown)


@require_http_methods(["GET", "POST"])
def dissolve_team(request: ScopedRequest, pk: int) -> HttpResponse:
    """End a team."""
    shown = _team(request, pk)
    write = partial(operations.dissolve_team, request.actor, shown)
    return change(request, EndTeamForm(posted(request)), write, END, unit=shown.unit, team=shown)
