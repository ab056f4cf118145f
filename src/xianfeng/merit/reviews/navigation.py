"""The entry of reviews in the main navigation."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.roles import Role
from xianfeng.site.navigation import Entry, register

RATERS = (Role.SECRETARY, Role.COMMITTEE)


def rates(request: Any) -> bool:
    """Return whether something may wait to be rated by her."""
    return request.scope.branch_id is not None or request.scope.holds(*RATERS)


register(
    Entry("reviews:mine", _("Reviews"), "clipboard-check", rates, tab=True, order=35, short=_("Reviews"))
)
