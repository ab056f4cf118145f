"""A small world for tests: a committee, a general branch, branches with and without groups, and people.

committee 北风党委
  general   第一党总支
    first     采油一站党支部   groups: one, two
    second    采油二站党支部   (no groups)
  third     机关党支部         directly under the committee
other     清水党委 — a tree of its own
  far       河东村党支部
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from django.test import Client

from xianfeng.people.accounts.models import Appointment, User
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Affiliation, Member, Office
from xianfeng.people.organizations.models import Adoption, Unit
from xianfeng.people.organizations.roles import Post, Role
from xianfeng.people.privacy.operations import read_notice

FOUNDED = date(2000, 7, 1)
_numbers = count(1)


def unit(name: str, kind: str, above: Unit | None = None, **values: Any) -> Unit:
    fields = {"name": name, "kind": kind, "code": f"U{next(_numbers):05}", "founded_on": FOUNDED, **values}
    if above is None:
        return Unit.objects.add_root(fields)
    above.refresh_from_db()
    return Unit.objects.add_child(above, fields)


def adopt(by: Unit, scheme: str, from_on: date = FOUNDED) -> Adoption:
    made, _ = Adoption.objects.update_or_create(unit=by, from_on=from_on, defaults={"scheme": scheme})
    return made


def branch_of(where: Unit) -> Unit:
    return where if where.kind == Unit.Kind.BRANCH else Unit.objects.get_parent(where)


def member(name: str, where: Unit, **values: Any) -> Member:
    number = f"S{next(_numbers):05}"
    fields = {"staff_no": number, "joined_on": date(2010, 7, 1), "sort_key": number.lower(), **values}
    made = Member.objects.create(name=name, unit=where, branch=branch_of(where), **fields)
    Affiliation.objects.create(member=made, unit=where, from_on=made.joined_on)
    return made


def account(of: Member | None = None, **values: Any) -> User:
    fields = {"username": of.staff_no, "name": of.name, "member": of} if of else {}
    user = User(**{"username": f"A{next(_numbers):05}", "name": "管理员", **fields, **values})
    user.set_password("a long password 2026")
    user.save()
    read_notice(PROGRAM, user)  # else every page would lead to the notice first
    return user


def office(holder: Member, where: Unit, post: str, **values: Any) -> Office:
    return Office.objects.create(member=holder, unit=where, post=post, **{"from_on": FOUNDED, **values})


def appoint(user: User, role: Role, where: Unit, **values: Any) -> Appointment:
    return Appointment.objects.create(user=user, role=role, unit=where, **{"from_on": FOUNDED, **values})


def signed_in(user: User | None) -> Client:
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


@dataclass
class World:
    committee: Unit
    general: Unit
    first: Unit
    second: Unit
    third: Unit
    one: Unit
    two: Unit
    other: Unit
    far: Unit
    members: dict[str, Member] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    things: dict[tuple[str, str], Any] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        return signed_in(self.users[who] if who else None)


def small_world() -> World:
    """Make the units, a member of each unit, and an account for every role (keys of `users`)."""
    committee = unit("北风党委", "committee")
    general = unit("第一党总支", "general_branch", committee)
    first, second = (unit(f"采油{n}站党支部", "branch", general) for n in "一二")
    one, two = (unit(f"第{n}党小组", "group", first) for n in "一二")
    third = unit("机关党支部", "branch", committee, sector="office")
    other = unit("清水党委", "committee")
    far = unit("河东村党支部", "branch", other, sector="village")
    world = World(committee, general, first, second, third, one, two, other, far)
    for unit_ in (committee, general, first, second, third, one, two, other, far):
        unit_.refresh_from_db()
    _people(world)
    return world


PEOPLE = {
    "member": ("周文海", "one"), "groupmate": ("王志峰", "one"), "leader": ("马晓峰", "one"),
    "other_group": ("李国亮", "two"), "committee": ("陈思宁", "two"), "secretary": ("刘志远", "two"),
    "neighbour": ("赵春梅", "second"), "second_secretary": ("孙永岩", "second"),
    "office_member": ("林嘉然", "third"), "officer": ("林思齐", "third"), "general_officer": ("高若川", "third"),
    "stranger": ("许景越", "far"), "far_secretary": ("冯怀州", "far"),
}  # fmt: skip
POSTS = {
    "leader": ("one", Post.GROUP_LEADER), "committee": ("first", Post.PUBLICITY_OFFICER),
    "secretary": ("first", Post.SECRETARY), "second_secretary": ("second", Post.SECRETARY),
    "general_officer": ("general", Post.SECRETARY), "officer": ("committee", Post.ORGANIZATION_OFFICER),
    "far_secretary": ("far", Post.SECRETARY),
}  # fmt: skip
APPOINTED = ("inspector", "administrator", "auditor", "owner")


def _people(world: World) -> None:
    for key, (name, where) in PEOPLE.items():
        world.members[key] = member(name, getattr(world, where))
        world.users[key] = account(world.members[key])
    for key, (where, post) in POSTS.items():
        office(world.members[key], getattr(world, where), post)
    for role in APPOINTED:
        world.users[role] = account(name=role)
        appoint(world.users[role], Role(role), world.committee)
