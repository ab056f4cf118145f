"""The pages of the register: who finds what there, bad input kept and told, one query plan for any number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.people.members.making import DOCUMENT, registered, values
from tests.people.world import World, office
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member
from xianfeng.people.members.operations import change_status
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Post

pytestmark = pytest.mark.django_db
ON = "2026-03-01"


def url(name: str, *args: Any, query: str = "") -> str:
    return reverse(f"members:{name}", args=args) + query


def get(world: World, who: str, address: str) -> Any:
    return world.client(who).get(address)


def post(world: World, who: str, address: str, data: dict[str, Any]) -> Any:
    return world.client(who).post(address, data)


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def listed(answer: Any) -> set[str]:
    return {row.member.name for row in answer.context["rows"]}


@contextmanager
def counted(many: list[int]) -> Iterator[None]:
    with CaptureQueriesContext(connection) as asked:
        yield
    many.append(len(asked))


# ---- lists


def test_a_secretary_finds_the_members_of_her_branch(world: World) -> None:
    answer = get(world, "secretary", url("list"))
    assert listed(answer) == {"周文海", "王志峰", "马晓峰", "李国亮", "陈思宁", "刘志远"}
    assert answer.context["into"] == world.first


def test_a_search_by_initials_is_an_address(world: World) -> None:
    registered(world.one, name="周文海", staff_no="AB100")
    answer = get(world, "officer", url("list", query="?search=zhw"))
    assert [row.member.staff_no for row in answer.context["rows"]] == ["AB100"]


def test_a_filter_that_makes_no_sense_is_left_out(world: World) -> None:
    answer = get(world, "secretary", url("list", query="?kind=king&status=&order=score&page=999&post=x"))
    assert answer.status_code == 200
    assert len(listed(answer)) == 6


@pytest.mark.parametrize("unit", ["999999", "x", "1' or 1=1"])
def test_a_unit_that_is_none_is_not_there(world: World, unit: str) -> None:
    assert get(world, "secretary", url("list", query=f"?unit={unit}")).status_code == 404


def test_a_unit_out_of_reach_is_not_there(world: World) -> None:
    assert get(world, "secretary", url("list", query=f"?unit={world.second.pk}")).status_code == 404
    assert get(world, "officer", url("list", query=f"?unit={world.second.pk}")).status_code == 200


def test_an_empty_list_says_what_to_do_next(world: World) -> None:
    answer = get(world, "secretary", url("list", query="?search=nobody"))
    assert listed(answer) == set()
    assert url("list") in text(answer)
    empty = Unit.objects.add_child(
        world.first, {"name": "空", "kind": "group", "code": "E", "founded_on": date(2020, 1, 1)}
    )
    answer = get(world, "secretary", url("list", query=f"?unit={empty.pk}"))
    assert text(answer).count(url("register", empty.pk)) == 2


def test_a_list_takes_the_same_queries_for_any_number(world: World) -> None:
    many: list[int] = []
    client = world.client("secretary")
    client.get(url("list"))
    with counted(many):
        client.get(url("list"))
    for _ in range(60):
        registered(world.one)
    with counted(many):
        answer = client.get(url("list"))
    assert len(answer.context["rows"]) == 50
    assert many[0] == many[1]


def test_reduced_duties_stand_in_the_list_of_who_keeps_it_alone(world: World) -> None:
    reduced = registered(world.one, duties="reduced")
    for who, shown in (("secretary", True), ("officer", True), ("inspector", False)):
        rows = get(world, who, url("list")).context["rows"]
        assert {row.member for row in rows if row.is_reduced} == ({reduced} if shown else set())
        assert ("duties" in get(world, who, url("list")).context["form"].fields) == shown
    assert reduced.get_duties_display() not in text(get(world, "inspector", url("list")))


@pytest.mark.parametrize("who", ["member", "administrator", "auditor", "owner"])
def test_who_reads_no_register_is_told_who_does(world: World, who: str) -> None:
    assert get(world, who, url("list")).status_code == 403


def test_a_group_leader_comes_to_her_group(world: World) -> None:
    answer = get(world, "leader", url("list"))
    assert (answer.status_code, answer["Location"]) == (302, url("group"))
    page = get(world, "leader", url("group"))
    assert {member.name for member in page.context["members"]} == {"周文海", "王志峰", "马晓峰"}
    assert world.members["member"].staff_no not in text(page)
    assert get(world, "secretary", url("group")).status_code == 403


# ---- one member


def test_a_member_sees_all_of_her_own_record(world: World) -> None:
    own = world.members["member"]
    Member.objects.filter(pk=own.pk).update(duties="reduced")
    answer = get(world, "member", url("member", own.pk))
    assert answer.context["shows_duties"]
    assert own.staff_no in text(answer)
    assert url("correct", own.pk) not in text(answer)


@pytest.mark.parametrize("other", ["groupmate", "leader", "secretary", "neighbour", "stranger"])
def test_a_member_opens_nobody_else_s_record(world: World, other: str) -> None:
    assert get(world, "member", url("member", world.members[other].pk)).status_code == 404


def test_a_group_leader_sees_names_and_work_contacts_of_her_group(world: World) -> None:
    mate = world.members["member"]
    Member.objects.filter(pk=mate.pk).update(
        duties="reduced", work_phone="0990-6801234", work_email="z@example.org"
    )
    answer = get(world, "leader", url("member", mate.pk))
    assert answer.status_code == 200
    assert "0990-6801234" in text(answer)
    for hidden in (mate.staff_no, "2010", mate.get_kind_display(), "减免任务", "reduced"):
        assert str(hidden) not in text(answer)
    assert get(world, "leader", url("member", world.members["other_group"].pk)).status_code == 404


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("secretary", 200), ("committee", 200), ("general_officer", 200), ("officer", 200), ("inspector", 200),
        ("second_secretary", 404), ("far_secretary", 404), ("administrator", 404), ("auditor", 404), ("owner", 404),
    ],
)  # fmt: skip
def test_a_record_opens_to_its_readers(world: World, who: str, status: int) -> None:
    assert get(world, who, url("member", world.members["member"].pk)).status_code == status


def test_an_inspector_reads_the_record_but_not_who_has_reduced_duties(world: World) -> None:
    made = registered(world.one)
    change_status(PROGRAM, made, "duties", "reduced", date(2026, 1, 1), "减字1号")
    change_status(PROGRAM, made, "status", "floating", date(2026, 1, 1), "流字1号")
    read = text(get(world, "inspector", url("member", made.pk)))
    assert "流字1号" in read
    for hidden in ("减字1号", "减免任务", "reduced duties"):
        assert hidden not in read
    assert "减字1号" in text(get(world, "secretary", url("member", made.pk)))


def test_what_cannot_be_done_is_shown_with_its_reason(world: World) -> None:
    own = get(world, "secretary", url("member", world.members["secretary"].pk))
    refusals = {action.url: action.refusal for action in own.context["actions"]}
    assert refusals[url("correct", world.members["secretary"].pk)] == ""
    assert refusals[url("status", world.members["secretary"].pk)]
    assert 'aria-disabled="true"' in text(own)
    assert get(world, "inspector", url("member", world.members["member"].pk)).context["refusal"]


def test_a_record_takes_the_same_queries_however_long_its_history(world: World) -> None:
    many: list[int] = []
    made = registered(world.one)
    client = world.client("secretary")
    client.get(url("member", made.pk))
    with counted(many):
        client.get(url("member", made.pk))
    for at in range(1, 6):
        change_status(PROGRAM, made, "duties", ("standard", "reduced")[at % 2], date(2026, at, 1), DOCUMENT)
        office(made, world.first, Post.DEPUTY_SECRETARY, to_on=date(2001, 1, at))
    with counted(many):
        answer = client.get(url("member", made.pk))
    assert (len(answer.context["changes"]), len(answer.context["offices"])) == (5, 5)
    assert many[0] == many[1]


def test_the_record_of_who_left_opens_where_she_left(world: World) -> None:
    made = registered(world.one)
    change_status(PROGRAM, made, "status", "left", date(2026, 1, 1), DOCUMENT, exit="withdrawn")
    assert get(world, "secretary", url("member", made.pk)).status_code == 200
    assert get(world, "second_secretary", url("member", made.pk)).status_code == 404
    assert get(world, "leader", url("member", made.pk)).status_code == 404


# ---- forms


def form_values(world: World, **other: Any) -> dict[str, Any]:
    filled = {
        "unit": world.one.pk,
        "kind": "full",
        "category": "in_service",
        "duties": "standard",
        **values(),
        **other,
    }
    return {field: "" if value is None else value for field, value in filled.items()}


def test_a_registered_member_is_shown(world: World) -> None:
    answer = post(world, "secretary", url("register", world.first.pk), form_values(world, staff_no="ab100"))
    made = Member.objects.get(staff_no="AB100")
    assert (answer.status_code, answer["Location"]) == (302, url("member", made.pk))
    assert made.unit == world.one


def test_every_problem_of_a_form_comes_at_once_and_what_was_typed_is_kept(world: World) -> None:
    wrong = form_values(
        world, name="周", staff_no=world.members["member"].staff_no, joined_on="2030-01-01", work_phone="x",
        work_post="11010119900307451X",
    )  # fmt: skip
    answer = post(world, "secretary", url("register", world.first.pk), wrong)
    assert answer.status_code == 422
    assert {"name", "staff_no", "joined_on", "work_phone", "work_post"} <= set(answer.context["form"].errors)
    assert 'value="2030-01-01"' in text(answer)
    assert not Member.objects.filter(name="周").exists()


def test_a_unit_of_another_branch_cannot_be_slipped_in(world: World) -> None:
    answer = post(
        world, "secretary", url("register", world.first.pk), form_values(world, unit=world.second.pk)
    )
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"unit"}


@pytest.mark.parametrize(
    ("who", "unit", "status"),
    [
        ("secretary", "first", 200), ("secretary", "one", 200), ("secretary", "second", 404), ("officer", "committee", 403),
        ("officer", "second", 200), ("inspector", "first", 403), ("member", "first", 404), ("administrator", "first", 404),
    ],
)  # fmt: skip
def test_the_form_to_register_opens_by_right(world: World, who: str, unit: str, status: int) -> None:
    assert get(world, who, url("register", getattr(world, unit).pk)).status_code == status


def test_a_correction_is_kept_and_counted(world: World) -> None:
    made = registered(world.one)
    page = get(world, "secretary", url("correct", made.pk))
    initial = {name: page.context["form"][name].value() for name in page.context["form"].fields}
    sent = {name: "" if value is None else value for name, value in initial.items()}
    answer = post(world, "secretary", url("correct", made.pk), {**sent, "name": "周文涛"})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert (made.name, made.staff_no) == ("周文涛", sent["staff_no"])
    wrong = post(world, "secretary", url("correct", made.pk), {**sent, "joined_on": "x", "work_email": "x"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"joined_on", "work_email"}


@pytest.mark.parametrize("page", ["correct", "move", "status", "give_office"])
def test_forms_about_a_member_open_by_right(world: World, page: str) -> None:
    made = registered(world.one)
    found = {who: get(world, who, url(page, made.pk)).status_code for who in world.users}
    opened = {"committee", "secretary", "general_officer", "officer"}
    opened -= {"committee"} if page == "give_office" else set()
    refused = {"inspector", "committee"} - opened
    assert {who for who, status in found.items() if status == 200} == opened
    assert {who for who, status in found.items() if status == 403} == refused
    assert {found[who] for who in found if who not in opened | refused} == {404}


def test_one_s_own_record_is_not_a_form_to_oneself(world: World) -> None:
    own = world.members["member"].pk
    for page in ("correct", "move", "status", "give_office"):
        assert get(world, "member", url(page, own)).status_code == 403
    for page in ("status", "give_office"):
        assert get(world, "secretary", url(page, world.members["secretary"].pk)).status_code == 403


def test_a_secretary_moves_within_her_branch(world: World) -> None:
    made = registered(world.one)
    answer = post(world, "secretary", url("move", made.pk), {"unit": world.two.pk, "on": ON})
    assert answer.status_code == 302
    made.refresh_from_db()
    assert made.unit == world.two
    elsewhere = post(world, "secretary", url("move", made.pk), {"unit": world.second.pk, "on": ON})
    assert (elsewhere.status_code, set(elsewhere.context["form"].errors)) == (422, {"unit"})
    assert (
        get(world, "secretary", url("move", made.pk, query=f"?branch={world.second.pk}")).status_code == 404
    )


def test_an_officer_finds_another_branch_and_moves_there(world: World) -> None:
    made = registered(world.one)
    page = get(world, "officer", url("move", made.pk, query="?find=二站"))
    assert page.context["others"] == [world.second]
    there = url("move", made.pk, query=f"?branch={world.second.pk}")
    assert (
        post(world, "officer", there, {"unit": world.second.pk, "on": ON, "document": DOCUMENT}).status_code
        == 302
    )
    made.refresh_from_db()
    assert made.unit == world.second


def test_a_move_that_cannot_be_is_told_at_its_fields(world: World) -> None:
    made = registered(world.one)
    answer = post(
        world, "secretary", url("move", made.pk), {"unit": world.two.pk, "on": "2001-01-01", "document": "x"}
    )
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"on", "document"})


def test_a_secretary_records_what_the_branch_decides_only(world: World) -> None:
    made = registered(world.one)
    sent = {"new": "status:floating", "on": ON, "document": DOCUMENT}
    assert post(world, "secretary", url("status", made.pk), sent).status_code == 302
    made.refresh_from_db()
    assert made.status == "floating"
    grave = post(world, "secretary", url("status", made.pk), {**sent, "new": "status:suspended"})
    assert (grave.status_code, set(grave.context["form"].errors)) == (422, {"new"})
    assert (
        post(world, "officer", url("status", made.pk), {**sent, "new": "status:suspended"}).status_code == 302
    )


def test_a_change_without_its_document_is_told_and_kept(world: World) -> None:
    made = registered(world.one)
    answer = post(
        world,
        "secretary",
        url("status", made.pk),
        {"new": "status:left:deceased", "on": "x", "document": " "},
    )
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"on", "document"})
    assert answer.context["form"]["new"].value() == "status:left:deceased"


def test_who_left_is_restored_into_a_chosen_group(world: World) -> None:
    made = registered(world.one)
    change_status(PROGRAM, made, "status", "left", date(2026, 1, 1), DOCUMENT, exit="withdrawn")
    Unit.objects.filter(pk=world.one.pk).update(dissolved_on=date(2026, 2, 1))
    sent = {"new": "status:active", "on": ON, "document": DOCUMENT, "unit": world.two.pk}
    assert post(world, "secretary", url("status", made.pk), sent).status_code == 422
    assert post(world, "officer", url("status", made.pk), sent).status_code == 302
    made.refresh_from_db()
    assert made.unit == world.two


def test_a_secretary_makes_a_group_leader_and_an_officer_a_committee_member(world: World) -> None:
    made = registered(world.two)
    page = get(world, "secretary", url("give_office", made.pk))
    assert page.context["units"] == [world.one, world.two]
    lead = url("give_office", made.pk, query=f"?unit={world.two.pk}")
    assert post(world, "secretary", lead, {"post": "group_leader", "from_on": ON}).status_code == 302
    branch = url("give_office", made.pk, query=f"?unit={world.first.pk}")
    assert post(world, "secretary", branch, {"post": "committee_member", "from_on": ON}).status_code == 403
    assert post(world, "officer", branch, {"post": "committee_member", "from_on": ON}).status_code == 302
    assert {held.post for held in made.offices.all()} == {"group_leader", "committee_member"}


def test_a_post_that_is_held_is_told_at_the_field(world: World) -> None:
    made = registered(world.two)
    address = url("give_office", made.pk, query=f"?unit={world.first.pk}")
    answer = post(world, "officer", address, {"post": "secretary", "from_on": ON})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"post"})


def test_an_office_is_ended_on_its_page(world: World) -> None:
    held = world.members["committee"].offices.get()
    assert get(world, "secretary", url("end_office", held.pk)).status_code == 403
    assert get(world, "second_secretary", url("end_office", held.pk)).status_code == 404
    assert post(world, "officer", url("end_office", held.pk), {"on": "1999-01-01"}).status_code == 422
    answer = post(world, "officer", url("end_office", held.pk), {"on": ON})
    assert answer["Location"] == url("member", held.member_id)
    held.refresh_from_db()
    assert held.to_on == date(2026, 3, 1)


@pytest.mark.parametrize("page", ["member", "correct", "move", "status", "give_office", "end_office"])
def test_what_is_not_there_is_not_there(world: World, page: str) -> None:
    assert get(world, "officer", url(page, 999999)).status_code == 404


def test_names_are_shown_as_text(world: World) -> None:
    made = registered(world.one)
    Member.objects.filter(pk=made.pk).update(name="<script>alert(1)</script>", work_post="<b>x</b>")
    for address in (url("list"), url("member", made.pk), url("correct", made.pk), url("move", made.pk)):
        assert "<script>alert" not in text(get(world, "secretary", address))
