"""The condition that a member belongs to one of some subtrees, as both databases answer it fast."""

from __future__ import annotations

from django.db.models import Q

from xianfeng.people.organizations.models import Unit, is_everything
from xianfeng.people.organizations.scope import subtree


def belonging(field: str, paths: tuple[str, ...]) -> Q:
    """Return the condition that the unit in `field` lies at or below one of the paths (none: nobody).

    The index on the unit answers a list of unit ids, so that a branch costs the same in a company of any
    size. A whole tree is nearly everybody: there SQLite is kept from beginning with the units by a condition
    that no index answers, and reads the rows in the order asked for (measured at 29,136 members: 3 ms for
    the first page instead of 17).
    """
    if is_everything(paths):
        return Q(**{f"{field}__isnull": False})
    below = tuple(path for path in paths if len(path) > Unit.steplen)
    units = Unit.objects.unscoped().filter(subtree("path", below)).order_by()
    found = Q(**{f"{field}__in": units.values("pk")}) if below else Q()
    for path in set(paths) - set(below):
        found |= Q(**{f"{field}__path__startswith": path})
    return found or Q(pk__in=[])
