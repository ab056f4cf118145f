"""Activation slips: issued by the secretary, used once; the old password holds until then."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from xianfeng.people.accounts import sessions
from xianfeng.people.accounts.models import Slip, User
from xianfeng.people.accounts.operations.opening import open_account
from xianfeng.people.accounts.operations.own import set_contact
from xianfeng.people.accounts.slips import VALID, hash_of, new_code
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation


@dataclass(frozen=True, slots=True)
class Issued:
    """A slip as it is printed, once: nobody can show its code again."""

    user: User
    code: str


@operation
def issue_slip(actor: Actor, user: User, reason: str) -> str:
    """Return a new code for the account; slips issued before and not used become void.

    Raises ValidationError when the account has been disabled.
    """
    if not user.is_active:
        raise ValidationError(_("This account has been disabled. Ask an administrator to enable it first."))
    now, code = timezone.now(), new_code()
    voided = user.slips.filter(used_at=None, voided_at=None).update(voided_at=now)
    slip = Slip.objects.create(
        user=user, reason=reason, code_hash=hash_of(code), issued_by_id=actor.user_id, expires_at=now + VALID
    )
    home = user.home
    record(
        actor, "accounts.issue_slip", user, unit=home and home.pk, slip=slip.pk, reason=reason, voided=voided
    )
    return code


@operation
def issue_slips_for_branch(actor: Actor, branch: Unit, members: Iterable[Member]) -> list[Issued]:
    """Return a slip for each of the members of a branch, whose accounts are opened when there are none.

    Raises ValidationError when one of them does not belong to the branch or her account has been disabled.
    """
    issued = []
    for member in members:
        if member.branch_id != branch.pk:
            raise ValidationError(_("Not everybody chosen belongs to this branch any more. Choose again."))
        user = open_account(actor, member)
        reason = Slip.Reason.LOST if user.is_activated else Slip.Reason.FIRST
        issued.append(Issued(user, issue_slip(actor, user, reason)))
    return issued


def get_usable_slip(code: str) -> Slip:
    """Return the slip of a code that can be used now. Raises ValidationError with the reason why it cannot."""
    slip = Slip.objects.select_related("user").filter(code_hash=hash_of(code)).first()
    why = _why_not(slip)
    if slip is None or why:
        raise ValidationError({"code": why})
    return slip


def _why_not(slip: Slip | None) -> str:
    if slip is None:
        return _("There is no such code. Check it against the slip: there is no 0 or O, 1, I or L in it.")
    if slip.used_at:
        return _(
            "This code was used on %(day)s. If that was not you, tell your branch secretary at once."
        ) % {"day": date_format(timezone.localdate(slip.used_at))}
    if slip.voided_at:
        return _("A newer slip was issued in place of this one. Use that, or ask your branch secretary.")
    if slip.expires_at <= timezone.now():
        return _("This code was valid until %(day)s. Ask your branch secretary for a new slip.") % {
            "day": date_format(timezone.localdate(slip.expires_at))
        }
    if not slip.user.is_active:
        return _("This account has been disabled. Ask your branch secretary.")
    return ""


@operation
def use_slip(actor: Actor, code: str, password: str, phone: str = "", email: str = "") -> User:
    """Return the account that the code opens, with the new password; every session it had ends.

    Of two who use it at once one gets in. A phone or an e-mail left empty stays as it was. Raises
    ValidationError (`code`, `phone`, `email`) when the code or what is given cannot be used.
    """
    slip, now = get_usable_slip(code), timezone.now()
    if not Slip.objects.filter(pk=slip.pk, used_at=None, voided_at=None).update(used_at=now):
        raise ValidationError({"code": _why_not(Slip.objects.select_related("user").get(pk=slip.pk))})
    user = slip.user
    user.set_password(password)
    set_contact(user, phone or user.phone or "", email or user.email or "")
    user.save()
    ended = sessions.end_sessions(user)
    home = user.home
    own = Actor(user.pk, actor.address)
    record(own, "accounts.use_slip", user, unit=home and home.pk, slip=slip.pk, sessions=ended)
    return user


@operation
def tell_about_slips(user: User) -> list[Slip]:
    """Return the slips issued for a lost password of which the person has not been told; they count as told."""
    untold = user.slips.filter(reason=Slip.Reason.LOST, told_at=None).select_related("issued_by")
    told = list(untold)
    user.slips.filter(pk__in=[slip.pk for slip in told]).update(told_at=timezone.now())
    return told
