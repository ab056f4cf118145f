"""Entry of the audit trail in the main navigation, for auditors."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.roles import Role
from xianfeng.site.navigation import Entry, Place, register


def _is_auditor(request: Any) -> bool:
    return bool(request.scope.holds(Role.AUDITOR))


register(
    Entry(
        "trail:entries",
        _("Audit trail"),
        "list-search",
        _is_auditor,
        tab=True,
        order=80,
        place=Place.ORGANISATION,
    )
)
