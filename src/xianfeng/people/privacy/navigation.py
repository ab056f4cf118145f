"""Entries of personal data in the main navigation."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.privacy.permissions import check_can_keep_rules, check_can_read_requests
from xianfeng.site.navigation import Entry, Place, register
from xianfeng.site.rights import can

register(
    Entry(
        "privacy:my_data",
        _("My data"),
        "database",
        shown=lambda request: True,
        tab=True,
        order=200,
        place=Place.OWN,
    ),
    Entry(
        "privacy:requests",
        _("Requests about data"),
        "message-question",
        shown=lambda request: can(check_can_read_requests, request.scope),
        order=210,
        place=Place.UPKEEP,
    ),
    Entry(
        "privacy:retention",
        _("Retention"),
        "archive",
        shown=lambda request: can(check_can_keep_rules, request.scope),
        order=220,
        place=Place.UPKEEP,
    ),
)
