"""Who sees the boards of a branch (domain 2.4, A10): the committee and the levels above; a member only herself."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import Forbidden

COMMITTEE = (Role.SECRETARY, Role.COMMITTEE)
ABOVE = (Role.OFFICER, Role.INSPECTOR)
ONLY_COMMITTEE = _("This is for the secretary and the committee of the branch.")


def check_can_open_board(scope: Scope, branch: Unit) -> None:
    """Check for opening a branch's board at all: whole, or a member's own row."""
    if scope.branch_id != branch.pk:
        check_can_see_all(scope, branch)


def check_can_see_all(scope: Scope, branch: Unit) -> None:
    """Check for the points of everybody in a branch."""
    if not scope.covers(branch.path, *READERS):
        raise Forbidden(
            _("The board is for the committee of the branch and the levels above. Members see their own row.")
        )


def check_can_compare_branches(scope: Scope) -> None:
    """Check for the list of branches and what they recorded."""
    if not scope.holds(*ABOVE):
        raise Forbidden(_("The list of branches is for officers and inspectors of the levels above."))


def check_can_export_board(scope: Scope, branch: Unit) -> None:
    """Check for taking a board out as a file."""
    if not scope.covers(branch.path, *COMMITTEE):
        raise Forbidden(ONLY_COMMITTEE)


def check_can_open_ordered(scope: Scope, branch: Unit, is_on: bool) -> None:
    """Check for the view ordered by points: off unless the branch's secretary switched it on."""
    if not scope.covers(branch.path, *COMMITTEE):
        raise Forbidden(ONLY_COMMITTEE)
    if not is_on:
        raise Forbidden(_("The ordered view is off. The secretary of the branch may switch it on."))


def check_can_allow_ordered(scope: Scope, branch: Unit) -> None:
    """Check for switching the ordered view on."""
    if not scope.covers(branch.path, Role.SECRETARY):
        raise Forbidden(_("The secretary of the branch decides this."))


def check_can_end_ordered(scope: Scope, branch: Unit) -> None:
    """Check for switching the ordered view off; an officer above may, too."""
    if not scope.covers(branch.path, Role.SECRETARY, Role.OFFICER):
        raise Forbidden(_("The secretary of the branch or an officer above switches it off."))
