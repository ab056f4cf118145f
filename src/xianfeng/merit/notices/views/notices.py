"""The list of notices, one notice, and its Word file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from xianfeng.facts.showing import names_of
from xianfeng.merit.notices import permissions
from xianfeng.merit.notices.content import build, check_code, stands_alone
from xianfeng.merit.notices.exports import CONTENT_TYPE, export_word
from xianfeng.merit.notices.hearing import permissions as hearing
from xianfeng.merit.notices.models import Notice
from xianfeng.merit.notices.queries import (
    earlier_version,
    find_by_code,
    later_version,
    list_feedback,
    list_notices,
    list_objections,
    list_to_draft,
    template_for,
    window_of,
)
from xianfeng.merit.notices.sheet import sheet_of
from xianfeng.merit.notices.states import COMING
from xianfeng.merit.notices.views.common import A_PAGE, notice_or_404
from xianfeng.merit.notices.word import TemplateRefused
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.scope import READERS
from xianfeng.site.rights import can, why_not

State = Notice.State
STEPS = {
    State.DRAFTED: 2,
    State.CHECKED: 3,
    State.APPROVED: 4,
    State.PUBLISHED: 4,
    State.CLOSED: 5,
    State.FILED: 6,
}
"""Which step of drafted, checked, approved, published, over a notice waits for."""

CHECKS: dict[str, Callable[..., None]] = {
    "check": permissions.check_can_check,
    "approve": permissions.check_can_approve,
    "publish": permissions.check_can_publish,
    "withdraw": permissions.check_can_withdraw,
    "file": permissions.check_can_file,
    "link": permissions.check_can_link,
    "export": permissions.check_can_export,
    "object": hearing.check_can_object,
    "give_feedback": hearing.check_can_give_feedback,
}
"""What the page offers, or says why not."""


@require_GET
def index(request: ScopedRequest) -> HttpResponse:
    """List the notices in reach; find one by its check code; offer the periods whose notice is to be drafted."""
    permissions.check_has_notices(request.scope)
    typed = request.GET.get("code", "").strip()
    page = Paginator(list_notices(request.scope), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "to_draft": list_to_draft(request.scope, *permissions.COMMITTEE),
        "typed": typed,
        "found": find_by_code(request.scope, typed) if typed else None,
        "today": timezone.localdate(),
        "works": request.scope.holds(*permissions.WORKERS),
        "reads_feedback": request.scope.holds(*READERS),
        "keeps_calendar": can(permissions.check_can_keep_calendar, request.scope),
        "setting_of": next(
            (reach.unit_id for reach in request.scope.reaches if reach.role in permissions.PUBLISHERS), None
        ),
    }
    return render(request, "notices/list.html", context)


@require_GET
def notice(request: ScopedRequest, pk: int) -> HttpResponse:
    """Show a notice as a sheet, with what can be done about it."""
    found = notice_or_404(request, pk)
    content = shown_content(request, found)
    context = {
        "notice": found,
        "sheet": sheet_of(found, content) if content else None,
        "window": window_of(found, timezone.localdate()),
        "is_on": found.state == State.PUBLISHED,
        "is_coming": found.state in COMING,
        "is_correcting": found.state == State.PUBLISHED and _is_behind(found),
        "code": check_code(found.digest) if found.digest else "",
        "earlier": earlier_version(found),
        "later": later_version(found),
        "stands_alone": bool(content) and found.state in COMING and stands_alone(content),
        **_people(found),
        **_rights(request, found),
    }
    return render(request, "notices/notice.html", context)


def _is_behind(notice: Notice) -> bool:
    """Return whether the results were settled again since a notice."""
    settlement = notice.settlement
    return settlement is not None and settlement.period.settlement_id != settlement.pk


def shown_content(request: ScopedRequest, notice: Notice) -> dict[str, Any]:
    """Return what a notice says to somebody: built while it is a draft, gone when it is over.

    What a replaced version said is for who reads the branch's records, until the later one is over.
    """
    if notice.state in (State.DRAFTED, State.CHECKED) and notice.settlement is not None:
        return build(notice)
    if notice.state == State.WITHDRAWN and not permissions.reads_replaced(request.scope, notice):
        return {}
    return dict(notice.content) if "rows" in notice.content else {}


def _people(notice: Notice) -> dict[str, Any]:
    names = names_of([notice.drafted_by, notice.checked_by, notice.approved_by])
    return {
        "drafter": names[notice.drafted_by],
        "checker": names[notice.checked_by] if notice.checked_at else "",
        "approver": names[notice.approved_by] if notice.approved_at else "",
        "steps": [
            pgettext("notices", "Drafted"),
            pgettext("notices", "Checked"),
            pgettext("notices", "Approved"),
            pgettext("notices", "Published"),
            pgettext("notices", "Over"),
        ],
        "step": STEPS.get(State(notice.state), 0),
    }


def _rights(request: ScopedRequest, notice: Notice) -> dict[str, Any]:
    scope = request.scope
    works = scope.covers(notice.unit.path, *READERS)
    checks = {name: why_not(check, scope, notice) for name, check in CHECKS.items()}
    return {
        "why": checks,
        "works": works,
        "may_draft_again": can(permissions.check_can_draft, scope, notice.unit),
        "objections": list_objections(scope).filter(notice=notice),
        "feedback": list_feedback(scope, notice)[:A_PAGE],
    }


@require_POST
def word(request: ScopedRequest, pk: int) -> HttpResponse:
    """Give a notice as a Word file; recorded."""
    found = notice_or_404(request, pk)
    permissions.check_can_export(request.scope, found)
    content = shown_content(request, found)
    if not content:
        messages.warning(request, _("The notice is over and was withdrawn."))
        return redirect("notices:notice", pk)
    try:
        document = export_word(request.actor, found, content, template_for(found))
    except TemplateRefused as refusal:
        messages.warning(request, " ".join(refusal.problems))
        return redirect("notices:notice", pk)
    answer = HttpResponse(document, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = f'attachment; filename="notice-{found.pk}-v{found.version}.docx"'
    return answer
