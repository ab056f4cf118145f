"""Fills the database of the served platform and prints what the journeys need to know of it.

Each width walks the same journeys on the same database, so whoever is changed by one exists once a width.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from tests.browser.fill_facts import add_facts, add_people
from tests.browser.fill_reviews import add_branch, add_round

WIDTHS = (390, 1440)
OFFERED = (
    "member", "secretary", "officer", "administrator", "leader", "auditor", "owner", "committee", "second_secretary",
)  # fmt: skip


def fill() -> dict[str, Any]:
    """Make the small world, newcomers, groups without a leader, facts and claims, and the one-click accounts."""
    from tests.people.world import member, small_world, unit

    world = small_world()
    for width in WIDTHS:
        world.members[f"newcomer_{width}"] = member("吴晓岚", world.one)
        world.members[f"disabled_{width}"] = world.members["groupmate" if width == 390 else "other_group"]
    offered = (*OFFERED, *add_people(world, WIDTHS), *add_branch(world))
    names = ("committee", "general", "first", "second", "one", "two")
    units = {name: getattr(world, name).pk for name in names}
    units["rated"] = world.rated.pk
    units |= {f"group_{width}": unit(f"第{width}党小组", "group", world.first).pk for width in WIDTHS}
    _give_keys()
    members = {key: [one.pk, one.name, one.staff_no] for key, one in world.members.items()}
    accounts = {key: user.pk for key, user in world.users.items()}
    people = {"members": members, "units": units, "accounts": accounts, "demo": _offer(world, offered)}
    return people | add_facts(world, WIDTHS) | {"reviews": add_round(world)}


def _give_keys() -> None:
    """Let members be found by pinyin, as they are when they are registered by the pages."""
    from xianfeng.people.members.models import Member
    from xianfeng.people.members.pinyin import keys_of

    for one in Member.objects.unscoped():
        keys = keys_of(one.name)
        Member.objects.unscoped().filter(pk=one.pk).update(
            sort_key=keys.sort_key, search_keys=keys.search_keys
        )


def _offer(world: Any, roles: tuple[str, ...]) -> dict[str, int]:
    from xianfeng.people.accounts.models import DemoAccount
    from xianfeng.people.accounts.operations import offer_in_demo
    from xianfeng.people.audit.operations import PROGRAM

    for order, role in enumerate(roles):
        offer_in_demo(PROGRAM, world.users[role], title=role, about=role, order=order)
    return {role: DemoAccount.objects.get(user=world.users[role]).pk for role in roles}


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(json.dumps(fill()))
