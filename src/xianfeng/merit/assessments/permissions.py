"""Who may do what with assessment periods (domain 2.4). Nobody decides about herself.

What these check is the right alone; whether the state of the period allows it, the operations say.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from xianfeng.merit.assessments.models import AssessmentPeriod, Decision, Result, Run
from xianfeng.merit.assessments.states import SHOWN
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import ABOVE_BRANCH, Role
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import Forbidden

RUNNERS = (Role.SECRETARY, Role.OFFICER)
"""Who opens, closes and computes periods."""
COMMITTEE = (Role.SECRETARY, Role.COMMITTEE)
DECIDERS = (*COMMITTEE, Role.OFFICER)
"""Who enters what a meeting decided about single results."""
ONLY_RUNNERS = _("The secretary of the branch, or an officer above, does this.")
NOT_ONESELF = _("This is about you; another committee member or the level above does it.")


def check_can_read_period(scope: Scope, period: AssessmentPeriod) -> None:
    """Check for reading the results of everybody in a branch."""
    if not scope.covers(period.unit.path, *READERS):
        raise Forbidden(
            _("The results of a branch are read by its committee and the levels above. Your own is yours.")
        )


def check_has_results(scope: Scope) -> None:
    """Check for having results oneself: accounts that belong to no member have none."""
    if scope.member_id is None:
        raise Forbidden(_("This account belongs to no member, so it has no results."))


# ---- the branch's work


def _check_runs(scope: Scope, unit: Unit) -> None:
    if not scope.covers(unit.path, *RUNNERS):
        raise Forbidden(ONLY_RUNNERS)


def check_can_prepare(scope: Scope, unit: Unit) -> None:
    """Check for preparing a period of a branch that stands."""
    _check_runs(scope, unit)
    if not unit.is_branch or unit.dissolved_on is not None:
        raise Forbidden(_("Periods are prepared for a branch that stands."))


def check_can_run(scope: Scope, period: AssessmentPeriod) -> None:
    """Check for opening, closing and computing a period, for another round of its ballots, and for putting it away."""
    _check_runs(scope, period.unit)


def check_can_decide(scope: Scope, period: AssessmentPeriod, member: Member | None = None) -> None:
    """Check for entering an adjustment or a resolution: the committee, an officer above; not about oneself."""
    if not scope.covers(period.unit.path, *DECIDERS):
        raise Forbidden(_("The committee of the branch enters what was decided."))
    if member is not None and scope.member_id == member.pk:
        raise Forbidden(NOT_ONESELF)


def check_can_take_back(scope: Scope, decision: Decision) -> None:
    """Check for taking a decision back: who may enter it."""
    check_can_decide(scope, decision.period, decision.member)


def check_can_export(scope: Scope, period: AssessmentPeriod) -> None:
    """Check for taking the results of a branch out as a file: its committee, and officers above."""
    if not scope.covers(period.unit.path, *DECIDERS):
        raise Forbidden(_("Results are taken out by the committee of the branch and officers above only."))


def check_can_confirm(scope: Scope, period: AssessmentPeriod) -> None:
    """Check for entering that the branch's meeting confirmed the results."""
    if not scope.covers(period.unit.path, Role.SECRETARY):
        raise Forbidden(_("The secretary of the branch enters that its meeting confirmed the results."))


# ---- the level above


def _check_above(scope: Scope, period: AssessmentPeriod, reason: Any) -> None:
    if not scope.covers_below(period.unit.path, Role.OFFICER):
        raise Forbidden(reason)


def check_can_confirm_above(
    scope: Scope, period: AssessmentPeriod, leading: frozenset[int] | set[int] = frozenset()
) -> None:
    """Check for confirming the results of who leads the branch: an officer above who is not one of them."""
    _check_above(scope, period, _("The result of a secretary is confirmed by an officer of the level above."))
    if scope.member_id in leading:
        raise Forbidden(NOT_ONESELF)


def check_can_reopen(scope: Scope, period: AssessmentPeriod) -> None:
    """Check for opening final results again: an officer above."""
    _check_above(scope, period, _("Final results are opened again only by an officer of the level above."))


def check_can_run_all(scope: Scope, unit: Unit) -> None:
    """Check for computing all branches below a unit at once: an officer of the unit."""
    if not scope.covers(unit.path, Role.OFFICER):
        raise Forbidden(_("An officer of the unit computes all of its branches at once."))
    if unit.kind not in ABOVE_BRANCH:
        raise Forbidden(_("A branch is computed on its own page."))


def check_can_control_run(scope: Scope, run: Run) -> None:
    """Check for stopping and resuming a run."""
    check_can_run_all(scope, run.unit)


# ---- pages


def check_can_list(scope: Scope) -> None:
    """Check for the list of periods: who leads a branch, and the levels above."""
    if not scope.holds(*READERS):
        raise Forbidden(
            _(
                "Periods are kept by the committees of branches and the levels above. Yours are under “My results”."
            )
        )


def check_can_see_result(scope: Scope, result: Result) -> None:
    """Check for the page of a result that is in reach: one's own only from its notice on."""
    period = result.settlement.period
    if period.state not in SHOWN and not scope.covers(period.unit.path, *READERS):
        raise Forbidden(_("This result has not been published, or is being worked out again."))
