"""What is over goes, and nothing else; the log never before six months."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from tests.people.identity.test_consents import show
from tests.people.privacy.leaving import ago, leave
from tests.people.world import World, signed_in
from xianfeng.people.accounts.models import Slip
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.identity.models import Consent, Field, Photo
from xianfeng.people.members.models import ImportDraft
from xianfeng.people.privacy.models import DataRequest
from xianfeng.people.privacy.operations import answer, ask, set_rule
from xianfeng.people.privacy.purging import PURGERS, purge, what_is_due
from xianfeng.people.privacy.retention import SUBJECTS

OnCommit = Callable[..., AbstractContextManager[list[Any]]]


@pytest.fixture(autouse=True)
def no_files_of_other_tests() -> None:
    for name in default_storage.listdir("photos")[1] if default_storage.exists("photos") else ():
        default_storage.delete(f"photos/{name}")


def test_the_dry_run_says_what_the_run_does_and_removes_nothing(world: World) -> None:
    gone = leave(world.members["neighbour"], date(2015, 1, 1))
    show(world.members["member"], Field.NAME)
    Consent.objects.update(revoked_at=ago(days=1200))
    client = world.client("owner")
    before = AuditEntry.objects.count()
    due = client.get(reverse("privacy:purge"))
    expected = what_is_due(timezone.now())
    assert due.context["total"] == sum(expected.values()) > 0
    assert AuditEntry.objects.count() == before
    gone.refresh_from_db()
    assert gone.name == "赵春梅"
    client.post(reverse("privacy:purge"))
    entry = AuditEntry.objects.filter(action="privacy.purge").get()
    assert entry.details["counts"] == expected
    assert entry.actor == world.users["owner"].pk
    assert sum(what_is_due(timezone.now()).values()) == 0


def test_nothing_is_due_in_a_world_where_nothing_is_old(world: World) -> None:
    show(world.members["member"], *Field.values)
    counts = purge(PROGRAM, timezone.now())
    assert counts == dict.fromkeys(PURGERS, 0)


def entries(*days: int) -> list[int]:
    made = []
    for day in days:
        with time_machine.travel(ago(days=day)):
            made.append(AuditEntry.objects.create(action="test.old").pk)
    return made


def test_the_log_goes_after_its_time_and_not_a_day_before(db: None) -> None:
    old, young = entries(380, 340)
    purge(PROGRAM, timezone.now())
    assert not AuditEntry.objects.filter(pk=old).exists()
    assert AuditEntry.objects.filter(pk=young).exists()


@pytest.mark.parametrize("at", ["now", "next year", "2099"])
def test_the_log_of_six_months_stays_whatever_the_rule_and_the_clock(db: None, at: str) -> None:
    kept = entries(1, 100, 182)
    (old,) = entries(190)
    set_rule(PROGRAM, SUBJECTS["audit"], length=6)
    moment = {"now": timezone.now(), "next year": ago(days=-365), "2099": datetime(2099, 1, 1, tzinfo=UTC)}
    purge(PROGRAM, moment[at])
    assert AuditEntry.objects.filter(pk__in=kept).count() == 3
    assert not AuditEntry.objects.filter(pk=old).exists()


def test_consents_taken_back_go_after_three_years_and_standing_ones_never(world: World) -> None:
    me = world.members["member"]
    show(me, Field.NAME, Field.POST, Field.CONTACT)
    Consent.objects.filter(field="name").update(revoked_at=ago(days=1100), given_at=ago(days=2000))
    Consent.objects.filter(field="post").update(revoked_at=ago(days=1090), given_at=ago(days=2000))
    Consent.objects.filter(field="contact").update(given_at=ago(days=4000))
    assert purge(PROGRAM, timezone.now())["consents"] == 1
    assert set(Consent.objects.values_list("field", flat=True)) == {"post", "contact"}


def test_answered_requests_go_and_open_ones_never(world: World) -> None:
    user, by = world.users["member"], world.users["secretary"]
    old, young, waiting = (ask(PROGRAM, user, kind="correction", text=str(n)) for n in range(3))
    for one in (old, young):
        answer(PROGRAM, one, by=by, accept=True, reason="已改。")
    DataRequest.objects.filter(pk=old.pk).update(answered_at=ago(days=1100))
    DataRequest.objects.filter(pk=young.pk).update(answered_at=ago(days=1000))
    DataRequest.objects.filter(pk=waiting.pk).update(asked_at=ago(days=3000))
    assert purge(PROGRAM, timezone.now())["requests"] == 1
    assert set(DataRequest.objects.values_list("pk", flat=True)) == {young.pk, waiting.pk}


def test_sign_ins_that_ended_go_and_living_ones_stay(world: World) -> None:
    user = world.users["member"]
    client = signed_in(user)
    living = client.session.session_key
    for key, day in (("ended-old", 31), ("ended-young", 29), (living, 400)):
        session = UserSession.objects.create(user=user, ip="192.0.2.1", session_key=key, user_agent="x")
        UserSession.objects.filter(pk=session.pk).update(last_seen_at=ago(days=day))
    Session.objects.create(session_key="expired", session_data="", expire_date=ago(days=1))
    counts = purge(PROGRAM, timezone.now())
    assert (counts["sign_ins"], counts["sessions"]) == (1, 1)
    kept = set(UserSession.objects.filter(user=user).values_list("session_key", flat=True))
    assert kept == {"ended-young", living}
    assert Session.objects.filter(session_key=living).exists()


def test_uploaded_workbooks_go_after_a_day(world: World) -> None:
    for digest, hours in (("old", 25), ("young", 23)):
        with time_machine.travel(ago(hours=hours)):
            ImportDraft.objects.create(owner=1, unit=world.first, digest=digest, on=date(2026, 1, 1))
    assert purge(PROGRAM, timezone.now())["imports"] == 1
    assert list(ImportDraft.objects.values_list("digest", flat=True)) == ["young"]


def test_slips_go_a_year_after_their_last_day(world: World) -> None:
    for code, day in (("a", 380), ("b", 340), ("c", -10)):
        Slip.objects.create(
            user=world.users["member"], reason="first", code_hash=code, expires_at=ago(days=day)
        )
    assert purge(PROGRAM, timezone.now())["slips"] == 1
    assert set(Slip.objects.values_list("code_hash", flat=True)) == {"b", "c"}


def test_the_display_of_who_left_goes_after_thirty_days(
    world: World, django_capture_on_commit_callbacks: OnCommit
) -> None:
    early, late = world.members["member"], world.members["groupmate"]
    for one in (early, late):
        show(one, Field.PHOTO, Field.NAME)
    names = {one.pk: Photo.objects.get(member=one).file.name for one in (early, late)}
    leave(early, timezone.localdate() - timedelta(days=30))
    leave(late, timezone.localdate() - timedelta(days=29))
    with django_capture_on_commit_callbacks(execute=True):
        assert purge(PROGRAM, timezone.now())["displays"] == 1
    assert set(Photo.objects.values_list("member", flat=True)) == {late.pk}
    assert set(Consent.objects.values_list("member", flat=True)) == {late.pk}
    assert not default_storage.exists(names[early.pk])
    assert default_storage.exists(names[late.pk])


def test_files_that_belong_to_nobody_go_after_a_day(world: World) -> None:
    show(world.members["member"], Field.PHOTO)
    kept = Photo.objects.get().file.name
    stray = default_storage.save("photos/stray.jpg", ContentFile(b"x"))
    assert purge(PROGRAM, timezone.now())["files"] == 0
    with time_machine.travel(ago(days=-2)):
        assert purge(PROGRAM, timezone.now())["files"] == 1
    assert not default_storage.exists(stray)
    assert default_storage.exists(kept)
