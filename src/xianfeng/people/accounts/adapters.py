"""Where allauth asks us: who may sign in and how often, second factors, and accounts at other providers."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import truncate_ip
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts import sessions, throttle
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.accounts.backends import plain
from xianfeng.people.accounts.models import Slip, User
from xianfeng.people.accounts.operations import change_password, note_sign_in, tell_about_slips
from xianfeng.people.accounts.qr import qr_svg
from xianfeng.people.accounts.wording import SAID
from xianfeng.people.audit.operations import Actor

RECENT = timedelta(minutes=5)
"""Who has just signed in need not give the password again to change how she signs in."""


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by herself; an unknown name and a wrong password are told apart by nothing."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("The name or the password is not right."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_password": _("The password is not right."),
        "incorrect_code": _("The code is not right. A code counts for half a minute, and once."),
        "too_many_login_attempts": _("Too many wrong tries. Wait a few minutes."),
        "rate_limited": _("Too many wrong tries. Wait a few minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: Any = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say it in our words."""
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, said)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try by name and address, and by name alone; what succeeds is not counted."""
        name = plain(credentials.get("username", "")).casefold()
        address = truncate_ip(self.get_client_ip(request))
        tries = throttle.SIGN_IN.take(request, f"{name} {address}")
        tries.usage += throttle.SIGN_IN_ANYWHERE.take(request, name).usage
        self._login_failed_rl_usage = tries  # allauth rolls it back when the password is right

    def set_password(self, user: User, password: str) -> None:
        change_password(Actor(user.pk, context.request.META.get("REMOTE_ADDR")), user, password)

    def login(self, request: HttpRequest, user: User) -> None:
        super().login(request, user)
        records = get_authentication_records(request, user)
        how = [str(done.get("type") or done["method"]) for done in records]
        note_sign_in(Actor(user.pk, request.META.get("REMOTE_ADDR")), user, "+".join(how))

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **options)
        for slip in tell_about_slips(user):
            messages.warning(request, _told(slip))
        return response

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        return not sessions.is_recent(context.request.session, RECENT)


def _told(slip: Slip) -> str:
    """Return the sentence by which a person learns that a slip was issued for her."""
    said = gettext(
        "On %(day)s %(who)s issued an activation slip for you. If you did not ask for it, tell the branch."
    )
    who = slip.issued_by.name if slip.issued_by else gettext("the system")
    return said % {"day": date_format(timezone.localtime(slip.issued_at), "DATETIME_FORMAT"), "who": who}


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets are encrypted with a key that is not in the database; who needs a factor keeps one."""

    error_messages: ClassVar = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": _(
            "You need a second factor. Add another one before you remove this one."
        ),
        "cannot_generate_recovery_codes": _("Set up a second factor first."),
    }

    def build_totp_svg(self, url: str) -> str:
        return qr_svg(url)

    def encrypt(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether another factor remains, or none is needed."""
        user = authenticator.user
        if not settings.SECOND_FACTOR or not sessions.is_privileged(scope_of(user, timezone.localdate())):
            return True
        others = Authenticator.objects.filter(user=user).exclude(pk=authenticator.pk)
        return bool(others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def _get_site_name(self) -> str:
        return gettext("Xianfeng")

    @staticmethod
    def _box() -> Fernet:
        key = salted_hmac("accounts.second-factor", "", algorithm="sha256").digest()
        return Fernet(base64.urlsafe_b64encode(key))


class ProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """An account at another provider opens an account that is here already, and never a new one."""

    error_messages: ClassVar = {
        **DefaultSocialAccountAdapter.error_messages,
        "no_password": _("Set a password first, or you could not sign in any more."),
        "connected_other": _("This account is connected to somebody else here."),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect the account that the provider names, by staff number or by verified e-mail, if there is one."""
        if sociallogin.is_existing or sociallogin.state.get("process") == "connect":
            return
        user = named_by(sociallogin)
        if user is None:
            messages.warning(request, _no_account(sociallogin))
            raise ImmediateHttpResponse(redirect(reverse("account_login")))
        sociallogin.connect(request, user)


def named_by(sociallogin: SocialLogin) -> User | None:
    """Return the account that a provider names: by the claim agreed upon, else by an e-mail that it has verified."""
    account = sociallogin.account
    claim = settings.STAFF_CLAIMS.get(sociallogin.provider.id)
    number = (account.get_provider_account().get_user_data() or {}).get(claim) if claim else None
    active = User.objects.filter(is_active=True)
    if number:
        return active.filter(username__iexact=plain(str(number))).first()
    for address in sociallogin.email_addresses:
        if address.verified is True:
            return active.filter(email__iexact=address.email).first()
    return None


def _no_account(sociallogin: SocialLogin) -> str:
    said = gettext(
        "%(provider)s names no account here. Sign in with your staff number, then connect it in “My account”."
    )
    return said % {"provider": sociallogin.provider.name}
