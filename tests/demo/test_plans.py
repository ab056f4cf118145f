"""The plans have the sizes of the organisations they are modelled on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from statistics import mean

import pytest

from xianfeng.demo import centre, company, oilfield, town
from xianfeng.demo.plans import Kind, UnitPlan, spread
from xianfeng.demo.stages import SIZES


def units(plan: UnitPlan) -> Iterator[UnitPlan]:
    yield plan
    for child in plan.children:
        yield from units(child)


def kinds(plan: UnitPlan) -> dict[str, int]:
    return dict(Counter(str(unit.kind) for unit in units(plan)))


def test_the_oilfield_area_has_the_size_of_its_model() -> None:
    plan = oilfield.plan()
    assert kinds(plan) == {"committee": 1, "general_branch": 3, "branch": 21}
    assert [len(general.children) for general in plan.children] == [7, 7, 7]
    assert plan.members == 710
    assert plan.members + sum(branch.employees for branch in plan.branches) == 2_212
    assert sum(branch.groups for branch in plan.branches) == 55
    assert sum(branch.teams for branch in plan.branches) == 120
    assert max(branch.size for branch in plan.branches) == 50


def test_the_town_has_the_size_of_its_model() -> None:
    plan = town.plan()
    office, *villages = plan.branches
    assert kinds(plan) == {"committee": 1, "branch": 18}
    assert (office.size, office.groups) == (34, 2)
    assert (len(villages), sum(village.size for village in villages)) == (17, 850)
    assert sorted(Counter(village.groups for village in villages).items()) == [(3, 13), (4, 4)]
    assert sum(village.teams for village in villages) == 121
    assert {village.term_years for village in villages} == {5}


def test_the_centre_has_400_members_most_of_them_retired() -> None:
    plan = centre.plan()
    retired = [branch.size for branch in plan.branches if branch.sector == "retired"]
    assert plan.members == 400
    assert sum(retired) / plan.members == pytest.approx(0.65, abs=0.05)


@pytest.mark.parametrize("seed", [0, 7, 710, 2026])
def test_the_company_has_the_size_of_its_model(seed: int) -> None:
    plan = company.plan(seed)
    assert kinds(plan) == {"committee": 46, "general_branch": 77, "branch": 968}
    assert plan.members == 29_136
    assert all(6 <= len(committee.branches) <= 35 for committee in plan.children)
    assert all(7 <= branch.size <= 50 for branch in plan.branches)
    assert sum(branch.groups for branch in plan.branches) == pytest.approx(2_900, abs=60)


@pytest.mark.parametrize("seed", [0, 7, 710, 2026])
def test_general_branches_of_the_company_have_three_to_nine_branches(seed: int) -> None:
    plan = company.plan(seed)
    general = {at: [unit for unit in committee.children if unit.kind == Kind.GENERAL_BRANCH]
               for at, committee in enumerate(plan.children)}  # fmt: skip
    sizes = [len(unit.children) for found in general.values() for unit in found]
    assert sum(bool(found) for found in general.values()) == 38
    assert set(sizes) <= set(range(3, 10))
    assert sum(sizes) == pytest.approx(440, abs=60)
    assert mean(sizes) > 3


@pytest.mark.parametrize("size", SIZES)
def test_no_two_units_have_the_same_code_or_stand_under_one_name(size: str) -> None:
    plans = SIZES[size](710).plans
    codes = [unit.code for plan in plans for unit in units(plan)]
    assert len(set(codes)) == len(codes)
    for unit in (unit for plan in plans for unit in units(plan)):
        assert len({child.name for child in unit.children}) == len(unit.children)


@pytest.mark.parametrize("size", SIZES)
def test_what_visitors_look_at_is_there(size: str) -> None:
    play = SIZES[size](710)
    branches = {branch.code: branch for plan in play.plans for branch in plan.branches}
    assert set(play.stage.showing) <= set(branches)
    assert play.stage.committee in {plan.code for plan in play.plans}
    assert branches[play.stage.branch].groups > 1
    assert branches[play.stage.branch].has_secretary


def test_spreading_loses_nothing() -> None:
    assert spread(11, 4) == [3, 3, 3, 2]
