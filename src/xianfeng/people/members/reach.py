"""The condition that a member belongs to one of some subtrees, as both databases answer it fast."""

from __future__ import annotations

from django.db.models import Q

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import subtree


def belonging(field: str, paths: tuple[str, ...]) -> Q:
    """Return the condition that the unit in `field` lies at or below one of the paths (none: nobody).

    The index on the unit answers a list of unit ids, so that a branch costs the same in a company of any
    size. A whole tree is nearly everybody: there the rows are read in the order asked for, with a look at
    the path of each (measured at 29,136 members: 3 ms for a page instead of 17).
    """
    found = Q(pk__in=[])
    for path in paths:
        if len(path) == Unit.steplen:
            found |= subtree(f"{field}__path", (path,))
        else:
            units = Unit.objects.unscoped().filter(subtree("path", (path,))).order_by()
            found |= Q(**{f"{field}__in": units.values("pk")})
    return found
