"""Accounts are opened for members of the register and, by an administrator, for a person who is none."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.people.accounts.backends import plain
from xianfeng.people.accounts.models import DemoAccount, User
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.scope import operation


@operation
def open_account(actor: Actor, member: Member) -> User:
    """Return the account of a member, made without a password if there was none.

    Raises ValidationError when her staff number is the name of somebody else's account.
    """
    found = User.objects.filter(member=member).first()
    if found:
        return found
    _check_free(member.staff_no)
    user = User(username=member.staff_no, name=member.name, member=member)
    return _made(actor, user, member.unit_id)


@operation
def open_account_for_person(actor: Actor, unit: Unit, username: str, name: str) -> User:
    """Return a new account, without a password, for a person who is no member; the unit keeps it.

    Raises ValidationError when the name to sign in with is taken, by an account or as a staff number.
    """
    _check_free(plain(username))
    if Member.objects.filter(staff_no__iexact=plain(username)).exists():
        raise ValidationError({"username": _("This is the staff number of a member. Choose another name.")})
    return _made(actor, User(username=plain(username), name=name.strip(), unit=unit), unit.pk)


def _check_free(username: str) -> None:
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("This name is taken by another account. Choose another.")})
    if User.objects.filter(phone=username).exists():
        raise ValidationError({"username": _("This is the phone of another account. Choose another name.")})


def _made(actor: Actor, user: User, unit: int | None) -> User:
    user.set_unusable_password()
    user.save()
    record(actor, "accounts.open", user, unit=unit)
    return user


@operation
def take_over_name(member: Member) -> None:
    """Give the member's account, if there is one, the name and staff number of the register."""
    User.objects.filter(member=member).exclude(username=member.staff_no, name=member.name).update(
        username=member.staff_no, name=member.name
    )


@operation
def offer_in_demo(actor: Actor, user: User, title: str, about: str, order: int = 0) -> None:
    """Offer an account on the sign-in page of a demonstration."""
    DemoAccount.objects.update_or_create(user=user, defaults={"title": title, "about": about, "order": order})
    record(actor, "accounts.offer_in_demo", user)
