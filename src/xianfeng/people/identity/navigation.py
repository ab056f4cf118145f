"""Entry of the display of identity in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.identity.permissions import check_can_show_oneself
from xianfeng.site.navigation import Entry, Place, register
from xianfeng.site.rights import can

register(
    Entry(
        "identity:branch",
        _("Identity"),
        "id-badge-2",
        shown=lambda request: can(check_can_show_oneself, request.scope),
        tab=True,
        order=60,
        place=Place.UPKEEP,
    )
)
