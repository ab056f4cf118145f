"""A claim waits for another's word; every state, every step from it, and no other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.facts.making import DEED, MEETING, actor, recorded, today
from tests.people.world import World
from xianfeng.facts.entries import EntriesRefused
from xianfeng.facts.models import Fact, Proposal
from xianfeng.facts.operations import KeyConflict, confirm, propose, reject, reverse, withdraw
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member

State = Proposal.State


def proposed(world: World, by: str = "member", **values: Any) -> Proposal:
    fields = {"member": world.members["member"], "kind": DEED, "on": today(), "note": "泵房", **values}
    return propose(actor(world, by), **fields)


# ---- saying


def test_what_is_said_waits_and_is_no_fact(world: World) -> None:
    made = proposed(world, quantity=200, document=" 3 ")
    assert (made.state, made.unit, made.proposed_by) == ("proposed", world.first, world.users["member"].pk)
    assert (made.quantity, made.document, made.note, made.decided_by) == (200, "3", "泵房", None)
    assert not Fact.objects.exists()
    assert AuditEntry.objects.get(action="facts.propose").details == {"kind": DEED}


def test_fifty_repeats_of_a_key_are_one_proposal(world: World) -> None:
    assert len({proposed(world, key="k", document="3 ").pk for _ in range(50)}) == 1
    assert Proposal.objects.count() == AuditEntry.objects.filter(action="facts.propose").count() == 1


@pytest.mark.parametrize("field", ["kind", "on", "quantity", "document", "note", "member"])
def test_a_key_with_other_content_is_a_conflict(world: World, field: str) -> None:
    proposed(world, key="k")
    other = {
        "kind": "volunteer.service", "on": today() - timedelta(days=1), "quantity": 200, "document": "3",
        "note": "井场", "member": world.members["groupmate"],
    }  # fmt: skip
    with pytest.raises(KeyConflict):
        proposed(world, key="k", **{field: other[field]})
    assert Proposal.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quantity": -1}, "quantity"),
        ({"kind": "x"}, "kind"),
        ({"kind": MEETING}, "outcome"),
        ({"note": "宗教"}, "note"),
    ],
)
def test_what_could_not_be_recorded_is_not_proposed(world: World, values: dict[str, Any], field: str) -> None:
    with pytest.raises(EntriesRefused) as refused:
        proposed(world, **values)
    assert set(refused.value.by_entry[0]) == {field}
    assert not Proposal.objects.exists()


def test_nothing_is_proposed_about_somebody_who_left(world: World) -> None:
    Member.objects.filter(pk=world.members["member"].pk).update(branch=None, unit=None, status="left")
    world.members["member"].refresh_from_db()
    with pytest.raises(EntriesRefused):
        proposed(world)


# ---- confirming


def test_with_anothers_word_it_is_a_fact(world: World) -> None:
    made = proposed(world, quantity=200)
    fact = confirm(actor(world), made)
    made.refresh_from_db()
    assert (made.state, made.fact, made.decided_by) == ("confirmed", fact, world.users["secretary"].pk)
    assert (fact.source, fact.recorded_by, fact.confirmed_by) == (
        "claimed", world.users["member"].pk, world.users["secretary"].pk,
    )  # fmt: skip
    assert (fact.member, fact.kind, fact.on, fact.quantity, fact.note.text) == (
        made.member, DEED, today(), 200, "泵房",
    )  # fmt: skip


def test_confirming_twice_is_one_fact_whoever_does(world: World) -> None:
    made = proposed(world)
    assert confirm(actor(world), made) == confirm(actor(world, "committee"), made)
    assert Fact.objects.count() == 1
    made.refresh_from_db()
    assert made.decided_by == world.users["secretary"].pk


@pytest.mark.parametrize("who", ["member", "leader", "secretary"])
def test_nobody_confirms_own_words(world: World, who: str) -> None:
    made = proposed(world, who)
    with pytest.raises(ValidationError):
        confirm(actor(world, who), made)
    made.refresh_from_db()
    assert made.state == "proposed"
    assert not Fact.objects.exists()


def test_the_database_knows_that_too(world: World) -> None:
    made = proposed(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(state="confirmed", decided_by=made.proposed_by)


@pytest.mark.parametrize("state", ["proposed", "rejected", "withdrawn"])
def test_only_what_is_confirmed_has_a_fact(world: World, state: str) -> None:
    made, fact = proposed(world), recorded(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(state=state, fact=fact)


def test_what_meanwhile_became_impossible_is_not_confirmed(world: World) -> None:
    made = proposed(world, kind=MEETING, outcome="present")
    recorded(world, kind=MEETING, outcome="absent")
    with pytest.raises(EntriesRefused):
        confirm(actor(world), made)
    made.refresh_from_db()
    assert (made.state, made.fact) == ("proposed", None)


# ---- every step from every state


STEPS: dict[str, Any] = {
    "confirm": lambda world, made: confirm(actor(world), made),
    "reject": lambda world, made: reject(actor(world), made, reason="没有做"),
    "withdraw": lambda world, made: withdraw(actor(world, "member"), made),
}
STATES = {"confirm": State.CONFIRMED, "reject": State.REJECTED, "withdraw": State.WITHDRAWN}
TWICE_IS_ONCE = ("confirm", "confirm")


@pytest.mark.parametrize("step", STEPS)
def test_from_waiting_every_step_leads_to_its_state(world: World, step: str) -> None:
    made = proposed(world)
    STEPS[step](world, made)
    made.refresh_from_db()
    assert made.state == STATES[step]
    assert made.decided_at is not None
    assert Fact.objects.count() == (step == "confirm")
    assert made.reason == ("没有做" if step == "reject" else "")


@pytest.mark.parametrize("second", STEPS)
@pytest.mark.parametrize("first", STEPS)
def test_what_is_decided_stays_decided(world: World, first: str, second: str) -> None:
    made = proposed(world)
    STEPS[first](world, made)
    made.refresh_from_db()
    decided = (made.state, made.decided_by, made.decided_at, made.reason, made.fact_id)
    if (first, second) == TWICE_IS_ONCE:
        assert STEPS[second](world, made) == made.fact
    else:
        with pytest.raises(ValidationError):
            STEPS[second](world, made)
    made.refresh_from_db()
    assert (made.state, made.decided_by, made.decided_at, made.reason, made.fact_id) == decided


def test_a_stale_page_decides_nothing(world: World) -> None:
    """The object still says that it waits; the database knows better."""
    stale = proposed(world)
    withdraw(actor(world, "member"), Proposal.objects.get(pk=stale.pk))
    assert stale.state == "proposed"
    with pytest.raises(ValidationError):
        confirm(actor(world), stale)
    assert not Fact.objects.exists()


def test_a_reversed_fact_leaves_its_proposal_confirmed(world: World) -> None:
    made = proposed(world)
    fact = confirm(actor(world), made)
    reverse(actor(world), fact, reason="记错了")
    assert confirm(actor(world, "committee"), made) == fact
    assert not Fact.objects.in_force().exists()


@pytest.mark.parametrize("reason", ["", " ", "错" * 201, "因为宗教"])
def test_a_rejection_without_a_proper_reason_is_refused(world: World, reason: str) -> None:
    made = proposed(world)
    with pytest.raises(ValidationError) as refused:
        reject(actor(world), made, reason=reason)
    assert set(refused.value.message_dict) == {"reason"}
    made.refresh_from_db()
    assert made.state == "proposed"


def test_every_decision_is_logged(world: World) -> None:
    for step in STEPS.values():
        step(world, proposed(world))
    logged = AuditEntry.objects.filter(action__startswith="facts.").exclude(action="facts.propose")
    assert sorted(logged.values_list("action", "unit")) == [
        (action, world.first.pk) for action in ("facts.record", "facts.reject", "facts.withdraw")
    ]


def test_the_program_confirms_what_the_program_says(world: World) -> None:
    """Demonstrations and jobs are nobody: neither is there somebody whose own words these are."""
    made = propose(PROGRAM, member=world.members["member"], kind=DEED, on=today())
    assert confirm(PROGRAM, made).confirmed_by is None
