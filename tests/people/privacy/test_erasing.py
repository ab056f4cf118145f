"""Erasing somebody who left: no name stays, every id does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from tests.people.identity.test_consents import show
from tests.people.privacy.leaving import leave
from tests.people.world import World, signed_in
from xianfeng.people.accounts.models import User
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.identity import operations as identity
from xianfeng.people.identity.models import Consent, Field
from xianfeng.people.members.models import Member
from xianfeng.people.privacy.erasing import erase
from xianfeng.people.privacy.operations import ask
from xianfeng.people.privacy.purging import purge


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
            for trace in ("周文海", "1990000000", "zwh@", "zwh2@", "zhouwenhai", "采油工", staff_no):
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
