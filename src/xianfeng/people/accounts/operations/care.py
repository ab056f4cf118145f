"""What an administrator does for an account: disable and enable it, end its sessions, reset its second factor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from xianfeng.people.accounts import sessions
from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.accounts.operations.appointments import check_administrator_left
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.scope import operation


@operation
def disable_account(actor: Actor, user: User) -> None:
    """Keep an account from signing in; it is dead at its next request. Its slips become void.

    Raises ValidationError when nobody would be left to administer a unit.
    """
    today = timezone.localdate()
    for held in (
        Appointment.objects.filter(user=user, role=Role.ADMINISTRATOR).held(today).select_related("unit")
    ):
        check_administrator_left(held.unit, user, today)
    user.is_active = False
    user.save(update_fields=["is_active"])
    user.slips.filter(used_at=None, voided_at=None).update(voided_at=timezone.now())
    record(actor, "accounts.disable", user, unit=_unit_of(user), sessions=sessions.end_sessions(user))


@operation
def enable_account(actor: Actor, user: User) -> None:
    """Let an account sign in again."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor, "accounts.enable", user, unit=_unit_of(user))


@operation
def end_all_sessions(actor: Actor, user: User) -> int:
    """End every session of an account and return how many there were."""
    ended = sessions.end_sessions(user)
    record(actor, "accounts.end_sessions", user, unit=_unit_of(user), sessions=ended)
    return ended


@operation
def reset_second_factor(actor: Actor, user: User, reason: str) -> None:
    """Remove every second factor of an account and end its sessions: the person sets up a new one.

    Raises ValidationError when there is none.
    """
    removed, _rows = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise ValidationError(_("No second factor has been set up for this account."))
    ended = sessions.end_sessions(user)
    record(actor, "accounts.reset_second_factor", user, unit=_unit_of(user), reason=reason, sessions=ended)


def _unit_of(user: User) -> int | None:
    home = user.home
    return home.pk if home else None
