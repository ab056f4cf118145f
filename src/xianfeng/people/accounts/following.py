"""What follows for appointments when party organisations change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.accounts.operations import appoint
from xianfeng.people.audit.operations import Actor, record
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.organizations.signals import unit_dissolved, unit_founded, unit_merged


@receiver(unit_founded)
def look_after(actor: Actor, unit: Unit, above: Unit | None, **_: Any) -> None:
    """Let whoever founded a unit at the top administer it: it would be in nobody's sight."""
    founder = User.objects.filter(pk=actor.user_id or 0).first()
    if above is None and founder is not None:
        appoint(actor, founder, Role.ADMINISTRATOR, unit, timezone.localdate())


@receiver(unit_merged)
@receiver(unit_dissolved)
def end_with_unit(actor: Actor, unit: Unit, on: date, **_: Any) -> None:
    """End the appointments in a unit that is no more, the day before; those that begin later fall away."""
    held = Appointment.objects.filter(unit=unit, to_on=None)
    later, _kinds = held.filter(from_on__gte=on).delete()
    ended = held.update(to_on=on - timedelta(days=1))
    if ended or later:
        record(actor, "accounts.end_with_unit", unit, unit=unit.pk, appointments=ended + later)
