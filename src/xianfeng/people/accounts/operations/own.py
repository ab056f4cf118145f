"""What people change about their own account, and what is noted when they sign in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from xianfeng.people.accounts.backends import plain, plain_phone
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.scope import operation


def set_contact(user: User, phone: str, email: str) -> list[str]:
    """Set phone and e-mail on the account, unsaved; return the names of the fields that changed.

    Raises ValidationError when one of them already names another account.
    """
    values = {"phone": plain_phone(phone) or None, "email": plain(email).lower() or None}
    if phone and not values["phone"]:
        raise ValidationError({"phone": _("This is not a phone number: digits only, such as 13800000000.")})
    others = User.objects.exclude(pk=user.pk)
    if (
        values["phone"]
        and (others.filter(phone=values["phone"]) | others.filter(username=values["phone"])).exists()
    ):
        raise ValidationError({"phone": _("Another account signs in with this number.")})
    if values["email"] and others.filter(email__iexact=values["email"]).exists():
        raise ValidationError({"email": _("Another account signs in with this e-mail.")})
    changed = [field for field, value in values.items() if getattr(user, field) != value]
    for field, value in values.items():
        setattr(user, field, value)
    return changed


@operation
def change_contact(actor: Actor, user: User, phone: str, email: str) -> list[str]:
    """Change the phone and e-mail that one signs in with; return the names of what changed."""
    changed = set_contact(user, phone, email)
    if changed:
        user.save(update_fields=changed)
        record(actor, "accounts.change_contact", user, fields=changed)
    return changed


@operation
def change_password(actor: Actor, user: User, password: str) -> None:
    """Set a new password."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record(actor, "accounts.change_password", user)


@operation
def end_session(actor: Actor, session: UserSession) -> None:
    """End one session: whoever uses it is asked to sign in."""
    record(actor, "accounts.end_session", session.user)
    session.end()


@operation
def note_sign_in(actor: Actor, user: User, how: str) -> None:
    """Write a sign-in into the audit; `how` is the way it was done."""
    record(actor, "accounts.sign_in", user, how=how)


@operation
def note_second_factor(actor: Actor, user: User, kind: str, is_new: bool) -> None:
    """Write into the audit that a second factor was added or removed."""
    action = "accounts.add_second_factor" if is_new else "accounts.remove_second_factor"
    record(actor, action, user, kind=kind)


@operation
def note_provider(actor: Actor, user: User, provider: str, is_new: bool) -> None:
    """Write into the audit that an account at another provider was connected or disconnected."""
    action = "accounts.connect_provider" if is_new else "accounts.disconnect_provider"
    record(actor, action, user, provider=provider)
