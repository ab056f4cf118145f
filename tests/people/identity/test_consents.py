"""Nothing is shown without the member's own consent; taking it back holds at once."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from tests.people.identity.pictures import picture, upload
from tests.people.world import World
from xianfeng.people.audit.models import AuditEntry
from xianfeng.people.audit.operations import PROGRAM
from xianfeng.people.identity import operations
from xianfeng.people.identity.models import Audience, Consent, Field, Photo
from xianfeng.people.members.models import Member

OnCommit = Callable[..., AbstractContextManager[list[Any]]]
MINE = reverse("identity:mine")


@pytest.fixture
def me(world: World) -> Member:
    member = world.members["member"]
    member.work_post, member.work_phone, member.work_email = "采油工", "1990000 0001", "zwh@example.org"
    member.save()
    return member


def show(member: Member, *fields: str, audience: str = Audience.UNIT) -> None:
    for field in fields:
        if field == Field.PHOTO:
            raw = picture()
            operations.upload(PROGRAM, member, file=upload(raw), size=len(raw), audience=audience)
        else:
            operations.give(PROGRAM, member, field=field, audience=audience)


def page(client: Client, member: Member) -> str:
    answer = client.get(reverse("identity:member", args=[member.pk]))
    return answer.content.decode() if answer.status_code == 200 else ""


def photo_status(client: Client, member: Member) -> int:
    return client.get(reverse("identity:photo", args=[member.pk])).status_code


def test_without_consent_no_page_shows_anything(world: World, me: Member) -> None:
    for who in world.users:
        client = world.client(who)
        if who != "member":
            assert client.get(reverse("identity:member", args=[me.pk])).status_code == 404
            assert photo_status(client, me) == 404
    colleague = world.client("groupmate")
    for address in (reverse("identity:branch"), reverse("identity:wall", args=[world.first.pk])):
        text = colleague.get(address).content.decode()
        assert me.name not in text
        assert me.work_phone not in text
    cards = world.client("secretary").get(reverse("identity:sheet", args=[world.first.pk])).content.decode()
    assert me.name not in cards


VALUES = {Field.NAME: "周文海", Field.POST: "采油工", Field.CONTACT: "1990000 0001"}


@pytest.mark.parametrize("field", VALUES)
def test_each_field_is_shown_by_its_own_consent_alone(world: World, me: Member, field: str) -> None:
    show(me, field)
    for client in (world.client("groupmate"), world.client("office_member")):
        text = page(client, me)
        for other, value in VALUES.items():
            assert (value in text) == (other == field)
        assert reverse("identity:photo", args=[me.pk]) not in text


def test_the_photo_is_shown_by_its_own_consent_alone(world: World, me: Member) -> None:
    show(me, Field.PHOTO)
    text = page(world.client("groupmate"), me)
    assert reverse("identity:photo", args=[me.pk]) in text
    assert not any(value in text for value in VALUES.values())


def test_the_party_post_is_shown_with_the_post(world: World) -> None:
    leader = world.members["leader"]
    show(leader, Field.POST)
    assert "第一党小组" in page(world.client("groupmate"), leader)


def test_taking_a_consent_back_holds_at_once_on_every_page(world: World, me: Member) -> None:
    show(me, Field.NAME, Field.CONTACT)
    colleague, secretary = world.client("groupmate"), world.client("secretary")
    sheet = reverse("identity:sheet", args=[world.first.pk])
    assert me.name in secretary.get(sheet).content.decode()
    operations.revoke(PROGRAM, me, field=Field.NAME)
    operations.revoke(PROGRAM, me, field=Field.CONTACT)
    assert page(colleague, me) == ""
    assert me.name not in colleague.get(reverse("identity:branch")).content.decode()
    assert me.name not in secretary.get(sheet).content.decode()


def test_taking_back_the_photo_deletes_its_file(
    world: World, me: Member, django_capture_on_commit_callbacks: OnCommit
) -> None:
    show(me, Field.PHOTO, Field.NAME)
    name = Photo.objects.get(member=me).file.name
    assert default_storage.exists(name)
    assert photo_status(world.client("groupmate"), me) == 200
    with django_capture_on_commit_callbacks(execute=True):
        answer = world.client("member").post(MINE, {"photo": "", "name": "unit"})
    assert answer.status_code == 302
    assert not default_storage.exists(name)
    assert not Photo.objects.filter(member=me).exists()
    assert photo_status(world.client("groupmate"), me) == 404
    assert photo_status(world.client("member"), me) == 404
    assert me.name in page(world.client("groupmate"), me)


def test_a_new_photo_replaces_the_file_of_the_former(
    me: Member, django_capture_on_commit_callbacks: OnCommit
) -> None:
    show(me, Field.PHOTO)
    former = Photo.objects.get(member=me).file.name
    with django_capture_on_commit_callbacks(execute=True):
        show(me, Field.PHOTO)
    assert not default_storage.exists(former)
    assert default_storage.exists(Photo.objects.get(member=me).file.name)
    assert Consent.objects.standing().filter(member=me, field=Field.PHOTO).count() == 1


def test_giving_and_taking_back_are_logged_without_values(world: World, me: Member) -> None:
    client = world.client("member")
    before = AuditEntry.objects.count()
    client.post(MINE, {"name": "branch", "contact": "unit", "post": ""})
    client.post(MINE, {"name": "", "contact": "unit", "post": ""})
    entries = list(AuditEntry.objects.order_by("id")[before:])
    assert [(entry.action, entry.details.get("field")) for entry in entries] == [
        ("identity.give", "name"),
        ("identity.give", "contact"),
        ("identity.revoke", "name"),
    ]
    assert {(entry.actor, entry.subject, entry.unit) for entry in entries} == {
        (world.users["member"].pk, me.pk, world.first.pk)
    }
    assert not any(me.name in str(entry.details) or me.work_phone in str(entry.details) for entry in entries)


def test_the_history_of_consents_stays(me: Member) -> None:
    show(me, Field.NAME, audience=Audience.BRANCH)
    show(me, Field.NAME, audience=Audience.UNIT)
    operations.revoke(PROGRAM, me, field=Field.NAME)
    rows = Consent.objects.filter(member=me).order_by("id")
    assert [(row.audience, row.revoked_at is not None) for row in rows] == [("branch", True), ("unit", True)]


def test_giving_the_same_consent_twice_is_one_consent(me: Member) -> None:
    show(me, Field.NAME)
    show(me, Field.NAME)
    assert Consent.objects.filter(member=me).count() == 1


def test_nobody_is_asked_twice_and_nothing_is_preset(world: World) -> None:
    form = world.client("member").get(MINE).context["form"]
    assert [form[name].value() for name in form.fields] == [None, None, None]
    assert "photo" not in form.fields


def test_nobody_else_can_give_a_consent(world: World, me: Member) -> None:
    for who in world.users:
        if who != "member":
            data = {"name": "unit", "member": me.pk, "pk": me.pk}
            world.client(who).post(f"{MINE}?member={me.pk}", data)
    assert not Consent.objects.filter(member=me).exists()


def test_an_unknown_audience_is_refused_at_the_field_and_nothing_changes(world: World, me: Member) -> None:
    answer = world.client("member").post(MINE, {"name": "world", "contact": "unit"})
    assert answer.status_code == 422
    assert "name" in answer.context["form"].errors
    assert answer.context["form"]["contact"].value() == "unit"
    assert not Consent.objects.filter(member=me).exists()


def test_a_photo_is_kept_only_with_an_audience(world: World, me: Member) -> None:
    client = world.client("member")
    refused = client.post(reverse("identity:upload"), {"file": upload(picture())})
    assert refused.status_code == 422
    assert not Photo.objects.exists()
    taken = client.post(reverse("identity:upload"), {"file": upload(picture()), "audience": "branch"})
    assert taken.status_code == 302
    consent = Consent.objects.standing().get(member=me)
    assert (consent.field, consent.audience) == ("photo", "branch")


def test_a_bad_photo_is_refused_at_the_field_and_the_old_one_stays(world: World, me: Member) -> None:
    show(me, Field.PHOTO)
    kept = Photo.objects.get(member=me).file.name
    bad = upload(b"GIF89a not a photo", "me.gif", "image/gif")
    answer = world.client("member").post(reverse("identity:upload"), {"file": bad, "audience": "unit"})
    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors
    assert Photo.objects.get(member=me).file.name == kept


def test_a_photo_without_consent_cannot_come_about_by_the_switches(world: World, me: Member) -> None:
    world.client("member").post(MINE, {"photo": "unit"})
    assert not Consent.objects.filter(member=me).exists()


def test_what_a_member_wrote_into_the_register_is_shown_as_text(world: World, me: Member) -> None:
    me.work_post = "<script>alert(1)</script>"
    me.save()
    show(me, Field.POST)
    for client, address in (
        (world.client("member"), MINE),
        (world.client("groupmate"), reverse("identity:member", args=[me.pk])),
        (world.client("groupmate"), reverse("identity:branch")),
    ):
        text = client.get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in text
        assert "<script>alert(1)" not in text


def test_who_left_shows_nothing_even_before_the_purge(world: World, me: Member) -> None:
    show(me, *Field.values)
    Member.objects.filter(pk=me.pk).update(unit=None, branch=None, status=Member.Status.LEFT)
    assert page(world.client("groupmate"), me) == ""
    assert photo_status(world.client("groupmate"), me) == 404


def test_the_photo_is_sent_as_a_private_jpeg(world: World, me: Member) -> None:
    show(me, Field.PHOTO)
    answer = world.client("groupmate").get(reverse("identity:photo", args=[me.pk]))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content)[:3] == b"\xff\xd8\xff"  # type: ignore[attr-defined]
