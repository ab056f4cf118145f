"""Who may open accounts, issue slips and administer: nobody for herself, nobody for one who reaches further."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden

ISSUERS = (Role.SECRETARY, Role.OFFICER)


def check_can_issue_slips(scope: Scope) -> None:
    """Refuse who issues no slips anywhere."""
    if not scope.holds(*ISSUERS):
        raise Forbidden(_("The branch secretary, or an officer of the unit above, issues activation slips."))


def check_can_issue_slips_in(scope: Scope, branch: Unit) -> None:
    """Refuse who issues no slips in this branch, and units that are no branch."""
    if not scope.covers(branch.path, *ISSUERS):
        raise Forbidden(_("The branch secretary, or an officer of the unit above, issues activation slips."))
    if not branch.is_branch:
        raise Forbidden(_("Slips are issued branch by branch. Choose a branch."))


def check_can_issue_to(scope: Scope, user: User | None, paths: Collection[str]) -> None:
    """Refuse a slip for oneself, for a disabled account, and for one whose roles (`paths`) reach further.

    A slip opens the account: nobody may come into rights that way which she has not got.
    """
    if user is None:
        return
    if user.pk == scope.user_id:
        raise Forbidden(_("Change your own password in “My account”."))
    if not user.is_active:
        raise Forbidden(_("This account has been disabled. Ask an administrator to enable it first."))
    if not all(scope.covers(path, Role.OFFICER) for path in paths):
        raise Forbidden(_("This account has a role in the unit above: an officer there issues the slip."))


def check_can_administer(scope: Scope) -> None:
    """Refuse who is no administrator."""
    if not scope.holds(Role.ADMINISTRATOR):
        raise Forbidden(_("Accounts are looked after by the system administrator."))


def check_can_look_after(scope: Scope, user: User, paths: Collection[str]) -> None:
    """Refuse to disable, enable or reset oneself, and an account whose roles (`paths`) reach further."""
    check_can_administer(scope)
    if user.pk == scope.user_id:
        raise Forbidden(_("This is your own account: another administrator does that."))
    if not all(scope.covers(path, Role.ADMINISTRATOR) for path in paths):
        raise Forbidden(
            _("This account has a role in the unit above: an administrator there looks after it.")
        )


def check_can_issue_to_person(scope: Scope, user: User, paths: Collection[str]) -> None:
    """Refuse an administrator's slip for a member: that is her secretary's, so that two are needed to get in."""
    check_can_look_after(scope, user, paths)
    if user.member_id:
        raise Forbidden(_("Members get their slips from the branch secretary."))
    if not user.is_active:
        raise Forbidden(_("This account has been disabled. Enable it first."))


def check_can_appoint(scope: Scope, user: User) -> None:
    """Refuse who is no administrator, and to appoint oneself."""
    check_can_administer(scope)
    if user.pk == scope.user_id:
        raise Forbidden(_("Nobody appoints herself: another administrator does that."))


def check_can_end(scope: Scope, appointment: Appointment) -> None:
    """Refuse to end one's own appointment, or one in a unit that one does not administer."""
    check_can_administer(scope)
    if appointment.user_id == scope.user_id:
        raise Forbidden(_("Nobody ends her own appointment: another administrator does that."))
    if not scope.covers(appointment.unit.path, Role.ADMINISTRATOR):
        raise Forbidden(_("An administrator of that unit ends this appointment."))
