"""Reading the register: quick lists, one member, and who holds which office today."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q
from django.utils import timezone

from xianfeng.people.members.models import Member, MemberQuerySet, Office, StatusChange
from xianfeng.people.members.operations.offices import may_belong
from xianfeng.people.members.permissions import KEEPERS, sees_duties
from xianfeng.people.members.pinyin import has_characters, typed_key
from xianfeng.people.members.reach import belonging
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.queries import search_units
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.organizations.scope import READERS, Scope, subtree

ORDERS: Mapping[str, tuple[str, ...]] = {
    "name": ("sort_key", "id"),
    "unit": ("unit__path", "sort_key", "id"),
    "joined": ("joined_on", "sort_key", "id"),
}
"""How a list may be ordered; never by anything that rates a person."""
MOST_BRANCHES, MOST_UNITS = 30, 60


def list_members(
    scope: Scope,
    *,
    search: str = "",
    unit: Unit | None = None,
    kind: str = "",
    status: str = "",
    category: str = "",
    duties: str = "",
    post: str = "",
    order: str = "name",
    roles: tuple[Role, ...] = (),
) -> MemberQuerySet:
    """Return the members that the scope reads and the filters leave, with their units and posts of today.

    Without a status those who belong to a unit; with LEFT those who left from one in reach. Reduced duties
    are looked for only where they may be seen. `roles` narrows the scope to some of its roles.
    """
    roles = KEEPERS if duties else roles
    gone = status == Member.Status.LEFT
    found = Member.objects.left(scope, *roles) if gone else Member.objects.reached(scope, *roles)
    same = {"kind": kind, "status": status, "category": category, "duties": duties}
    found = found.filter(**{field: value for field, value in same.items() if value})
    if unit is not None:
        found = found.filter(belonging("left_from" if gone else "unit", (unit.path,)))
    if search.strip():
        found = found.filter(search_condition(search))
    if post:
        found = found.filter(pk__in=_holders(post))
    return _with_places(found).order_by(*ORDERS[order])


def search_condition(typed: str) -> Q:
    """Return the condition that a name or a staff number begins with what was typed, as `pinyin` keeps names.

    Chinese characters may stand anywhere in the name.
    """
    key = typed_key(typed)
    if not key:
        return Q(pk__in=[])
    if has_characters(typed):
        return Q(search_keys__contains=key)
    return Q(search_keys__contains=f"|{key}") | Q(staff_no__startswith=typed.strip().upper())


class Found(Paginator[Member]):
    """What a search found, by pages. One reading of all names finds and counts; a page fetches its own members."""

    def __init__(self, found: MemberQuerySet, per_page: int) -> None:
        ids = found.select_related(None).prefetch_related(None).values_list("pk", flat=True)
        super().__init__(list(ids), per_page)
        self._found = found

    def page(self, number: int | str) -> Page[Member]:
        page = super().page(number)
        page.object_list = list(self._found.filter(pk__in=page.object_list))
        return page


def list_groupmates(scope: Scope) -> MemberQuerySet:
    """Return the members of the groups that somebody leads: for their names and work contacts only."""
    led = Member.objects.within(scope, Role.GROUP_LEADER).exclude(unit=None)
    return led.filter(belonging("unit", scope.paths(Role.GROUP_LEADER))).select_related("unit")


def list_changes(scope: Scope, member: Member) -> list[StatusChange]:
    """Return what changed by document, newest first; changes of duties only where duties are shown."""
    changes = member.changes.all()
    if not sees_duties(scope, member):
        changes = changes.exclude(field=StatusChange.Field.DUTIES)
    return list(changes)


def list_offices_today(unit: Unit, on: date) -> list[Office]:
    """Return who holds which post in a unit, in the order of posts."""
    held = Office.objects.unscoped().filter(unit=unit).held(on).select_related("member", "unit")
    order = Post.values
    return sorted(held, key=lambda office: (order.index(office.post), office.member.sort_key))


def _holders(post: str) -> Any:
    return Office.objects.unscoped().held(timezone.localdate()).filter(post=post).values("member")


def _with_places(members: MemberQuerySet) -> MemberQuerySet:
    held = Office.objects.unscoped().held(timezone.localdate()).select_related("unit")
    return members.select_related("unit", "branch", "left_from").prefetch_related(
        Prefetch("offices", queryset=held, to_attr="offices_today")
    )


def list_units_to_choose(scope: Scope, unit: Unit | None) -> list[Unit]:
    """Return the units by which a list may be narrowed: those above the chosen one, itself, those below it.

    Without one those where the reading begins; of a single one also what stands directly below. One query.
    """
    reached = Unit.objects.within(scope, *READERS)
    tops = Q(path__in=scope.paths(*READERS))
    if unit is None and len(scope.paths(*READERS)) == 1:
        path = scope.paths(*READERS)[0]
        return list(reached.filter(tops | _directly_below(path)).standing())
    if unit is None:
        return list(reached.filter(tops))
    return list(reached.filter(Q(path__in=[*unit.paths_above, unit.path]) | _directly_below(unit.path)))


def list_branches(scope: Scope, typed: str) -> list[Unit]:
    """Return the first branches whose register the person keeps, by what was typed of their names or codes."""
    found = search_units(scope, typed).standing().filter(kind=Unit.Kind.BRANCH)
    return list(found.filter(subtree("path", scope.paths(*KEEPERS)))[:MOST_BRANCHES])


def _directly_below(path: str) -> Q:
    return subtree("path", (path,)) & Q(depth=len(path) // Unit.steplen + 1)


def list_offices_of(member: Member) -> list[Office]:
    """Return every office of a member, those that last first, then the latest."""
    held = member.offices.select_related("unit", "member__unit").order_by("-from_on", "-id")
    return sorted(held, key=lambda office: office.to_on is not None)


def list_units_for_office(member: Member, typed: str = "") -> list[Unit]:
    """Return the units in which a member may hold a post: her branch with its groups and what stands above.

    With something typed also others beside them whose name or code has it.
    """
    if member.branch is None:
        return []
    near = subtree("path", (member.branch.path,)) | Q(path__in=member.branch.paths_above)
    if typed.strip():
        top = member.branch.path[: Unit.steplen]
        matching = Q(name__icontains=typed.strip()) | Q(code__icontains=typed.strip())
        near = subtree("path", (top,)) & matching
    found = Unit.objects.unscoped().standing().filter(near)[:MOST_UNITS]
    return [unit for unit in found if may_belong(member.branch.path, unit)]
