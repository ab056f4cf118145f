"""The way in: signing in, a slip, a click in a demonstration. Nobody is named before she is known."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import perform_login, perform_password_login
from allauth.account.models import Login
from allauth.account.views import LoginView
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from xianfeng.people.accounts import throttle
from xianfeng.people.accounts.demo import is_loopback, list_demo_accounts
from xianfeng.people.accounts.forms import ActivationForm
from xianfeng.people.accounts.models import DemoAccount
from xianfeng.people.accounts.operations import use_slip
from xianfeng.people.accounts.providers import buttons
from xianfeng.people.organizations.requests import ScopedRequest
from xianfeng.site.rights import Forbidden


class SignIn(LoginView):  # type: ignore[misc]
    """allauth's page with our own form; a refusal is 422, too many of them 429."""

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = 429 if form.has_error("__all__", throttle.TOO_MANY) else 422
        return response

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        offered = {"demo_accounts": list_demo_accounts(), "providers": buttons()}
        return {**super().get_context_data(**context), **offered}


@sensitive_post_parameters("code", "password1", "password2")
@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def activate(request: ScopedRequest) -> HttpResponse:
    """Set a password by the code of a slip, typed or read from its QR code, and come in."""
    if request.method == "GET":
        form = ActivationForm(initial={"code": request.GET.get("code", "")[:40]})
        return _activation(request, form)
    try:
        tries = throttle.ACTIVATE.take(request, get_ip(request))
    except ValidationError as refusal:
        form = ActivationForm(request.POST)
        form.add_error(None, refusal)
        return _activation(request, form, 429)
    form = ActivationForm(request.POST)
    is_valid = form.is_valid()
    if not form.has_error("code"):
        tries.rollback()
    if not is_valid:
        return _activation(request, form, 422)
    return _used(request, form)


def _used(request: ScopedRequest, form: ActivationForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        user = use_slip(request.actor, given["code"], given["password1"], given["phone"], given["email"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _activation(request, form, 422)
    if request.user.is_authenticated:  # somebody else's, on a phone that is passed around
        logout(request)
    messages.success(request, _("Your password is set. From now on you sign in with it."))
    response: HttpResponse = perform_password_login(request, {"username": user.username}, Login(user=user))
    return response


def _activation(request: HttpRequest, form: ActivationForm, status: int = 200) -> HttpResponse:
    return render(request, "accounts/activate.html", {"form": form}, status=status)


@login_not_required
@require_POST
def enter_demo(request: HttpRequest, account: int) -> HttpResponse:
    """Enter a demonstration with one click: only with XIANFENG_DEMO, only from this machine."""
    if not settings.DEMO or not is_loopback(request.META.get("REMOTE_ADDR", "")):
        raise Forbidden(_("One-click accounts exist only in a demonstration on this machine."))
    offered = get_object_or_404(DemoAccount.objects.select_related("user"), pk=account, user__is_active=True)
    if request.user.is_authenticated:
        logout(request)
    response: HttpResponse = perform_login(request, Login(user=offered.user))
    return response


@login_not_required
@require_http_methods(["GET"])
def nobody(request: HttpRequest) -> HttpResponse:
    """Say that nobody comes in this way: where allauth sends an account that has been disabled."""
    messages.warning(request, _("The name or the password is not right."))
    return redirect(reverse("account_login"))
