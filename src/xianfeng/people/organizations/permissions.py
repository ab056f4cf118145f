"""Who may see and change units and teams (domain 2.4).

Officers build what stands below their units; a branch secretary keeps the groups and teams of her branch;
an administrator sees to the units at the top, which have nobody above. Nobody renames, merges or dissolves
from inside the unit in which one holds office.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.rules import kinds_below
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden

SEERS = tuple(role for role in Role if role != Role.AUDITOR)
"""Whose roles open the pages of units; an auditor reads the log alone."""

BUILDERS = (Role.OFFICER, Role.SECRETARY, Role.ADMINISTRATOR)
"""Who changes some unit, and is told why not where she does not."""


def check_can_see_unit(scope: Scope, unit: Unit) -> None:
    """Check for the pages that show a unit in reach."""
    own = unit.pk in (scope.branch_id, scope.group_id)
    if not own and not scope.covers(unit.path, *SEERS):
        raise Forbidden(
            _("An auditor reads the log; the pages of party organisations are for those who work in them.")
        )


def check_can_see_tree(scope: Scope) -> None:
    """Check for the page on which walking begins."""
    if not scope.branch_id and not scope.holds(*SEERS):
        raise Forbidden(_("You belong to no party organisation and hold no office in one."))


def check_can_found(scope: Scope, above: Unit | None, kind: str = "") -> None:
    """Check for founding a unit of a kind, or of any kind, under a unit or at the top."""
    if above is None:
        _check_keeps_the_top(scope)
    elif above.dissolved_on:
        raise Forbidden(_("This organisation has been dissolved."))
    elif not kinds_below(above):
        raise Forbidden(_("No organisation stands below a party group."))
    elif not _builds_in(scope, above.path, kind or kinds_below(above)[0]):
        raise Forbidden(
            _("Organisations are founded by an officer of one above, groups by the branch secretary.")
        )


def check_can_change(scope: Scope, unit: Unit) -> None:
    """Check for renaming, correcting, splitting and dissolving a unit, and for moving it away."""
    if unit.dissolved_on:
        raise Forbidden(_("This organisation has been dissolved."))
    if unit.depth == 1:
        _check_keeps_the_top(scope, unit)
    elif not _builds_in(scope, unit.path[: -Unit.steplen], unit.kind):
        if unit.path in scope.paths(Role.OFFICER, Role.SECRETARY):
            raise Forbidden(_("Your own organisation is changed by the one above it."))
        raise Forbidden(
            _("Organisations are changed by an officer of one above, groups by the branch secretary.")
        )


def check_can_move(scope: Scope, unit: Unit, above: Unit) -> None:
    """Check for both places: where the unit stands and where it will."""
    check_can_change(scope, unit)
    check_can_found(scope, above, unit.kind)


def check_can_merge(scope: Scope, unit: Unit, into: Unit) -> None:
    """Check for both: the one that goes up in the other is given away, the other receives."""
    check_can_change(scope, unit)
    if into.dissolved_on:
        raise Forbidden(_("This organisation has been dissolved."))
    if not _builds_in(scope, into.path, unit.kind):
        raise Forbidden(_("The other organisation is not in your charge."))


def check_can_keep_teams(scope: Scope, unit: Unit) -> None:
    """Check for beginning, changing and dissolving the teams of a branch."""
    if unit.dissolved_on:
        raise Forbidden(_("This organisation has been dissolved."))
    if not unit.is_branch:
        raise Forbidden(_("Only a branch keeps teams."))
    if not scope.covers(unit.path, Role.OFFICER, Role.SECRETARY):
        raise Forbidden(_("Teams are kept by the branch secretary."))


def _builds_in(scope: Scope, path: str, kind: str) -> bool:
    """Return whether she may build units of the kind at or below the path."""
    if scope.covers(path, Role.OFFICER):
        return True
    return kind == Unit.Kind.GROUP and scope.covers(path, Role.SECRETARY)


def _check_keeps_the_top(scope: Scope, unit: Unit | None = None) -> None:
    """Check for an administrator of a unit at the top: of this one, or of any."""
    tops = [path for path in scope.paths(Role.ADMINISTRATOR) if len(path) == Unit.steplen]
    if not (unit.path in tops if unit else tops):
        raise Forbidden(_("Organisations at the top are looked after by their administrator."))
