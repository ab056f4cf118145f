"""Only auditors read the trail."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden


def check_can_read(scope: Scope) -> None:
    """Raise Forbidden unless the account is an auditor of some unit."""
    if not scope.holds(Role.AUDITOR):
        raise Forbidden(_("Only an auditor reads the audit trail. An administrator can appoint one."))
