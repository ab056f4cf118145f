"""Who belongs to a subtree, also where one person looks at every tree there is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.people.members.making import DOCUMENT, registered
from tests.people.world import World
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import change_status
from xianfeng.people.members.reach import belonging
from xianfeng.people.organizations.models import Unit, is_everything

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_tree(world: World) -> World:
    """The second tree goes below the committee, so that there is but one."""
    other = Unit.objects.get(pk=world.other.pk)
    Unit.objects.move(other, Unit.objects.get(pk=world.committee.pk), "last-child")
    left = registered(Unit.objects.get(pk=world.one.pk), name="孙离")
    change_status(PROGRAM, left, "status", "left", date(2026, 1, 1), DOCUMENT, exit="withdrawn")
    return world


def by_hand(field: str, paths: tuple[str, ...]) -> set[int]:
    """Return who belongs, asked of each member in turn."""
    units = dict(Unit.objects.values_list("pk", "path"))
    belongs = Member.objects.values_list("pk", f"{field}_id")
    return {pk for pk, unit in belongs if unit and units[unit].startswith(paths)}


def found(field: str, paths: tuple[str, ...]) -> set[int]:
    return set(Member.objects.filter(belonging(field, paths)).values_list("pk", flat=True))


@pytest.mark.parametrize("field", ["unit", "left_from"])
def test_of_the_only_tree_everybody_belongs(one_tree: World, field: str) -> None:
    for pk in (one_tree.committee.pk, one_tree.general.pk, one_tree.first.pk, one_tree.other.pk):
        paths = (Unit.objects.get(pk=pk).path,)
        assert found(field, paths) == by_hand(field, paths)
        assert is_everything(paths) is (pk == one_tree.committee.pk)


def test_of_one_tree_among_two_only_its_own_belong(world: World) -> None:
    committee, other = world.committee.path, world.other.path
    for paths in ((committee,), (other,), (committee, other), (world.first.path, other)):
        assert found("unit", paths) == by_hand("unit", paths)
    assert is_everything((committee, other))
    assert not is_everything((committee,))
    assert not is_everything(())
