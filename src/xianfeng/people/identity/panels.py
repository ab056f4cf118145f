"""What stands about identity on the page of a branch: the wall, the signs, the cards to print."""

from __future__ import annotations

from xianfeng.people.identity.audiences import audiences_of
from xianfeng.people.identity.permissions import check_can_print_sheet
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.panels import Panel
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import READERS
from xianfeng.site.rights import can


def identity(request: ScopedRequest, unit: Unit) -> Panel | None:
    """Lead to what may be seen and printed; nothing where that is nothing."""
    if not unit.is_branch or unit.dissolved_on is not None:
        return None
    sees = bool(audiences_of(request.scope, unit))
    reads = request.scope.covers(unit.path, *READERS)
    if not (sees or reads):
        return None
    may_print = can(check_can_print_sheet, request.scope, unit)
    return Panel("identity/panels/branch.html", {"sees": sees, "reads": reads, "may_print": may_print})
