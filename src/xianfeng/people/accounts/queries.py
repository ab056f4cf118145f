"""What is read about accounts: who has one, what it reaches, and how far activation has come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from xianfeng.people.accounts.administration import State
from xianfeng.people.accounts.models import Appointment, Slip, User
from xianfeng.people.accounts.permissions import ISSUERS
from xianfeng.people.members.models import Member, Office
from xianfeng.people.members.queries import search_condition
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import ABOVE_BRANCH, Role
from xianfeng.people.organizations.scope import Scope


@dataclass(frozen=True, slots=True)
class Holding:
    """A role as a list shows it: by which word, in which unit; `path` where it reaches above branches."""

    title: str
    unit: str
    path: str = ""


@dataclass(slots=True)
class Row:
    """A member of a branch with her account, if any, and the slip that can be used now."""

    member: Member
    user: User | None
    slip: Slip | None
    reaches: set[str] = field(default_factory=set)
    refusal: str = ""

    @property
    def state(self) -> str:
        """Return what `accounts/slips.html` says: disabled, active, waiting, expired or without."""
        if self.user is None:
            return "without"
        if not self.user.is_active:
            return "disabled"
        if self.slip and self.slip.expires_at > timezone.now():
            return "waiting"
        return "active" if self.user.is_activated else "expired" if self.slip else "without"


def list_accounts(scope: Scope, q: str = "", role: str = "", state: str = "") -> QuerySet[User]:
    """Return the accounts that an administrator looks after."""
    found = User.objects.within(scope, Role.ADMINISTRATOR).select_related("member__unit", "unit")
    if q:
        members = Member.objects.filter(search_condition(q))
        named = Q(name__icontains=q) | Q(username__istartswith=q) | Q(member__in=members.values("pk"))
        found = found.filter(named)
    if role:
        held = Appointment.objects.unscoped().filter(role=role).held(timezone.localdate())
        found = found.filter(pk__in=held.values("user"))
    return found.filter(_STATES[state]) if state in _STATES else found


_STATES: dict[str, Q] = {
    State.ACTIVE: Q(last_login__isnull=False),
    State.NEVER: Q(last_login=None),
    State.DISABLED: Q(is_active=False),
    State.LEFT: Q(member__isnull=False, member__unit=None),
}


def roles_of(users: Iterable[User], on: date) -> dict[int, list[Holding]]:
    """Return the posts and appointments that accounts hold on a day. Two queries whatever their number."""
    of_member = {user.member_id: user.pk for user in users if user.member_id}
    held: dict[int, list[Holding]] = defaultdict(list)
    offices = Office.objects.unscoped().filter(member__in=of_member, unit__dissolved_on=None).held(on)
    for office in offices.select_related("unit"):
        above = office.unit.path if office.unit.kind in ABOVE_BRANCH else ""
        held[of_member[office.member_id]].append(Holding(office.get_post_display(), office.unit.name, above))
    given = Appointment.objects.unscoped().filter(user__in=[user.pk for user in users]).held(on)
    for appointment in given.select_related("unit"):
        title = appointment.get_role_display()
        held[appointment.user_id].append(Holding(title, appointment.unit.name, appointment.unit.path))
    return held


def reaches_of(user: User, on: date) -> set[str]:
    """Return the paths of the units in which an account holds a role above branches on a day."""
    return {holding.path for holding in roles_of([user], on)[user.pk] if holding.path}


def list_rows(scope: Scope, branch: Unit) -> list[Row]:
    """Return the members of a branch with their accounts and slips, by surname. Four queries."""
    open_slips = Slip.objects.filter(used_at=None, voided_at=None)
    members = Member.objects.within(scope, *ISSUERS).filter(branch=branch).select_related("account", "unit")
    rows = [
        _row(member)
        for member in members.prefetch_related(Prefetch("account__slips", open_slips, "open_slips"))
    ]
    held = roles_of([row.user for row in rows if row.user], timezone.localdate())
    for row in rows:
        row.reaches = {holding.path for holding in held[row.user.pk] if holding.path} if row.user else set()
    return rows


def _row(member: Any) -> Row:
    user = getattr(member, "account", None)
    return Row(member, user, next(iter(user.open_slips), None) if user else None)


def list_branches(scope: Scope) -> QuerySet[Any]:
    """Return the branches in which one issues slips, with how many members have an account and have used it."""
    units = Unit.objects.within(scope, *ISSUERS).standing().filter(kind=Unit.Kind.BRANCH)
    counted: QuerySet[Any] = units.annotate(
        members=Count("branch_members"),
        with_account=Count("branch_members__account"),
        signed_in=Count(
            "branch_members__account", filter=Q(branch_members__account__last_login__isnull=False)
        ),
    )
    return counted
