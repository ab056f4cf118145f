"""What is over goes, nothing else; the log never before six months; the owner decides within bounds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from tests.people.identity.test_consents import show
from tests.people.world import World, account, appoint, signed_in
from xianfeng.people.accounts.models import Slip, User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.identity import operations as identity
from xianfeng.people.identity.models import Consent, Field, Photo
from xianfeng.people.members.models import ImportDraft, Member
from xianfeng.people.organizations.roles import Role
from xianfeng.people.privacy.erasing import erase
from xianfeng.people.privacy.models import DataRequest, RetentionRule
from xianfeng.people.privacy.operations import answer, ask, set_rule
from xianfeng.people.privacy.purging import PURGERS, purge, what_is_due
from xianfeng.people.privacy.retention import SUBJECTS, cutoff, in_words, lengths, months_before

OnCommit = Callable[..., AbstractContextManager[list[Any]]]
RETENTION = reverse("privacy:retention")


def ago(**length: int) -> datetime:
    return timezone.now() - timedelta(**length)


def leave(member: Member, on: date) -> Member:
    member.affiliations.update(to_on=on)
    member.left_from, member.unit, member.branch = member.unit, None, None
    member.status = Member.Status.LEFT
    member.save()
    return member


@pytest.fixture(autouse=True)
def no_files_of_other_tests() -> None:
    for name in default_storage.listdir("photos")[1] if default_storage.exists("photos") else ():
        default_storage.delete(f"photos/{name}")


# ── rules ──


def test_the_defaults_are_those_of_the_domain() -> None:
    expected = {"results": 60, "ballots": 12, "talks": 36, "drafts": 12, "audit": 12, "imports": 24}
    assert {code: SUBJECTS[code].default for code in expected} == expected
    assert SUBJECTS["audit"].least == 6
    assert SUBJECTS["imports"].step == "hours"


@pytest.mark.parametrize("subject", SUBJECTS.values(), ids=lambda subject: subject.code)
def test_every_rule_is_kept_within_its_bounds(db: None, subject: Any) -> None:
    assert subject.least <= subject.default <= subject.most
    for length in (subject.least, subject.most):
        set_rule(PROGRAM, subject, length=length)
        assert lengths()[subject.code] == length
    for length in (subject.least - 1, subject.most + 1):
        with pytest.raises(ValidationError):
            set_rule(PROGRAM, subject, length=length)
    assert lengths()[subject.code] == subject.most


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-21", 12, "2025-11-21"),
        ("2026-08-31", 6, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-12-31", 12, "2025-12-31"),
        ("2026-11-21", 0, "2026-11-21"),
    ],
)
def test_months_are_counted_by_the_calendar(day: str, months: int, expected: str) -> None:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    assert months_before(at, months).date().isoformat() == expected


def test_days_and_hours_are_counted_as_such() -> None:
    at = datetime(2026, 11, 21, 12, tzinfo=UTC)
    assert cutoff(SUBJECTS["sessions"], 30, at) == datetime(2026, 10, 22, 12, tzinfo=UTC)
    assert cutoff(SUBJECTS["imports"], 24, at) == datetime(2026, 11, 20, 12, tzinfo=UTC)
    assert in_words("months", 60) != in_words("months", 5)


# ── the owner ──


@pytest.mark.parametrize("name", ["retention", "purge", "erase", "rule"])
def test_only_the_data_owner_of_the_topmost_unit_decides(world: World, name: str) -> None:
    address = reverse(f"privacy:{name}", args=["audit"] if name == "rule" else [])
    lower = account(name="下级")
    appoint(lower, Role.OWNER, world.first)
    assert signed_in(lower).get(address).status_code == 403
    for who in world.users:
        assert world.client(who).get(address).status_code == (200 if who == "owner" else 403)


def test_a_change_is_logged_and_bad_lengths_are_refused_at_the_field(world: World) -> None:
    client = world.client("owner")
    address = reverse("privacy:rule", args=["audit"])
    for wrong in ("5", "121", "many", ""):
        refused = client.post(address, {"length": wrong})
        assert refused.status_code == 422
        assert "length" in refused.context["form"].errors
        assert refused.context["form"]["length"].value() == wrong
    assert not RetentionRule.objects.exists()
    assert client.post(address, {"length": "6"}).status_code == 302
    assert lengths()["audit"] == 6
    entry = AuditEntry.objects.filter(action="privacy.set_rule").get()
    assert entry.details == {"rule": "audit", "length": 6}
    assert (entry.actor, entry.unit) == (world.users["owner"].pk, world.committee.pk)
    assert client.post(reverse("privacy:rule", args=["gossip"]), {"length": "6"}).status_code == 404


def test_the_page_says_of_what_nothing_is_kept(world: World) -> None:
    rules = {rule.subject.code: rule.due for rule in world.client("owner").get(RETENTION).context["rules"]}
    assert rules["results"] is None
    assert rules["ballots"] is None
    assert rules["audit"] == 0
    assert set(rules) == set(SUBJECTS)


# ── the purge ──


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
    leave(early, timezone.localdate() - timedelta(days=31))
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


# ── erasing ──


def test_who_left_is_erased_after_five_years_and_not_before(world: World) -> None:
    old = leave(world.members["member"], timezone.localdate() - timedelta(days=5 * 366))
    young = leave(world.members["groupmate"], timezone.localdate() - timedelta(days=5 * 365 - 30))
    assert purge(PROGRAM, timezone.now())["left"] == 1
    old.refresh_from_db()
    young.refresh_from_db()
    assert "周文海" not in old.name
    assert young.name == "王志峰"
    assert purge(PROGRAM, timezone.now())["left"] == 0


def test_erasing_leaves_no_name_and_no_contact_anywhere(world: World) -> None:
    member, user = world.members["member"], world.users["member"]
    member.work_phone, member.work_email, member.work_post = "19900000001", "zwh@example.org", "采油工"
    member.search_keys = "zhouwenhai zwh"
    member.save()
    user.phone, user.email = "19900000002", "zwh2@example.org"
    user.save()
    show(member, *Field.values)
    ask(PROGRAM, user, kind="correction", text="我是周文海")
    EmailAddress.objects.create(user=user, email="zwh2@example.org")
    staff_no = member.staff_no
    log = list(AuditEntry.objects.values_list("pk", "actor", "subject"))
    erase(PROGRAM, leave(member, date(2026, 1, 1)))
    from django.apps import apps

    for model in apps.get_models():
        for row in model._base_manager.all().values():
            for trace in ("周文海", "1990000000", "zwh", "zhouwenhai", "采油工", staff_no):
                assert trace not in str(row), model
    assert list(AuditEntry.objects.order_by("-pk").values_list("pk", "actor", "subject"))[
        -len(log) :
    ] == sorted(log, reverse=True)


def test_erasing_keeps_ids_and_ends_the_account(world: World) -> None:
    member, user = world.members["member"], world.users["member"]
    client = signed_in(user)
    UserSession.objects.create(
        user=user, ip="192.0.2.1", session_key=client.session.session_key, user_agent="x"
    )
    erase(PROGRAM, leave(member, date(2026, 1, 1)))
    assert Member.objects.filter(pk=member.pk).exists()
    kept = User.objects.get(pk=user.pk)
    assert (kept.is_active, kept.has_usable_password(), kept.member_id) == (False, False, member.pk)
    assert client.get(reverse("privacy:my_data")).status_code == 302
    assert member.affiliations.count() == 1


def test_who_has_not_left_is_not_erased(world: World) -> None:
    with pytest.raises(ValidationError):
        erase(PROGRAM, world.members["member"])
    world.members["member"].refresh_from_db()
    assert world.members["member"].name == "周文海"


def test_the_owner_erases_before_the_time_by_a_decision(world: World) -> None:
    gone = leave(world.members["neighbour"], date(2026, 1, 1))
    data = {"staff_no": gone.staff_no, "document": "北党〔2026〕9号"}
    assert world.client("owner").post(reverse("privacy:erase"), data).status_code == 302
    gone.refresh_from_db()
    assert gone.name != "赵春梅"
    entry = AuditEntry.objects.filter(action="privacy.erase").get()
    assert (entry.subject, entry.unit) == (gone.pk, world.second.pk)
    assert entry.details == {"document": "北党〔2026〕9号"}


@pytest.mark.parametrize("who", ["member", "far_left", "nobody"])
def test_the_owner_erases_nobody_who_belongs_or_who_left_another_tree(world: World, who: str) -> None:
    leave(world.members["stranger"], date(2026, 1, 1))
    numbers = {"member": world.members["member"], "far_left": world.members["stranger"]}
    number = numbers[who].staff_no if who in numbers else "S99999"
    answer = world.client("owner").post(reverse("privacy:erase"), {"staff_no": number, "document": "x"})
    assert answer.status_code == 422
    assert "staff_no" in answer.context["form"].errors
    assert not AuditEntry.objects.filter(action="privacy.erase").exists()


def test_ending_the_display_of_one_leaves_the_others_alone(world: World) -> None:
    show(world.members["member"], *Field.values)
    show(world.members["groupmate"], *Field.values)
    identity.end_display(PROGRAM, world.members["member"])
    assert set(Consent.objects.values_list("member", flat=True)) == {world.members["groupmate"].pk}


def test_the_purge_is_a_daily_job(db: None) -> None:
    from xianfeng.site.schedule import jobs

    job = jobs()["privacy.purge"]
    assert job.interval == timedelta(days=1)
    job.run()
    assert AuditEntry.objects.filter(action="privacy.purge", actor=None).count() == 1
