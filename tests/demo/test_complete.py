"""The whole demonstration: as large as planned, valid to the last row, the same each time."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count, F, Q

from tests.demo.rows import digest, models
from xianfeng.demo.filling import Recipe, begin, fill, is_finished
from xianfeng.people.accounts.models import DemoAccount
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.members.models import Member
from xianfeng.people.organizations.models import Unit
from xianfeng.people.privacy.models import DataRequest

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ON = date(2026, 3, 1)


def made(seed: int = 710) -> str:
    fill(begin(Recipe("demo", seed, ON)), [].append)
    return digest()


def undone(seed: int = 710) -> str:
    with transaction.atomic():
        found = made(seed)
        transaction.set_rollback(True)
    return found


def test_it_is_as_large_as_planned_and_valid_to_the_last_row() -> None:
    made()
    members = Member.objects.order_by().values("branch__path")
    roots = {unit.name: unit for unit in Unit.objects.filter(depth=1)}
    sizes = {name: members.filter(branch__path__startswith=root.path).count() for name, root in roots.items()}
    assert sizes == {"北风油田作业区党委": 710, "清水镇党委": 884, "康宁社区管理中心党委": 400}
    town = Unit.objects.filter(path__startswith=roots["清水镇党委"].path)
    assert (town.filter(kind="branch").count(), town.filter(kind="group").count()) == (18, 57)
    assert Unit.objects.find_problems() == ([], [], [], [], [])
    for model in models():
        for row in model._default_manager.all():
            row.full_clean(exclude=[field.name for field in model._meta.fields if field.null])


def test_everybody_belongs_to_one_place_and_groups_are_of_a_usual_size() -> None:
    made()
    ended = Q(affiliations__to_on__isnull=False)
    assert not Member.objects.annotate(places=Count("affiliations", filter=~ended)).exclude(places=1).exists()
    assert not Member.objects.exclude(affiliations__to_on=None, affiliations__unit=F("unit")).exists()
    groups = Unit.objects.filter(kind="group").annotate(size=Count("members_today"))
    assert min(unit.size for unit in groups) >= 7
    assert max(unit.size for unit in groups) <= 19


def test_all_three_organisations_can_be_entered_and_there_is_something_to_do() -> None:
    made()
    assert is_finished()
    accounts = DemoAccount.objects.select_related("user__member__branch", "user__unit")
    entered = {(a.user.member.branch if a.user.member else a.user.unit).code[:2] for a in accounts}
    assert (len(accounts), entered) == (10, {"BF", "QS", "KN"})
    assert DataRequest.objects.filter(state="received").count() == 2


def test_the_same_seed_and_day_make_the_same_and_another_seed_another() -> None:
    first = undone()
    assert undone() == first
    assert undone(711) != first


def test_filling_again_changes_nothing() -> None:
    first = made()
    entries = AuditEntry.objects.count()
    fill(Recipe("demo", 711, ON), [].append)
    assert (digest(), AuditEntry.objects.count()) == (first, entries)
