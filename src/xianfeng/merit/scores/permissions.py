"""Who may read scores (domain 2.4): one's own, the committee of the branch, officers and inspectors above.

A member's page is reached through `Member.objects.within`, which is exactly these; what is here is the page
of a branch, which its members know of.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import Forbidden


def check_can_read_branch(scope: Scope, branch: Unit) -> None:
    """Check for reading the scores of everybody in a branch."""
    if not scope.covers(branch.path, *READERS):
        raise Forbidden(
            _(
                "The scores of a branch are read by its committee and the levels above. Your own is under “My score”."
            )
        )


def check_has_score(scope: Scope) -> None:
    """Check for having a score oneself: accounts that belong to no member have none."""
    if scope.member_id is None:
        raise Forbidden(_("This account belongs to no member, so it has no score."))
