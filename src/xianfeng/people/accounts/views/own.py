"""One's own account: how one signs in, where one is signed in, and the second factor."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from xianfeng.people.accounts.agents import device_of
from xianfeng.people.accounts.forms import ContactForm
from xianfeng.people.accounts.models import User
from xianfeng.people.accounts.operations import change_contact, end_session
from xianfeng.people.accounts.providers import buttons
from xianfeng.people.accounts.queries import roles_of
from xianfeng.people.accounts.sessions import is_privileged, limits_of
from xianfeng.people.organizations.requests import ScopedRequest


def account_of(request: HttpRequest) -> User:
    """Return the account that is signed in."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("this page is for somebody signed in")
    return user


@require_safe
def mine(request: ScopedRequest) -> HttpResponse:
    """Show one's own account."""
    user = account_of(request)
    kinds = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    context = {
        "account": user,
        "roles": roles_of([user], timezone.localdate())[user.pk],
        "factors": kinds.count(),
        "needs_factor": is_privileged(request.scope),
        "slips": user.slips.select_related("issued_by")[:5],
        "session_count": UserSession.objects.filter(user=user).count(),
        "providers": buttons(),
    }
    return render(request, "accounts/mine.html", context)


@reauthentication_required(app="accounts")  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def contact(request: ScopedRequest) -> HttpResponse:
    """Change the phone and e-mail that one signs in with."""
    user = account_of(request)
    given = {"phone": user.phone or "", "email": user.email or ""}
    form = ContactForm(request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            change_contact(request.actor, user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Saved. You can sign in with what stands here."))
            return redirect("accounts:mine")
    return render(request, "accounts/contact.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def sessions(request: ScopedRequest) -> HttpResponse:
    """Show where one is signed in; end one of these sessions."""
    user = account_of(request)
    if request.method == "POST":
        wanted = request.POST.get("session", "")
        ended = get_object_or_404(UserSession, user=user, pk=wanted if wanted.isdecimal() else 0)
        end_session(request.actor, ended)
        messages.success(request, _("That device is signed out."))
        return redirect("accounts:sessions")
    listed = sorted(UserSession.objects.purge_and_list(user), key=lambda one: one.created_at, reverse=True)
    shown = [
        {"session": one, "device": device_of(one.user_agent), "current": one.is_current()} for one in listed
    ]
    context = {
        "sessions": shown,
        "limits": limits_of(request.scope),
        "is_privileged": is_privileged(request.scope),
    }
    return render(request, "accounts/sessions.html", context)


@require_safe
def second_factor(request: ScopedRequest) -> HttpResponse:
    """Say why a second factor is needed, and lead to setting one up."""
    if is_mfa_enabled(account_of(request)):
        return redirect("mfa_index")
    return render(request, "accounts/second_factor.html")
