"""Pasting: first what was understood, then all of it or nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.facts.entry.sending import HOURS, MEETING, day, facts, paste, proposals, queries, record
from tests.people.world import World, member
from xianfeng.facts.models import Fact, Proposal
from xianfeng.facts.operations import add_kind, reject
from xianfeng.facts.operations import record as record_fact
from xianfeng.facts.operations import reverse as reverse_fact
from xianfeng.people.audit.operations import PROGRAM

HOUR = 200
ALL = "周文海 出席\n王志峰\t线上\n马晓峰，请假\n李国亮,缺席\n陈思宁 不要求"


def problems(answer: object) -> dict[int, set[str]]:
    plan = answer.context["plan"]  # type: ignore[attr-defined]
    return {row.line.number: {each.code for each in row.problems} for row in plan.wrong}


def test_lines_are_shown_first_and_nothing_is_recorded(world: World) -> None:
    answer = paste(world.client("secretary"), world.first, ALL)
    assert answer.status_code == 200
    assert [(row.member.name, row.entry.outcome) for row in answer.context["plan"].recorded] == [
        ("周文海", "present"), ("王志峰", "online"), ("马晓峰", "leave"), ("李国亮", "absent"), ("陈思宁", "not_required"),
    ]  # fmt: skip
    assert facts() == []
    assert ALL.split("\n")[2] in answer.content.decode()


def test_what_was_shown_is_recorded_in_one_go(world: World) -> None:
    assert record(world.client("committee"), world.first, "周文海 出席\n刘志远 缺席").status_code == 302
    assert facts() == [("周文海", MEETING, HOUR, "present"), ("刘志远", MEETING, HOUR, "absent")]
    fact = Fact.objects.unscoped().order_by("number")[0]
    user = world.users["committee"].pk
    assert (fact.on.isoformat(), fact.recorded_by, fact.confirmed_by) == (day(), user, user)


def test_nothing_is_recorded_that_was_not_shown(world: World) -> None:
    client = world.client("secretary")
    assert paste(client, world.first, "周文海 出席", do="record").status_code == 200
    digest = paste(client, world.first, "周文海 出席").context["plan"].digest
    assert paste(client, world.first, "周文海 缺席", do="record", plan=digest).status_code == 200
    assert paste(client, world.first, "周文海 出席", do="record", plan=digest, on=day(4)).status_code == 200
    assert facts() == []


def test_all_problems_are_named_with_their_lines_and_nothing_is_half_written(world: World) -> None:
    text = "周文海 出席\n无此人 出席\n王志峰 迟到\n马晓峰\n\n李国亮 出席 1.234\n陈思宁 出席 2099年1月1日\n刘永 出席"
    client = world.client("secretary")
    answer = paste(client, world.first, text)
    assert answer.status_code == 422
    assert problems(answer).keys() == {2, 3, 4, 6, 7, 8}
    assert (
        paste(client, world.first, text, do="record", plan=answer.context["plan"].digest).status_code == 422
    )
    assert facts() == proposals() == []
    assert all(line in answer.content.decode() for line in text.split("\n"))


def test_a_member_of_another_branch_is_unknown_here(world: World) -> None:
    name, number = world.members["neighbour"].name, world.members["neighbour"].staff_no
    answer = paste(world.client("secretary"), world.first, f"{name} 出席\n{number} 出席")
    assert problems(answer).keys() == {1, 2}


def test_two_of_one_name_are_told_apart_by_their_staff_numbers(world: World) -> None:
    first, other = world.members["member"], member("周文海", world.one)
    client = world.client("secretary")
    answer = paste(client, world.first, "周文海 出席")
    (row,) = answer.context["plan"].rows
    assert {each.pk for each in row.candidates} == {first.pk, other.pk}
    assert all(each.staff_no in answer.content.decode() for each in (first, other))
    assert record(client, world.first, "周文海 出席", **{"who-1": other.pk}).status_code == 302
    assert [fact.member for fact in Fact.objects.unscoped()] == [other]
    assert (
        paste(client, world.first, f"周文海 {first.staff_no} 出席").context["plan"].recorded[0].member
        == first
    )


@pytest.mark.parametrize("who", ["-1", "x", "999999", "0", "٣", "9" * 30])
def test_who_is_chosen_is_one_of_those_who_may_be_meant(world: World, who: str) -> None:
    member("周文海", world.one)
    client = world.client("secretary")
    assert paste(client, world.first, "周文海 出席", **{"who-1": who, f"who-{who}": "1"}).status_code == 422
    third = world.members["leader"].pk
    assert paste(client, world.first, "周文海 出席", **{"who-1": third}).status_code == 422


def test_a_name_and_a_staff_number_that_do_not_belong_together_are_a_problem(world: World) -> None:
    text = f"姓名,工号,结果\n周文海,{world.members['leader'].staff_no},出席"
    assert problems(paste(world.client("secretary"), world.first, text)) == {2: {"name"}}


def test_a_name_with_two_readings_is_found_by_either(world: World) -> None:
    member("单晓乐", world.first, search_keys="|单晓乐|shanxiaole|sxl|danxiaoyue|dxy")
    client = world.client("secretary")
    for text in ("shanxiaole 出席", "danxiaoyue 出席"):
        assert paste(client, world.first, text).context["plan"].recorded[0].member.name == "单晓乐"
    assert problems(paste(client, world.first, "单晓乐 出席\ndanxiaoyue 出席")) == {2: {""}}


def test_ones_own_line_becomes_a_proposal_for_another(world: World) -> None:
    assert record(world.client("secretary"), world.first, "刘志远 出席\n周文海 出席").status_code == 302
    assert facts() == [("周文海", MEETING, HOUR, "present")]
    assert proposals() == [("刘志远", MEETING, "present")]
    assert Proposal.objects.unscoped().get().proposed_by == world.users["secretary"].pk


def test_a_decision_is_proposed_and_needs_its_document(world: World) -> None:
    client = world.client("secretary")
    sent = {"kind": "decision.discipline"}
    assert problems(paste(client, world.first, "周文海", **sent)) == {1: {"document"}}
    assert record(client, world.first, "姓名,文号\n周文海,北纪〔2026〕1号", **sent).status_code == 302
    assert facts() == []
    assert Proposal.objects.unscoped().get().document == "北纪〔2026〕1号"


def test_kind_and_day_may_stand_in_the_lines(world: World) -> None:
    text = f"姓名,类别,日期,学时,结果\n周文海,志愿服务,{day(5)},2.5,\n王志峰,党课,{day(6)},１,✓"
    assert record(world.client("secretary"), world.first, text, kind="", on="").status_code == 302
    assert facts() == [("周文海", HOURS, 250, ""), ("王志峰", "meeting.lecture", 100, "present")]
    assert {fact.on.isoformat() for fact in Fact.objects.unscoped()} == {day(5), day(6)}


def test_without_kind_or_day_it_is_said_in_each_line(world: World) -> None:
    answer = paste(world.client("secretary"), world.first, "周文海 出席\n王志峰 出席", kind="", on="")
    assert problems(answer) == {1: {"kind", "on"}, 2: {"kind", "on"}}


def test_a_month_is_enough_for_dues_and_for_nothing_else(world: World) -> None:
    client = world.client("secretary")
    month = timezone.localdate().replace(day=1) - timedelta(days=1)
    text = f"周文海 {month.year}年{month.month}月 ✓"
    assert problems(paste(client, world.first, text)) == {1: {"on"}}
    assert record(client, world.first, text, kind="dues.month").status_code == 302
    assert Fact.objects.unscoped().get().on == month.replace(day=1)


def test_a_kind_of_the_unit_is_offered_and_understood(world: World) -> None:
    kind = add_kind(PROGRAM, world.general, title="设备擦拭", outcomes={"good": "好", "poor": "差"})
    assert record(world.client("secretary"), world.first, "周文海 好", kind=kind.code).status_code == 302
    assert facts() == [("周文海", kind.code, 100, "good")]
    assert record(world.client("secretary"), world.first, "王志峰 设备擦拭 差", kind="").status_code == 302
    assert problems(paste(world.client("second_secretary"), world.second, "赵春梅 好", kind=kind.code)) == {}


def test_the_same_twice_is_a_problem_of_the_second_line(world: World) -> None:
    client = world.client("secretary")
    number = world.members["member"].staff_no
    assert problems(paste(client, world.first, f"周文海 出席\n王志峰 出席\n{number} 缺席")) == {3: {""}}
    assert problems(paste(client, world.first, "周文海 2\n周文海 2\n周文海 3", kind=HOURS)) == {2: {""}}


def test_what_stands_already_is_said_and_not_recorded_twice(world: World) -> None:
    client = world.client("secretary")
    record(client, world.first, "周文海 出席\n刘志远 出席")
    again = paste(client, world.first, "周文海 出席\n刘志远 出席\n王志峰 出席")
    assert [row.line.number for row in again.context["plan"].already] == [1, 2]
    assert record(client, world.first, "周文海 出席\n刘志远 出席\n王志峰 出席").status_code == 302
    assert [name for name, *_ in facts()] == ["周文海", "王志峰"]
    assert len(proposals()) == 1
    record(client, world.first, "周文海 2", kind=HOURS)
    assert paste(client, world.first, "周文海 2", kind=HOURS).context["plan"].already


def test_what_stands_otherwise_stands_against_it(world: World) -> None:
    client = world.client("secretary")
    record(client, world.first, "周文海 出席\n刘志远 出席")
    assert problems(paste(client, world.first, "周文海 缺席\n刘志远 缺席")) == {1: {"on"}, 2: {"on"}}


def test_what_was_reversed_or_rejected_can_be_entered_again(world: World) -> None:
    client = world.client("secretary")
    for _ in range(3):
        record(client, world.first, "周文海 2\n刘志远 2", kind=HOURS)
        fact = Fact.objects.unscoped().in_force().get()
        reverse_fact(PROGRAM, fact, reason="记错了")
        reject(PROGRAM, Proposal.objects.unscoped().get(state="proposed"), reason="记错了")
    assert Fact.objects.unscoped().filter(reverses=None).count() == 3
    assert Proposal.objects.unscoped().count() == 3


def test_a_press_that_arrives_twice_records_once(world: World) -> None:
    client = world.client("secretary")
    digest = paste(client, world.first, "周文海 2", kind=HOURS).context["plan"].digest
    for _ in range(2):
        sent = {"do": "record", "plan": digest, "kind": HOURS, "once": "a-key-of-this-one-press"}
        assert paste(client, world.first, "周文海 2", **sent).status_code == 302
    assert len(facts()) == 1


def test_three_hundred_lines_are_read_and_recorded_together(world: World) -> None:
    names = [f"韩清{chr(0x4E00 + at)}" for at in range(300)]
    people = [member(name, world.one) for name in names]
    text = "\n".join(
        f"{person.staff_no}\t{person.name}\t{'×' if at % 10 == 0 else '√'}"
        for at, person in enumerate(people)
    )
    assert record(world.client("secretary"), world.first, text).status_code == 302
    found = facts()
    assert len(found) == 300
    assert sum(outcome == "absent" for *_, outcome in found) == 30


def test_the_number_of_queries_is_that_of_one_line(world: World) -> None:
    client = world.client("secretary")
    for at in range(40):
        member(f"韩清{chr(0x4E00 + at)}", world.one)
    paste(client, world.first, "周文海 出席")
    one = queries(lambda: paste(client, world.first, "周文海 出席"))
    text = "\n".join(f"韩清{chr(0x4E00 + at)} 出席" for at in range(40))
    assert queries(lambda: paste(client, world.first, text)) == one
    digest = paste(client, world.first, text).context["plan"].digest
    few = queries(lambda: record(client, world.first, "周文海 出席\n王志峰 出席"))
    assert queries(lambda: paste(client, world.first, text, do="record", plan=digest)) < few


@pytest.mark.parametrize(
    "text",
    ["", "  \n\t\n", "x" * 600, "\n".join(["周文海 出席"] * 501), "a" * 100_001, "周文海 出席\x00"],
    ids=["empty", "blanks", "long line", "too many lines", "too much", "zero byte"],
)
def test_a_text_that_cannot_be_read_is_answered_at_its_field(world: World, text: str) -> None:
    answer = paste(world.client("secretary"), world.first, text)
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {"text"})


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", "no.such"), ("on", "gestern"), ("on", "2099-01-01"), ("on", "1999-01-01"), ("quantity", "-1")],
)
def test_a_wrong_choice_is_answered_at_its_field_and_the_text_is_kept(
    world: World, field: str, value: str
) -> None:
    answer = paste(world.client("secretary"), world.first, ALL, **{field: value})
    assert (answer.status_code, set(answer.context["form"].errors)) == (422, {field})
    assert "李国亮,缺席" in answer.content.decode()


def test_what_is_pasted_is_shown_as_text(world: World) -> None:
    answer = paste(world.client("secretary"), world.first, "<script>alert(1)</script>\t=1+1\n周文海 <b>出席")
    assert answer.status_code == 422
    assert b"<script>alert" not in answer.content
    assert "<b>出席".encode() not in answer.content


def test_a_line_with_an_id_number_is_not_understood(world: World) -> None:
    assert problems(paste(world.client("secretary"), world.first, "周文海 出席 650203199001011234")) == {
        1: {"quantity"}
    }


@pytest.mark.parametrize(
    ("who", "status"), [("member", 403), ("leader", 403), ("officer", 403), ("neighbour", 404)]
)
def test_only_the_committee_of_the_branch_enters(world: World, who: str, status: int) -> None:
    client = world.client(who)
    assert client.get(reverse("facts:paste", args=[world.first.pk])).status_code == status
    assert paste(client, world.first, "周文海 出席", do="record", plan="x").status_code == status


def test_groups_committees_and_dissolved_branches_have_no_record_to_enter_in(world: World) -> None:
    client = world.client("secretary")
    assert client.get(reverse("facts:paste", args=[world.one.pk])).status_code == 403
    world.first.dissolved_on = timezone.localdate()
    world.first.save()
    assert paste(client, world.first, "周文海 出席").status_code == 403


def test_facts_recorded_elsewhere_meanwhile_stop_all_of_it(world: World) -> None:
    client = world.client("secretary")
    digest = paste(client, world.first, "周文海 出席\n王志峰 出席").context["plan"].digest
    record_fact(
        PROGRAM,
        member=world.members["member"],
        kind=MEETING,
        on=timezone.localdate() - timedelta(days=3),
        outcome="absent",
    )
    answer = paste(client, world.first, "周文海 出席\n王志峰 出席", do="record", plan=digest)
    assert (answer.status_code, problems(answer)) == (422, {1: {"on"}})
    assert len(facts()) == 1
