"""How long things are kept, for the data owner: the rules, what is due, and erasing somebody who left."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.roles import Role
from xianfeng.people.privacy import operations
from xianfeng.people.privacy.erasing import erase
from xianfeng.people.privacy.forms import EraseForm, RuleForm
from xianfeng.people.privacy.permissions import check_can_keep_rules
from xianfeng.people.privacy.purging import PURGERS, purge, what_is_due
from xianfeng.people.privacy.queries import get_leaver, list_rules
from xianfeng.people.privacy.retention import SUBJECTS, lengths


@require_GET
def retention(request: ScopedRequest) -> HttpResponse:
    """List the rules, and how much each would remove now."""
    check_can_keep_rules(request.scope)
    return render(request, "privacy/retention.html", {"rules": list_rules()})


@require_http_methods(["GET", "POST"])
def rule(request: ScopedRequest, code: str) -> HttpResponse:
    """Change how long a subject is kept."""
    check_can_keep_rules(request.scope)
    subject = SUBJECTS.get(code)
    if subject is None:
        raise Http404
    form = RuleForm(subject, request.POST or None, initial={"length": lengths()[code]})
    if request.method == "POST" and form.is_valid() and _set(request, code, form):
        messages.success(request, _("Saved. The next purge goes by it."))
        return redirect("privacy:retention")
    found = {"form": form, "subject": subject}
    return render(request, "privacy/rule.html", found, status=422 if form.errors else 200)


def _set(request: ScopedRequest, code: str, form: RuleForm) -> bool:
    try:
        length = form.cleaned_data["length"]
        operations.set_rule(request.actor, SUBJECTS[code], length=length, unit=_own_unit(request))
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _own_unit(request: ScopedRequest) -> int:
    return next(reach.unit_id for reach in request.scope.reaches if reach.role == Role.OWNER)


@require_http_methods(["GET", "POST"])
def purge_now(request: ScopedRequest) -> HttpResponse:
    """Show what is due; posting removes it."""
    check_can_keep_rules(request.scope)
    if request.method == "POST":
        counts = purge(request.actor, timezone.now())
        messages.success(request, _("Removed: %(n)d. The log has the counts.") % {"n": sum(counts.values())})
        return redirect("privacy:retention")
    due = what_is_due(timezone.now())
    lines = [(purger.title, due[code]) for code, purger in PURGERS.items()]
    return render(request, "privacy/purge.html", {"lines": lines, "total": sum(due.values())})


@require_http_methods(["GET", "POST"])
def erase_leaver(request: ScopedRequest) -> HttpResponse:
    """Erase somebody who left, before the time is over, by a decision."""
    check_can_keep_rules(request.scope)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _erased(request, form):
        messages.success(request, _("Erased. Ids and dates stay, so that the log still holds."))
        return redirect("privacy:retention")
    return render(request, "privacy/erase.html", {"form": form}, status=422 if form.errors else 200)


def _erased(request: ScopedRequest, form: EraseForm) -> bool:
    leaver = get_leaver(request.scope, form.cleaned_data["staff_no"].strip())
    if leaver is None:
        form.add_error("staff_no", _("Nobody who has left a unit of yours has this staff number."))
        return False
    erase(request.actor, leaver, document=form.cleaned_data["document"])
    return True
