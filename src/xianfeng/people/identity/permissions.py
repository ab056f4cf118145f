"""Who prints for a branch and who gives signs. What a member shows is decided by the member alone."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden


def check_can_show_oneself(scope: Scope) -> None:
    """Raise Forbidden for an account of nobody in a branch: there is nothing to show."""
    if scope.branch_id is None:
        raise Forbidden(_("Only members of a branch show their identity; this account belongs to none."))


def check_can_print_sheet(scope: Scope, branch: Unit) -> None:
    """Raise Forbidden unless one is secretary of the branch itself."""
    if not _holds_in(scope, branch, Role.SECRETARY):
        raise Forbidden(_("The secretary of this branch prints its cards."))


def check_can_give_signs(scope: Scope, branch: Unit) -> None:
    """Raise Forbidden unless one is on the committee of the branch itself."""
    if not _holds_in(scope, branch, Role.SECRETARY, Role.COMMITTEE):
        raise Forbidden(_("The secretary and the committee of this branch give signs."))


def _holds_in(scope: Scope, branch: Unit, *roles: Role) -> bool:
    return any(reach.unit_id == branch.pk and reach.role in roles for reach in scope.reaches)
