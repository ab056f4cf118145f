"""Entries of assessments in the main navigation: the periods for who leads, one's own results for everybody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.scope import READERS
from xianfeng.site.navigation import Entry, Place, register

register(
    Entry(
        "assessments:own",
        _("Assessments"),
        "clipboard-list",
        shown=lambda request: request.scope.holds(*READERS),
        order=46,
        place=Place.ORGANISATION,
    ),
    Entry(
        "assessments:mine",
        _("My results"),
        "certificate",
        shown=lambda request: request.scope.member_id is not None,
        order=47,
        place=Place.OWN,
    ),
)
