"""Who may do what with rounds (domain 2.4). What is in an envelope nobody may read; no role is an exception."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.reviews.models import PaperBallot, Ratee, RaterKind, Round
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import Forbidden

COMMITTEE = (Role.SECRETARY, Role.COMMITTEE)
RUNNERS = _("The secretary of the branch, or an officer of a level above, does this.")
OPENERS = _("Two persons of the committee open a round.")
PRINTERS = _("The level above prints slips, or the secretary has them drawn sealed.")
TELLERS = _("The committee, a group leader or an officer of a level above enters printed ballots.")
OF_COMMITTEE = _("The committee of the branch does this.")
NOT_ONESELF = _("This is about you; another committee member or the level above does it.")


def check_can_read_round(scope: Scope, round_: Round) -> None:
    if not scope.covers(round_.unit.path, *READERS):
        raise Forbidden(_("How a round goes is read by the committee of the branch and the levels above."))


def check_can_run(scope: Scope, unit: Unit) -> None:
    """Check for drawing up, drawing raters, beginning, closing and repeating a round."""
    if not (scope.covers(unit.path, Role.SECRETARY) or scope.covers_below(unit.path, Role.OFFICER)):
        raise Forbidden(RUNNERS)


def check_can_issue_slips(scope: Scope, round_: Round) -> None:
    if not (
        scope.covers(round_.unit.path, Role.SECRETARY) or scope.covers_below(round_.unit.path, Role.OFFICER)
    ):
        raise Forbidden(PRINTERS)


def check_can_hand_out_paper(scope: Scope, round_: Round) -> None:
    """Check for letting a member rate on paper, and for handing out printed ballots."""
    _check_teller(scope, round_.unit, OF_COMMITTEE, *COMMITTEE)


def check_can_enter_paper(scope: Scope, paper: PaperBallot) -> None:
    """Check for entering a printed ballot, and for marking one as not valid: any teller, of two the same two."""
    _check_teller(scope, paper.round.unit, TELLERS, *COMMITTEE, Role.GROUP_LEADER)
    if paper.second_by is not None and scope.user_id not in (paper.first_by, paper.second_by):
        raise Forbidden(_("Two tellers entered this one; either of them enters it again."))


def check_can_compare_paper(scope: Scope, paper: PaperBallot) -> None:
    """Check for seeing on what two tellers differ: these two alone."""
    if scope.user_id is None or scope.user_id not in (paper.first_by, paper.second_by):
        raise Forbidden(_("Only the two tellers see on what they differ."))


def _check_teller(scope: Scope, unit: Unit, reason: Any, *roles: Role) -> None:
    leads = Role.GROUP_LEADER in roles and _leads_a_group(scope, unit)
    if not (leads or scope.covers(unit.path, *roles) or scope.covers_below(unit.path, Role.OFFICER)):
        raise Forbidden(reason)


def _leads_a_group(scope: Scope, unit: Unit) -> bool:
    return any(path.startswith(unit.path) for path in scope.paths(Role.GROUP_LEADER))


# ---- opening: two of the committee; a group leader or the level above where the branch has no two


def check_can_ask_opening(scope: Scope, round_: Round) -> None:
    """Check for being the first of the two who open a round. At most one query."""
    if scope.covers(round_.unit.path, *COMMITTEE):
        return
    if not (_leads_a_group(scope, round_.unit) or scope.covers_below(round_.unit.path, Role.OFFICER)):
        raise Forbidden(OPENERS)
    if has_two_of_committee(round_.unit):
        raise Forbidden(_("The branch has two who can open this: its committee does."))


def check_can_open(scope: Scope, round_: Round) -> None:
    """Check for being the second of the two who open a round: another person than who asked. At most one query."""
    check_can_ask_opening(scope, round_)
    if round_.asked_by is None:
        raise Forbidden(_("Two persons open a round: the first asks, the second opens."))
    if scope.user_id is None or scope.user_id == round_.asked_by:
        raise Forbidden(_("You asked for this yourself; another person opens it."))


def has_two_of_committee(unit: Unit) -> bool:
    """Return whether a branch has two on its committee with accounts that may sign in. One query."""
    held = Office.objects.unscoped().held(timezone.localdate()).exclude(post=Post.GROUP_LEADER)
    able = held.filter(unit=unit, member__account__is_active=True)
    return len(set(able.values_list("member_id", flat=True))) >= 2


# ---- signed ballots


def check_can_sign(scope: Scope, ratee: Ratee, kind: str) -> None:
    """Check for signing: oneself for oneself; the committee, or an officer above, for others."""
    if kind == RaterKind.SELF:
        if scope.member_id is None or scope.member_id != ratee.member_id:
            raise Forbidden(_("Everybody reviews oneself."))
        return
    if scope.member_id is not None and scope.member_id == ratee.member_id:
        raise Forbidden(NOT_ONESELF)
    unit = ratee.round.unit
    if not (scope.covers(unit.path, *COMMITTEE) or scope.covers_below(unit.path, Role.OFFICER)):
        raise Forbidden(OF_COMMITTEE)
