"""What stands about assessments on the page of a branch: its latest periods, and the way to prepare one."""

from __future__ import annotations

from xianfeng.merit.assessments.permissions import check_can_prepare
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.panels import Panel
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import READERS
from xianfeng.site.rights import can

SHOWN = 3


def assessments(request: ScopedRequest, unit: Unit) -> Panel | None:
    """Lead to the latest periods of a branch, for whoever reads their results."""
    if not unit.is_branch or not request.scope.covers(unit.path, *READERS):
        return None
    latest = list(unit.assessment_periods.order_by("-code")[:SHOWN])
    may_prepare = can(check_can_prepare, request.scope, unit)
    if not latest and not may_prepare:
        return None
    return Panel("assessments/_panel.html", {"periods": latest, "may_prepare": may_prepare})
