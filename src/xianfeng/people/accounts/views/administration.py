"""Pages of an administrator: accounts by name, role and last sign-in, and nothing of what people do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.people.accounts.administration import AppointForm, EndForm, FilterForm, PersonForm, ResetForm
from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.accounts.operations import open_account_for_person
from xianfeng.people.accounts.permissions import (
    check_can_administer,
    check_can_appoint,
    check_can_end,
    check_can_issue_to_person,
    check_can_look_after,
)
from xianfeng.people.accounts.queries import list_accounts, reaches_of, roles_of
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import Scope
from xianfeng.site.rights import why_not


@require_safe
def accounts(request: ScopedRequest) -> HttpResponse:
    """Show the accounts of the units that one administers."""
    check_can_administer(request.scope)
    form = FilterForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = Paginator(list_accounts(request.scope, **chosen), 50).get_page(request.GET.get("page"))
    roles = roles_of(list(page), timezone.localdate())
    rows = [(user, roles[user.pk]) for user in page]
    return render(request, "accounts/accounts.html", {"page": page, "rows": rows, "form": form})


@require_http_methods(["GET", "POST"])
def new(request: ScopedRequest) -> HttpResponse:
    """Open an account for a person who is no member."""
    check_can_administer(request.scope)
    form = PersonForm(request.scope, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = open_account_for_person(request.actor, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, _("The account of %(name)s is open. Now print a slip.") % {"name": user.name}
            )
            return redirect("accounts:account", account=user.pk)
    return render(request, "accounts/new.html", {"form": form}, status=422 if form.errors else 200)


def found(request: ScopedRequest, account: int) -> User:
    """Return an account that one administers, with what its home needs. 404 outside of that."""
    users = User.objects.within(request.scope, Role.ADMINISTRATOR).select_related("member__unit", "unit")
    return get_object_or_404(users, pk=account)


@require_safe
def account(request: ScopedRequest, account: int) -> HttpResponse:
    """Show an account: whose it is, what it may do, and whether it is safe."""
    check_can_administer(request.scope)
    return show(request, found(request, account))


def show(
    request: ScopedRequest,
    user: User,
    status: int = 200,
    refused_end: tuple[int, EndForm] | None = None,
    **forms: Any,
) -> HttpResponse:
    """Return the page of an account; a form that was refused is given by its name, or with its appointment."""
    scope, today = request.scope, timezone.localdate()
    reaches = reaches_of(user, today)
    appointments = Appointment.objects.unscoped().filter(user=user).select_related("unit")
    context = {
        "account": user,
        "roles": roles_of([user], today)[user.pk],
        "appointments": [_given(scope, one, refused_end) for one in appointments],
        "factors": Authenticator.objects.filter(user=user)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .count(),
        "session_count": UserSession.objects.filter(user=user).count(),
        "why_not_look_after": why_not(check_can_look_after, scope, user, reaches),
        "why_not_issue": why_not(check_can_issue_to_person, scope, user, reaches),
        "why_not_appoint": why_not(check_can_appoint, scope, user),
        "appoint_form": AppointForm(scope),
        "reset_form": ResetForm(),
        **forms,
    }
    return render(request, "accounts/account.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Given:
    """An appointment as the page shows it, with the form that ends it."""

    appointment: Appointment
    is_over: bool
    reason: str
    form: EndForm


def _given(scope: Scope, appointment: Appointment, refused: tuple[int, EndForm] | None) -> Given:
    today = timezone.localdate()
    is_over = bool(appointment.to_on and appointment.to_on < today)
    reason = why_not(check_can_end, scope, appointment)
    if refused and refused[0] == appointment.pk:
        return Given(appointment, is_over, reason, refused[1])
    form = end_form(appointment.pk, initial={"to_on": today - timedelta(days=1)})
    return Given(appointment, is_over, reason, form)


def end_form(appointment: int, data: Any = None, **options: Any) -> EndForm:
    """Return the form that ends an appointment; there may be several on a page."""
    return EndForm(data, auto_id=f"end_{appointment}_%s", **options)
