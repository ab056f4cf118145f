"""Who holds and reads talks, carries awards on, decides grades, and takes a statement along (domain 2.4).

Nobody does any of it for herself; what concerns the secretary of a branch is done by an officer above. Talks come from
`queries.list_talks`, which says whether they are about a secretary.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from xianfeng.merit.assessments.models import AssessmentPeriod, Result
from xianfeng.merit.followups.models import Award, DemocraticReview, Talk, Task
from xianfeng.merit.followups.queries import FINAL
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import Forbidden

COMMITTEE = (Role.SECRETARY, Role.COMMITTEE)
HOLDERS: Mapping[str, tuple[Role, ...]] = {
    "secretary": (Role.SECRETARY,), "deputy_secretary": (Role.SECRETARY,), "committee": COMMITTEE,
}  # fmt: skip
"""By the words of a method; a group leader is asked in her group, the secretary may hold any talk of the branch."""
NOT_ONESELF = _("This is about you; somebody else does it.")
ONLY_COMMITTEE = _("The secretary and the committee of the branch do this.")
ONLY_ABOVE = _("An officer of the level above does this.")
ONLY_READERS = _("This is for the committee of the branch and the levels above.")
NOT_DUE = _("This is not due any more.")


def check_can_hold(scope: Scope, talk: Talk) -> None:
    """Check for holding a talk: those the method names; above, for the secretary and where there is none."""
    if scope.member_id == talk.member_id:
        raise Forbidden(_("Nobody holds a talk with herself; somebody else holds this one with you."))
    if talk.state != Talk.State.DUE:
        raise Forbidden(NOT_DUE)
    if talk.of_secretary:
        _check_above(
            scope, talk.unit, _("The talk with the secretary is held by an officer of the level above.")
        )
    elif not (_is_named(scope, talk) or _stands_in(scope, talk)):
        raise Forbidden(_("This talk is held by somebody else of the branch: see by whom."))


def _is_named(scope: Scope, talk: Talk) -> bool:
    roles = {Role.SECRETARY, *(role for by in talk.by for role in HOLDERS.get(by, ()))}
    unit = talk.member.unit
    leads_group = (
        "group_leader" in talk.by and unit is not None and scope.covers(unit.path, Role.GROUP_LEADER)
    )
    return scope.covers(talk.unit.path, *roles) or leads_group


def _stands_in(scope: Scope, talk: Talk) -> bool:
    return not talk.has_secretary and scope.covers_below(talk.unit.path, Role.OFFICER)


def _check_above(scope: Scope, unit: Unit, reason: Any = ONLY_ABOVE) -> None:
    if not scope.covers_below(unit.path, Role.OFFICER):
        raise Forbidden(reason)


def check_can_cancel(scope: Scope, talk: Talk) -> None:
    """Check for not holding a talk: the secretary of the branch; an officer above may, too."""
    if scope.member_id == talk.member_id:
        raise Forbidden(NOT_ONESELF)
    if talk.state != Talk.State.DUE:
        raise Forbidden(NOT_DUE)
    if not scope.covers_below(talk.unit.path, Role.OFFICER) and not scope.covers(
        talk.unit.path, Role.SECRETARY
    ):
        raise Forbidden(_("The secretary of the branch, or an officer above, decides this."))


def check_can_read_talk(scope: Scope, talk: Talk) -> None:
    """Check for what was said: the two parties and the secretary of the branch, nobody else.

    What was said with the secretary is read by the two parties alone; a deputy has the same role.
    """
    if scope.member_id == talk.member_id or (scope.user_id and scope.user_id == talk.holder_id):
        return
    if not scope.covers(talk.unit.path, Role.SECRETARY) or talk.of_secretary:
        raise Forbidden(
            _("What was said is read by the two who talked and the secretary of the branch only.")
        )


def check_can_close(scope: Scope, task: Task) -> None:
    """Check for closing a task: the committee of the branch, or an officer above; nobody one's own."""
    if scope.member_id == task.member_id:
        raise Forbidden(NOT_ONESELF)
    if task.state != Task.State.DUE:
        raise Forbidden(NOT_DUE)
    if not scope.covers(task.unit.path, *COMMITTEE) and not scope.covers_below(task.unit.path, Role.OFFICER):
        raise Forbidden(ONLY_COMMITTEE)


def check_can_draw_up(scope: Scope, period: AssessmentPeriod) -> None:
    """Check for drawing up what follows: the committee of the branch, or an officer above."""
    if not scope.covers(period.unit.path, *COMMITTEE, Role.OFFICER):
        raise Forbidden(ONLY_COMMITTEE)


def check_can_open(scope: Scope) -> None:
    """Check for one's own page: members of a branch, and who reads what follows in branches."""
    if scope.member_id is None and not scope.holds(*READERS):
        raise Forbidden(_("This account belongs to no member and keeps watch over no branch."))


def check_can_read_branch(scope: Scope, unit: Unit) -> None:
    """Check for what follows in a branch; of the talks, inspectors reach none."""
    if not scope.covers(unit.path, *READERS):
        raise Forbidden(ONLY_READERS)
    _check_branch(unit)


def _check_branch(unit: Unit) -> None:
    if not unit.is_branch:
        raise Forbidden(_("This is kept by each branch; choose one."))


# ---- awards


def check_can_open_awards(scope: Scope, unit: Unit) -> None:
    """Check for the awards of a branch: its members see what was granted, readers everything."""
    if scope.branch_id != unit.pk and not scope.covers(unit.path, *READERS):
        raise Forbidden(ONLY_READERS)
    _check_branch(unit)


def check_can_nominate(scope: Scope, unit: Unit) -> None:
    """Check for nominating: the committee of the branch."""
    if not scope.covers(unit.path, *COMMITTEE):
        raise Forbidden(ONLY_COMMITTEE)
    _check_branch(unit)


def check_can_carry_on(scope: Scope, award: Award) -> None:
    """Check for the branch's steps of an award: discussed, on notice, not carried on, told."""
    if scope.member_id == award.member_id:
        raise Forbidden(NOT_ONESELF)
    if not scope.covers(award.unit.path, *COMMITTEE):
        raise Forbidden(ONLY_COMMITTEE)


def check_can_approve(scope: Scope, award: Award) -> None:
    """Check for approving an award: an officer of the level above."""
    if scope.member_id == award.member_id:
        raise Forbidden(NOT_ONESELF)
    _check_above(scope, award.unit, _("An award is approved by an officer of the level above."))


def check_can_grant(scope: Scope, award: Award) -> None:
    """Check for granting an award: the committee of the branch, or an officer above."""
    if scope.member_id == award.member_id:
        raise Forbidden(NOT_ONESELF)
    if not scope.covers(award.unit.path, *COMMITTEE, Role.OFFICER):
        raise Forbidden(ONLY_COMMITTEE)


# ---- the year and its review


def check_can_read_year(scope: Scope, unit: Unit) -> None:
    """Check for the year of a branch: readers everybody's, a member of the branch her own."""
    check_can_open_awards(scope, unit)


def check_can_propose(scope: Scope, unit: Unit) -> None:
    """Check for proposing the grades of a review: the committee of the branch."""
    check_can_nominate(scope, unit)


def check_can_decide(scope: Scope, review: DemocraticReview) -> None:
    """Check for entering what the branch's meeting decided: its committee."""
    if not scope.covers(review.unit.path, *COMMITTEE):
        raise Forbidden(ONLY_COMMITTEE)
    if review.state != DemocraticReview.State.PROPOSED:
        raise Forbidden(_("The meeting has decided already."))


def check_can_state(scope: Scope, result: Result) -> None:
    """Check for a statement of a result: the member, the committee of the branch, officers above; once it is final."""
    period = result.settlement.period
    if scope.member_id != result.member_id and not scope.covers(period.unit.path, *COMMITTEE, Role.OFFICER):
        raise Forbidden(
            _("A statement is made for the member, by the committee of the branch or an officer above.")
        )
    if period.state not in FINAL:
        raise Forbidden(_("There is a statement once the result is final."))
    if period.settlement_id != result.settlement_id:
        raise Forbidden(_("This result was replaced by a newer version; there is a statement of that one."))
