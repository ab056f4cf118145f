"""The entry of the flag boards in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.merit.boards.permissions import has_boards
from xianfeng.site.navigation import Entry, Place, register

register(
    Entry(
        "boards:own",
        _("Flag boards"),
        "flag",
        shown=lambda request: has_boards(request.scope),
        order=65,
        place=Place.ORGANISATION,
    )
)
