"""Who sees boards and who puts up screens (domain 2.4): a branch its own, those above read; the secretary publishes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import Forbidden

KEEPERS = (Role.SECRETARY, Role.OFFICER)


def has_boards(scope: Scope) -> bool:
    """Return whether a person has a board of her own, or reads those of others."""
    return scope.branch_id is not None or scope.holds(*READERS)


def check_can_see_board(scope: Scope, unit: Unit) -> None:
    """Check for the board of a branch, or for the boards below a unit."""
    _check_has_boards(unit)
    own = unit.is_branch and scope.branch_id == unit.pk
    if not own and not scope.covers(unit.path, *READERS):
        raise Forbidden(
            _("The board is for the members of the branch, its committee and those who read above it.")
        )


def check_can_see_screens(scope: Scope, unit: Unit) -> None:
    """Check for the list of a unit's screens."""
    _check_has_boards(unit)
    if not scope.covers(unit.path, *READERS):
        raise Forbidden(_("Screens are for the committee of the branch and the levels above."))


def check_can_keep_screens(scope: Scope, unit: Unit) -> None:
    """Check for putting up a screen and taking one back."""
    check_can_see_screens(scope, unit)
    if unit.dissolved_on is not None:
        raise Forbidden(_("This organisation has been dissolved."))
    if not scope.covers(unit.path, *KEEPERS):
        raise Forbidden(
            _(
                "Screens are put up by the secretary of the branch, or by an officer of the unit or of one above."
            )
        )


def _check_has_boards(unit: Unit) -> None:
    if unit.kind == Unit.Kind.GROUP:
        raise Forbidden(_("Boards are those of branches; a group has none."))
