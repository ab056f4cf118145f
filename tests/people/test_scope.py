"""What each role reaches, and that a page cannot ask without a scope."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people.world import World, office
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post
from xianfeng.people.organizations.scope import Scope, ScopeMissing, answering

TODAY = date(2026, 11, 21)


def reached(world: World, who: str, on: date = TODAY) -> set[str]:
    scope = scope_of(world.users[who], on)
    names = {made.pk: key for key, made in world.members.items()}
    return {names[found.pk] for found in Member.objects.within(scope)}


FIRST = {"member", "groupmate", "leader", "other_group", "committee", "secretary"}
SECOND = {"neighbour", "second_secretary"}
THIRD = {"office_member", "officer", "general_officer"}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("member", {"member"}),
        ("leader", {"leader"}),
        ("secretary", FIRST),
        ("committee", FIRST),
        ("second_secretary", SECOND),
        ("general_officer", FIRST | SECOND | {"general_officer"}),
        ("officer", FIRST | SECOND | THIRD),
        ("inspector", FIRST | SECOND | THIRD),
        ("administrator", set()),
        ("auditor", set()),
    ],
)
def test_each_role_reads_the_members_of_its_subtree_and_oneself(
    world: World, who: str, expected: set[str]
) -> None:
    assert reached(world, who) == expected


def test_an_office_counts_only_between_its_days(world: World) -> None:
    held = office(
        world.members["member"],
        world.first,
        Post.SECRETARY,
        from_on=date(2026, 1, 1),
        to_on=date(2026, 6, 30),
    )
    assert reached(world, "member", date(2025, 12, 31)) == {"member"}
    assert reached(world, "member", held.from_on) == FIRST
    assert reached(world, "member", held.to_on) == FIRST
    assert reached(world, "member", date(2026, 7, 1)) == {"member"}


def test_an_office_in_a_dissolved_unit_opens_nothing(world: World) -> None:
    Unit.objects.filter(pk=world.first.pk).update(dissolved_on=date(2026, 1, 1))
    assert reached(world, "secretary") == {"secretary"}


def test_a_query_without_a_scope_fails_while_a_request_is_answered(world: World) -> None:
    with answering():
        for ask in (
            lambda: list(Member.objects.all()),
            Member.objects.count,
            lambda: Member.objects.filter(name="周文海").exists(),
            lambda: Unit.objects.get(pk=world.first.pk),
            lambda: Unit.objects.filter(kind="branch").update(name="x"),
        ):
            with pytest.raises(ScopeMissing):
                ask()
        assert list(Member.objects.within(Scope())) == []
        assert Unit.objects.unscoped().get(pk=world.first.pk).name == "采油一站党支部"
        assert world.members["member"].affiliations.count() == 1
