"""What stands about members on the page of a unit: who holds its posts today, and the way to its list."""

from __future__ import annotations

from django.db.models import Count, Q
from django.utils import timezone

from xianfeng.people.members.models import Member
from xianfeng.people.members.permissions import check_can_register
from xianfeng.people.members.queries import list_members, list_offices_today
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.panels import Panel
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.roles import ABOVE_BRANCH
from xianfeng.people.organizations.scope import READERS
from xianfeng.site.rights import can

COUNTED = {
    "probationary": Q(kind=Member.Kind.PROBATIONARY),
    "floating": Q(status=Member.Status.FLOATING),
    "lost_contact": Q(status=Member.Status.LOST_CONTACT),
}


def offices(request: ScopedRequest, unit: Unit) -> Panel | None:
    """Name who holds a post today: to who reads the register, and to members in their own branch and group."""
    scope = request.scope
    reads = scope.covers(unit.path, *READERS)
    if unit.dissolved_on is not None or not (reads or unit.pk in (scope.branch_id, scope.group_id)):
        return None
    held = list_offices_today(unit, timezone.localdate())
    return Panel("members/panels/offices.html", {"offices": held, "reads": reads})


def members(request: ScopedRequest, unit: Unit) -> Panel | None:
    """Lead to the list of the unit; a branch and a group also say how many there are of whom."""
    scope = request.scope
    if unit.dissolved_on is not None or not scope.covers(unit.path, *READERS):
        return None
    counts = {} if unit.kind in ABOVE_BRANCH else _counts(request, unit)
    may_register = can(check_can_register, scope, unit)
    return Panel("members/panels/members.html", {"counts": counts, "may_register": may_register})


def _counts(request: ScopedRequest, unit: Unit) -> dict[str, int]:
    found = list_members(request.scope, unit=unit).order_by()
    numbers = {name: Count("pk", filter=which) for name, which in COUNTED.items()}
    return dict(found.aggregate(all=Count("pk"), **numbers))
