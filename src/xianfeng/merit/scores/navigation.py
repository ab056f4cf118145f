"""Entries of one's own score and of the boards in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.scope import READERS
from xianfeng.site.navigation import Entry, Place, register

register(
    Entry(
        "scores:mine",
        _("My score"),
        "chart-bar",
        shown=lambda request: request.scope.member_id is not None,
        tab=True,
        order=40,
        short=_("Score"),
        place=Place.OWN,
    ),
    Entry(
        "scores:boards",
        _("Boards"),
        "calendar-event",
        shown=lambda request: request.scope.branch_id is not None or request.scope.holds(*READERS),
        order=45,
        place=Place.ORGANISATION,
    ),
)
