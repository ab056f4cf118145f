"""The one-click accounts and what has happened in the branches they look at."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.demo.rows import models
from tests.demo.small import NEW, OFFICE, ON, PLAN, VILLAGE, make
from xianfeng.demo.filling import NotADemo, Recipe, begin, is_finished
from xianfeng.demo.life import liven
from xianfeng.demo.making import Making
from xianfeng.demo.roles import entrances, open_ways_in
from xianfeng.demo.stages import Stage
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.accounts.models import DemoAccount, Slip, User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.identity.models import Consent, Photo
from xianfeng.people.members.models import Affiliation, Member, StatusChange
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.operations import found_unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.privacy.models import DataRequest, NoticeRead

pytestmark = pytest.mark.django_db
STAGE = Stage("X", VILLAGE.code, OFFICE.code)
WANTED = Recipe("demo", 710, ON)


@pytest.fixture
def visited() -> None:
    make()
    making = Making(710, ON, [].append)
    open_ways_in(making, STAGE)
    liven(making, STAGE)


@pytest.mark.usefixtures("visited")
def test_there_is_a_way_in_for_every_role() -> None:
    roles = {account.title: scope_of(account.user, ON).reaches for account in DemoAccount.objects.all()}
    assert {
        title: {(str(reach.role), reach.path) for reach in reaches} for title, reaches in roles.items()
    } == {
        "Party member": set(),
        "Party group leader": {("group_leader", path(STAGE.group))},
        "Branch secretary": {("secretary", path(VILLAGE.code))},
        "Committee officer": {("officer", path("X"))},
        "Inspector": {("inspector", path("X"))},
        "System administrator": {("administrator", path("X"))},
        "Auditor": {("auditor", path("X"))},
        "Data owner": {("owner", path("X"))},
    }


def path(code: str) -> str:
    return Unit.objects.get(code=code).path


@pytest.mark.usefixtures("visited")
def test_the_ways_in_stand_in_the_order_of_the_plan() -> None:
    assert list(DemoAccount.objects.values_list("title", flat=True)) == [e.title for e in entrances(STAGE)]
    member = DemoAccount.objects.get(title="Party member").user.member
    assert member
    assert member.branch == Unit.objects.get(code=VILLAGE.code)


@pytest.mark.usefixtures("visited")
def test_nobody_has_a_password_but_who_used_a_slip() -> None:
    activated = {user.pk for user in User.objects.all() if user.is_activated}
    assert activated == set(Slip.objects.exclude(used_at=None).values_list("user", flat=True))


@pytest.mark.usefixtures("visited")
def test_whoever_is_appointed_is_no_member() -> None:
    appointed = User.objects.filter(appointments__role__in=[Role.ADMINISTRATOR, Role.AUDITOR, Role.OWNER])
    assert appointed.count() == 3
    assert not appointed.exclude(member=None).exists()


@pytest.mark.usefixtures("visited")
def test_branches_keep_their_sizes_though_members_have_moved() -> None:
    for branch in PLAN.branches:
        assert Member.objects.filter(branch__code=branch.code).count() == branch.size
    recently = Affiliation.objects.filter(from_on__gt=ON - timedelta(days=100)).exclude(
        unit__code__startswith=NEW.code
    )
    assert recently.filter(document="", member__affiliations__to_on__isnull=False).distinct().count() == 1
    assert recently.exclude(document="").count() == 2


@pytest.mark.usefixtures("visited")
def test_somebody_is_lost_somebody_leaves_and_somebody_is_suspended() -> None:
    assert set(Member.objects.filter(branch__code=VILLAGE.code).values_list("status", flat=True)) == {
        "active", "floating", "lost_contact", "transferring", "suspended",
    }  # fmt: skip
    assert not StatusChange.objects.filter(document="").exists()


@pytest.mark.usefixtures("visited")
def test_what_members_show_they_have_agreed_to_themselves() -> None:
    given = AuditEntry.objects.filter(action="identity.give")
    accounts = dict(User.objects.exclude(member=None).values_list("pk", "member"))
    assert given.count() == Consent.objects.count() > 4
    assert all(accounts[entry.actor] == entry.subject for entry in given if entry.actor)
    assert not given.filter(actor=None).exists()
    assert not Photo.objects.exists()


@pytest.mark.usefixtures("visited")
def test_nobody_does_anything_before_the_notice() -> None:
    did = set(AuditEntry.objects.exclude(actor=None).values_list("actor", flat=True))
    assert did == set(NoticeRead.objects.values_list("user", flat=True))


@pytest.mark.usefixtures("visited")
def test_the_secretary_has_something_to_do() -> None:
    secretary = DemoAccount.objects.get(title="Branch secretary").user
    requests = DataRequest.objects.within(scope_of(secretary, ON))
    assert sorted(requests.values_list("state", "kind")) == [
        ("accepted", "correction"), ("received", "correction"), ("received", "erasure"),
    ]  # fmt: skip
    assert (
        Slip.objects.filter(issued_by=secretary).exclude(user__member__branch__code=VILLAGE.code).count() == 0
    )
    waiting = Slip.objects.filter(used_at=None, issued_by=secretary)
    assert waiting
    assert not any(slip.user.is_activated for slip in waiting)


@pytest.mark.usefixtures("visited")
def test_every_row_is_valid() -> None:
    for model in models():
        for row in model._default_manager.all():
            row.full_clean(exclude=[field.name for field in model._meta.fields if field.null])


def test_a_demo_begun_is_remembered() -> None:
    assert begin(WANTED) == WANTED
    assert begin(Recipe("demo", 711, ON - timedelta(days=3))) == WANTED
    assert not is_finished()


@pytest.mark.usefixtures("visited")
def test_with_its_ways_in_a_demo_is_finished() -> None:
    assert is_finished()


def test_a_database_in_use_is_refused() -> None:
    found_unit(PROGRAM, kind="committee", name="党委", code="A", founded_on=ON)
    with pytest.raises(NotADemo):
        begin(WANTED)
    assert not AuditEntry.objects.filter(action="demo.begin").exists()
