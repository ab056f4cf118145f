"""What members did, recorded: one small branch by each method."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils.timezone import localtime

from tests.demo.kept import kept, undone
from tests.demo.rows import digest
from xianfeng.demo.history.methods import LIVES
from xianfeng.demo.history.record import keep_record
from xianfeng.demo.making import Making, get_unit, make_tree
from xianfeng.demo.plans import Category, Kind, Mix, Sector, UnitPlan
from xianfeng.engine.results import MemberResult
from xianfeng.facts.entries import once_of
from xianfeng.facts.models import Fact, Ledger, Note
from xianfeng.facts.verifying import verify
from xianfeng.merit.scores.standing import Standing, standing_of_branch
from xianfeng.people.organizations.models import Unit
from xianfeng.people.privacy.workdays import is_workday

pytestmark = pytest.mark.django_db
ON = date(2025, 11, 21)
MIX = Mix(retired=10, floating=15, reduced=5)
SIZE = 24
VILLAGE = Mix(Category.RURAL, floating=25, reduced=5)
MIXES = {"three-four-one": VILLAGE}
SCORED = ("ten-ones", "one-four-one", "three-four-one")
RARE = {
    "form",
    "late",
    "tasks",
    "project",
    "production",
    "contact",
    "conduct",
    "online_study",
    "problem",
    "pledge_item",
}
"""Items of which a branch so small may have nothing; the whole demonstration has something of each."""


def plan(scheme: str, code: str) -> UnitPlan:
    return UnitPlan(
        f"{code}党支部", Kind.BRANCH, code, Sector.PRODUCTION, size=SIZE, groups=2,
        mix=MIXES.get(scheme, MIX), scheme=scheme,
    )  # fmt: skip


def make(scheme: str, code: str, before: date = ON, seed: int = 710) -> Unit:
    making = Making(seed, ON, [].append)
    make_tree(making, plan(scheme, code))
    keep_record(making, get_unit(code), before)
    return get_unit(code)


@pytest.fixture(scope="module", autouse=True)
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with kept(django_db_blocker):
        for scheme in LIVES:
            make(scheme, scheme.upper())
        yield


def standing(scheme: str) -> Standing:
    found = standing_of_branch(get_unit(scheme.upper()), ON)
    assert found is not None
    return found


def last_score(result: MemberResult) -> int | None:
    return next(c.tallies[-1].score for c in result.components if c.tallies)


@pytest.mark.parametrize("scheme", LIVES)
def test_every_item_that_facts_decide_has_something_to_count(scheme: str) -> None:
    found = standing(scheme)
    sheets = found.method.scheme.sheets.values()
    ruled = {item.code for sheet in sheets for item in sheet.items.values() if item.rules}
    counted = {line.item for result in found.results for line in result.lines if line.raw}
    assert ruled - counted <= RARE


@pytest.mark.parametrize("scheme", SCORED)
def test_scores_differ_and_most_are_good(scheme: str) -> None:
    scores = sorted(score for result in standing(scheme).results if (score := last_score(result)) is not None)
    assert len(set(scores)) > SIZE // 2
    assert 6500 < scores[len(scores) // 2] < 9500


def test_the_record_is_whole() -> None:
    assert verify().is_sound
    for ledger in Ledger.objects.all():
        numbers = list(
            Fact.objects.filter(unit=ledger.unit).order_by("number").values_list("number", flat=True)
        )
        assert numbers == list(range(1, ledger.last_number + 1))


def test_nothing_that_happens_once_was_recorded_twice() -> None:
    seen = [once for fact in Fact.objects.select_related("member") if (once := once_of(fact))]
    assert len(set(seen)) == len(seen)


def test_facts_are_written_down_after_they_happened_in_working_hours() -> None:
    for fact in Fact.objects.all():
        at = localtime(fact.recorded_at)
        assert fact.on <= at.date() < ON
        assert is_workday(at.date())
        assert 9 <= at.hour < 17


def test_nothing_is_told_of_anybody_before_she_was_there() -> None:
    for fact in Fact.objects.select_related("member"):
        assert fact.on >= fact.member.joined_on


def test_without_an_account_in_use_the_program_writes() -> None:
    assert not Fact.objects.exclude(recorded_by=None, confirmed_by=None).exists()


def test_some_facts_have_a_few_words() -> None:
    assert 0.02 < Note.objects.count() / Fact.objects.count() < 0.3


def test_keeping_a_record_again_adds_nothing() -> None:
    facts = Fact.objects.count()
    keep_record(Making(710, ON, [].append), get_unit("TEN-ONES"), ON)
    assert Fact.objects.count() == facts


def test_a_record_is_gone_on_from_where_it_stands() -> None:
    with undone():
        unit = make("ten-ones", "HALF", before=date(2025, 7, 1))
        half = Fact.objects.filter(unit=unit).count()
        keep_record(Making(710, ON, [].append), unit, ON)
        facts = list(Fact.objects.filter(unit=unit).order_by("number").select_related("member"))
        assert facts[half].on >= date(2025, 7, 1) > facts[half - 1].on
        assert {fact.on.month for fact in facts if fact.kind == "dues.month"} == set(range(1, 12))
        once = [told for fact in facts if (told := once_of(fact))]
        assert len(set(once)) == len(once)


def test_the_same_seed_records_the_same_on_any_day_and_another_seed_something_else() -> None:
    first = drawn(710)
    with time_machine.travel(ON + timedelta(days=900)):
        assert drawn(710) == first
    assert drawn(711) != first


def drawn(seed: int) -> str:
    with undone():
        make("study-do", "AGAIN", seed=seed)
        return digest()
