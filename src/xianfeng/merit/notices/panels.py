"""What stands about notices on the page of a branch: those that are on."""

from __future__ import annotations

from django.utils import timezone

from xianfeng.merit.notices.models import Notice
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.panels import Panel
from xianfeng.people.organizations.requests import ScopedRequest


def notices(request: ScopedRequest, unit: Unit) -> Panel | None:
    """Lead to what a branch has on public notice today."""
    if not unit.is_branch:
        return None
    on = Notice.objects.within(request.scope).published().filter(unit=unit, to_on__gte=timezone.localdate())
    found = list(on.order_by("to_on", "-id"))
    return Panel("notices/_panel.html", {"notices": found}) if found else None
