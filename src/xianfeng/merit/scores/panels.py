"""What stands about scores on the page of a branch: the way to everybody's score so far."""

from __future__ import annotations

from xianfeng.merit.scores.permissions import check_can_read_branch
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.panels import Panel
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can


def scores(request: ScopedRequest, unit: Unit) -> Panel | None:
    """Lead to the scores of a branch's members, for whoever may read them."""
    if (
        not unit.is_branch
        or unit.dissolved_on is not None
        or not can(check_can_read_branch, request.scope, unit)
    ):
        return None
    return Panel("scores/_panel_scores.html")
