"""Who may do what with notices (domain 2.2 (6), 2.4). Who reads them, `reach` says; of what is said, `hearing`."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.notices.models import Notice, Objection
from xianfeng.merit.notices.states import COMING
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import READERS, Scope
from xianfeng.site.rights import Forbidden

COMMITTEE = (Role.SECRETARY, Role.COMMITTEE)
PUBLISHERS = (Role.SECRETARY, Role.OFFICER)
"""Who decides what is published, and who withdraws it."""
WORKERS = (*COMMITTEE, Role.OFFICER)
"""Who works on notices: steps, objections, feedback."""
State = Notice.State
ONLY_COMMITTEE = _("The committee of the branch does this.")
NO_LONGER = _("This was done already, or the notice is over.")


def _check_state(notice: Notice, *states: str) -> None:
    if notice.state not in states:
        raise Forbidden(NO_LONGER)


# ---- reading


def check_has_notices(scope: Scope) -> None:
    """Check for the list of notices: members of a branch, and who reads the records of one."""
    if scope.branch_id is None and not scope.holds(*READERS):
        raise Forbidden(_("Notices are read by members and by those who work in the organisations."))


def _leads_a_group_of(scope: Scope, branch: Unit) -> bool:
    return any(path.startswith(branch.path) for path in scope.paths(Role.GROUP_LEADER))


def reads_replaced(scope: Scope, notice: Notice) -> bool:
    """Return whether somebody may still read what a replaced version said."""
    return scope.covers(notice.unit.path, *READERS)


# ---- the steps


def check_can_draft(scope: Scope, branch: Unit) -> None:
    if not scope.covers(branch.path, *COMMITTEE):
        raise Forbidden(_("The committee of the branch drafts its notices."))
    if not branch.is_branch or branch.dissolved_on is not None:
        raise Forbidden(_("Notices are published by a branch that stands."))


def check_can_check(scope: Scope, notice: Notice) -> None:
    """Check for saying that a draft is right: another of the committee, or an officer above.

    The leader of a group only where the branch has nobody else.
    """
    _check_state(notice, State.DRAFTED)
    if scope.user_id is not None and scope.user_id == notice.drafted_by:
        raise Forbidden(_("You drafted this yourself; another person checks it."))
    if scope.covers(notice.unit.path, *COMMITTEE) or scope.covers_below(notice.unit.path, Role.OFFICER):
        return
    if not _leads_a_group_of(scope, notice.unit):
        raise Forbidden(_("Another member of the committee checks this, or an officer of the level above."))
    if has_other_committee(notice):
        raise Forbidden(_("The committee has another member, who checks this."))


def has_other_committee(notice: Notice) -> bool:
    """Return whether somebody of the committee other than who drafted it could check a notice. One query."""
    offices = Office.objects.unscoped().held(timezone.localdate()).filter(unit=notice.unit)
    able = offices.exclude(post=Post.GROUP_LEADER).filter(member__account__is_active=True)
    return bool(able.exclude(member__account=notice.drafted_by or 0).exists())


def check_can_approve(scope: Scope, notice: Notice) -> None:
    """Check for approving: the secretary; an officer above after an objection about the secretary was upheld."""
    _check_state(notice, State.CHECKED)
    _check_publishes(scope, notice)


def check_can_publish(scope: Scope, notice: Notice) -> None:
    _check_state(notice, State.APPROVED)
    _check_publishes(scope, notice)


def _check_publishes(scope: Scope, notice: Notice) -> None:
    if about_the_secretary(notice):
        if not scope.covers_below(notice.unit.path, Role.OFFICER):
            raise Forbidden(
                _("An objection about the secretary led to this version; the level above decides on it.")
            )
        return
    if scope.covers(notice.unit.path, Role.SECRETARY):
        return
    if not scope.covers_below(notice.unit.path, Role.OFFICER) or _has_secretary(notice.unit):
        raise Forbidden(_("The secretary of the branch decides what is published."))


def about_the_secretary(notice: Notice) -> bool:
    """Return whether an objection about who leads the branch was upheld for this period. One query."""
    if notice.settlement is None:
        return False
    leading = Q(
        about__offices__unit=notice.unit_id, about__offices__to_on=None, about__offices__post=Post.SECRETARY
    )
    upheld = Objection.objects.unscoped().filter(notice__settlement__period=notice.settlement.period_id)
    return bool(upheld.filter(leading).exclude(outcome="").exists())


def _has_secretary(branch: Unit) -> bool:
    offices = Office.objects.unscoped().held(timezone.localdate()).filter(unit=branch)
    posts = (Post.SECRETARY, Post.DEPUTY_SECRETARY)
    return bool(offices.filter(post__in=posts, member__account__is_active=True).exists())


def check_can_withdraw(scope: Scope, notice: Notice) -> None:
    _check_state(notice, *COMING, State.PUBLISHED)
    if not scope.covers(notice.unit.path, *PUBLISHERS):
        raise Forbidden(_("The secretary of the branch, or an officer above, withdraws a notice."))


def check_can_file(scope: Scope, notice: Notice) -> None:
    _check_state(notice, State.CLOSED)
    if not scope.covers(notice.unit.path, *COMMITTEE):
        raise Forbidden(ONLY_COMMITTEE)


def check_can_link(scope: Scope, notice: Notice) -> None:
    """Check for making and taking back links for teams."""
    _check_state(notice, State.PUBLISHED)
    if not scope.covers(notice.unit.path, *COMMITTEE):
        raise Forbidden(_("The committee of the branch gives its teams the links."))
    if notice.audience != Notice.Audience.TEAM:
        raise Forbidden(_("This notice is for people with an account; there are no links to it."))


def check_can_export(scope: Scope, notice: Notice) -> None:
    """Check for taking the notice away as a Word file: who works on it."""
    if not scope.covers(notice.unit.path, *WORKERS):
        raise Forbidden(
            _("The committee of the branch takes the notice out as a file. Anybody may print it.")
        )


def is_on(notice: Notice) -> bool:
    """Return whether today lies in the window."""
    return bool(notice.from_on and notice.to_on and notice.from_on <= timezone.localdate() <= notice.to_on)


# ---- the calendar, templates, what notices may show


def check_can_keep_calendar(scope: Scope) -> None:
    """Check for the calendar of the installation: an officer of a unit at the top, or the administrator."""
    at_the_top = any(len(path) == Unit.steplen for path in scope.paths(Role.OFFICER))
    if not at_the_top and not scope.holds(Role.ADMINISTRATOR):
        raise Forbidden(_("An officer of the topmost committee, or the administrator, keeps the calendar."))


def check_can_set_up(scope: Scope, unit: Unit) -> None:
    """Check for templates and rules of notices: the secretary for a branch, officers for their units."""
    if not scope.covers(unit.path, *PUBLISHERS):
        raise Forbidden(
            _("The secretary of the branch, or an officer of the unit, decides how its notices look.")
        )
    if unit.kind == Unit.Kind.GROUP or unit.dissolved_on is not None:
        raise Forbidden(_("Notices are published by branches; this is set for a branch or a unit above it."))
