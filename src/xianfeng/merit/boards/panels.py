"""What stands about flag boards on the page of a unit: whether one hangs there, or how many are on notice below it."""

from __future__ import annotations

from django.utils import timezone

from xianfeng.merit.boards.hanging import wall_of
from xianfeng.merit.boards.permissions import check_can_see_board, check_can_see_screens
from xianfeng.merit.boards.queries import notices_of
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.panels import Panel
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import can


def boards(request: ScopedRequest, unit: Unit) -> Panel | None:
    """Lead to the boards that hang, and to the screens, for whoever may see them."""
    if unit.dissolved_on is not None or not can(check_can_see_board, request.scope, unit):
        return None
    hanging = _count(request.scope, unit)
    may_see_screens = can(check_can_see_screens, request.scope, unit)
    return Panel("boards/_panel.html", {"hanging": hanging, "may_see_screens": may_see_screens})


def _count(scope: Scope, unit: Unit) -> int:
    today = timezone.localdate()
    if unit.is_branch:
        return len(wall_of(scope, unit, today).now)
    return notices_of(scope, unit, today).values("unit").distinct().count()
