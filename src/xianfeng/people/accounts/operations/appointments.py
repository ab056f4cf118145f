"""Appointments: a role for an account in a unit's subtree, from one day to another."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import APPOINTED, Role
from xianfeng.people.organizations.scope import operation


@operation
def appoint(
    actor: Actor, user: User, role: str, unit: Unit, from_on: date, to_on: date | None = None
) -> Appointment:
    """Return a new appointment; `to_on` is its last day.

    Raises ValidationError for a role that nobody is appointed to, a dissolved unit, days the wrong way round,
    a disabled account, or a role the account already holds there in these days.
    """
    if role not in APPOINTED:
        raise ValidationError({"role": _("Nobody is appointed to this role: it follows from a post.")})
    if unit.dissolved_on:
        raise ValidationError({"unit": _("This party organisation has been dissolved.")})
    if to_on and to_on < from_on:
        raise ValidationError({"to_on": _("The last day lies before the first.")})
    if not user.is_active:
        raise ValidationError(_("This account has been disabled. Enable it first."))
    same = Appointment.objects.filter(Q(to_on=None) | Q(to_on__gte=from_on), user=user, role=role, unit=unit)
    if (same.filter(from_on__lte=to_on) if to_on else same).exists():
        raise ValidationError({"from_on": _("The account already holds this role there in these days.")})
    given = Appointment.objects.create(user=user, role=role, unit=unit, from_on=from_on, to_on=to_on)
    days = {"from_on": str(from_on), "to_on": to_on and str(to_on)}
    record(actor, "accounts.appoint", user, unit=unit.pk, role=str(role), **days)
    return given


@operation
def end_appointment(actor: Actor, appointment: Appointment, to_on: date) -> None:
    """End an appointment after its last day; one that has not begun by then is taken back.

    Raises ValidationError when nobody would be left to administer the unit.
    """
    if appointment.role == Role.ADMINISTRATOR:
        check_administrator_left(appointment.unit, appointment.user, to_on)
    if to_on < appointment.from_on:
        appointment.delete()
    else:
        appointment.to_on = to_on
        appointment.save(update_fields=["to_on"])
    details = {"role": appointment.role, "to_on": str(to_on)}
    record(actor, "accounts.end_appointment", appointment.user, unit=appointment.unit_id, **details)


def check_administrator_left(unit: Unit, without: User, after: date) -> None:
    """Raise ValidationError unless, after that day, somebody else who may sign in administers the unit.

    The rows are locked: of two administrators who remove each other at once, one stays.
    """
    above = Appointment.objects.filter(role=Role.ADMINISTRATOR, unit__path__in=[*unit.paths_above, unit.path])
    rows = above.select_for_update(of=("self",)).select_related("user")
    day = after + timedelta(days=1)
    for row in rows.held(day):
        if row.user_id != without.pk and row.user.is_active:
            return
    raise ValidationError(_("This is the last administrator here. Appoint another one first."))
