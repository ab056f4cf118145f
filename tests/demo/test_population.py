"""The people that are drawn: nobody real, the numbers belong to nobody, the shares are those of the plan."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from random import Random

import pytest

from tests.demo.small import OFFICE, VILLAGE
from xianfeng.demo import centre, oilfield, town
from xianfeng.demo.plans import UnitPlan
from xianfeng.demo.population import MemberPlan, draw_branch

ON = date(2026, 11, 21)
REAL = {"韩建方", "王瑞军", "李荣辉", "肉孜麦麦提·巴克"}
"""Persons of the published sources."""
AREA = oilfield.plan()


def drawn(*branches: UnitPlan, seed: int = 710) -> list[MemberPlan]:
    return [
        person for branch in branches for person in draw_branch(Random(f"{seed}/{branch.code}"), branch, ON)
    ]


def share(people: list[MemberPlan], **wanted: str) -> float:
    found = [
        p for p in people if all(getattr(p.situation, field) == value for field, value in wanted.items())
    ]
    return len(found) / len(people)


@pytest.mark.parametrize("seed", [1, 710])
def test_nobody_bears_the_name_of_a_person_of_the_sources(seed: int) -> None:
    everybody = drawn(
        *(branch for plan in (AREA, town.plan(), centre.plan()) for branch in plan.branches), seed=seed
    )
    assert len(everybody) == 710 + 884 + 400
    assert not {person.name for person in everybody} & REAL


def test_phones_and_addresses_can_belong_to_nobody() -> None:
    for person in drawn(*AREA.branches):
        assert re.fullmatch(r"(1990000\d{4})?", person.work_phone)
        assert re.fullmatch(r"(\w+@example\.org)?", person.work_email)


def test_staff_numbers_are_given_once() -> None:
    numbers = [person.staff_no for person in drawn(*AREA.branches, *town.plan().branches)]
    assert len(set(numbers)) == len(numbers)


def test_names_are_given_once_in_a_branch() -> None:
    for branch in AREA.branches:
        names = [person.name for person in drawn(branch)]
        assert len(set(names)) == branch.size


def test_the_oilfield_area_is_mixed_as_it_should_be() -> None:
    people = drawn(*AREA.branches)
    assert share(people, category="retired") == pytest.approx(0.12, abs=0.04)
    assert share(people, status="floating") == pytest.approx(0.04, abs=0.015)
    assert share(people, duties="reduced") == pytest.approx(0.03, abs=0.015)
    assert share(people, kind="probationary") == pytest.approx(0.03, abs=0.015)


def test_a_quarter_of_the_villagers_are_away() -> None:
    assert share(drawn(*town.plan().branches[1:]), status="floating") == pytest.approx(0.25, abs=0.02)


def test_who_leads_is_a_full_member_in_the_branch_with_all_duties() -> None:
    for branch in (*AREA.branches, *town.plan().branches):
        leading = [person for person in drawn(branch) if person.posts or person.leads_group]
        assert all(p.situation.kind == "full" and p.situation.status == "active" for p in leading)
        assert Counter(p.group for p in leading if p.leads_group) == dict.fromkeys(range(branch.groups), 1)


def test_only_the_branch_without_secretary_has_none() -> None:
    without = [
        branch.name for branch in AREA.branches if not any("secretary" in p.posts for p in drawn(branch))
    ]
    assert without == ["监测党支部"]


def test_days_follow_each_other() -> None:
    for person in drawn(OFFICE, VILLAGE):
        assert person.joined_on <= person.changed_on <= ON
        assert person.full_on is None or person.joined_on < person.full_on <= ON
        assert (person.full_on is None) == (person.situation.kind == "probationary")


def test_the_same_chance_draws_the_same_people_and_another_others() -> None:
    assert drawn(OFFICE) == drawn(OFFICE)
    assert [p.name for p in drawn(OFFICE)] != [p.name for p in drawn(OFFICE, seed=711)]
