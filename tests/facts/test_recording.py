"""Recording: all or none, in order, each once by its key."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.facts.making import DEED, MEETING, actor, entry, ledger_of, recorded, today
from tests.people.world import World
from xianfeng.facts.entries import EntriesRefused
from xianfeng.facts.models import Fact, Ledger, Note
from xianfeng.facts.operations import KeyConflict, record, record_many, reverse
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM

DAY = date(today().year - 1, 2, 27)


def test_a_fact_says_what_was_said_and_by_whom(world: World) -> None:
    at = datetime(2026, 3, 1, 4, 5, 6, 789, tzinfo=UTC)
    by = world.users["leader"].pk
    made = record(
        actor(world), member=world.members["member"], kind=DEED, on=date(2026, 2, 27), quantity=250,
        document=" 北安〔2026〕3号 ", note=" 三号泵房 ", key="k1", source=Fact.Source.CLAIMED, recorded_by=by, at=at,
    )  # fmt: skip
    found = Fact.objects.get(pk=made.pk)
    told = {field.attname: getattr(found, field.attname) for field in Fact._meta.concrete_fields}
    assert told == {
        "id": made.pk, "unit_id": world.first.pk, "number": 1, "member_id": world.members["member"].pk,
        "kind": DEED, "on": date(2026, 2, 27), "quantity": 250, "outcome": "", "document": "北安〔2026〕3号",
        "source": "claimed", "recorded_by": by, "confirmed_by": world.users["secretary"].pk, "recorded_at": at,
        "reverses_id": None, "reason": "", "key": "k1", "digest": made.digest,
    }  # fmt: skip
    assert found.note.text == "三号泵房"
    assert found.ref == str(found) == f"{world.first.pk:06}-00000001"


def test_facts_come_back_in_the_order_asked_whatever_their_branches(world: World) -> None:
    who = ["neighbour", "member", "office_member", "groupmate", "neighbour", "leader"]
    facts = record_many(actor(world), [entry(world, one, note=one) for one in who])
    assert [fact.member for fact in facts] == [world.members[one] for one in who]
    assert [fact.number for fact in facts] == [1, 1, 1, 2, 2, 3]
    assert [Note.objects.get(fact=fact).text for fact in facts] == who
    entries = AuditEntry.objects.filter(action="facts.record")
    assert {(one.unit, one.details["number"]) for one in entries} == {
        (world.first.pk, 3), (world.second.pk, 2), (world.third.pk, 1),
    }  # fmt: skip


def test_nothing_asked_is_nothing_done(world: World) -> None:
    assert record_many(actor(world), []) == []
    assert not Ledger.objects.exists()


def test_one_wrong_entry_keeps_all_out_in_every_branch(world: World) -> None:
    asked = [entry(world), entry(world, "neighbour"), entry(world, "office_member", quantity=-1)]
    with pytest.raises(EntriesRefused) as refused:
        record_many(actor(world), asked)
    assert list(refused.value.by_entry) == [2]
    assert not Fact.objects.exists()
    assert not Note.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="facts").exists()


def test_numbers_go_on_without_a_gap_after_a_refusal(world: World) -> None:
    for quantity in (100, -1, 200, -1, 300):
        if quantity < 0:
            with pytest.raises(EntriesRefused):
                recorded(world, quantity=quantity)
        else:
            recorded(world, quantity=quantity)
    assert list(Fact.objects.order_by("number").values_list("number", "quantity")) == [
        (1, 100),
        (2, 200),
        (3, 300),
    ]


def test_the_log_holds_no_words_about_people(world: World) -> None:
    fact = recorded(world, note="三号泵房")
    logged = AuditEntry.objects.get(action="facts.record")
    assert (logged.subject_type, logged.subject, logged.unit) == ("facts.fact", fact.pk, world.first.pk)
    assert logged.details == {"number": 1, "kinds": [DEED], "source": "recorded"}


# ---- once by its key


def test_fifty_repeats_of_a_key_are_one_fact(world: World) -> None:
    made = {recorded(world, key="k", note="泵房", document="3 ").pk for _ in range(50)}
    assert len(made) == Fact.objects.count() == Note.objects.count() == 1
    assert AuditEntry.objects.filter(action="facts.record").count() == 1


def test_fifty_repeats_in_one_list_are_one_fact(world: World) -> None:
    facts = record_many(
        actor(world), [entry(world, key="k")] * 25 + [entry(world)] + [entry(world, key="k")] * 25
    )
    assert len({fact.pk for fact in facts[:25] + facts[26:]}) == 1
    assert Fact.objects.count() == 2


CHANGES: dict[str, Any] = {
    "kind": "volunteer.service",
    "on": DAY - timedelta(days=1),
    "quantity": 200,
    "document": "3号",
    "note": "四号泵房",
}


@pytest.mark.parametrize("field", [*CHANGES, "member", "branch"])
@pytest.mark.parametrize("together", [False, True])
def test_a_key_with_other_content_is_a_conflict(world: World, field: str, together: bool) -> None:
    first = entry(world, key="k", note="泵房", on=DAY)
    people = {"member": ("member", "groupmate"), "branch": ("member", "neighbour")}
    name, value = (
        (people[field][0], world.members[people[field][1]]) if field in people else (field, CHANGES[field])
    )
    second = replace(first, **{name: value})
    if not together:
        record_many(actor(world), [first])
    before = Fact.objects.count()
    with pytest.raises(KeyConflict):
        record_many(actor(world), [entry(world), first, second] if together else [entry(world), second])
    assert Fact.objects.count() == before


def test_another_outcome_with_the_same_key_is_a_conflict(world: World) -> None:
    recorded(world, kind=MEETING, outcome="present", key="k")
    with pytest.raises(KeyConflict):
        recorded(world, kind=MEETING, outcome="leave", key="k")
    assert recorded(world, kind=MEETING, outcome="present", key="k").number == 1


def test_a_repeat_beside_something_new_records_the_new_alone(world: World) -> None:
    old = recorded(world, key="old")
    facts = record_many(actor(world), [entry(world, key="new"), entry(world, key="old")])
    assert facts[1] == old
    assert [fact.number for fact in facts] == [2, 1]


def test_a_repeat_is_the_same_after_its_fact_was_reversed(world: World) -> None:
    fact = recorded(world, kind=MEETING, outcome="present", key="k")
    reverse(PROGRAM, fact, reason="记错了")
    assert recorded(world, kind=MEETING, outcome="present", key="k") == fact
    assert not Fact.objects.in_force().exists()


def test_more_keys_than_a_statement_takes(world: World) -> None:
    asked = [entry(world, key=f"k{number}") for number in range(2300)]
    first = record_many(actor(world), asked)
    assert record_many(actor(world), asked) == first
    assert [fact.number for fact in first] == list(range(1, 2301))


# ---- reversing


def test_a_reversal_undoes_and_is_itself_a_fact(world: World) -> None:
    fact = recorded(world, quantity=300, document="7")
    undoing = reverse(actor(world, "committee"), fact, reason=" 重复登记 ")
    assert undoing.reverses == fact
    assert (undoing.number, undoing.reason, undoing.recorded_by) == (
        2,
        "重复登记",
        world.users["committee"].pk,
    )
    same = ("unit_id", "member_id", "kind", "on", "quantity", "outcome", "document", "source")
    assert [getattr(undoing, name) for name in same] == [getattr(fact, name) for name in same]
    assert ledger_of(fact) == (2, undoing.digest)
    assert not Fact.objects.in_force().exists()
    logged = AuditEntry.objects.get(action="facts.reverse")
    assert (logged.subject, logged.unit, logged.details) == (
        undoing.pk,
        world.first.pk,
        {"kind": DEED, "number": 1},
    )


def test_reversing_twice_for_the_same_reason_is_once(world: World) -> None:
    fact = recorded(world)
    assert reverse(PROGRAM, fact, reason="记错了") == reverse(PROGRAM, fact, reason="记错了 ")
    assert Fact.objects.count() == 2


def test_reversing_again_for_another_reason_is_refused(world: World) -> None:
    fact = recorded(world)
    reverse(PROGRAM, fact, reason="记错了")
    with pytest.raises(ValidationError):
        reverse(PROGRAM, fact, reason="另有原因")
    assert Fact.objects.count() == 2


def test_a_reversal_is_not_reversed(world: World) -> None:
    undoing = reverse(PROGRAM, recorded(world), reason="记错了")
    with pytest.raises(ValidationError):
        reverse(PROGRAM, undoing, reason="记错了")
    assert Fact.objects.count() == 2


@pytest.mark.parametrize("reason", ["", "  ", "错" * 201, "因为信访"])
def test_a_reversal_without_a_proper_reason_is_refused(world: World, reason: str) -> None:
    fact = recorded(world)
    with pytest.raises(ValidationError) as refused:
        reverse(PROGRAM, fact, reason=reason)
    assert set(refused.value.message_dict) == {"reason"}
    assert Fact.objects.in_force().get() == fact


def test_a_reversal_stands_in_the_branch_that_recorded_even_after_a_move(world: World) -> None:
    fact = recorded(world)
    member = world.members["member"]
    member.unit = member.branch = world.second
    member.save()
    undoing = reverse(PROGRAM, Fact.objects.get(pk=fact.pk), reason="记错了")
    assert (undoing.unit, undoing.number) == (world.first, 2)


# ---- how much it asks of the database


@pytest.mark.parametrize(
    ("values", "most"), [({}, 5), ({"key": "k"}, 6), ({"kind": MEETING, "outcome": "present", "key": "k"}, 7)]
)
def test_a_fact_costs_few_queries(world: World, values: dict[str, Any], most: int) -> None:
    recorded(world)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        recorded(world, "groupmate", **values)
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= most


def test_a_thousand_facts_cost_no_more_queries_than_batches(world: World) -> None:
    recorded(world)
    with CaptureQueriesContext(connection) as asked:
        record_many(PROGRAM, [entry(world, on=today(), key=str(number)) for number in range(1000)])
    assert len(asked) < 40
