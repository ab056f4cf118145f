"""What may be recorded: every rule refuses what breaks it, at its field, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.facts.making import MEETING, actor, entry, recorded, today
from tests.people.world import World
from xianfeng.facts.entries import EntriesRefused, Entry, check_entries
from xianfeng.facts.models import Fact, Ledger
from xianfeng.facts.operations import add_kind, record_many, retire_kind, reverse
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.members.models import Member

DECISION = "decision.safety"
MONTH = "dues.month"


def wrong_fields(world: World, *entries: Entry) -> dict[int, set[str]]:
    """Record and return the fields that were refused, by place; nothing if it was recorded."""
    before = Fact.objects.count()
    try:
        record_many(actor(world), entries)
    except EntriesRefused as refused:
        assert Fact.objects.count() == before
        return {place: set(problems) for place, problems in refused.by_entry.items()}
    assert Fact.objects.count() == before + len(entries)
    return {}


def first_day() -> date:
    return date(today().year - 2, 1, 1)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown kind": ({"kind": "no.such"}, "kind"),
    "an empty kind": ({"kind": ""}, "kind"),
    "no outcome where there are some": ({"kind": MEETING}, "outcome"),
    "another kind's outcome": ({"kind": MEETING, "outcome": "fulfilled"}, "outcome"),
    "an outcome where there are none": ({"outcome": "present"}, "outcome"),
    "less than nothing": ({"quantity": -1}, "quantity"),
    "too much": ({"quantity": 10_000_000}, "quantity"),
    "a decision without its document": ({"kind": DECISION}, "document"),
    "a decision with a blank document": ({"kind": DECISION, "document": " \t"}, "document"),
    "a document's number of 61 characters": ({"document": "9" * 61}, "document"),
    "a note of 121 characters": ({"note": "好" * 121}, "note"),
    "a note on what is never kept": ({"note": "慰问其家属"}, "note"),
}
ACCEPTED: dict[str, dict[str, Any]] = {
    "a deed": {},
    "none of something": {"quantity": 0},
    "the most": {"quantity": 9_999_999},
    "an outcome of the kind": {"kind": MEETING, "outcome": "leave"},
    "a decision with its document": {"kind": DECISION, "document": "北党〔2026〕9号"},
    "a document's number of 60 characters": {"document": "9" * 60},
    "a note of 120 characters": {"note": "好" * 120},
    "a note with white space around it": {"note": " " + "好" * 120 + " "},
}


@pytest.mark.parametrize("what", REFUSED)
def test_refused_at_its_field(world: World, what: str) -> None:
    values, at = REFUSED[what]
    assert wrong_fields(world, entry(world, **values)) == {0: {at}}


@pytest.mark.parametrize("what", ACCEPTED)
def test_accepted(world: World, what: str) -> None:
    assert wrong_fields(world, entry(world, **ACCEPTED[what])) == {}


def test_everything_wrong_is_told_at_once(world: World) -> None:
    bad = entry(world, kind=MEETING, quantity=-1, on=today() + timedelta(days=1), note="好" * 121)
    assert wrong_fields(world, entry(world), bad, entry(world, kind="x")) == {
        1: {"outcome", "quantity", "on", "note"},
        2: {"kind"},
    }


# ---- the day


def test_days_from_two_years_ago_to_today(world: World) -> None:
    before, after = first_day() - timedelta(days=1), today() + timedelta(days=1)
    days = [before, first_day(), today(), after]
    assert wrong_fields(world, *(entry(world, on=day) for day in days)) == {0: {"on"}, 3: {"on"}}


def test_in_history_that_is_written_later_its_own_day_is_today(world: World) -> None:
    at = timezone.now() - timedelta(days=500)
    asked = [entry(world, on=timezone.localdate(at) + timedelta(days=days)) for days in (0, 1)]
    with pytest.raises(EntriesRefused) as refused:
        record_many(PROGRAM, asked, at=at)
    assert {place: set(problems) for place, problems in refused.value.by_entry.items()} == {1: {"on"}}


def test_no_day_before_somebody_was_a_member(world: World) -> None:
    joined = today() - timedelta(days=30)
    Member.objects.filter(pk=world.members["member"].pk).update(joined_on=joined)
    world.members["member"].refresh_from_db()
    days = [joined - timedelta(days=1), joined]
    assert wrong_fields(world, *(entry(world, on=day) for day in days)) == {0: {"on"}}


# ---- the member


def test_nothing_is_recorded_about_somebody_who_left(world: World) -> None:
    gone = world.members["member"]
    Member.objects.filter(pk=gone.pk).update(branch=None, unit=None, status="left")
    gone.refresh_from_db()
    assert wrong_fields(world, entry(world, "groupmate"), entry(world)) == {1: {"member"}}


def test_the_rule_holds_without_writing_too(world: World) -> None:
    gone = replace(entry(world), member=Member(joined_on=date(2010, 7, 1)))
    with pytest.raises(EntriesRefused) as refused:
        check_entries([gone], {}, today())
    assert set(refused.value.by_entry[0]) == {"kind", "member"}


# ---- what happens once


def test_one_is_at_a_meeting_of_a_kind_once_a_day(world: World) -> None:
    recorded(world, kind=MEETING, outcome="present")
    once = entry(world, kind=MEETING, outcome="absent")
    assert wrong_fields(world, once) == {0: {"on"}}
    others = [
        entry(world, "groupmate", kind=MEETING, outcome="absent"),
        entry(world, kind="meeting.lecture", outcome="absent"),
        entry(world, kind=MEETING, outcome="absent", on=today() - timedelta(days=1)),
    ]
    assert wrong_fields(world, *others) == {}


@pytest.mark.parametrize(("month", "day"), [(2, 1), (2, 28), (12, 1), (12, 31)])
def test_the_dues_of_a_month_are_paid_once(world: World, month: int, day: int) -> None:
    year = today().year - 2
    recorded(world, kind=MONTH, outcome="on_time", on=date(year, month, 14))
    assert wrong_fields(world, entry(world, kind=MONTH, outcome="late", on=date(year, month, day))) == {
        0: {"on"}
    }
    beside = date(year, month - 1, 28), date(year + month // 12, month % 12 + 1, 1)
    assert wrong_fields(world, *(entry(world, kind=MONTH, outcome="late", on=on) for on in beside)) == {}


def test_the_same_meeting_twice_in_one_list_is_refused_the_second_time(world: World) -> None:
    twice = [entry(world, kind=MEETING, outcome=outcome) for outcome in ("present", "leave")]
    assert wrong_fields(world, *twice) == {1: {"on"}}


def test_a_reversed_meeting_is_recorded_anew(world: World) -> None:
    reverse(PROGRAM, recorded(world, kind=MEETING, outcome="present"), reason="请了假")
    assert wrong_fields(world, entry(world, kind=MEETING, outcome="leave")) == {}


def test_two_deeds_of_a_kind_on_a_day_are_no_contradiction(world: World) -> None:
    assert wrong_fields(world, entry(world), entry(world)) == {}


# ---- units' own kinds


def test_own_kinds_are_recorded_at_and_below_the_unit_that_added_them(world: World) -> None:
    kind = add_kind(PROGRAM, world.general, title="井场清洁", code="own.cleaning").code
    reached = [entry(world, who, kind=kind) for who in ("member", "neighbour")]
    assert wrong_fields(world, *reached) == {}
    assert wrong_fields(world, entry(world, "office_member", kind=kind)) == {0: {"kind"}}


def test_a_retired_kind_is_recorded_no_longer_and_its_facts_stay(world: World) -> None:
    kind = add_kind(PROGRAM, world.first, title="井场清洁", outcomes={"good": "好"}, code="own.cleaning")
    fact = recorded(world, kind=kind.code, outcome="good")
    retire_kind(PROGRAM, kind, on=today())
    assert wrong_fields(world, entry(world, kind=kind.code, outcome="good")) == {0: {"kind"}}
    assert Fact.objects.in_force().get() == fact


def test_refused_entries_leave_nothing_behind(world: World) -> None:
    assert wrong_fields(world, entry(world), entry(world, "neighbour", kind="x")) == {1: {"kind"}}
    assert not Ledger.objects.filter(last_number__gt=0).exists()
