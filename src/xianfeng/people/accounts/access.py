"""What an account reaches on a day: its membership, its offices, its appointments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.members.models import Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role, role_of
from xianfeng.people.organizations.scope import Reach, Scope


def scope_of(user: User, on: date) -> Scope:
    """Return the scope of an account on a day. Three queries for a member, one for anybody else."""
    member = user.member
    reaches = (*_by_office(user, on), *_by_appointment(user, on))
    if member is None:
        return Scope(user_id=user.pk, reaches=reaches)
    group = member.unit if member.unit and member.unit.kind == Unit.Kind.GROUP else None
    return Scope(user.pk, member.pk, member.branch_id, group.pk if group else None, reaches)


def _by_office(user: User, on: date) -> Iterator[Reach]:
    if user.member_id is None:
        return
    offices = Office.objects.unscoped().filter(member=user.member_id, unit__dissolved_on=None).held(on)
    for office in offices.select_related("unit"):
        yield Reach(role_of(office.post, office.unit.kind), office.unit_id, office.unit.path)


def _by_appointment(user: User, on: date) -> Iterator[Reach]:
    for given in Appointment.objects.unscoped().filter(user=user).held(on).select_related("unit"):
        yield Reach(Role(given.role), given.unit_id, given.unit.path)
