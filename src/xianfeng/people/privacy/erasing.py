"""Erasing a person who left: names and contacts become a pseudonym, ids stay, so that the log still holds.

An app that comes later and keeps words about people registers from its `AppConfig.ready` how they go.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import Slip, User
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.identity.operations import end_display
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.scope import operation
from xianfeng.people.privacy.models import DataRequest
from xianfeng.site.models import Once

ERASED = "erased-"
OF_ACCOUNT: tuple[Any, ...] = (Slip, EmailAddress, SocialAccount, Authenticator, Once)

ERASERS: dict[str, Callable[[Member], None]] = {}


def register(code: str, eraser: Callable[[Member], None]) -> None:
    """Let something more go with a member who is erased; a code registered again replaces the former."""
    ERASERS[code] = eraser


def list_erasable() -> QuerySet[Any]:
    """Return the members who have left the register and are not yet erased."""
    gone = Member.objects.unscoped().filter(unit=None, status=Member.Status.LEFT)
    return gone.exclude(staff_no__startswith=ERASED)


@operation
def erase(actor: Actor, member: Member, *, document: str = "") -> None:
    """Erase a member who left the register, with the account. It cannot be undone.

    Raises ValidationError for a member who has not left.
    """
    if member.unit_id is not None or member.status != Member.Status.LEFT:
        raise ValidationError(_("Only somebody who has left the register can be erased."))
    end_display(actor, member)
    for eraser in ERASERS.values():
        eraser(member)
    _erase_member(member)
    for user in User.objects.filter(member=member):
        _erase_account(user)
    record(actor, "privacy.erase", member, unit=member.left_from_id, document=document)


def _erase_member(member: Member) -> None:
    code = f"{ERASED}{member.pk}"
    member.name = member.staff_no = member.sort_key = member.search_keys = code
    member.work_post = member.work_phone = member.work_email = ""
    member.team = None
    member.save()


def _erase_account(user: User) -> None:
    end_sign_ins(user)
    for model in OF_ACCOUNT:
        model.objects.filter(user=user).delete()
    for asked in DataRequest.objects.unscoped().filter(user=user):
        asked.text = ERASED
        asked.answer = ERASED if asked.answer else ""
        asked.save()
    user.username = user.name = f"{ERASED}account-{user.pk}"
    user.phone = user.email = None
    user.is_active = False
    user.set_unusable_password()
    user.save()


def end_sign_ins(user: User) -> None:
    """End every sign-in of the account and forget from where it came."""
    sign_ins = UserSession.objects.filter(user=user)
    Session.objects.filter(session_key__in=list(sign_ins.values_list("session_key", flat=True))).delete()
    sign_ins.delete()
