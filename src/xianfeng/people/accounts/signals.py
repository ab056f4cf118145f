"""What follows from signing in, from a change in the register and from a new second factor."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_removed
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.signals import social_account_added, social_account_removed
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from django.http import HttpRequest

from xianfeng.people.accounts import sessions
from xianfeng.people.accounts.models import User
from xianfeng.people.accounts.operations import note_provider, note_second_factor, take_over_name
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.members.models import Member


@receiver(user_logged_in)
def begin_session(request: HttpRequest, **_: Any) -> None:
    """Note when the session began."""
    sessions.begin(request.session)


@receiver(post_save, sender=Member)
def follow_register(instance: Member, created: bool, **_: Any) -> None:
    """Keep the name and the staff number of a member's account in step with the register."""
    if not created:
        take_over_name(instance)


@receiver(post_save, sender=Authenticator)
def second_factor_added(instance: Authenticator, created: bool, **_: Any) -> None:
    """Write it into the audit in the same transaction; sessions that began without it end."""
    if not created:
        return
    request = context.request
    actor = _self(request, instance.user) if request else PROGRAM
    note_second_factor(actor, instance.user, instance.type, is_new=True)
    sessions.end_sessions(instance.user, keep=request.session.session_key if request else None)


@receiver(authenticator_removed)
def second_factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    """Write it into the audit."""
    note_second_factor(_self(request, user), user, authenticator.type, is_new=False)


@receiver(pre_save, sender=SocialAccount)
def keep_nothing(instance: SocialAccount, **_: Any) -> None:
    """Of an account at another provider keep its number there and nothing that it says about the person."""
    instance.extra_data = {}


@receiver(social_account_added)
def provider_connected(request: HttpRequest, sociallogin: SocialLogin, **_: Any) -> None:
    """Write it into the audit."""
    user = sociallogin.user
    note_provider(_self(request, user), user, sociallogin.account.provider, is_new=True)


@receiver(social_account_removed)
def provider_disconnected(request: HttpRequest, socialaccount: SocialAccount, **_: Any) -> None:
    """Write it into the audit."""
    user = socialaccount.user
    note_provider(_self(request, user), user, socialaccount.provider, is_new=False)


def _self(request: HttpRequest, user: User) -> Actor:
    """Return who acts: the account itself, which may just be coming in."""
    return Actor(user.pk, request.META.get("REMOTE_ADDR"))
