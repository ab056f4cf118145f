"""The grid: one kind and one day, every member of the branch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.facts.entry.sending import HOURS, MEETING, day, facts, proposals, queries
from tests.people.world import World, member, office
from xianfeng.facts.models import Fact, Proposal
from xianfeng.facts.operations import add_kind, record, retire_kind
from xianfeng.facts.operations import reverse as reverse_fact
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post

ON = timezone.localdate() - timedelta(days=3)


def address(branch: Unit, kind: str = MEETING, on: str = "", quantity: str = "2", **more: str) -> str:
    asked = {"kind": kind, "on": on or day(), "quantity": quantity, **more}
    return f"{reverse('facts:grid', args=[branch.pk])}?" + "&".join(f"{k}={v}" for k, v in asked.items())


def fill(client: Client, world: World, kind: str = MEETING, do: str = "record", **values: str) -> Any:
    """Fill places of members by their keys, and press a button."""
    sent = {f"m-{world.members[key].pk}": value for key, value in values.items()}
    return client.post(address(world.first, kind), {**sent, "do": do})


def test_kind_and_day_are_chosen_first(world: World) -> None:
    answer = world.client("secretary").get(reverse("facts:grid", args=[world.first.pk]))
    assert answer.status_code == 200
    assert "grid" not in answer.context
    offered = answer.context["form"].kinds
    assert {MEETING, HOURS, "dues.month"} <= offered.keys()
    assert not any(kind.document for kind in offered.values())


def test_every_member_of_the_branch_is_shown_by_surname(world: World) -> None:
    other = member("安小川", world.two, sort_key="anxiaochuan")
    grid = world.client("secretary").get(address(world.first)).context["grid"]
    people = [place.member for place in grid.places]
    assert people[0] == other
    assert [each.sort_key for each in people] == sorted(each.sort_key for each in people)
    assert {each.branch_id for each in people} == {world.first.pk}
    assert len(people) == 7


def test_members_stand_under_their_groups_when_asked(world: World) -> None:
    groups = world.client("secretary").get(address(world.first, by="group")).context["groups"]
    assert [(name, len(places)) for name, places in groups] == [("第一党小组", 3), ("第二党小组", 3)]


def test_what_is_filled_in_is_recorded_in_one_go_and_the_rest_is_not(world: World) -> None:
    answer = fill(
        world.client("secretary"), world, member="present", leader="absent", groupmate="leave", committee=""
    )
    assert (answer.status_code, answer["Location"]) == (302, address(world.first) + "&by=")
    assert {(name, outcome) for name, _kind, _quantity, outcome in facts()} == {
        ("周文海", "present"), ("马晓峰", "absent"), ("王志峰", "leave"),
    }  # fmt: skip
    assert {(fact.on, fact.quantity) for fact in Fact.objects.unscoped()} == {(ON, 200)}


def test_a_quantity_each_is_recorded_and_nothing_where_nothing_is_written(world: World) -> None:
    fill(world.client("secretary"), world, HOURS, member="2.5", leader="３小时", groupmate=" ")
    assert set(facts()) == {("周文海", HOURS, 250, ""), ("马晓峰", HOURS, 300, "")}


def test_a_kind_without_a_unit_counts_one(world: World) -> None:
    fill(world.client("secretary"), world, "dues.month", member="on_time")
    assert facts() == [("周文海", "dues.month", 100, "on_time")]


def test_the_row_about_oneself_says_so_and_becomes_a_proposal(world: World) -> None:
    client = world.client("secretary")
    places = client.get(address(world.first)).context["grid"].places
    assert [place.member.name for place in places if place.why] == ["刘志远"]
    fill(client, world, secretary="present", member="present")
    assert [name for name, *_ in facts()] == ["周文海"]
    assert proposals() == [("刘志远", MEETING, "present")]
    again = {place.member.name: place for place in client.get(address(world.first)).context["grid"].places}
    assert not again["刘志远"].is_open
    fill(client, world, secretary="present")
    assert len(proposals()) == 1


def test_the_rest_is_filled_by_a_button_and_only_shown(world: World) -> None:
    answer = fill(world.client("secretary"), world, do="rest", member="absent")
    assert answer.status_code == 200
    values = {place.member.name: place.value for place in answer.context["grid"].places}
    assert values["周文海"] == "absent"
    assert set(values.values()) == {"absent", "present"}
    assert facts() == []
    answer = fill(world.client("secretary"), world, HOURS, do="rest", member="1")
    assert {place.value for place in answer.context["grid"].places} == {"1", "2"}


@pytest.mark.parametrize("do", ["", "rest", "anything"])
def test_only_the_button_that_says_so_records(world: World, do: str) -> None:
    assert fill(world.client("secretary"), world, do=do, member="present").status_code == 200
    assert facts() == []


def test_what_stands_is_shown_and_not_asked_again(world: World) -> None:
    made = record(
        PROGRAM, member=world.members["member"], kind=MEETING, on=ON, outcome="online", quantity=200
    )
    client = world.client("secretary")
    answer = client.get(address(world.first))
    place = next(each for each in answer.context["grid"].places if each.member == world.members["member"])
    assert [(stand.number, stand.outcome) for stand in place.stands] == [(1, "online")]
    assert reverse("facts:fact", args=[made.pk]) in answer.content.decode()
    assert f'name="m-{world.members["member"].pk}"' not in answer.content.decode()
    rest = fill(client, world, do="rest").context["grid"]
    assert [place.member.name for place in rest.places if not place.value] == ["周文海"]
    fill(client, world, member="online", leader="present")
    assert len(facts()) == 2


def test_what_was_recorded_otherwise_meanwhile_stands_against_it(world: World) -> None:
    for kind, outcome, value in ((MEETING, "absent", "present"), (HOURS, "", "3")):
        record(PROGRAM, member=world.members["member"], kind=kind, on=ON, outcome=outcome, quantity=200)
        answer = fill(world.client("secretary"), world, kind, member=value, leader=value)
        assert answer.status_code == 422
        assert [place.member.name for place in answer.context["grid"].wrong] == ["周文海"]
    assert len(facts()) == 2


def test_dues_stand_for_their_whole_month(world: World) -> None:
    record(
        PROGRAM, member=world.members["member"], kind="dues.month", on=ON.replace(day=1), outcome="on_time"
    )
    answer = world.client("secretary").get(address(world.first, "dues.month", ON.isoformat()))
    assert [place.member.name for place in answer.context["grid"].places if not place.is_open] == ["周文海"]


def test_what_was_reversed_can_be_filled_in_again(world: World) -> None:
    client = world.client("secretary")
    for _ in range(2):
        assert fill(client, world, member="present").status_code == 302
        reverse_fact(PROGRAM, Fact.objects.unscoped().in_force().get(), reason="记错了")
    assert fill(client, world, member="present").status_code == 302
    assert Fact.objects.unscoped().in_force().count() == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (MEETING, "nonsense"),
        (MEETING, "on_time"),
        (HOURS, "-1"),
        (HOURS, "1.234"),
        (HOURS, "viel"),
        (HOURS, "1" * 5000),
    ],
)
def test_a_wrong_value_is_named_at_its_row_and_everything_is_kept(
    world: World, kind: str, value: str
) -> None:
    good = "present" if kind == MEETING else "1.5"
    answer = fill(world.client("secretary"), world, kind, member=value, leader=good)
    assert answer.status_code == 422
    assert [place.member.name for place in answer.context["grid"].wrong] == ["周文海"]
    assert {place.value for place in answer.context["grid"].filled} == {value[:20], good}
    assert facts() == []


def test_who_joined_later_is_named_and_nothing_is_recorded(world: World) -> None:
    world.members["new"] = member("韩清源", world.one, joined_on=timezone.localdate())
    answer = fill(world.client("secretary"), world, new="present", member="present")
    assert answer.status_code == 422
    assert facts() == []


def test_nothing_filled_in_is_said(world: World) -> None:
    answer = fill(world.client("secretary"), world)
    assert answer.status_code == 422
    assert len(answer.context["messages"]) == 1


def test_members_of_other_branches_cannot_be_filled_in(world: World) -> None:
    assert fill(world.client("secretary"), world, neighbour="present", member="present").status_code == 302
    assert [name for name, *_ in facts()] == ["周文海"]


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "no.such"}, {"kind": "decision.discipline"}, {"on": "2099-01-01"}, {"on": "1999-01-01"}, {"on": "x"},
        {"quantity": "x"}, {"quantity": "-2"},
    ],
)  # fmt: skip
def test_a_choice_that_is_none_is_answered_at_its_field(world: World, asked: dict[str, str]) -> None:
    client = world.client("secretary")
    for answer in (
        client.get(address(world.first, **asked)),
        client.post(address(world.first, **asked), {"do": "record"}),
    ):
        assert (answer.status_code, set(answer.context["form"].errors)) == (422, set(asked))


def test_own_kinds_are_offered_until_they_are_retired(world: World) -> None:
    kind = add_kind(PROGRAM, world.general, title="设备擦拭", measure="台")
    client = world.client("secretary")
    assert client.get(address(world.first, kind.code)).status_code == 200
    retire_kind(PROGRAM, kind, on=date(2026, 1, 1))
    assert client.get(address(world.first, kind.code)).status_code == 422


def test_a_press_that_arrives_twice_records_once(world: World) -> None:
    client = world.client("secretary")
    sent = {f"m-{world.members['member'].pk}": "2", "do": "record", "once": "a-key-of-this-one-press"}
    for _ in range(2):
        assert client.post(address(world.first, HOURS), sent).status_code == 302
    assert len(facts()) == 1


def test_a_branch_without_members_says_what_to_do(world: World) -> None:
    office(world.members["secretary"], world.third, Post.SECRETARY)
    Member.objects.filter(branch=world.third).update(unit=None, branch=None)
    answer = world.client("secretary").get(address(world.third))
    assert (answer.status_code, answer.context["grid"].places) == (200, [])
    assert b'<button class="btn btn-primary"' not in answer.content


def test_the_number_of_queries_is_that_of_few_members(world: World) -> None:
    client = world.client("secretary")
    client.get(address(world.first))
    shown = queries(lambda: client.get(address(world.first)))
    saved = queries(lambda: fill(client, world, member="present", leader="present"))
    keys = [f"more{at}" for at in range(40)]
    for key in keys:
        world.members[key] = member(f"韩清{len(world.members)}", world.one)
    assert queries(lambda: client.get(address(world.first))) == shown
    assert queries(lambda: fill(client, world, **dict.fromkeys(keys, "present"))) <= saved


@pytest.mark.parametrize(
    ("who", "status"),
    [("secretary", 200), ("committee", 200), ("member", 403), ("leader", 403), ("officer", 403), ("inspector", 403),
     ("general_officer", 403), ("neighbour", 404), ("stranger", 404), ("administrator", 403)],
)  # fmt: skip
def test_only_the_committee_of_the_branch_enters(world: World, who: str, status: int) -> None:
    assert world.client(who).get(address(world.first)).status_code == status
    sent = {f"m-{world.members['groupmate'].pk}": "present", "do": "record"}
    assert world.client(who).post(address(world.first), sent).status_code == (
        302 if status == 200 else status
    )
    assert bool(facts()) == (status == 200)


def test_another_committee_member_confirms_ones_own_row(world: World) -> None:
    fill(world.client("secretary"), world, secretary="present")
    proposal = Proposal.objects.unscoped().get()
    world.client("committee").post(reverse("facts:confirm", args=[proposal.pk]))
    assert facts() == [("刘志远", MEETING, 200, "present")]
