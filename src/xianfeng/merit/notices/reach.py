"""Who reads which notices."""

from __future__ import annotations

from typing import Any, Self

from django.db import models

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope, ScopedQuerySet, subtree

PUBLISHED, AROUND, SIGNED_IN = "published", "unit", "signed_in"
"""A state and two audiences of `models.Notice`, which stands on this."""


class NoticeQuerySet(ScopedQuerySet):
    """Notices through their branch: all of them for who reads its records, what was published for its members.

    What is for the unit above or for everybody is reached by members and readers outside the branch too. The leader
    of a group also sees drafts of her branch: where there is nobody else she checks them.
    """

    def within(self, scope: Scope, *roles: Role) -> Self:
        """Return the notices of branches where one of the roles is held; without any, also those for oneself."""
        reached = subtree("unit__path", scope.paths(*(roles or READERS)))
        return self._scoped(self.filter(reached if roles else reached | _for_readers(scope)))

    def published(self) -> Self:
        """Return those that are on."""
        return self.filter(state=PUBLISHED)


def _for_readers(scope: Scope) -> models.Q:
    """Return the condition that a notice is for somebody who is no reader of its branch's records."""
    if scope.branch_id is None and not scope.holds(*READERS):
        return models.Q(pk__in=[])
    shown = models.Q(published_at__isnull=False)
    own = models.Q(unit=scope.branch_id or 0)
    everybody = models.Q(audience=SIGNED_IN)
    around = models.Q(audience=AROUND) & models.Q(unit__path__in=_beside(scope))
    drafts = own if scope.holds(Role.GROUP_LEADER) else models.Q(pk__in=[])
    return shown & (own | everybody | around) | drafts


def _beside(scope: Scope) -> models.QuerySet[Any, Any]:
    """Return the paths of the units below the one above one's own branch."""
    branch = (
        Unit.objects.unscoped().filter(pk=scope.branch_id or 0).values_list("path", flat=True).first() or ""
    )
    above = branch[: -Unit.steplen]
    beside: models.QuerySet[Any, Any] = Unit.objects.unscoped().filter(
        subtree("path", (above,) if above else ())
    )
    return beside.values("path")
