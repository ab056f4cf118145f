"""What stands on each desk. A fixed number of queries each, whatever the size of the company."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Length, Substr
from django.utils.translation import gettext_lazy as _

from xianfeng.people.accounts.models import User
from xianfeng.people.members.models import Member, Office
from xianfeng.people.organizations.models import Unit, UnitQuerySet
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.rules import TERM_YEARS
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
    kinds = dict(units.order_by().values_list("kind").annotate(Count("pk")))
    members = Member.objects.reached(scope, *roles).exclude(branch=None)
    return Overview(
        roots=list(Unit.objects.unscoped().filter(path__in=scope.paths(*roles))),
        branches=kinds.get(Unit.Kind.BRANCH, 0),
        groups=kinds.get(Unit.Kind.GROUP, 0),
        members=members.count(),
        floating=members.filter(status=Member.Status.FLOATING).count(),
        in_need=_in_need(units, on),
    )


def _in_need(units: UnitQuerySet, on: date) -> list[BranchInNeed]:
    """Return the branches that lack something. The database finds them: in a company nearly all lack nothing."""
    held = Office.objects.unscoped().filter(unit=OuterRef("pk"), post=Post.SECRETARY).held(on)
    sizes = Member.objects.unscoped().filter(kind=Member.Kind.FULL).order_by().values("branch")
    sized = sizes.exclude(branch=None).annotate(full=Count("*"))
    usual = sized.filter(full__range=(FEWEST, MOST)).values("branch")
    wanting = ~Exists(held.filter(_in_term(on))) | ~Q(pk__in=usual)
    above = Unit.objects.unscoped().filter(
        path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Unit.steplen)
    )
    found = units.filter(wanting, kind=Unit.Kind.BRANCH).annotate(
        since=Subquery(held.order_by("-from_on").values("from_on")[:1]),
        full=Coalesce(Subquery(sized.filter(branch=OuterRef("pk")).values("full")), 0),
        above=Subquery(above.values("name")[:1]),
    )
    return [BranchInNeed(branch, branch.above or "", list(_lacks(branch, on))) for branch in found]


def _in_term(on: date) -> Q:
    """Return the condition that the term of a branch's office is not over."""
    in_term = Q(pk__in=[])
    for years in TERM_YEARS:
        in_term |= Q(unit__term_years=years, from_on__gt=_years_earlier(on, years))
    return in_term


def _lacks(branch: Any, on: date) -> Iterator[Any]:
    """Yield what a branch with `since` and `full` lacks."""
    if branch.since is None:
        yield _("no secretary")
    elif branch.since <= _years_earlier(on, branch.term_years):
        yield _("term of office over since %(year)s") % {"year": branch.since.year + branch.term_years}
    if branch.full < FEWEST:
        yield _("only %(count)s full members") % {"count": branch.full}
    if branch.full > MOST:
        yield _("%(count)s full members, generally at most 50") % {"count": branch.full}


def _years_earlier(day: date, years: int) -> date:
    """Return the last day of which so many years are over; those of 29 February are on the 28th."""
    if day.month == 2 and day.day == monthrange(day.year, 2)[1]:
        return date(day.year - years, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year - years)


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
