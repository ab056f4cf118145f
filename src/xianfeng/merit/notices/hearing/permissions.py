"""Who may do what with objections and feedback (domain 2.2 (7), (16), 2.4). Nobody hears what is their own."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.notices.hearing.concerned import concerned_accounts
from xianfeng.merit.notices.models import Feedback, Notice, Objection
from xianfeng.merit.notices.permissions import COMMITTEE, NO_LONGER, PUBLISHERS, is_on
from xianfeng.merit.notices.states import OPEN_OBJECTIONS
from xianfeng.people.accounts.models import User
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import Forbidden

CONCERNED = _("This concerns you; somebody else deals with it.")


def _check_state(row: Objection | Feedback, *states: str) -> None:
    if row.state not in states:
        raise Forbidden(NO_LONGER)


# ---- objections


def check_can_object(scope: Scope, notice: Notice) -> None:
    """Check for objecting: a member of the branch, under her own name, while the notice is on."""
    if scope.member_id is None or scope.branch_id != notice.unit_id:
        raise Forbidden(_("Members of the branch object under their name; others say what they think below."))
    if notice.state != Notice.State.PUBLISHED or not is_on(notice):
        raise Forbidden(_("Objections are filed while the notice is on. It is not on today."))


def _check_unconcerned(scope: Scope, objection: Objection) -> None:
    if scope.user_id in concerned_accounts(objection):
        raise Forbidden(CONCERNED)


def check_can_accept(scope: Scope, objection: Objection) -> None:
    """Check for accepting or not: the secretary; the level above where it concerns her."""
    _check_state(objection, Objection.State.FILED)
    path = objection.notice.unit.path
    if not scope.covers(path, *PUBLISHERS):
        raise Forbidden(_("The secretary of the branch decides whether an objection is accepted."))
    _check_unconcerned(scope, objection)


def check_can_handle(scope: Scope, objection: Objection) -> None:
    """Check for looking into an objection and deciding it: whoever it was given to."""
    _check_state(objection, *OPEN_OBJECTIONS)
    if scope.user_id is None or scope.user_id != objection.handler_id:
        raise Forbidden(_("Whoever the objection was given to decides it."))
    _check_unconcerned(scope, objection)


def check_can_receive(scope: Scope, objection: Objection) -> None:
    _check_state(objection, Objection.State.UPHELD, Objection.State.NOT_UPHELD)
    if scope.member_id != objection.by_id:
        raise Forbidden(_("Whoever filed it says that the answer was read."))


# ---- feedback


def check_can_give_feedback(scope: Scope, notice: Notice) -> None:
    if notice.state != Notice.State.PUBLISHED or not is_on(notice):
        raise Forbidden(_("The notice is over."))


def check_can_assign(scope: Scope, feedback: Feedback) -> None:
    _check_state(feedback, Feedback.State.RECEIVED, Feedback.State.ASSIGNED)
    if not scope.covers(feedback.notice.unit.path, *PUBLISHERS):
        raise Forbidden(_("The secretary of the branch gives feedback to somebody to answer."))


def check_can_answer(scope: Scope, feedback: Feedback) -> None:
    """Check for answering: whoever it was given to, else the committee; nobody answers herself."""
    _check_state(feedback, Feedback.State.RECEIVED, Feedback.State.ASSIGNED)
    if scope.user_id == feedback.author_id:
        raise Forbidden(_("You said this yourself; somebody else answers."))
    if feedback.assigned_to_id is not None and scope.user_id == feedback.assigned_to_id:
        return
    if feedback.assigned_to_id is not None or not scope.covers(feedback.notice.unit.path, *COMMITTEE):
        raise Forbidden(_("Whoever it was given to answers; until then the committee of the branch."))


def check_can_rate(scope: Scope, feedback: Feedback) -> None:
    _check_state(feedback, Feedback.State.ANSWERED)
    if scope.user_id is None or scope.user_id != feedback.author_id:
        raise Forbidden(_("Whoever said it says whether the answer helped."))


def list_answerers(branch: Unit) -> list[User]:
    """Return the accounts of a branch's committee, by name: to whom feedback can be given. One query."""
    offices = Office.objects.unscoped().held(timezone.localdate()).filter(unit=branch)
    holders = offices.exclude(post=Post.GROUP_LEADER).values("member")
    return list(User.objects.filter(member__in=holders, is_active=True).order_by("member__sort_key", "pk"))
