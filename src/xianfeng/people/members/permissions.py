"""Who may do what with the register (domain 2.4). Nobody changes what stands about herself by a document."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from xianfeng.people.members.models import Member, Office
from xianfeng.people.members.states import Change
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import Forbidden

KEEPERS = (Role.SECRETARY, Role.COMMITTEE, Role.OFFICER)
"""Who keeps the register of a subtree."""

ONLY_KEEPERS = _("The secretary and the committee of the branch, or the level above, do this.")
ONLY_ABOVE = _("The level above does this.")
NOT_ONESELF = _("This is your own record; another committee member or the level above does it.")
GONE = _("This member has left the register.")


def is_keeper(scope: Scope, member: Member) -> bool:
    """Return whether the member's record may be kept: also of one who left from these units."""
    unit = member.unit or member.left_from
    return unit is not None and scope.covers(unit.path, *KEEPERS)


def sees_duties(scope: Scope, member: Member) -> bool:
    """Return whether reduced duties are shown: to who keeps the register, and to the member herself."""
    return is_keeper(scope, member) or scope.member_id == member.pk


def check_can_list(scope: Scope) -> None:
    """Check for reading a list of members."""
    if not scope.holds(*READERS):
        raise Forbidden(_("The list of members is read by the committee of the branch and the levels above."))


def check_can_list_group(scope: Scope) -> None:
    """Check for reading the names and work contacts of a group."""
    if not scope.holds(Role.GROUP_LEADER):
        raise Forbidden(_("This page is for group leaders."))


def check_can_register(scope: Scope, unit: Unit) -> None:
    """Check for registering a member in a branch or a group."""
    if not scope.covers(unit.path, *KEEPERS):
        raise Forbidden(ONLY_KEEPERS)
    if unit.kind not in (Unit.Kind.BRANCH, Unit.Kind.GROUP):
        raise Forbidden(_("Members belong to a branch or to a group; choose one first."))
    if unit.dissolved_on is not None:
        raise Forbidden(_("This unit has been dissolved."))


def check_can_correct(scope: Scope, member: Member) -> None:
    """Check for correcting what is registered; one's own entries too, since no right follows from them."""
    if not is_keeper(scope, member):
        raise Forbidden(ONLY_KEEPERS)


def check_can_move(scope: Scope, member: Member) -> None:
    """Check for moving a member, wherever to."""
    check_can_correct(scope, member)
    if member.unit is None:
        raise Forbidden(GONE)


def check_can_move_to(scope: Scope, member: Member, unit: Unit) -> None:
    """Both where the member comes from and where she goes must be kept by the same person."""
    check_can_move(scope, member)
    if not scope.covers(unit.path, *KEEPERS):
        raise Forbidden(_("Moves to another branch are made by a level above both."))


def check_can_change_status(scope: Scope, member: Member) -> None:
    """Check for changing kind, status or duties at all."""
    check_can_correct(scope, member)
    if scope.member_id == member.pk:
        raise Forbidden(NOT_ONESELF)


def check_can_make_change(scope: Scope, member: Member, change: Change) -> None:
    """Check for one change: what weighs heavily is recorded by an officer above."""
    check_can_change_status(scope, member)
    unit = member.unit or member.left_from
    assert unit is not None
    if change.needs_officer and not scope.covers(unit.path, Role.OFFICER):
        raise Forbidden(
            _("Suspending, removing, restoring and this correction are recorded by the level above.")
        )


def check_can_give_office(scope: Scope, member: Member, unit: Unit) -> None:
    """Check for giving a member a post in a unit."""
    if scope.member_id == member.pk:
        raise Forbidden(NOT_ONESELF)
    if not _decides_posts(scope, unit):
        raise Forbidden(_reason(unit))


def check_can_end_office(scope: Scope, office: Office) -> None:
    """Check for ending an office: who may give it may end it."""
    check_can_give_office(scope, office.member, office.unit)


def check_can_export(scope: Scope) -> None:
    """Check for taking a list out as a file."""
    if not scope.holds(*KEEPERS):
        raise Forbidden(_("Lists are taken out by the committee of the branch and the levels above only."))


def _decides_posts(scope: Scope, unit: Unit) -> bool:
    """A branch decides who leads its groups; every other post is given above, at the top by the top itself."""
    if unit.kind == Unit.Kind.GROUP:
        return scope.covers(unit.path, Role.SECRETARY, Role.OFFICER)
    if unit.depth == 1:
        return scope.covers(unit.path, Role.OFFICER)
    return scope.covers_below(unit.path, Role.OFFICER)


def _reason(unit: Unit) -> object:
    if unit.kind == Unit.Kind.GROUP:
        return _("The secretary of the branch or the level above decides who leads a group.")
    return ONLY_ABOVE
