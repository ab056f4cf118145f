"""What is due about notices: to draft, check, approve and publish one, to decide an objection, to answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from xianfeng.merit.notices import permissions
from xianfeng.merit.notices.hearing import permissions as hearing
from xianfeng.merit.notices.models import Feedback, Notice, Objection
from xianfeng.merit.notices.queries import RELATED, list_to_draft
from xianfeng.merit.notices.states import COMING
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.due import Due, register
from xianfeng.site.rights import can

MOST = 20
WORKERS = (*permissions.WORKERS, Role.GROUP_LEADER)
STEPS: dict[str, tuple[str, Any, Any]] = {
    Notice.State.DRAFTED: ("check", _("Check a notice"), _("Check it")),
    Notice.State.CHECKED: ("approve", _("Approve a notice"), _("See it")),
    Notice.State.APPROVED: ("publish", _("Publish a notice"), _("See it")),
}


def notices_to_draft(scope: Scope) -> Iterator[Due]:
    """Yield the confirmed periods of one's branch whose notice is to be drafted."""
    if not scope.holds(*permissions.COMMITTEE):
        return
    for period in list_to_draft(scope, *permissions.COMMITTEE)[:MOST]:
        why = _("%(unit)s, %(period)s; the meeting has confirmed the results") % {
            "unit": period.unit.name, "period": period.code,
        }  # fmt: skip
        yield Due(
            _("Draft a public notice"),
            why,
            reverse("notices:draft", args=[period.settlement_id]),
            _("Draft it"),
        )


def notices_to_move(scope: Scope) -> Iterator[Due]:
    """Yield the notices that wait for one's step."""
    if not scope.holds(*WORKERS):
        return
    waiting = Notice.objects.within(scope).filter(state__in=COMING).select_related(*RELATED)
    for notice in waiting.order_by("drafted_at", "id")[:MOST]:
        step, title, verb = STEPS[notice.state]
        if can(getattr(permissions, f"check_can_{step}"), scope, notice):
            yield Due(title, notice.title, reverse("notices:notice", args=[notice.pk]), verb)


def objections_to_handle(scope: Scope) -> Iterator[Due]:
    """Yield the objections that one accepts or decides, by the day of the answer."""
    if scope.user_id is None:
        return
    waiting = Objection.objects.within(scope).select_related("notice__unit", "by")
    accept = (
        waiting.filter(state=Objection.State.FILED)
        if scope.holds(*permissions.PUBLISHERS)
        else waiting.none()
    )
    for objection in accept.order_by("due_on", "id")[:MOST]:
        if can(hearing.check_can_accept, scope, objection):
            yield _objection(objection, _("Accept an objection, or say why not"))
    decided = waiting.filter(
        handler=scope.user_id, state__in=(Objection.State.ACCEPTED, Objection.State.INVESTIGATING)
    )
    for objection in decided.order_by("due_on", "id")[:MOST]:
        yield _objection(objection, _("Decide an objection and answer it"))


def _objection(objection: Objection, title: Any) -> Due:
    why = _("filed by %(name)s; %(title)s") % {"name": objection.by.name, "title": objection.notice.title}
    return Due(title, why, reverse("notices:objection", args=[objection.pk]), _("See it"), objection.due_on)


def answers_to_read(scope: Scope) -> Iterator[Due]:
    """Yield the answers to one's own objections that one has not said to have read."""
    if scope.member_id is None:
        return
    states = (Objection.State.UPHELD, Objection.State.NOT_UPHELD)
    own = (
        Objection.objects.within(scope).filter(by=scope.member_id, state__in=states).select_related("notice")
    )
    for objection in own.order_by("answered_at", "id")[:MOST]:
        url = reverse("notices:objection", args=[objection.pk])
        yield Due(_("Read the answer to your objection"), objection.notice.title, url, _("Read it"))


def feedback_to_answer(scope: Scope) -> Iterator[Due]:
    """Yield what was said and waits for one's answer, or to be given to somebody."""
    if scope.user_id is None:
        return
    mine = Q(assigned_to=scope.user_id, state=Feedback.State.ASSIGNED)
    new = Q(state=Feedback.State.RECEIVED) if scope.holds(Role.SECRETARY) else Q(pk__in=[])
    waiting = (
        Feedback.objects.within(scope, *permissions.COMMITTEE)
        .filter(mine | new)
        .select_related("notice__unit")
    )
    for said in waiting.order_by("received_at", "id")[:MOST]:
        if can(hearing.check_can_answer, scope, said):
            url = reverse("notices:said", args=[said.pk])
            yield Due(_("Answer what was said about a notice"), said.notice.title, url, _("See it"))


register(notices_to_draft, notices_to_move, objections_to_handle, answers_to_read, feedback_to_answer)
