"""Entry of what follows in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.scope import READERS
from xianfeng.site.navigation import Entry, Place, register

register(
    Entry(
        "followups:own",
        _("Talks and what follows"),
        "messages",
        shown=lambda request: request.scope.branch_id is not None or request.scope.holds(*READERS),
        order=60,
        place=Place.ORGANISATION,
    )
)
