"""Requests for correction and erasure: asked, due, answered by those of the unit, never by oneself."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from tests.people.world import World, account, member
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM, Actor
from xianfeng.people.privacy.models import DataRequest
from xianfeng.people.privacy.operations import answer, ask
from xianfeng.people.privacy.workdays import after_workdays, is_estimate, is_workday

REQUESTS = reverse("privacy:requests")
YES = {"accept": "1", "reason": "已改为集输工。"}


@pytest.fixture
def asked(world: World) -> DataRequest:
    return ask(PROGRAM, world.users["member"], kind="correction", text="工作岗位写错了")


def test_a_member_asks_and_the_branch_has_it(world: World) -> None:
    answer = world.client("member").post(reverse("privacy:ask"), {"kind": "erasure", "text": "  邮箱不用了 "})
    assert answer.status_code == 302
    made = DataRequest.objects.get()
    assert (made.user, made.unit, made.kind, made.text) == (
        world.users["member"],
        world.first,
        "erasure",
        "邮箱不用了",
    )
    assert (made.state, made.due_on) == ("received", after_workdays(timezone.localdate(), 15))
    entry = AuditEntry.objects.filter(action="privacy.ask").get()
    assert (entry.subject, entry.unit, entry.details) == (made.pk, world.first.pk, {"kind": "erasure"})


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"kind": "erasure", "text": "   "}, "text"),
        ({"kind": "", "text": "x"}, "kind"),
        ({"kind": "all", "text": "x"}, "kind"),
        ({"kind": "erasure", "text": "x" * 1001}, "text"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(world: World, data: dict[str, str], field: str) -> None:
    answer = world.client("member").post(reverse("privacy:ask"), data)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert answer.context["form"]["text"].value() == data["text"]
    assert not DataRequest.objects.exists()


def test_an_appointed_account_asks_in_its_unit_and_one_without_any_is_told_whom_to_ask(world: World) -> None:
    made = ask(PROGRAM, world.users["administrator"], kind="correction", text="x")
    assert made.unit == world.committee
    with pytest.raises(ValidationError):
        ask(PROGRAM, account(name="谁"), kind="correction", text="x")


def test_who_left_asks_in_the_branch_that_was_left(world: World) -> None:
    left = member("孟庆山", world.second)
    left.affiliations.update(to_on=date(2026, 1, 1))
    left.left_from, left.unit, left.branch = left.unit, None, None
    left.save()
    assert ask(PROGRAM, account(left), kind="erasure", text="x").unit == world.second


READERS = {
    "secretary": 200, "general_officer": 200, "officer": 200, "owner": 200,
    "member": 403, "groupmate": 404, "leader": 404, "committee": 404, "inspector": 404, "administrator": 404,
    "auditor": 404, "second_secretary": 404, "far_secretary": 404, "stranger": 404,
}  # fmt: skip


@pytest.mark.parametrize("who", READERS)
def test_only_those_of_the_unit_answer(world: World, asked: DataRequest, who: str) -> None:
    client = world.client(who)
    address = reverse("privacy:answer", args=[asked.pk])
    shown = client.get(address)
    assert shown.status_code == (200 if who == "member" else READERS[who])
    assert shown.status_code != 200 or bool(shown.context["why"]) == (who == "member")
    assert client.post(address, YES).status_code == (302 if READERS[who] == 200 else READERS[who])
    asked.refresh_from_db()
    assert (asked.state == "accepted") == (READERS[who] == 200)


LISTS = {
    "secretary": 1, "general_officer": 1, "officer": 1, "owner": 1, "second_secretary": 0, "far_secretary": 0,
}  # fmt: skip


@pytest.mark.parametrize("who", LISTS)
def test_the_list_holds_the_requests_of_ones_units(world: World, asked: DataRequest, who: str) -> None:
    assert world.client(who).get(REQUESTS).context["page"].paginator.count == LISTS[who]


@pytest.mark.parametrize("who", ["member", "leader", "committee", "inspector", "administrator", "auditor"])
def test_others_have_no_list(world: World, who: str) -> None:
    assert world.client(who).get(REQUESTS).status_code == 403


def test_nobody_answers_his_own_request(world: World) -> None:
    own = ask(PROGRAM, world.users["secretary"], kind="correction", text="x")
    address = reverse("privacy:answer", args=[own.pk])
    assert world.client("secretary").post(address, YES).status_code == 403
    assert world.client("general_officer").post(address, YES).status_code == 302


@pytest.mark.parametrize(("accept", "state"), [("1", "accepted"), ("0", "declined")])
def test_an_answer_has_a_reason_its_author_and_its_time(
    world: World, asked: DataRequest, accept: str, state: str
) -> None:
    data = {"accept": accept, "reason": " 已核对。 "}
    world.client("secretary").post(reverse("privacy:answer", args=[asked.pk]), data)
    asked.refresh_from_db()
    assert (asked.state, asked.answer, asked.answered_by) == (state, "已核对。", world.users["secretary"])
    assert asked.answered_at is not None
    entry = AuditEntry.objects.filter(action="privacy.answer").get()
    assert (entry.actor, entry.unit, entry.details) == (
        world.users["secretary"].pk,
        world.first.pk,
        {"state": state},
    )
    mine = world.client("member").get(reverse("privacy:my_data")).content.decode()
    assert "已核对。" in mine


@pytest.mark.parametrize(
    ("data", "field"),
    [({"accept": "1", "reason": " "}, "reason"), ({"accept": "", "reason": "x"}, "accept"), ({}, "reason")],
)
def test_an_answer_without_a_reason_or_a_decision_is_refused(
    world: World, asked: DataRequest, data: dict[str, str], field: str
) -> None:
    answer = world.client("secretary").post(reverse("privacy:answer", args=[asked.pk]), data)
    assert answer.status_code == 422 or data == {}
    asked.refresh_from_db()
    assert asked.state == "received"


def test_an_answer_is_given_once(world: World, asked: DataRequest) -> None:
    by = world.users["secretary"]
    answer(Actor(by.pk), asked, by=by, accept=True, reason="已改。")
    with pytest.raises(ValidationError):
        answer(Actor(by.pk), asked, by=by, accept=False, reason="不改。")
    assert world.client("officer").post(reverse("privacy:answer", args=[asked.pk]), YES).status_code == 403
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("accepted", "已改。")


def test_the_database_itself_wants_a_reason(asked: DataRequest) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DataRequest.objects.filter(pk=asked.pk).update(state="declined", answered_at=timezone.now())


def test_open_requests_come_first_and_the_earliest_due_before_the_others(world: World) -> None:
    made = []
    for day in (3, 1, 2):
        with time_machine.travel(f"2026-06-0{day}T12:00:00+08:00"):
            made.append(ask(PROGRAM, world.users["member"], kind="correction", text=str(day)))
    answer(PROGRAM, made[1], by=world.users["secretary"], accept=True, reason="已改。")
    page = world.client("secretary").get(REQUESTS).context["page"]
    assert [one.text for one in page] == ["2", "3", "1"]


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-06-01", 1, "2026-06-02"),
        ("2026-06-05", 1, "2026-06-08"),  # over a weekend
        ("2026-09-30", 1, "2026-10-08"),  # over the week of 1 October 2026
        ("2026-06-01", 0, "2026-06-01"),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(day: str, count: int, expected: str) -> None:
    assert after_workdays(date.fromisoformat(day), count) == date.fromisoformat(expected)


def test_a_weekend_worked_in_exchange_counts() -> None:
    assert is_workday(date(2026, 10, 10))  # a Saturday


def test_years_without_known_holidays_count_monday_to_friday_and_say_so() -> None:
    assert is_workday(date(2100, 1, 1))  # a Friday
    assert not is_workday(date(2100, 1, 2))
    assert is_estimate(date(2100, 1, 1))
    assert not is_estimate(date(2026, 6, 1))


def test_the_page_warns_when_the_holidays_are_not_known(world: World, asked: DataRequest) -> None:
    address = reverse("privacy:answer", args=[asked.pk])
    DataRequest.objects.filter(pk=asked.pk).update(due_on=date(2100, 1, 4))
    assert world.client("secretary").get(address).context["is_estimate"]
    DataRequest.objects.filter(pk=asked.pk).update(due_on=date(2026, 12, 4))
    assert not world.client("secretary").get(address).context["is_estimate"]
