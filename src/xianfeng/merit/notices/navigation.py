"""The entry of public notices in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.scope import READERS
from xianfeng.site.navigation import Entry, Place, register

register(
    Entry(
        "notices:list",
        _("Public notices"),
        "speakerphone",
        shown=lambda request: request.scope.branch_id is not None or request.scope.holds(*READERS),
        order=50,
        place=Place.ORGANISATION,
    ),
)
