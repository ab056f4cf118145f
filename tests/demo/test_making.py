"""What is made of a plan: whole, valid, the same again, and completed after a stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import transaction

from tests.demo.rows import VALID, digest, models
from tests.demo.small import NEW, OFFICE, ON, PLAN, SPLIT, make
from xianfeng.demo.making import Making, make_tree
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.members.models import Member, Office
from xianfeng.people.organizations.models import Adoption, Team, Unit, UnitChange

pytestmark = pytest.mark.django_db


def made_and_undone(seed: int = 710, on: date = ON) -> str:
    """Return the digest of what is made, and take it away again."""
    with transaction.atomic():
        make(seed=seed, on=on)
        found = digest()
        transaction.set_rollback(True)
    return found


def test_every_unit_and_member_of_the_plan_is_there() -> None:
    steps = make()
    assert sum(steps) == PLAN.members == 58
    for branch in PLAN.branches:
        unit = Unit.objects.get(code=branch.code)
        assert (unit.name, unit.kind, unit.sector) == (branch.name, branch.kind, branch.sector)
        assert Member.objects.filter(branch=unit).count() == branch.size
        assert set(Member.objects.filter(branch=unit).values_list("unit__kind", flat=True)) == {"group"}
    assert list(Adoption.objects.values_list("unit__code", "scheme")) == [("X", "ten-ones")]


def test_the_tree_is_sound() -> None:
    make()
    assert Unit.objects.find_problems() == ([], [], [], [], [])


def test_every_row_is_valid() -> None:
    make()
    for model in models(VALID):
        for row in model._default_manager.all():
            row.full_clean()


def test_the_same_seed_and_day_make_the_same_on_any_day() -> None:
    first = made_and_undone()
    with time_machine.travel(ON + timedelta(days=400)):
        assert made_and_undone() == first


def test_another_seed_or_day_makes_another() -> None:
    assert (
        len({made_and_undone(), made_and_undone(seed=711), made_and_undone(on=ON - timedelta(days=1))}) == 3
    )


def test_making_again_changes_nothing() -> None:
    make()
    first, entries = digest(), AuditEntry.objects.count()
    steps = make(seed=711)
    assert (digest(), AuditEntry.objects.count()) == (first, entries)
    assert sum(steps) == PLAN.members


class Stop(Exception):
    pass


@pytest.mark.parametrize("after", [2, 4])
def test_what_was_stopped_is_completed_to_the_same(after: int) -> None:
    whole = made_and_undone()
    steps: list[int] = []

    def stop(step: int) -> None:
        steps.append(step)
        if len(steps) == after:
            raise Stop

    with pytest.raises(Stop):
        make_tree(Making(710, ON, stop), PLAN)
    make()
    assert digest() == whole


def test_a_branch_that_fails_midway_leaves_nothing() -> None:
    same_numbers = replace(OFFICE, code="X1")
    with pytest.raises(ValidationError):
        make(replace(PLAN, children=(OFFICE, same_numbers)))
    assert list(Unit.objects.exclude(kind="group").values_list("code", flat=True)) == ["X", OFFICE.code]
    assert Member.objects.count() == OFFICE.size


def test_a_split_has_left_its_traces() -> None:
    make()
    split = date(2024, 3, 1)
    old, new = Unit.objects.get(code=SPLIT.code), Unit.objects.get(code=NEW.code)
    assert old.changes.get(kind=UnitChange.Kind.RENAMED).old_name == SPLIT.former_name
    assert new.changes.get(kind=UnitChange.Kind.SPLIT).other == old
    for member in Member.objects.filter(branch=new, joined_on__lt=split):
        now, before = member.affiliations.order_by("-from_on")
        assert (before.unit, before.to_on, now.from_on) == (old, split - timedelta(days=1), split)


def test_posts_are_held_since_the_last_election() -> None:
    make()
    assert Office.objects.filter(from_on__gt=ON).count() == 0
    assert Office.objects.filter(unit__code="X-1", post="secretary").get().from_on == date(2025, 3, 1)
    assert not Office.objects.filter(unit__code="X-3", post="secretary").exists()


def test_units_above_branches_are_led_from_the_office() -> None:
    make()
    assert set(Office.objects.filter(unit__code="X").values_list("post", "member__branch__code")) == {
        ("secretary", OFFICE.code), ("organization_officer", OFFICE.code),
    }  # fmt: skip
    assert set(Office.objects.filter(unit__code="X-G").values_list("member__branch__code", flat=True)) == {
        SPLIT.code
    }


def test_crews_have_the_employees_of_the_plan_and_no_retired_members() -> None:
    make()
    assert sorted(Team.objects.filter(unit__code="X-1").values_list("employees", flat=True)) == [12, 13]
    assert not Member.objects.filter(category="retired").exclude(team=None).exists()
    assert Member.objects.filter(branch__code="X-1").exclude(team=None).exists()


def test_most_members_have_an_account_that_nobody_has_a_password_for() -> None:
    make()
    accounts = User.objects.all()
    assert 0.7 < len(accounts) / PLAN.members < 1
    assert not any(account.is_activated for account in accounts)


def test_everything_is_written_into_the_audit() -> None:
    make()
    actions = AuditEntry.objects.order_by().values_list("action", flat=True).distinct()
    assert set(actions) >= {
        "organizations.found_unit", "organizations.split_unit", "organizations.rename_unit",
        "organizations.keep_team", "members.register", "members.move", "members.status",
        "members.give_office", "accounts.open",
    }  # fmt: skip
    assert AuditEntry.objects.filter(action="members.register").count() == PLAN.members
