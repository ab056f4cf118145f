"""Entry of the register in the main navigation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS
from xianfeng.site.navigation import Entry, Place, register


def reads_members(request: Any) -> bool:
    """Return whether there is a list for her to read."""
    return bool(request.scope.holds(*READERS, Role.GROUP_LEADER))


register(
    Entry(
        "members:list",
        _("Members"),
        "users",
        shown=reads_members,
        tab=True,
        order=20,
        place=Place.ORGANISATION,
    )
)
