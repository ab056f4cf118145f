"""Entries in the main navigation, and the corner of every page: which unit, and whose page it is."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.permissions import check_can_administer, check_can_issue_slips
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import APPOINTED
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.navigation import Entry, Place, register
from xianfeng.site.rights import can
from xianfeng.site.shell import Frame, provide_frame


def path_of(scope: Scope, user: Any) -> str:
    """Return the path of the unit that stands in the corner: of the widest role above branches, else one's branch."""
    paths = scope.paths(*APPOINTED)
    if paths:
        return min(paths, key=len)
    home = (user.member.branch or user.member.unit) if user.member else user.unit
    return home.path if home else ""


def frame_of(request: Any) -> Frame:
    """Return the corner for somebody signed in. One query."""
    path = path_of(request.scope, request.user)
    above = path[: -Unit.steplen]
    units = Unit.objects.unscoped().filter(path__in=[part for part in (path, above) if part])
    names = dict(units.values_list("path", "name"))
    return Frame(names.get(path, ""), names.get(above, ""), request.user.name, reverse("accounts:mine"))


provide_frame(frame_of)
register(
    Entry(
        "accounts:branches",
        _("Activation slips"),
        "key",
        shown=lambda request: can(check_can_issue_slips, request.scope),
        order=150,
        place=Place.UPKEEP,
    ),
    Entry(
        "accounts:list",
        _("Accounts"),
        "users",
        shown=lambda request: can(check_can_administer, request.scope),
        tab=True,
        order=20,
        place=Place.UPKEEP,
    ),
)
