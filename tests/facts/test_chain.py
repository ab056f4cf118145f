"""The chain of digests: the same on every database, on every machine, at every time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.conf import settings
from django.test import override_settings

from tests.facts import replay
from tests.facts.making import ledger_of, recorded
from tests.people.world import FOUNDED, World
from xianfeng.facts.chain import digest_of
from xianfeng.facts.entries import Entry
from xianfeng.facts.models import Fact, Ledger, Note
from xianfeng.facts.operations import record_many, reverse
from xianfeng.people.audit.operations import Actor
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit

AT = datetime(2026, 3, 1, 8, 0, 0, 5, tzinfo=timezone(timedelta(hours=8)))
DAY = date(2026, 2, 27)
MEMBER, BRANCH = 888_001, 777_001


def scenario() -> list[Fact]:
    """Three facts and a reversal, of which every part is fixed."""
    branch = Unit.objects.add_root(
        {"id": BRANCH, "name": "采油一站党支部", "kind": "branch", "code": "FIXED", "founded_on": FOUNDED}
    )
    member = Member.objects.create(
        id=MEMBER, name="周文海", staff_no="FIXED", joined_on=date(2010, 7, 1), unit=branch, branch=branch,
        sort_key="x", search_keys="x",
    )  # fmt: skip
    entries = [
        Entry(member, "hazard.fixed", DAY, key="one", note="泵房"),
        Entry(member, "meeting.assembly", DAY, 200, "present", key="two"),
        Entry(member, "decision.safety", DAY, document="北党〔2026〕9号", key="three\\"),
    ]
    facts = record_many(Actor(21), entries, source="imported", recorded_by=22, at=AT)
    return [*facts, reverse(Actor(23), facts[1], reason="请了假", at=AT + timedelta(days=1))]


def expected(reversed_pk: int) -> list[str]:
    """Return the digests, written out by hand and hashed by the replay's few lines."""
    same = {"branch": BRANCH, "member": MEMBER, "on": DAY, "source": "imported", "outcome": "", "document": "",
            "reverses": None, "reason": "", "quantity": 100, "recorded_by": 22, "confirmed_by": 21,
            "at": datetime(2026, 3, 1, 0, 0, 0, 5, tzinfo=UTC)}  # fmt: skip
    rows = [
        {**same, "number": 1, "kind": "hazard.fixed", "key": "one"},
        {**same, "number": 2, "kind": "meeting.assembly", "quantity": 200, "outcome": "present", "key": "two"},
        {**same, "number": 3, "kind": "decision.safety", "document": "北党〔2026〕9号", "key": "three\\"},
        {**same, "number": 4, "kind": "meeting.assembly", "quantity": 200, "outcome": "present",
         "key": f"reverse-{reversed_pk}", "reverses": 2, "reason": "请了假", "recorded_by": 23, "confirmed_by": 23,
         "at": datetime(2026, 3, 2, 0, 0, 0, 5, tzinfo=UTC)},
    ]  # fmt: skip
    digests = [""]
    for row in rows:
        digests.append(replay.digest(digests[-1], row))
    return digests[1:]


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York", "UTC"])
def test_a_fixed_scenario_has_the_digests_that_were_computed_without_us(db: None, zone: str) -> None:
    with override_settings(TIME_ZONE=zone):
        facts = scenario()
    stored = list(Fact.objects.order_by("number").values_list("digest", flat=True))
    assert stored == expected(facts[1].pk) == [fact.digest for fact in facts]
    assert Ledger.objects.get(unit=BRANCH).last_digest == stored[-1]


def test_what_comes_back_from_the_database_gives_the_same_digest(db: None) -> None:
    """Times to the microsecond, days, numbers: no database may round one of them."""
    scenario()
    before = ""
    for fact in Fact.objects.order_by("number").select_related("reverses"):
        assert digest_of(before, fact, fact.reverses and fact.reverses.number) == fact.digest
        before = fact.digest


def test_a_digest_is_of_everything_before(world: World) -> None:
    first, second = recorded(world), recorded(world)
    assert digest_of(first.digest, second) == second.digest
    assert digest_of("", second) != second.digest
    assert ledger_of(second) == (2, second.digest)


def test_branches_have_chains_of_their_own(world: World) -> None:
    one, other = recorded(world), recorded(world, "neighbour")
    assert (one.number, other.number) == (1, 1)
    assert digest_of("", one) == one.digest
    assert digest_of("", other) == other.digest


def test_erasing_a_note_or_a_name_breaks_no_chain(world: World) -> None:
    fact = recorded(world, note="泵房")
    Note.objects.all().delete()
    Member.objects.update(name="erased")
    assert digest_of("", Fact.objects.get(pk=fact.pk)) == fact.digest


def test_every_column_that_says_something_is_in_the_digest() -> None:
    """A column that comes later is either in the digest or named here with its reason."""
    not_in_it = {"id", "digest"}  # the number says which fact it is; a digest is not of itself
    in_it = {
        "unit", "number", "member", "kind", "on", "quantity", "outcome", "document", "source", "recorded_by",
        "confirmed_by", "recorded_at", "reverses", "reason", "key",
    }  # fmt: skip
    assert {field.name for field in Fact._meta.concrete_fields} == in_it | not_in_it
    assert settings.USE_TZ
