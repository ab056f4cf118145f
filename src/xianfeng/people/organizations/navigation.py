"""Entry of the party organisations in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.roles import Role
from xianfeng.site.navigation import Entry, Place, register

WALKERS = (Role.OFFICER, Role.INSPECTOR, Role.ADMINISTRATOR, Role.OWNER)

register(
    Entry(
        "organizations:tree",
        _("Party organisations"),
        "building-community",
        shown=lambda request: request.scope.holds(*WALKERS),
        tab=True,
        order=15,
        short=_("Units"),
        place=Place.ORGANISATION,
    )
)
