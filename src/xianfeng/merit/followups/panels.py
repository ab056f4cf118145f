"""What stands about talks, awards and the year on the page of a branch."""

from __future__ import annotations

from django.utils import timezone

from xianfeng.merit.followups.models import Talk
from xianfeng.merit.followups.permissions import check_can_open_awards, check_can_read_branch
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.panels import Panel
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import can


def follow_ups(request: ScopedRequest, unit: Unit) -> Panel | None:
    """Lead to what follows from results in a branch, as far as somebody may see it."""
    if not can(check_can_open_awards, request.scope, unit) or unit.dissolved_on is not None:
        return None
    keeps = can(check_can_read_branch, request.scope, unit)
    due = Talk.objects.within(request.scope).filter(unit=unit, state=Talk.State.DUE)
    context = {"keeps": keeps, "due": due.count() if keeps else 0, "year": timezone.localdate().year}
    return Panel("followups/_panel.html", context)
