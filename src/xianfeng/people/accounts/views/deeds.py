"""What an administrator does to an account; each is a form on its page and leads back to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from xianfeng.people.accounts import operations
from xianfeng.people.accounts.administration import AppointForm, ResetForm
from xianfeng.people.accounts.models import Appointment, Slip, User
from xianfeng.people.accounts.permissions import (
    check_can_administer,
    check_can_appoint,
    check_can_end,
    check_can_issue_to_person,
    check_can_look_after,
)
from xianfeng.people.accounts.queries import reaches_of
from xianfeng.people.accounts.views.administration import end_form, found, show
from xianfeng.people.accounts.views.slips import sheet
from xianfeng.people.organizations.requests import ScopedRequest


def _looked_after(request: ScopedRequest, account: int) -> User:
    """Return an account for which one may do something."""
    check_can_administer(request.scope)
    user = found(request, account)
    check_can_look_after(request.scope, user, reaches_of(user, timezone.localdate()))
    return user


def _done(request: ScopedRequest, user: User, deed: Callable[[], Any], said: str) -> HttpResponse:
    """Do it, say so and go back to the account; a refusal is said there."""
    try:
        deed()
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, said)
    return redirect("accounts:account", account=user.pk)


@require_POST
def disable(request: ScopedRequest, account: int) -> HttpResponse:
    """Keep an account from signing in."""
    user = _looked_after(request, account)
    said = _("%(name)s can no longer sign in.") % {"name": user.name}
    return _done(request, user, lambda: operations.disable_account(request.actor, user), said)


@require_POST
def enable(request: ScopedRequest, account: int) -> HttpResponse:
    """Let an account sign in again."""
    user = _looked_after(request, account)
    said = _("%(name)s can sign in again.") % {"name": user.name}
    return _done(request, user, lambda: operations.enable_account(request.actor, user), said)


@require_POST
def end_sessions(request: ScopedRequest, account: int) -> HttpResponse:
    """Sign an account out everywhere."""
    user = _looked_after(request, account)
    ended = operations.end_all_sessions(request.actor, user)
    said = ngettext("Signed out on %(number)d device.", "Signed out on %(number)d devices.", ended)
    messages.success(request, said % {"number": ended})
    return redirect("accounts:account", account=user.pk)


@require_POST
def reset_second_factor(request: ScopedRequest, account: int) -> HttpResponse:
    """Remove the second factor of an account, for a reason."""
    user = _looked_after(request, account)
    form = ResetForm(request.POST)
    if not form.is_valid():
        return show(request, user, 422, reset_form=form)
    said = _("The second factor is removed. At the next sign-in a new one is set up.")
    reason = form.cleaned_data["reason"]
    return _done(request, user, lambda: operations.reset_second_factor(request.actor, user, reason), said)


@require_POST
def slip(request: ScopedRequest, account: int) -> HttpResponse:
    """Print a slip for a person who is no member."""
    user = _looked_after(request, account)
    check_can_issue_to_person(request.scope, user, reaches_of(user, timezone.localdate()))
    reason = Slip.Reason.LOST if user.is_activated else Slip.Reason.FIRST
    code = operations.issue_slip(request.actor, user, reason)
    return sheet(request, [operations.Issued(user, code)], reverse("accounts:account", args=[user.pk]))


@require_POST
def appoint(request: ScopedRequest, account: int) -> HttpResponse:
    """Give a role in a unit."""
    check_can_administer(request.scope)
    user = found(request, account)
    check_can_appoint(request.scope, user)
    form = AppointForm(request.scope, request.POST)
    if form.is_valid():
        try:
            operations.appoint(request.actor, user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("%(name)s is appointed.") % {"name": user.name})
            return redirect("accounts:account", account=user.pk)
    return show(request, user, 422, appoint_form=form)


@require_POST
def end_appointment(request: ScopedRequest, account: int, appointment: int) -> HttpResponse:
    """End a role on a day."""
    check_can_administer(request.scope)
    user = found(request, account)
    given = get_object_or_404(
        Appointment.objects.unscoped().select_related("unit", "user"), user=user, pk=appointment
    )
    check_can_end(request.scope, given)
    form = end_form(given.pk, request.POST)
    if not form.is_valid():
        return show(request, user, 422, refused_end=(given.pk, form))
    said = _("The appointment ends.")
    last = form.cleaned_data["to_on"]
    return _done(request, user, lambda: operations.end_appointment(request.actor, given, last), said)
