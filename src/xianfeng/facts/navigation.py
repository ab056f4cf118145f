"""Entries of claims and the record in the main navigation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from xianfeng.facts.permissions import CONFIRMERS
from xianfeng.people.organizations.scope import READERS
from xianfeng.site.navigation import Entry, Place, register


def is_in_a_branch(request: Any) -> bool:
    """Return whether she is a member to whom something can happen."""
    return request.scope.branch_id is not None


def confirms(request: Any) -> bool:
    """Return whether claims may wait for her."""
    return bool(request.scope.holds(*CONFIRMERS))


def reads_records(request: Any) -> bool:
    """Return whether there is a record of a branch for her to read."""
    return bool(request.scope.holds(*READERS))


register(
    Entry(
        "facts:claim", _("Report what you did"), "plus", is_in_a_branch, tab=True, order=10, short=_("Report")
    ),
    Entry("facts:to_confirm", _("To confirm"), "circle-check", confirms, tab=True, order=15),
    Entry(
        "facts:mine",
        _("My claims and record"),
        "archive",
        is_in_a_branch,
        order=25,
        place=Place.OWN,
    ),
    Entry(
        "facts:branches",
        _("Record of facts"),
        "list-search",
        reads_records,
        order=30,
        place=Place.ORGANISATION,
    ),
)
