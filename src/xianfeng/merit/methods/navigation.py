"""Entry of the rule book in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.permissions import SEERS
from xianfeng.site.navigation import Entry, Place, register

register(
    Entry(
        "methods:book",
        _("Rule book"),
        "book",
        shown=lambda request: bool(request.scope.branch_id) or request.scope.holds(*SEERS),
        order=40,
        place=Place.ORGANISATION,
    )
)
