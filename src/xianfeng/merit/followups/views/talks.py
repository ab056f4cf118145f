"""A talk: whose, by when, by whom, and what was said for those who may read it; tasks; drawing up."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xianfeng.engine.text import Text, joined
from xianfeng.engine.words import WHO
from xianfeng.merit.assessments.grades import grade_of
from xianfeng.merit.assessments.models import AssessmentPeriod, Result
from xianfeng.merit.followups import operations
from xianfeng.merit.followups.forms import CloseForm, HoldForm, ReasonForm
from xianfeng.merit.followups.models import KEEPERS, Talk, Task
from xianfeng.merit.followups.permissions import (
    check_can_cancel,
    check_can_close,
    check_can_draw_up,
    check_can_hold,
    check_can_read_talk,
)
from xianfeng.merit.followups.queries import list_talks, scheme_of
from xianfeng.merit.followups.sealed import Unreadable
from xianfeng.merit.followups.views.common import do, form_page
from xianfeng.people.members.importing.words import said
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.views.writing import posted
from xianfeng.site.rights import can, why_not


def talk_or_404(request: ScopedRequest, pk: int) -> Talk:
    """Return a talk in reach."""
    found = list_talks(request.scope).select_related("settlement__period__unit")
    talk: Talk = get_object_or_404(found, pk=pk)
    return talk


@require_GET
def talk(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a talk; what was said only to the two parties and the secretary of the branch."""
    found = talk_or_404(request, pk)
    scope = request.scope
    closed = why_not(check_can_read_talk, scope, found)
    is_held = found.state == Talk.State.HELD
    context: dict[str, Any] = {
        "talk": found, "by": by_words(found), "today": timezone.localdate(), "closed": closed if is_held else "",
        "no_hold": why_not(check_can_hold, scope, found), "may_cancel": can(check_can_cancel, scope, found),
        "is_own": found.member_id == scope.member_id, "keeps": scope.covers(found.unit.path, *KEEPERS),
        **_result(request, found),
    }  # fmt: skip
    if is_held and not closed:
        unread = isinstance(found.summary, Unreadable) or isinstance(found.agreed, Unreadable)
        context |= {"is_unreadable": unread, "summary": found.summary, "agreed": found.agreed}
    return render(request, "followups/talk.html", context)


def by_words(talk: Talk) -> str:
    """Return who holds a talk, in words."""
    if talk.of_secretary:
        return _("an officer of the level above")
    known = [WHO[by] for by in talk.by if by in WHO] or [WHO["secretary"]]
    return said(joined(known, "或者", " or "))


def _result(request: ScopedRequest, talk: Talk) -> dict[str, Any]:
    """Return the result because of which there is a talk, for those who may read it."""
    reached = Result.objects.within(request.scope).filter(
        settlement=talk.settlement_id, member=talk.member_id
    )
    result = reached.first()
    scheme = scheme_of(talk.settlement.period) if result else None
    return {"result": result, "grade": grade_of(scheme, result.band) if result and scheme else None}


@require_http_methods(["GET", "POST"])
def hold(request: ScopedRequest, pk: int) -> HttpResponse:
    """Record a talk that one held."""
    found = talk_or_404(request, pk)
    check_can_hold(request.scope, found)
    return form_page(
        request, HoldForm(posted(request)), partial(operations.hold_talk, request.actor, found),
        _("The talk is recorded. The two of you and the secretary of the branch can read it."),
        ("followups:talk", pk), "followups/hold.html", {"talk": found, "by": by_words(found)},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def cancel(request: ScopedRequest, pk: int) -> HttpResponse:
    """Say why a talk is not held."""
    found = talk_or_404(request, pk)
    check_can_cancel(request.scope, found)
    context = {
        "title": _("Do not hold this talk"), "submit": _("Do not hold it"), "facts": found.member.name,
        "back": reverse("followups:talk", args=[pk]),
    }  # fmt: skip
    return form_page(
        request, ReasonForm(posted(request)), partial(operations.cancel_talk, request.actor, found),
        _("The talk is not held; the reason stays with it."), ("followups:talk", pk), "followups/form.html", context,
    )  # fmt: skip


def task_or_404(request: ScopedRequest, pk: int) -> Task:
    """Return a task in reach."""
    found: Task = get_object_or_404(
        Task.objects.within(request.scope).select_related("member", "unit"), pk=pk
    )
    return found


@require_http_methods(["GET", "POST"])
def close(request: ScopedRequest, pk: int) -> HttpResponse:
    """Record that a task is done."""
    task = task_or_404(request, pk)
    check_can_close(request.scope, task)
    return form_page(
        request, CloseForm(posted(request)), partial(operations.close_task, request.actor, task),
        _("Recorded as done."), ("followups:branch", task.unit_id), "followups/form.html",
        _task_words(task, _("Record as done"), _("It is done")),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def cancel_task(request: ScopedRequest, pk: int) -> HttpResponse:
    """Say why a task is not needed."""
    task = task_or_404(request, pk)
    check_can_close(request.scope, task)
    return form_page(
        request, ReasonForm(posted(request)), partial(operations.cancel_task, request.actor, task),
        _("The task is not needed; the reason stays with it."), ("followups:branch", task.unit_id),
        "followups/form.html", _task_words(task, _("This task is not needed"), _("It is not needed")),
    )  # fmt: skip


def _task_words(task: Task, title: str, submit: str) -> dict[str, Any]:
    facts = said(
        Text("{name}：{kind}", "{name}: {kind}").fill(name=task.member.name, kind=task.get_kind_display())
    )
    return {
        "title": title,
        "submit": submit,
        "facts": facts,
        "back": reverse("followups:branch", args=[task.unit_id]),
    }


@require_POST
def draw_up(request: ScopedRequest, pk: int) -> HttpResponse:
    """Draw up what follows from a final period."""
    reached = AssessmentPeriod.objects.within(request.scope).select_related("unit")
    period = get_object_or_404(reached, pk=pk)
    check_can_draw_up(request.scope, period)
    done = _("Drawn up. What is due stands here, with its last day.")
    do(request, lambda: operations.draw_up(request.actor, period), done)
    return redirect("followups:branch", period.unit_id)
