"""What stands on each desk. A fixed number of queries each, whatever the size of the company."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import User
from xianfeng.people.members.models import Member, Office
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import Scope

FEWEST, MOST = 3, 50
"""Full members of a branch: at least three, generally not more than fifty (domain 4.2)."""

SITUATIONS = (
    Member.Status.TRANSFERRING,
    Member.Status.UNREGISTERED,
    Member.Status.LOST_CONTACT,
    Member.Status.SUSPENDED,
)
"""What a secretary follows up by name."""


@dataclass(frozen=True, slots=True)
class MyBranch:
    """A member's own branch: who leads it and how many belong to it."""

    branch: Unit
    above: Unit | None
    group: Unit | None
    offices: list[Office]
    members: int


@dataclass(frozen=True, slots=True)
class Register:
    """The members of the branches in which somebody is secretary or on the committee."""

    unit_ids: tuple[int, ...]
    members: int
    probationary: int
    floating: int
    without_account: int
    to_follow: list[Member]
    groups: list[Any]


@dataclass(frozen=True, slots=True)
class BranchInNeed:
    """A branch and what it lacks, in words."""

    branch: Unit
    above: str
    lacks: list[Any]


@dataclass(frozen=True, slots=True)
class Overview:
    """An officer's subtree: how many of what, and the branches that lack something."""

    roots: list[Unit]
    branches: int
    groups: int
    members: int
    floating: int
    in_need: list[BranchInNeed]


@dataclass(frozen=True, slots=True)
class Accounts:
    """What an administrator looks after."""

    accounts: int
    active: int
    disabled: int
    never: int


def get_my_branch(member: Member, on: date) -> MyBranch | None:
    """Return the branch of a member, None for one who belongs nowhere."""
    if member.branch is None:
        return None
    branch = member.branch
    group = member.unit if member.unit_id != member.branch_id else None
    here = [unit for unit in (branch, group) if unit]
    offices = Office.objects.unscoped().filter(unit__in=here).held(on).select_related("member", "unit")
    above = Unit.objects.unscoped().filter(path__in=branch.paths_above).order_by("-depth").first()
    count = Member.objects.unscoped().filter(branch=branch).count()
    return MyBranch(branch, above, group, sorted(offices, key=_by_post), count)


_ORDER = {post: at for at, post in enumerate(Post.values)}


def _by_post(office: Office) -> tuple[int, str]:
    return _ORDER[office.post], office.member.sort_key


def get_register(scope: Scope) -> Register | None:
    """Return the register of the branches somebody leads, None for one who leads none."""
    leads = (Role.SECRETARY, Role.COMMITTEE)
    if not scope.holds(*leads):
        return None
    members = Member.objects.within(scope, *leads).exclude(branch=None)
    numbers = members.aggregate(
        members=Count("pk"),
        probationary=Count("pk", filter=Q(kind=Member.Kind.PROBATIONARY)),
        floating=Count("pk", filter=Q(status=Member.Status.FLOATING)),
        without_account=Count("pk", filter=Q(account=None)),
    )
    groups = Unit.objects.within(scope, *leads).standing().filter(kind=Unit.Kind.GROUP)
    return Register(
        unit_ids=tuple(r.unit_id for r in scope.reaches if r.role in leads),
        to_follow=list(members.filter(status__in=SITUATIONS).select_related("unit")),
        groups=list(groups.annotate(size=Count("members_today"))),
        **numbers,
    )


def get_overview(scope: Scope, on: date) -> Overview | None:
    """Return the officer's or inspector's subtree, None for one who is neither."""
    roles = (Role.OFFICER, Role.INSPECTOR)
    if not scope.holds(*roles):
        return None
    units = Unit.objects.within(scope, *roles).standing()
    kinds = Counter(units.order_by().values_list("kind", flat=True))
    members = Member.objects.within(scope, *roles).exclude(branch=None)
    return Overview(
        roots=list(Unit.objects.unscoped().filter(path__in=scope.paths(*roles))),
        branches=kinds[Unit.Kind.BRANCH],
        groups=kinds[Unit.Kind.GROUP],
        members=members.count(),
        floating=members.filter(status=Member.Status.FLOATING).count(),
        in_need=list(_in_need(scope, roles, on)),
    )


def _in_need(scope: Scope, roles: Iterable[Role], on: date) -> Iterator[BranchInNeed]:
    units = Unit.objects.within(scope, *roles).standing()
    names = dict(Unit.objects.unscoped().exclude(kind__in=["branch", "group"]).values_list("path", "name"))
    sizes = _full_members(scope, roles)
    secretaries = Office.objects.within(scope, *roles).filter(post=Post.SECRETARY, unit__kind="branch")
    starts = dict(secretaries.held(on).order_by("from_on").values_list("unit", "from_on"))
    for branch in units.filter(kind=Unit.Kind.BRANCH):
        lacks = list(_lacks(branch, sizes.get(branch.pk, 0), starts.get(branch.pk), on))
        if lacks:
            yield BranchInNeed(branch, names.get(branch.path[: -Unit.steplen], ""), lacks)


def _full_members(scope: Scope, roles: Iterable[Role]) -> dict[int | None, int]:
    full = Member.objects.within(scope, *roles).filter(kind=Member.Kind.FULL).exclude(branch=None)
    return dict(full.order_by().values_list("branch").annotate(Count("pk")))


def _lacks(branch: Unit, full: int, secretary_since: date | None, on: date) -> Iterator[Any]:
    if secretary_since is None:
        yield _("no secretary")
    elif _years_later(secretary_since, branch.term_years) <= on:
        yield _("term of office over since %(year)s") % {"year": secretary_since.year + branch.term_years}
    if full < FEWEST:
        yield _("only %(count)s full members") % {"count": full}
    if full > MOST:
        yield _("%(count)s full members, generally at most 50") % {"count": full}


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def get_accounts(scope: Scope) -> Accounts | None:
    """Return the accounts an administrator looks after, None for anybody else."""
    if not scope.holds(Role.ADMINISTRATOR):
        return None
    users = User.objects.within(scope, Role.ADMINISTRATOR)
    never = Count("pk", filter=Q(last_login=None))
    disabled = Count("pk", filter=Q(is_active=False))
    return Accounts(
        **users.aggregate(accounts=Count("pk"), never=never, disabled=disabled, active=Count("pk") - never)
    )
