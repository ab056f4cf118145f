"""The one-click accounts and what has happened in the branches they look at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime, make_aware

from tests.demo.kept import kept
from tests.demo.rows import VALID, models
from tests.demo.small import NEW, OFFICE, ON, PLAN, VILLAGE, make
from xianfeng.demo.filling import is_finished
from xianfeng.demo.history.claims import make_claims
from xianfeng.demo.life import liven
from xianfeng.demo.making import Making
from xianfeng.demo.roles import entrances, open_ways_in
from xianfeng.demo.stages import Stage
from xianfeng.facts.models import Evidence, Fact, Kind, Proposal
from xianfeng.facts.permissions import check_can_confirm
from xianfeng.people.accounts.access import scope_of
from xianfeng.people.accounts.models import DemoAccount, Slip, User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.identity.models import Consent, Photo
from xianfeng.people.members.models import Affiliation, Member, StatusChange
from xianfeng.people.organizations.models import Unit
from xianfeng.people.organizations.roles import Role
from xianfeng.people.privacy.models import DataRequest, NoticeRead
from xianfeng.people.privacy.workdays import is_workday
from xianfeng.site.rights import Forbidden

pytestmark = pytest.mark.django_db
STAGE = Stage("X", VILLAGE.code, OFFICE.code)


@pytest.fixture(scope="module", autouse=True)
def visited(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    making = Making(710, ON, [].append)
    with kept(django_db_blocker):
        make()
        liven(making, STAGE)
        make_claims(making, STAGE)
        open_ways_in(making, STAGE)
        yield


def test_there_is_a_way_in_for_every_role() -> None:
    roles = {account.title: scope_of(account.user, ON).reaches for account in DemoAccount.objects.all()}
    assert {
        title: {(str(reach.role), reach.path) for reach in reaches} for title, reaches in roles.items()
    } == {
        "Party member": set(),
        "Party group leader": {("group_leader", path(STAGE.group))},
        "Branch secretary": {("secretary", path(VILLAGE.code))},
        "Branch committee member": {("committee", path(VILLAGE.code))},
        "Committee officer": {("officer", path("X"))},
        "Inspector": {("inspector", path("X"))},
        "System administrator": {("administrator", path("X"))},
        "Auditor": {("auditor", path("X"))},
        "Data owner": {("owner", path("X"))},
    }


def path(code: str) -> str:
    return Unit.objects.get(code=code).path


def test_the_ways_in_stand_in_the_order_of_the_plan() -> None:
    assert list(DemoAccount.objects.values_list("title", flat=True)) == [e.title for e in entrances(STAGE)]
    member = DemoAccount.objects.get(title="Party member").user.member
    assert member
    assert member.branch == Unit.objects.get(code=VILLAGE.code)


def test_nobody_has_a_password_but_who_used_a_slip() -> None:
    activated = {user.pk for user in User.objects.all() if user.is_activated}
    assert activated == set(Slip.objects.exclude(used_at=None).values_list("user", flat=True))


def test_whoever_is_appointed_is_no_member() -> None:
    appointed = User.objects.filter(appointments__role__in=[Role.ADMINISTRATOR, Role.AUDITOR, Role.OWNER])
    assert appointed.count() == 3
    assert not appointed.exclude(member=None).exists()


def test_branches_keep_their_sizes_though_members_have_moved() -> None:
    for branch in PLAN.branches:
        assert Member.objects.filter(branch__code=branch.code).count() == branch.size
    recently = Affiliation.objects.filter(from_on__gt=ON - timedelta(days=100)).exclude(
        unit__code__startswith=NEW.code
    )
    assert recently.filter(document="", member__affiliations__to_on__isnull=False).distinct().count() == 1
    assert recently.exclude(document="").count() == 2


def test_somebody_is_lost_somebody_leaves_and_somebody_is_suspended() -> None:
    assert set(Member.objects.filter(branch__code=VILLAGE.code).values_list("status", flat=True)) == {
        "active", "floating", "lost_contact", "transferring", "suspended",
    }  # fmt: skip
    assert not StatusChange.objects.filter(document="").exists()


def test_what_members_show_they_have_agreed_to_themselves() -> None:
    given = AuditEntry.objects.filter(action="identity.give")
    accounts = dict(User.objects.exclude(member=None).values_list("pk", "member"))
    assert given.count() == Consent.objects.count() > 4
    assert all(accounts[entry.actor] == entry.subject for entry in given if entry.actor)
    assert not given.filter(actor=None).exists()
    assert not Photo.objects.exists()


def test_nobody_does_anything_before_the_notice() -> None:
    did = set(AuditEntry.objects.exclude(actor=None).values_list("actor", flat=True))
    assert did == set(NoticeRead.objects.values_list("user", flat=True))


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


def test_every_row_is_valid() -> None:
    for model in models(VALID):
        for row in model._default_manager.all():
            row.full_clean(exclude=[field.name for field in model._meta.fields if field.null])


def test_with_its_ways_in_a_demo_is_finished() -> None:
    assert is_finished()


# ---- claims


def claims(**wanted: str) -> list[Proposal]:
    return list(Proposal.objects.filter(**wanted).select_related("member", "unit", "fact"))


def test_the_member_has_claims_in_every_state() -> None:
    member = DemoAccount.objects.get(title="Party member").user.member
    assert member
    assert {claim.state for claim in claims(member__pk=str(member.pk))} == set(Proposal.State.values)
    assert Evidence.objects.get().proposal.member == member


def test_claims_wait_for_the_secretary_and_hers_for_another() -> None:
    secretary = DemoAccount.objects.get(title="Branch secretary").user
    other = DemoAccount.objects.get(title="Branch committee member").user
    waiting = claims(state="proposed", unit__code=VILLAGE.code)
    hers = [claim for claim in waiting if claim.member == secretary.member]
    assert 5 <= len(waiting) - len(hers) <= 8
    for claim in waiting:
        check_can_confirm(scope_of(other, ON), claim)
    with pytest.raises(Forbidden):
        check_can_confirm(scope_of(secretary, ON), hers[0])


def test_what_was_confirmed_another_confirmed_and_a_mistake_was_reversed() -> None:
    confirmed = claims(state="confirmed")
    assert confirmed
    assert all(claim.decided_by not in (None, claim.proposed_by) for claim in confirmed)
    reversed_ = Fact.objects.exclude(reverses=None).get()
    assert reversed_.reason
    assert reversed_.reverses in [claim.fact for claim in confirmed]


def test_things_are_said_and_answered_in_working_hours_one_after_the_other() -> None:
    for claim in claims():
        said = localtime(claim.proposed_at)
        assert claim.on <= said.date() < ON
        assert claim.decided_at is None or said < localtime(claim.decided_at) < aware(ON)
        assert is_workday(said.date())
    for branch in Unit.objects.filter(kind="branch"):
        times = list(branch.facts.order_by("number").values_list("recorded_at", flat=True))
        assert times == sorted(times)


def aware(day: date) -> datetime:
    return make_aware(datetime.combine(day, time()))


def test_until_she_moved_a_member_is_in_the_record_of_her_old_branch() -> None:
    moved = Affiliation.objects.filter(from_on=date(2025, 12, 1)).exclude(document="")
    assert moved.count() == 2
    for affiliation in moved:
        facts = Fact.objects.filter(member=affiliation.member)
        assert facts.filter(on__lt=affiliation.from_on).exists()
        assert not facts.filter(on__lt=affiliation.from_on, unit=affiliation.member.branch).exists()


def test_the_branch_records_a_kind_of_its_own() -> None:
    kind = Kind.objects.get()
    assert kind.unit.code == VILLAGE.code
    assert Fact.objects.filter(kind=kind.code).count() == 3
