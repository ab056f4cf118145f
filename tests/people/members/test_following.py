"""Members follow their units: moved, merged, dissolved; no office outlives its unit or its reach."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.people.members.making import DOCUMENT, JOINED, registered
from tests.people.world import World, member, unit
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Office
from xianfeng.people.members.operations import give_office, move_member
from xianfeng.people.organizations import signals
from xianfeng.people.organizations.models import Team
from xianfeng.people.organizations.operations import dissolve_team, dissolve_unit, merge_units, move_unit
from xianfeng.people.organizations.roles import Post

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 1)
BEFORE = date(2026, 2, 28)


def test_members_of_a_merged_branch_and_of_its_groups_belong_to_the_other(world: World) -> None:
    direct = registered(world.first)
    merge_units(PROGRAM, world.first, into=world.second, on=ON, document=DOCUMENT)
    direct.refresh_from_db()
    assert (direct.unit, direct.branch) == (world.second, world.second)
    stays = [
        (row.unit, row.from_on, row.to_on, row.document) for row in direct.affiliations.order_by("from_on")
    ]
    assert stays == [(world.first, JOINED, BEFORE, ""), (world.second, ON, None, DOCUMENT)]
    in_group = world.members["member"]
    in_group.refresh_from_db()
    assert (in_group.unit, in_group.branch) == (world.one, world.second)
    assert in_group.affiliations.count() == 1


def test_offices_of_a_merged_branch_end_the_day_before(world: World) -> None:
    merge_units(PROGRAM, world.first, into=world.second, on=ON, document=DOCUMENT)
    assert {office.to_on for office in world.first.offices.all()} == {BEFORE}
    assert {office.to_on for office in world.one.offices.all()} == {None}
    assert {office.to_on for office in world.second.offices.all()} == {None}
    entry = AuditEntry.objects.get(action="members.follow_merge")
    assert (
        entry.details["offices_ended"]
        + sum(
            each.details["offices_ended"] for each in AuditEntry.objects.filter(action="members.follow_move")
        )
        == 2
    )


def test_a_merger_before_somebody_came_is_refused_as_a_whole(world: World) -> None:
    late = registered(world.second)
    move_member(PROGRAM, late, world.first, date(2026, 5, 1))
    with pytest.raises(ValidationError) as refusal:
        merge_units(PROGRAM, world.first, into=world.second, on=date(2026, 4, 1), document=DOCUMENT)
    assert set(refusal.value.message_dict) == {"on"}
    world.first.refresh_from_db()
    assert world.first.dissolved_on is None
    assert not Office.objects.filter(unit=world.first).exclude(to_on=None).exists()


def test_members_of_a_group_follow_it_into_another_branch(world: World) -> None:
    held = give_office(PROGRAM, world.members["groupmate"], world.first, Post.DISCIPLINE_OFFICER, JOINED)
    move_unit(PROGRAM, world.one, above=world.second, on=ON)
    for key in ("member", "groupmate", "leader"):
        each = world.members[key]
        each.refresh_from_db()
        assert (each.unit, each.branch) == (world.one, world.second)
    held.refresh_from_db()
    assert held.to_on == BEFORE
    assert world.members["leader"].offices.get().to_on is None
    assert world.first.offices.get(post=Post.SECRETARY).to_on is None


def test_who_led_a_group_from_outside_does_not_lead_it_in_another_line(world: World) -> None:
    Office.objects.filter(unit=world.one).delete()
    led = give_office(PROGRAM, world.members["other_group"], world.one, Post.GROUP_LEADER, JOINED)
    move_unit(PROGRAM, world.one, above=world.third, on=ON)
    led.refresh_from_db()
    assert led.to_on == BEFORE


def test_a_branch_that_moves_away_takes_its_offices_along_but_not_those_above(world: World) -> None:
    other_general = unit("第二党总支", "general_branch", world.other)
    above = give_office(PROGRAM, world.members["neighbour"], world.general, Post.PUBLICITY_OFFICER, JOINED)
    move_unit(PROGRAM, world.second, above=other_general, on=ON, document=DOCUMENT)
    above.refresh_from_db()
    assert above.to_on == BEFORE
    assert world.second.offices.get().to_on is None
    world.members["neighbour"].refresh_from_db()
    assert world.members["neighbour"].branch == world.second


def test_a_dissolved_unit_keeps_no_office(world: World) -> None:
    empty = unit("第三党小组", "group", world.first)
    led = give_office(PROGRAM, world.members["other_group"], empty, Post.GROUP_LEADER, JOINED)
    dissolve_unit(PROGRAM, empty, on=ON)
    led.refresh_from_db()
    assert led.to_on == BEFORE


def test_no_unit_is_dissolved_under_its_members(world: World) -> None:
    with pytest.raises(ValidationError):
        signals.unit_dissolved.send(None, actor=PROGRAM, unit=world.two, on=ON, document=DOCUMENT)


def test_members_of_a_dissolved_team_are_in_none(world: World) -> None:
    team, other = (Team.objects.create(unit=world.first, name=f"{n}班") for n in "一二")
    inside, beside = member("甲乙", world.one, team=team), member("丙丁", world.one, team=other)
    dissolve_team(PROGRAM, team, on=ON)
    inside.refresh_from_db()
    beside.refresh_from_db()
    assert (inside.team, beside.team) == (None, other)
